package sqlite

import (
	"context"
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
)

// words puts a task into sentences for a person.
func (t task) words(ctx context.Context, a *asking) (marketplace.Task, error) {
	out := marketplace.Task{Kind: t.kind, About: t.about, Due: t.due, Overdue: t.due > 0 && t.due < a.now}
	var err error
	switch {
	case t.together > 0:
		out.Title, out.Detail = t.togetherWords()
	case t.kind == marketplace.TaskPlaceArrival:
		out.Title, out.Detail, err = t.arrivalWords(ctx, a)
	case t.kind == marketplace.TaskAnswerPairing || t.kind == marketplace.TaskFinishPairing:
		out.Title, out.Detail, err = t.pairingWords(ctx, a)
	case t.kind == marketplace.TaskCompleteRoom || t.kind == marketplace.TaskReprice || t.kind == marketplace.TaskReconfirm:
		out.Title, out.Detail, err = t.listingWords(ctx, a)
	default:
		out.Title, out.Detail, err = t.bookingWords(ctx, a)
	}
	return out, err
}

func (t task) bookingWords(ctx context.Context, a *asking) (title, detail string, err error) {
	var w where
	w.and("b.booking = ?", t.row)
	rows, err := a.bookingsWhere(ctx, w)
	if err != nil || len(rows) == 0 {
		return "", "", err
	}
	b := rows[0]
	room := b.RoomTitle
	if b.Side == marketplace.SideHost && b.HostName != "" {
		room = "your room"
	}
	switch t.kind {
	case marketplace.TaskAnswerRequest:
		return fmt.Sprintf("%s asks for %s from %s", b.Guest, room, b.Dates),
			fmt.Sprintf("%s. Accept or decline by %s, or the request expires.", b.RoomTitle, t.due), nil
	case marketplace.TaskConfirmBooking:
		return fmt.Sprintf("%s accepted %s from %s", orElse(b.HostName, "The host"), b.Guest, b.Dates),
			fmt.Sprintf("%s. Confirm by %s: until then the nights are only held.", b.RoomTitle, t.due), nil
	case marketplace.TaskReleaseNights:
		return fmt.Sprintf("%s was not confirmed in time", b.Guest),
			fmt.Sprintf("%s is still held from %s. Release the nights, or ask the lead what happened.", b.RoomTitle, b.Dates), nil
	case marketplace.TaskMarkArrived:
		return fmt.Sprintf("Did %s arrive on %s?", b.Guest, b.Dates.From.Long()),
			fmt.Sprintf("%s. Say when they came, or that they did not: nights count once somebody has.", b.RoomTitle), nil
	case marketplace.TaskMarkLeft:
		return fmt.Sprintf("Did %s leave on %s?", b.Guest, b.Dates.To.Long()),
			fmt.Sprintf("%s. Say when they left, so that the nights are right.", b.RoomTitle), nil
	case marketplace.TaskRightToRent:
		return fmt.Sprintf("See %s’s right to rent before %s", b.Guest, b.Dates.From.Long()),
			"The check belongs within the 28 days before they move in. Record that you saw it, never a document.", nil
	case marketplace.TaskAnswerChange:
		return a.changeWords(ctx, t, b)
	}
	return fmt.Sprintf("The booking of %s for %s is in conflict", b.RoomTitle, b.Guest),
		fmt.Sprintf("It was confirmed in time, but the nights from %s had been given away. Find another room together now.", b.Dates), nil
}

// changeWords is about the change that is answered first.
func (a *asking) changeWords(ctx context.Context, t task, b marketplace.BookingRow) (title, detail string, err error) {
	var dates marketplace.Range
	var week marketplace.Pence
	if _, err := one(ctx, a, `SELECT starts, ends, week FROM change WHERE booking = ? AND state = 0 AND deadline = ? ORDER BY id LIMIT 1`,
		[]any{t.row, t.due}, &dates.From, &dates.To, &week); err != nil {
		return "", "", err
	}
	var what []string
	if dates != b.Dates {
		what = append(what, "from "+dates.String())
	}
	if week != b.Week {
		what = append(what, "at "+week.Week())
	}
	return fmt.Sprintf("A change is proposed for %s: %s", b.Guest, strings.Join(what, ", ")),
		fmt.Sprintf("%s, booked from %s at %s. Agree or say no by %s.", b.RoomTitle, b.Dates, b.Week.Week(), t.due), nil
}

