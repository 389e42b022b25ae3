package welcome

import (
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// accept is the volunteer's yes.
func (s *screen) accept(p marketplace.PairingRow) {
	s.act(marketplace.AnswerPairing{Pairing: p.Pairing, Accept: true}, "You said yes. The lead who asked is told, and it is on your list.")
}

// decline asks the volunteer why not.
func (s *screen) decline(p marketplace.PairingRow) {
	s.why("Say no to "+p.Guest+"?", "The lead asks somebody else. They see the reason, and nothing more.", xwidget.Primary, "Say no", "Not now",
		[]marketplace.Reason{marketplace.ReasonTooBusy, marketplace.ReasonDatesNoLongerFree, marketplace.ReasonTooFar, marketplace.ReasonPlansChanged, marketplace.ReasonOther},
		func(r marketplace.Reason) {
			s.act(marketplace.AnswerPairing{Pairing: p.Pairing, Reason: r}, "You said no. Thank you for answering.")
		})
}

// takeBack withdraws a question, or calls off what was agreed.
func (s *screen) takeBack(p marketplace.PairingRow) {
	reasons := []marketplace.Reason{marketplace.ReasonPlansChanged, marketplace.ReasonArrivalDelayed, marketplace.ReasonArrivalCancelled, marketplace.ReasonAddedByMistake, marketplace.ReasonOther}
	if p.Side == marketplace.SideHost {
		reasons = []marketplace.Reason{marketplace.ReasonTooBusy, marketplace.ReasonPlansChanged, marketplace.ReasonArrivalDelayed, marketplace.ReasonOther}
	}
	kind := xwidget.Destructive
	title, body, verb, said := "Call off the "+lower(p.Kind.Label())+" for "+p.Guest+"?", "The other side is told. Somebody else can be asked then.", "Call it off", "It is called off. The other side is told."
	if p.State == marketplace.PairingAsked {
		kind = xwidget.Primary
		title, body, verb, said = "Take the question back?", "The volunteer is told that they need not answer.", "Take it back", "The question is taken back."
	}
	s.why(title, body, kind, verb, "Leave it", reasons, func(r marketplace.Reason) {
		s.act(marketplace.TakeBackPairing{Pairing: p.Pairing, Reason: r}, said)
	})
}

// finish asks how it went, or on which day it ended.
func (s *screen) finish(p marketplace.PairingRow) {
	title, verb, label := p.Kind.Label()+" for "+p.Guest, "Save", "On which day was it?"
	endings := p.Kind.Endings()
	options := []xwidget.Option{}
	for _, e := range endings {
		options = append(options, xwidget.Option{Value: e.String(), Label: e.Label()})
	}
	outcome := xwidget.NewRadioGroup(options, nil)
	outcome.SetValue(endings[0].String())
	on, field := s.day(label)
	if p.Kind.OneOff() && p.At.Date() < marketplace.DateOf(s.desk.Now()) {
		on.SetValue(p.At.Date().Time())
	}
	content := xwidget.VBox(look.Space16, xwidget.NewField("How did it go?", "", outcome), field)
	if len(endings) == 1 {
		title, verb = "End the "+lower(p.Kind.Label())+" for "+p.Guest+"?", "End it"
		field.Label = "The last day"
		content = xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "Your place is free for somebody else then. Contacts can still be logged afterwards."), field)
		if p.Side == marketplace.SideGuest {
			content.Objects[0] = xwidget.NewText(xwidget.Body, "The volunteer’s place is free for somebody else then.")
		}
	}
	var closeIt func()
	closeIt = s.desk.Dialog(title, content,
		ui.Verb{Text: verb, Kind: xwidget.Primary, Do: func() bool {
			d, ok := dayOf(on, field)
			if !ok {
				return false
			}
			to := endings[0]
			for _, e := range endings {
				if e.String() == outcome.Value() {
					to = e
				}
			}
			s.try(marketplace.FinishPairing{Pairing: p.Pairing, To: to, On: d}, "Saved. Thank you.", field, func() { closeIt() })
			return false
		}}, leave("Not now"))
}

// contact asks when and how they were in touch. What was said is never recorded.
func (s *screen) contact(p marketplace.PairingRow) {
	options := []xwidget.Option{}
	for k := marketplace.ContactInPerson; k <= marketplace.ContactMissed; k++ {
		options = append(options, xwidget.Option{Value: k.String(), Label: k.Label()})
	}
	how := xwidget.NewRadioGroup(options, nil)
	how.SetValue(marketplace.ContactInPerson.String())
	on, field := s.day("On which day?")
	var closeIt func()
	closeIt = s.desk.Dialog("In touch with "+p.Guest, xwidget.VBox(look.Space16, xwidget.NewField("How?", "What was said stays between you.", how), field),
		ui.Verb{Text: "Log the contact", Kind: xwidget.Primary, Do: func() bool {
			d, ok := dayOf(on, field)
			if !ok {
				return false
			}
			kind := marketplace.ContactInPerson
			for k := kind; k <= marketplace.ContactMissed; k++ {
				if k.String() == how.Value() {
					kind = k
				}
			}
			s.try(marketplace.LogContact{Pairing: p.Pairing, On: d, How: kind}, "The contact is logged.", field, func() { closeIt() })
			return false
		}}, leave("Not now"))
}

// why asks for a reason from a short list.
func (s *screen) why(title, body string, kind xwidget.ButtonKind, verb, keep string, reasons []marketplace.Reason, do func(marketplace.Reason)) {
	options := []xwidget.Option{}
	for _, r := range reasons {
		options = append(options, xwidget.Option{Value: r.String(), Label: r.Label()})
	}
	reason := xwidget.NewRadioGroup(options, nil)
	reason.SetValue(reasons[0].String())
	s.desk.Dialog(title, xwidget.VBox(look.Space16, xwidget.NewField("Why?", body, reason)),
		ui.Verb{Text: verb, Kind: kind, Do: func() bool {
			r, err := marketplace.ParseReason(reason.Value())
			if err != nil {
				return false
			}
			do(r)
			return true
		}}, leave(keep))
}

func leave(words string) ui.Verb {
	return ui.Verb{Text: words, Kind: xwidget.Secondary, Do: func() bool { return true }}
}

// day is a field for a day, today at first.
func (s *screen) day(label string) (*xwidget.DateField, *xwidget.Field) {
	on := xwidget.NewDateField(nil)
	today := marketplace.DateOf(s.desk.Now()).Time()
	on.Max = today
	on.Now = s.desk.Now
	on.SetValue(today)
	return on, xwidget.NewField(label, "Today or earlier", on)
}

// dayOf is the day in a field; what is wrong with it shows there.
func dayOf(on *xwidget.DateField, field *xwidget.Field) (marketplace.Date, bool) {
	t, err := on.Value()
	if !field.Check(err) {
		return 0, false
	}
	return dateOf(t), true
}

// dateOf is a calendar's day; zero for none.
func dateOf(t time.Time) marketplace.Date {
	if t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Year(), t.Month(), t.Day())
}

// act does a command and reads anew.
func (s *screen) act(c marketplace.Command, said string) {
	s.desk.Act(c, said, func(marketplace.Receipt) { s.load() })
}

// try does a dialog's command: a refusal stays in the dialog.
func (s *screen) try(c marketplace.Command, said string, field *xwidget.Field, done func()) {
	s.desk.Try(c, said, func(marketplace.Receipt) {
		done()
		s.load()
	}, func(err error) { field.SetError(marketplace.Sentence(err)) })
}
