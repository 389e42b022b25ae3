package booking

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// act is how a thing that can be done with a booking looks and what it begins.
type act struct {
	label string
	chief bool // the thing to do
	do    func(*screen)
}

var acts = map[marketplace.BookingAction]act{
	marketplace.ActSend:     {"Send the request", true, (*screen).send},
	marketplace.ActWithdraw: {"Withdraw", false, (*screen).withdraw},
	marketplace.ActAccept:   {"Accept", true, (*screen).accept},
	marketplace.ActDecline:  {"Decline", false, (*screen).decline},
	marketplace.ActConfirm:  {"Confirm the booking", true, (*screen).confirm},
	marketplace.ActRelease:  {"Release the nights", true, (*screen).release},
	marketplace.ActCancel:   {"Cancel the booking", false, (*screen).cancel},
	marketplace.ActArrived:  {"They arrived", true, (*screen).arrived},
	marketplace.ActLeft:     {"They left", true, (*screen).left},
	marketplace.ActNoShow:   {"They did not come", false, (*screen).noShow},
	marketplace.ActMove:     {"Move to another room", false, (*screen).move},
	marketplace.ActPropose:  {"Propose a change", false, (*screen).propose},
}

// buttons is what this person may do now, the most likely first and in green; answers to a change and the right to rent
// check stand on cards of their own.
func (s *screen) buttons() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i, name := range s.inOrder() {
		a, ok := acts[name]
		if !ok {
			continue
		}
		kind := xwidget.Secondary
		if i == 0 && s.chief(name) && !s.answers() {
			kind = xwidget.Primary
		}
		if name == marketplace.ActAccept && !s.isHost() {
			a.label = "Record the host’s yes"
		}
		all = append(all, xwidget.NewButton(kind, a.label, func() { a.do(s) }))
	}
	if _, guest := s.sides(); guest && !s.b.State.Open() && s.b.State != marketplace.StateCompleted && s.b.State != marketplace.StateMoved {
		kind := xwidget.Secondary
		if len(all) == 0 {
			kind = xwidget.Primary
		}
		all = append(all, xwidget.NewButton(kind, "Find another room", s.find))
	}
	if !s.b.Fold.MovedTo.IsZero() {
		all = append(all, xwidget.NewButton(xwidget.Secondary, "See the other booking", func() { s.desk.Go(ui.ToID(ui.PageBooking, s.b.Fold.MovedTo)) }))
	}
	if s.b.State == marketplace.StateRequested && s.b.Fold.Consent.IsZero() && !s.isHost() {
		all = append(all, xwidget.NewButton(xwidget.Secondary, "Text for the host", s.mail))
	}
	if slices.Contains([]marketplace.BookingState{marketplace.StateConfirmed, marketplace.StateArrived}, s.b.State) {
		all = append(all, xwidget.NewButton(xwidget.Secondary, "Page for the arrival", s.paper))
	}
	return all
}

// inOrder puts the thing to do first, and what ends a booking before its time last.
func (s *screen) inOrder() []marketplace.BookingAction {
	rank := func(a marketplace.BookingAction) int {
		switch {
		case s.chief(a):
			return 0
		case a == marketplace.ActCancel:
			return 2
		}
		return 1
	}
	can := slices.Clone(s.b.Actions)
	slices.SortStableFunc(can, func(a, b marketplace.BookingAction) int { return rank(a) - rank(b) })
	return can
}

// chief tells whether an act is the thing to do now. A guest may leave on any day; it is to be said once that is due.
func (s *screen) chief(a marketplace.BookingAction) bool {
	return acts[a].chief && (a != marketplace.ActLeft || s.today() >= s.b.Dates.To)
}

// answers tells whether a change waits for this person's yes, which is then the page's green button.
func (s *screen) answers() bool { return s.can(marketplace.ActAgree) }

// question is a dialog that ends in a command: what it says, the fields that it asks for, and its verb.
type question struct {
	title  string
	body   []fyne.CanvasObject
	fields []field
	verb   string
	kind   xwidget.ButtonKind
	keep   string
	toast  string
	// command is what the verb does; false where a field shows what is missing.
	command func() (marketplace.Command, bool)
	// other is a further verb, which closes the dialog; may be empty.
	other string
	then  func()
}

// field is a field of a question, with the name by which a refusal is about it.
type field struct {
	name string
	*xwidget.Field
}

// ask puts the question. A refusal is shown in the dialog, at its field where it names one; the dialog closes once the
// act is done.
func (s *screen) ask(q question) {
	var all []*xwidget.Field
	for _, f := range q.fields {
		all = append(all, f.Field)
	}
	wrong := xwidget.NewErrorSummary(all...)
	content := xwidget.VBox(look.Space16, wrong)
	for _, o := range q.body {
		content.Add(o)
	}
	busy := false
	var dismiss func()
	verbs := []ui.Verb{{Text: q.keep, Kind: xwidget.Secondary}}
	if q.other != "" {
		verbs = append(verbs, ui.Verb{Text: q.other, Kind: xwidget.Secondary, Do: func() bool { q.then(); return true }})
	}
	verbs = append(verbs, ui.Verb{Text: q.verb, Kind: q.kind, Do: func() bool {
		if busy {
			return false
		}
		for _, f := range all {
			f.SetError("")
		}
		c, ok := q.command()
		if !ok {
			wrong.Update()
			return false
		}
		busy = true
		s.desk.Try(c, q.toast, func(marketplace.Receipt) { dismiss() }, func(err error) {
			busy = false
			refused(err, q.fields, wrong)
		})
		return false
	}})
	dismiss = s.desk.Dialog(q.title, content, verbs...)
}

// refused shows a refusal at the field that it names, or else above all fields.
func refused(err error, fields []field, wrong *xwidget.ErrorSummary) {
	if named, ok := errors.AsType[*marketplace.Error](err); ok {
		for _, f := range fields {
			if f.name == named.Field {
				f.SetError(named.Message)
				wrong.Update()
				return
			}
		}
	}
	wrong.Update(marketplace.Sentence(err))
}
