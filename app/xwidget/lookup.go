package xwidget

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget      = (*Lookup)(nil)
	_ fyne.Focusable   = (*Lookup)(nil)
	_ fyne.Disableable = (*Lookup)(nil)
	_ fyne.Accessible  = (*Lookup)(nil)
	_ Input            = (*Lookup)(nil)
)

// Lookup takes one of more things than a list could hold: what is typed asks
// for suggestions, which show under it as one types. Delete empties it.
type Lookup struct {
	control
	// Chosen is what was chosen; without a value, nothing is.
	Chosen      Option
	Placeholder string
	// Hint is shown while nothing is typed and there is nothing to suggest, and
	// None where there is nothing of that name.
	Hint, None string
	// Suggest returns what a text may mean, best first. It must answer from
	// memory; it is asked with "" when the field opens.
	Suggest func(typed string) []Option
	// OnChosen is called when another option was chosen by hand, and with none
	// when the field was emptied.
	OnChosen func(Option)

	invalid bool
	open    *popover
	list    *optionList
	say     *Text
	sayRow  fyne.CanvasObject
}

// NewLookup returns an empty field.
func NewLookup(placeholder string, suggest func(string) []Option, chosen func(Option)) *Lookup {
	l := &Lookup{Placeholder: placeholder, Suggest: suggest, OnChosen: chosen, None: "Nothing of that name."}
	l.extend(l)
	return l
}

// SetChosen puts an option into the field, or with the zero option empties it,
// without calling OnChosen.
func (l *Lookup) SetChosen(o Option) {
	l.Chosen = o
	l.Refresh()
}

// FocusTarget is the field itself.
func (l *Lookup) FocusTarget() fyne.Focusable { return l }

// SetInvalid gives the field a red border, or takes it away.
func (l *Lookup) SetInvalid(v bool) {
	l.invalid = v
	l.Refresh()
}

// AccessibilityLabel returns what is chosen.
func (l *Lookup) AccessibilityLabel() string {
	if l.Chosen.Value == "" {
		return l.Placeholder
	}
	return l.Chosen.Label
}

// AccessibilityRole says that this is a button.
func (l *Lookup) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped opens the field for typing, or at the cross empties it.
func (l *Lookup) Tapped(ev *fyne.PointEvent) {
	if l.disabled {
		return
	}
	focusOn(l)
	if l.Chosen.Value != "" && ev != nil && ev.Position.X > l.Size().Width-look.InputHeight {
		l.choose(Option{})
		return
	}
	l.show("")
}

// TypedKey opens the field, or empties it with Delete.
func (l *Lookup) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown, fyne.KeyUp:
		l.show("")
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.choose(Option{})
	default:
		passKey(l, ev)
	}
}

// TypedRune opens the field with what is typed.
func (l *Lookup) TypedRune(r rune) {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		l.show(string(r))
	}
}

// show lays a field for typing over this one, with the suggestions under it.
func (l *Lookup) show(typed string) {
	if l.disabled || l.open != nil || l.Suggest == nil {
		return
	}
	l.list = newOptionList(nil, -1, func(i int) {
		o := l.list.options[i]
		l.open.close()
		l.choose(o)
	})
	l.list.list.focused = true
	l.say = NewText(Muted, "")
	l.sayRow = Pad(look.Space8, l.say)
	search := NewSearchField(l.Placeholder)
	search.MaxLength = 100
	search.entry.onKey = func(ev *fyne.KeyEvent) bool {
		return ev.Name != fyne.KeySpace && ev.Name != fyne.KeyHome && ev.Name != fyne.KeyEnd && l.list.list.move(ev)
	}
	search.OnChanged = l.suggest
	panel := Frame(Edges{Top: Pad(look.Space8, search)}, Pad(look.Space4, VBox(0, l.list.root, l.sayRow)))
	l.open = newPopover(l, panel, max(l.Size().Width, 320)+2*look.Space8, func() {
		l.open = nil
		focusOn(l)
	})
	l.open.over = look.Space8
	l.suggest(typed)
	focusOn(search.entry)
	search.SetText(typed)
}

// suggest shows what the typed text may mean, and makes the best current.
func (l *Lookup) suggest(typed string) {
	if l.open == nil {
		return
	}
	options := l.Suggest(typed)
	o := l.list
	o.options, o.shown = options, matching(options, "")
	for i, option := range options {
		if option.Value == l.Chosen.Value {
			o.chosen = i
		}
	}
	o.root.Hidden = len(options) == 0
	l.say.Content = l.None
	if typed == "" {
		l.say.Content = l.Hint
	}
	if len(options) > 0 || l.say.Content == "" {
		l.sayRow.Hide()
	} else {
		l.sayRow.Show()
	}
	o.list.current = min(0, len(options)-1)
	o.list.ScrollToTop()
	l.open.Refresh()
	o.list.Refresh()
	l.say.Refresh()
}

func (l *Lookup) choose(o Option) {
	if o == l.Chosen {
		return
	}
	l.Chosen = o
	l.Refresh()
	if l.OnChosen != nil {
		l.OnChosen(o)
	}
}

// CreateRenderer is called by Fyne.
func (l *Lookup) CreateRenderer() fyne.WidgetRenderer {
	r := &lookupRenderer{l: l, frame: newInputFrame(), text: newText(look.TextBody, false), glyph: newIconImage(), cross: newIconImage()}
	r.objects = append(r.frame.below(), r.text, r.glyph, r.cross, r.frame.border.Raster)
	r.Refresh()
	return r
}

type lookupRenderer struct {
	objects
	l            *Lookup
	frame        *inputFrame
	text         *canvas.Text
	glyph, cross *canvas.Image
}

func (r *lookupRenderer) MinSize() fyne.Size { return fyne.NewSize(120, look.InputHeight) }

func (l *Lookup) wantedWidth() float32 { return 280 }

func (r *lookupRenderer) Layout(size fyne.Size) {
	r.frame.layout(0, 0, size.Width, size.Height)
	room := size.Width - 38 - 36
	r.text.Text = pen{look.TextBody, false}.cut(r.l.AccessibilityLabel(), room)
	place(r.glyph, 11, (size.Height-18)/2, 18, 18)
	placeText(r.text, 38, 0, room, size.Height)
	place(r.cross, size.Width-28, (size.Height-16)/2, 16, 16)
}

func (r *lookupRenderer) Refresh() {
	l := r.l
	r.frame.paint(l.Theme(), inputState{l.focused || l.open != nil, l.hovered, l.invalid, l.disabled})
	words, cross := l.col(look.ColorText), look.IconClose
	if l.Chosen.Value == "" {
		words, cross = l.col(look.ColorPlaceholder), look.Icon{}
	}
	if l.disabled {
		words, cross = l.col(look.ColorDisabledText), look.Icon{}
	}
	r.text.Color = words
	drawIcon(r.glyph, look.IconFind, l.col(look.ColorSecondary))
	drawIcon(r.cross, cross, l.col(look.ColorSecondary))
	r.Layout(l.Size())
	r.text.Refresh()
	canvas.Refresh(l)
}
