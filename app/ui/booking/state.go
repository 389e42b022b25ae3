package booking

import (
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// state is the card that says where the booking stands, who did what, what happens next, and what this person may do.
func (s *screen) state() fyne.CanvasObject {
	did, next := s.did(), s.next()
	words := xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, next))
	if did != "" {
		words.Add(xwidget.NewText(xwidget.Muted, did))
	}
	for _, line := range s.between() {
		words.Add(xwidget.TopRow(look.Space8, xwidget.NewGlyph(line.icon, look.ColorSecondary, 20), xwidget.Grow(xwidget.NewText(xwidget.Body, line.words))))
	}
	parts := xwidget.VBox(look.Space16,
		xwidget.Row(look.Space8, xwidget.Grow(xwidget.NewText(xwidget.Heading, s.heading())), xwidget.NewTag(standing.Tone(s.b.State), s.b.State.Label())),
		xwidget.NewJourneyStrip(s.journey()...), words)
	if buttons := s.buttons(); len(buttons) > 0 {
		parts.Add(xwidget.Flow(look.Space8, buttons...))
	}
	return xwidget.NewCard(parts)
}

// note is a line with an icon.
type note struct {
	icon  look.Icon
	words string
}

// between is where the booking stands between the computers, and by which way the host said yes where it was not here
// and themselves.
func (s *screen) between() []note {
	var all []note
	if waits := s.b.Turn.Sentence(s.now()); waits != "" {
		all = append(all, note{look.IconClock, waits})
	}
	switch f := &s.b.Fold; {
	case f.AcceptedAt.IsZero() && f.Consent.IsZero():
	case f.Via == marketplace.ViaPhone:
		all = append(all, note{look.IconPhone, "The host said yes by phone, and it was recorded for them."})
	case f.Via == marketplace.ViaRules && !f.AcceptedAt.IsZero():
		all = append(all, note{look.IconCheck, "Accepted by itself, by the host’s rules for this room."})
	case !f.AcceptedAt.IsZero() && !s.isHost():
		all = append(all, note{look.IconCheck, "The host said yes in person, in Settle."})
	}
	return all
}

// heading says the state in a few words.
func (s *screen) heading() string {
	switch s.b.State {
	case marketplace.StateDraft:
		return "A request that is not sent yet"
	case marketplace.StateRequested:
		switch {
		case s.b.Turn.For == marketplace.WaitsForKeeper:
			return "Waiting for the room’s calendar"
		case s.can(marketplace.ActAccept) && s.isHost():
			return "Waiting for your answer"
		}
		return "Waiting for the host’s answer"
	case marketplace.StateAccepted:
		return "Accepted, and waiting to be confirmed"
	case marketplace.StateConfirmed:
		return "Booked"
	case marketplace.StateArrived:
		return "Staying now"
	case marketplace.StateCompleted:
		return "The stay is over"
	case marketplace.StateConflict:
		return "Two bookings for the same nights"
	}
	return s.b.State.Label()
}

// did is who did what last, and when.
func (s *screen) did() string {
	if len(s.b.Steps) == 0 {
		return ""
	}
	last := s.b.Steps[len(s.b.Steps)-1]
	return s.who(last.Who) + " " + last.What + " · " + last.At.String()
}

// who is the person before the system: "You" where it is this one.
func (s *screen) who(name string) string {
	if name != "" && name == s.desk.Me().Name {
		return "You"
	}
	return name
}

// next is what happens next, and by when.
func (s *screen) next() string {
	now, mine := s.desk.Now(), s.b.Side
	deadline := func(at marketplace.Instant) string {
		return fmt.Sprintf("%s (%s)", standing.By(now, at), standing.Left(now, at))
	}
	switch s.b.State {
	case marketplace.StateDraft:
		return "Nothing is asked and nothing is held yet. Send the request, or take it back."
	case marketplace.StateRequested:
		by := s.b.Fold.Facts.Deadline
		switch {
		case s.b.Turn.For == marketplace.WaitsForKeeper && s.b.Fold.Consent.IsZero() && s.b.Fold.Claim.IsZero():
			return "The host’s rules for this room accept it by themselves, once the computer that keeps its calendar hears of it. Until then nothing is held."
		case !s.b.Fold.Claim.IsZero():
			return "A computer that kept the calendar before said yes. The one that keeps it now has yet to find out whether the nights are still free."
		case !s.b.Fold.Consent.IsZero():
			return "The host said yes. The computer that keeps the room’s calendar" + of(s.b.KeeperName) + " has yet to take the nights; until then nothing is held."
		case mine == marketplace.SideHost:
			return "Answer by " + deadline(by) + ". If nobody does, the request ends by itself. Until you accept, nothing is held."
		}
		return fmt.Sprintf("%s has until %s to answer. If nobody does, the request ends by itself. Until then nothing is held.", s.host(), deadline(by))
	case marketplace.StateAccepted:
		if !s.can(marketplace.ActConfirm) {
			return fmt.Sprintf("The nights are held. %s has until %s to confirm.", s.lead(), deadline(s.b.Fold.ConfirmBy))
		}
		return "Confirm by " + deadline(s.b.Fold.ConfirmBy) + ": until then the nights are only held."
	case marketplace.StateConfirmed, marketplace.StateArrived:
		return s.nextOfStay()
	case marketplace.StateConflict:
		c := s.conflict()
		return c.Happened() + " " + c.Got()
	}
	return s.ended()
}

