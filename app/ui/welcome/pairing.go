package welcome

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// weekly is how often a buddy, mentor or coach is in touch, in days.
const weekly = 7

// pairing is one pairing with what this person can do about it.
func (s *screen) pairing(p marketplace.PairingRow) fyne.CanvasObject {
	words := []fyne.CanvasObject{xwidget.NewText(xwidget.Strong, p.Kind.Label()+" for "+p.Guest)}
	for _, line := range []string{s.about(p), s.touch(p)} {
		if line != "" {
			words = append(words, xwidget.NewText(xwidget.Muted, line))
		}
	}
	tone, tag := s.tag(p)
	parts := []fyne.CanvasObject{xwidget.Grow(xwidget.VBox(2, words...)), xwidget.NewTag(tone, tag)}
	return xwidget.Row(look.Space16, append(parts, s.acts(p)...)...)
}

// heading says why the person came for a pairing.
func (s *screen) heading(p marketplace.PairingRow) string {
	switch {
	case p.State == marketplace.PairingAsked && p.Side == marketplace.SideHost:
		return "Can you?"
	case s.past(p):
		return "How did it go?"
	case p.State == marketplace.PairingAsked:
		return "Waiting for an answer"
	case p.State == marketplace.PairingAccepted:
		return "Under way"
	}
	return "This is over"
}

// past tells whether what happens once should have happened by now.
func (s *screen) past(p marketplace.PairingRow) bool {
	return p.State == marketplace.PairingAccepted && p.Kind.OneOff() && p.At < marketplace.InstantOf(s.desk.Now())
}

// about is when it is, with whom, and by when an answer is due.
func (s *screen) about(p marketplace.PairingRow) string {
	line := []string{}
	if !p.At.IsZero() {
		line = append(line, p.At.String())
	}
	if p.Flight != "" && p.Kind == marketplace.OfferPickup {
		line = append(line, "flight "+p.Flight)
	}
	if p.Side != marketplace.SideHost && p.Volunteer != "" {
		line = append(line, "by "+p.Volunteer)
	}
	if p.State == marketplace.PairingAsked {
		by := standing.By(s.desk.Now(), p.Deadline)
		if p.Side == marketplace.SideHost {
			line = append(line, "answer by "+by)
		} else {
			line = append(line, "they answer by "+by)
		}
	}
	if p.State == marketplace.PairingDeclined && p.Reason != marketplace.ReasonOther {
		line = append(line, p.Reason.Label())
	}
	return upper(strings.Join(line, " · "))
}

// touch says when an ongoing pairing was last in touch.
func (s *screen) touch(p marketplace.PairingRow) string {
	if p.Kind.OneOff() || p.State != marketplace.PairingAccepted && p.State != marketplace.PairingEnded {
		return ""
	}
	last, n := lastContact(p)
	if n == 0 {
		return "No contact is recorded yet"
	}
	today := marketplace.DateOf(s.desk.Now())
	return "Last in touch " + standing.Day(today, last.On) + " (" + strings.ToLower(last.How.Label()) + ") · " + xwidget.CountOf(n, "contact", "contacts") + " so far"
}

// lastContact is when and how they were in touch last, and how often in all; a contact that was missed is none.
func lastContact(p marketplace.PairingRow) (last marketplace.ContactLogged, n int) {
	for _, c := range p.Contacts {
		if c.How == marketplace.ContactMissed {
			continue
		}
		n++
		if c.On >= last.On {
			last = c
		}
	}
	return last, n
}

// tag is where the pairing stands, or what it needs.
func (s *screen) tag(p marketplace.PairingRow) (look.Tone, string) {
	switch {
	case s.past(p):
		return look.Warning, "Did it happen?"
	case p.State == marketplace.PairingAccepted && !p.Kind.OneOff():
		last, n := lastContact(p)
		if n == 0 || marketplace.DateOf(s.desk.Now())-last.On >= weekly {
			return look.Warning, "Get in touch"
		}
	}
	return pairingTone(p.State), p.State.Label()
}

// acts are the buttons of a pairing: the volunteer answers, either side says how it went.
func (s *screen) acts(p marketplace.PairingRow) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(kind xwidget.ButtonKind, verb string, do func()) {
		b := xwidget.NewButton(kind, verb, do)
		b.Compact = true
		out = append(out, b)
	}
	switch {
	case p.Side == marketplace.SideNone:
	case p.State == marketplace.PairingAsked && p.Side == marketplace.SideHost:
		add(xwidget.Secondary, "Say yes", func() { s.accept(p) })
		add(xwidget.Secondary, "Say no", func() { s.decline(p) })
	case p.State == marketplace.PairingAsked:
		add(xwidget.Secondary, "Take it back", func() { s.takeBack(p) })
	case s.past(p):
		add(xwidget.Secondary, "Say how it went", func() { s.finish(p) })
	case p.State == marketplace.PairingAccepted && p.Kind.OneOff():
		add(xwidget.Secondary, "Call it off", func() { s.takeBack(p) })
	case p.State == marketplace.PairingAccepted:
		add(xwidget.Secondary, "Log a contact", func() { s.contact(p) })
		add(xwidget.Quiet, "End", func() { s.finish(p) })
	}
	if len(out) == 0 || p.Side == marketplace.SideGuest {
		add(xwidget.Quiet, "See the offer", func() { s.desk.Go(ui.ToID(ui.PageOffer, p.Offer)) })
	}
	return out
}
