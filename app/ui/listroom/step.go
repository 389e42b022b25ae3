package listroom

import (
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The steps in their order.
const (
	stepHome = iota
	stepRoom
	stepPrice
	stepRules
	stepSafety
	stepPhotos
	stepCheck
)

var stepNames = []string{"The home", "The room", "Price", "Rules and dates", "Safety and vouching", "Photos", "Check and go live"}

// stepKeys are the steps' names in a route.
var stepKeys = []string{"home", "room", "price", "rules", "safety", "photos", "check"}

func stepNamed(key string) int { return max(0, slices.Index(stepKeys, key)) }

// strict is how much a step asks for.
type strict int

const (
	forDraft strict = iota // only what a draft needs, and nothing that is wrong
	forNext                // what the step is about
	forLive                // all that a live listing needs
)

// step is one page of the form.
type step interface {
	// content is the step's card. It is asked for once.
	content() fyne.CanvasObject
	// fields are the step's fields in their order.
	fields() []*xwidget.Field
	// write puts answers into the fields, read takes them out.
	write(*answers)
	read(*answers)
	// check shows at each field what is wrong with the answers and returns what belongs to no field.
	check(*answers, strict) []string
	// shown is called when the step is turned to, with all answers.
	shown(*answers)
	// about says at the side why this is asked.
	about() []ui.HelpSection
}

// turn shows a step.
func (s *screen) turn(to int) {
	s.a = s.gather()
	s.at = to
	st := s.steps[to]
	for _, f := range st.fields() {
		f.SetError("")
	}
	st.shown(&s.a)
	s.show()
	s.scroll.ScrollToTop()
	s.focus()
}

// focus gives the keyboard to the step's first field.
func (s *screen) focus() {
	if fields := s.steps[s.at].fields(); len(fields) > 0 && s.desk.Window().Canvas() != nil {
		fields[0].Focus()
	}
}

// Shown gives the keyboard to the first field.
func (s *screen) Shown() {
	if s.ready {
		s.focus()
	}
}

// show lays out the present step, what is asked beside it, and its buttons.
func (s *screen) show(others ...string) {
	s.stepper.SetCurrent(s.at)
	st := s.steps[s.at]
	s.summary = xwidget.NewErrorSummary(st.fields()...)
	s.main.Objects = []fyne.CanvasObject{s.summary, xwidget.NewCard(xwidget.VBox(look.Space24, xwidget.NewText(xwidget.Heading, stepNames[s.at]), st.content())), s.buttons()}
	s.aside.Objects = []fyne.CanvasObject{s.progress(), why(st)}
	s.page.Refresh()
	if len(others) > 0 || slices.ContainsFunc(st.fields(), func(f *xwidget.Field) bool { return f.Error != "" }) {
		s.scroll.ScrollToTop()
		s.summary.Update(others...)
		s.page.Refresh()
		s.summary.Update(others...) // where the fields stand now that the summary has its room
	}
}

func why(st step) fyne.CanvasObject {
	all := xwidget.VBox(look.Space16)
	for _, h := range st.about() {
		all.Add(xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, h.Heading), xwidget.NewText(xwidget.Muted, h.Body)))
	}
	return xwidget.NewCard(all)
}

// progress lists the steps at the side: which are filled in, and the way to each.
func (s *screen) progress() fyne.CanvasObject {
	lacks := s.a.missing(s.claimed())
	list := xwidget.VBox(look.Space8)
	for i, name := range stepNames {
		icon, color := look.IconCheck, look.Success.Line()
		if slices.ContainsFunc(lacks, func(l lack) bool { return l.step == i }) {
			icon, color = look.IconMinus, look.ColorSecondary
		}
		if i == stepCheck || i == stepPhotos && len(s.a.Photos) == 0 {
			icon, color = look.IconMinus, look.ColorSecondary
		}
		var words fyne.CanvasObject = xwidget.NewLink(name, func() { s.turn(i) })
		if i == s.at {
			icon, color = look.IconArrowRight, look.ColorLink
			words = xwidget.NewText(xwidget.Strong, name)
		}
		list.Add(xwidget.Row(look.Space8, xwidget.NewGlyph(icon, color, 20), xwidget.Grow(words)))
	}
	return xwidget.NewTitledCard("Steps", list)
}

// buttons are the ways on and back.
func (s *screen) buttons() fyne.CanvasObject {
	row := xwidget.Row(look.Space16)
	if s.at == stepCheck {
		for _, b := range s.endings() {
			row.Add(b)
		}
	} else {
		row.Add(xwidget.NewButton(xwidget.Primary, "Continue", s.next))
	}
	if s.at > 0 {
		row.Add(xwidget.NewButton(xwidget.Secondary, "Back", func() { s.turn(s.at - 1) }))
	}
	return row
}

// next goes on where nothing is wrong with this step.
func (s *screen) next() {
	if s.at == stepCheck {
		return
	}
	s.a = s.gather()
	if !s.passes(s.at, forNext) {
		return
	}
	s.turn(s.at + 1)
}

// passes checks a step, and shows it where something is wrong.
func (s *screen) passes(i int, how strict) bool {
	st := s.steps[i]
	others := st.check(&s.a, how)
	wrong := len(others) > 0 || slices.ContainsFunc(st.fields(), func(f *xwidget.Field) bool { return f.Error != "" })
	if wrong {
		if s.at != i {
			s.at = i
			st.shown(&s.a)
			st.check(&s.a, how)
		}
		s.show(others...)
	}
	return !wrong
}

// refused shows a refusal at the field that it is about, or above the step.
func (s *screen) refused(err error) {
	s.saving = false
	sentence := marketplace.Sentence(err)
	for i, st := range s.steps {
		named, ok := st.(interface{ named(string) *xwidget.Field })
		if !ok {
			continue
		}
		if f := named.named(fieldOf(err)); f != nil {
			s.turn(i)
			f.SetError(sentence)
			s.show()
			return
		}
	}
	s.show(sentence)
}