// nextOfStay is what happens next with a stay that is agreed.
func (s *screen) nextOfStay() string {
	today, d := s.today(), s.b.Dates
	if s.b.State == marketplace.StateArrived {
		if d.To < today {
			return fmt.Sprintf("They were to leave on %s, and nobody has said that they did. Say when they left, so that the nights are right.", d.To.Long())
		}
		return fmt.Sprintf("They came on %s and leave on %s, %s.", s.b.ArrivedOn.Long(), d.To.Long(), standing.Day(today, d.To))
	}
	if d.From < today {
		return fmt.Sprintf("They were due on %s, and nobody has said that they came. Say when they came, or that they did not: nights count once somebody has.", d.From.Long())
	}
	return fmt.Sprintf("They arrive on %s, %s. On the day, say that they came.", d.From.Long(), standing.Day(today, d.From))
}

// ended is how a booking that is over came to its end, and what is left to do.
func (s *screen) ended() string {
	f, why := s.b.Fold, ""
	if f.Reason != marketplace.ReasonOther {
		why = ": " + listing.Lower(f.Reason.Label())
	}
	slept := xwidget.CountOf(max(0, int(s.b.LeftOn-s.b.ArrivedOn)), "night", "nights")
	switch s.b.State {
	case marketplace.StateCompleted:
		return slept + " slept. They are counted in the nights provided."
	case marketplace.StateEndedEarly:
		return fmt.Sprintf("They left on %s%s. %s slept and counted; the nights after are free again.", s.b.LeftOn.Long(), why, slept)
	case marketplace.StateDeclined:
		return "The host said no" + why + ". The nights are free for others; find another room for " + s.guest() + "."
	case marketplace.StateWithdrawn:
		return "The request was taken back. Nothing is held."
	case marketplace.StateCancelled:
		by := "The guest’s side"
		if f.By == marketplace.SideHost {
			by = "The host’s side"
		}
		return by + " cancelled" + why + ". The nights are free again."
	case marketplace.StateNoShow:
		return "They did not come. No night is counted, and the room is free again."
	case marketplace.StateMoved:
		return "The guest went on to another room. This one is free again from then on."
	case marketplace.StateExpired:
		return s.expired()
	}
	return "This booking needs a newer Settle to be shown in full. Install the newest version."
}

func (s *screen) expired() string {
	f := s.b.Fold
	if f.State == marketplace.StateRequested {
		return fmt.Sprintf("Nobody answered by %s, so the request ended. Nothing is held. Ask again, or ask for another room.", f.Facts.Deadline)
	}
	if s.can(marketplace.ActRelease) {
		return fmt.Sprintf("%s did not confirm by %s. The nights are still held: release them for others, or ask in a message what happened.", s.lead(), f.ConfirmBy)
	}
	if f.Held.Nights() > 0 {
		return fmt.Sprintf("It was not confirmed by %s. The host may still hold the nights: write to them, or ask for the room again.", f.ConfirmBy)
	}
	return fmt.Sprintf("It was not confirmed by %s, and the nights are free again.", f.ConfirmBy)
}

func of(name string) string {
	if name == "" {
		return ""
	}
	return ", " + name + "’s,"
}

// journey is the steps of a booking with when each was taken.
func (s *screen) journey() []xwidget.JourneyStep {
	f := &s.b.Fold
	all := []xwidget.JourneyStep{
		{Title: "Asked", Note: shortDay(f.RequestedAt)}, {Title: "Accepted", Note: shortDay(f.AcceptedAt)}, {Title: "Confirmed", Note: shortDay(f.ConfirmedAt)},
	}
	at := 0
	for i := range all {
		if all[i].Note != "" && at == i {
			all[i].State = xwidget.StepDone
			at++
		}
	}
	stay := xwidget.JourneyStep{Title: "Stay", Note: "from " + s.b.Dates.From.Short()}
	switch {
	case !s.b.ArrivedOn.IsZero() && !s.b.LeftOn.IsZero():
		stay.State, stay.Note = xwidget.StepDone, "until "+s.b.LeftOn.Short()
	case !s.b.ArrivedOn.IsZero():
		stay.State, stay.Note = xwidget.StepNow, "since "+s.b.ArrivedOn.Short()
	case s.b.State == marketplace.StateConfirmed:
		stay.State = xwidget.StepNow
	}
	switch over := !s.b.State.Open() || s.b.State == marketplace.StateConflict; {
	case over && stay.State != xwidget.StepDone: // what would have come after no longer will
		return append(all[:at:at], xwidget.JourneyStep{Title: s.b.State.Label(), State: xwidget.StepProblem, Note: shortDay(f.EndedAt)})
	case at < len(all) && !over:
		all[at].State = xwidget.StepNow
	}
	return append(all, stay)
}

func shortDay(at marketplace.Instant) string {
	if at.IsZero() {
		return ""
	}
	return at.Date().Short()
}
