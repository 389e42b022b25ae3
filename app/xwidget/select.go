package xwidget

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget      = (*Select)(nil)
	_ fyne.Focusable   = (*Select)(nil)
	_ fyne.Disableable = (*Select)(nil)
	_ fyne.Accessible  = (*Select)(nil)
	_ Input            = (*Select)(nil)
)

// Select takes one of several options from a list that opens below it. In a
// list longer than eight, what is typed searches.
type Select struct {
	control
	Options []Option
	// Selected is the index of the chosen option, -1 for none.
	Selected    int
	Placeholder string
	// OnChanged is called when another option was chosen by hand.
	OnChanged func(Option)

	invalid bool
	open    *popover
}

// NewSelect returns a select with nothing chosen.
func NewSelect(placeholder string, options []Option, changed func(Option)) *Select {
	s := &Select{Options: options, Selected: -1, Placeholder: placeholder, OnChanged: changed}
	s.extend(s)
	return s
}

// Value returns the chosen option's value, or "" for none.
func (s *Select) Value() string {
	if s.Selected < 0 || s.Selected >= len(s.Options) {
		return ""
	}
	return s.Options[s.Selected].Value
}

// SetValue chooses the option with a value, or none, without calling OnChanged.
func (s *Select) SetValue(value string) {
	s.Selected = -1
	for i, o := range s.Options {
		if o.Value == value {
			s.Selected = i
			break
		}
	}
	s.Refresh()
}

// SetOptions replaces the options and keeps the choice if it is still there.
func (s *Select) SetOptions(options []Option) {
	value, had := s.Value(), s.Selected >= 0
	s.Options, s.Selected = options, -1
	if had {
		s.SetValue(value)
		return
	}
	s.Refresh()
}

// FocusTarget is the select itself.
func (s *Select) FocusTarget() fyne.Focusable { return s }

// SetInvalid gives the select a red border, or takes it away.
func (s *Select) SetInvalid(v bool) {
	s.invalid = v
	s.Refresh()
}

// AccessibilityLabel returns what is chosen.
func (s *Select) AccessibilityLabel() string {
	if s.Selected < 0 || s.Selected >= len(s.Options) {
		return s.Placeholder
	}
	return s.Options[s.Selected].Label
}

// AccessibilityRole says that this is a button.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped opens the list.
func (s *Select) Tapped(*fyne.PointEvent) {
	if s.disabled {
		return
	}
	focusOn(s)
	s.show("")
}

// TypedKey opens the list.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown, fyne.KeyUp:
		s.show("")
	default:
		passKey(s, ev)
	}
}

// TypedRune opens the list and searches it.
func (s *Select) TypedRune(r rune) {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		s.show(string(r))
	}
}

func (s *Select) searches() bool { return len(s.Options) > optionsSeen }

func (s *Select) show(query string) {
	if s.disabled || s.open != nil || len(s.Options) == 0 {
		return
	}
	list := newOptionList(s.Options, s.Selected, s.choose)
	list.list.focused = true
	list.list.typed = func(r rune) { jump(list, r) }
	panel := Pad(look.Space4, list.root)
	var search *TextField
	if s.searches() {
		search = NewSearchField("Type to search")
		search.entry.onKey = func(ev *fyne.KeyEvent) bool {
			return ev.Name != fyne.KeySpace && ev.Name != fyne.KeyHome && ev.Name != fyne.KeyEnd && list.list.move(ev)
		}
		search.OnChanged = list.filter
		panel = Frame(Edges{Top: Pad(look.Space8, search)}, Pad(look.Space4, list.root))
	}
	s.open = newPopover(s, panel, s.listWidth(), func() {
		s.open = nil
		focusOn(s)
	})
	list.showChosen()
	if search == nil {
		focusOn(list.list)
		if query != "" {
			jump(list, []rune(query)[0])
		}
		return
	}
	focusOn(search.entry)
	if query != "" {
		search.entry.SetText(query)
		search.entry.CursorColumn = len([]rune(query))
	}
}

// listWidth is that of the list: as wide as the select, or as its options with
// their notes ask for.
func (s *Select) listWidth() float32 {
	const sides, most = 14 + 8 + 40 + 2*look.Space4, 440
	label, note := pen{look.TextBody, false}, pen{look.TextCaption, false}
	w := float32(220)
	for _, o := range s.Options[:min(len(s.Options), 200)] {
		w = max(w, sides+ceil(label.advance(o.Label))+ceil(note.advance(o.Note)))
	}
	return max(s.Size().Width, min(w, most))
}

// jump makes the next option current that begins with r.
func jump(o *optionList, r rune) {
	for step := 1; step <= len(o.shown); step++ {
		at := (max(0, o.list.current) + step) % len(o.shown)
		label := strings.ToLower(o.options[o.shown[at]].Label)
		if strings.HasPrefix(label, strings.ToLower(string(r))) {
			o.list.setCurrent(at)
			return
		}
	}
}

func (s *Select) choose(i int) {
	if s.open != nil {
		s.open.close()
	}
	if i == s.Selected || i < 0 || i >= len(s.Options) {
		return
	}
	s.Selected = i
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(s.Options[i])
	}
}

// CreateRenderer is called by Fyne.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectRenderer{s: s, frame: newInputFrame(), text: newText(look.TextBody, false), chevron: newIconImage()}
	r.objects = append(r.frame.below(), r.text, r.chevron, r.frame.border.Raster)
	r.Refresh()
	return r
}

type selectRenderer struct {
	objects
	s       *Select
	frame   *inputFrame
	text    *canvas.Text
	chevron *canvas.Image
}

func (r *selectRenderer) MinSize() fyne.Size { return fyne.NewSize(120, look.InputHeight) }

// wantedWidth is that of the longest option, so that a choice moves nothing.
func (s *Select) wantedWidth() float32 {
	p := pen{look.TextBody, false}
	w := p.advance(s.Placeholder)
	for _, o := range s.Options[:min(len(s.Options), 50)] {
		w = max(w, p.advance(o.Label))
	}
	return min(360, ceil(w)+12+44)
}

func (r *selectRenderer) Layout(size fyne.Size) {
	r.frame.layout(0, 0, size.Width, size.Height)
	r.text.Text = pen{look.TextBody, false}.cut(r.s.AccessibilityLabel(), size.Width-12-40)
	placeText(r.text, 12, 0, size.Width-52, size.Height)
	place(r.chevron, size.Width-32, (size.Height-18)/2, 18, 18)
}

func (r *selectRenderer) Refresh() {
	s := r.s
	r.frame.paint(s.Theme(), inputState{s.focused || s.open != nil, s.hovered, s.invalid, s.disabled})
	words := s.col(look.ColorText)
	switch {
	case s.disabled:
		words = s.col(look.ColorDisabledText)
	case s.Selected < 0:
		words = s.col(look.ColorPlaceholder)
	}
	r.text.Color = words
	drawIcon(r.chevron, look.IconChevronDown, s.col(look.ColorSecondary))
	r.Layout(s.Size())
	r.text.Refresh()
	canvas.Refresh(s)
}