func (t task) arrivalWords(ctx context.Context, a *asking) (title, detail string, err error) {
	rows, err := a.arrivals(ctx, []int64{t.row})
	if err != nil || len(rows) == 0 {
		return "", "", err
	}
	r := rows[0]
	verb := "arrives"
	if r.At < a.now {
		verb = "arrived"
	}
	title = fmt.Sprintf("%s %s on %s without a bed", r.Name, verb, r.At.Date().Long())
	switch {
	case r.BedState == marketplace.StateRequested && !r.Booking.IsZero():
		detail = r.BedTitle + " is asked for and not answered yet."
	case r.Nights > 0:
		detail = fmt.Sprintf("%d nights wanted. Find a room.", r.Nights)
	default:
		detail = "Find a room."
	}
	return title, detail, nil
}

func (t task) pairingWords(ctx context.Context, a *asking) (title, detail string, err error) {
	var id, arrival marketplace.ID
	var kind marketplace.OfferKind
	var asked int64
	var at marketplace.Instant
	if _, err := one(ctx, a, "SELECT p.id, p.arrival, o.kind, p.asked_entry, p.at FROM pairing p JOIN offer o ON o.offer = p.offer WHERE p.pairing = ?",
		[]any{t.row}, &id, &arrival, &kind, &asked, &at); err != nil {
		return "", "", err
	}
	guest, err := a.guest(ctx, asked, arrival)
	when := ""
	if at > 0 {
		when = " on " + at.String()
	}
	if t.kind == marketplace.TaskFinishPairing {
		return fmt.Sprintf("%s for %s: did it happen?", kind.Label(), guest), fmt.Sprintf("It was planned%s. Say how it ended.", when), err
	}
	return fmt.Sprintf("%s for %s%s: can you?", kind.Label(), guest, when), fmt.Sprintf("Answer by %s, so that somebody else can be asked in time.", t.due), err
}

func (t task) listingWords(ctx context.Context, a *asking) (title, detail string, err error) {
	var name, outcode, area string
	var week marketplace.Pence
	var lapses marketplace.Date
	if _, err := one(ctx, a, "SELECT t.value, r.outcode, r.area, r.week, r.lapses FROM room r LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1 WHERE r.room = ?",
		[]any{t.row}, &name, &outcode, &area, &week, &lapses); err != nil {
		return "", "", err
	}
	name = titleOf(name, outcode)
	switch t.kind {
	case marketplace.TaskReprice:
		most, _ := a.capOf(area)
		return fmt.Sprintf("%s is over the cap: %s", name, week.Week()),
			fmt.Sprintf("The cap for %s is %s now. Lower the rent, so that leads find the room again. Agreed bookings keep theirs.", area, most.Week()), nil
	case marketplace.TaskReconfirm:
		if lapses <= a.today {
			return fmt.Sprintf("Is %s still to be had?", name), "Nobody has said so for six months, so leads no longer find it. Say that it is, or pause it.", nil
		}
		return fmt.Sprintf("Is %s still to be had?", name),
			fmt.Sprintf("Say so before %s: from then on leads no longer find it.", lapses.Long()), nil
	}
	return fmt.Sprintf("%s still needs some answers", name),
		"It is live, but who vouches, furniture, shared space or safety dates are not all confirmed. Complete the listing.", nil
}

func (t task) togetherWords() (title, detail string) {
	switch t.kind {
	case marketplace.TaskReprice:
		return fmt.Sprintf("%d rooms of your organisation are over the cap", t.together), "Leads do not find them until their rents are lowered. Agreed bookings keep theirs."
	case marketplace.TaskReconfirm:
		return fmt.Sprintf("%d rooms of your organisation need reconfirming", t.together), "Ask their hosts whether they are still to be had."
	}
	return fmt.Sprintf("%d rooms of your organisation still need some answers", t.together),
		"They are live, but their hosts have yet to confirm who vouches, furniture, shared space or safety dates."
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
