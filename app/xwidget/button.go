package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// ButtonKind is how much a button asks to be pressed.
type ButtonKind int

// The kinds of button. A page has one Primary at most.
const (
	Primary     ButtonKind = iota // green: the one thing to do here
	Secondary                     // white with a blue outline
	Destructive                   // red: takes something away
	Quiet                         // like a link: blue words, no face
)

var (
	_ fyne.Widget      = (*Button)(nil)
	_ fyne.Tappable    = (*Button)(nil)
	_ fyne.Focusable   = (*Button)(nil)
	_ fyne.Disableable = (*Button)(nil)
	_ fyne.Accessible  = (*Button)(nil)
)

// Button is a push button: a face with a 4 px darker lower edge, on which it
// sinks when pressed. A Quiet button has no edge.
type Button struct {
	pressable
	Kind ButtonKind
	Text string
	Icon look.Icon
	// Hint says what the button does where it shows only an icon.
	Hint string
	// Compact makes the button lower, for rows and cards.
	Compact bool
}

// NewButton returns a button with words on it.
func NewButton(kind ButtonKind, text string, tapped func()) *Button {
	return NewIconButton(kind, look.Icon{}, text, tapped)
}

// NewIconButton returns a button with an icon before its words.
func NewIconButton(kind ButtonKind, icon look.Icon, text string, tapped func()) *Button {
	b := &Button{Kind: kind, Text: text, Icon: icon}
	b.OnTapped = tapped
	b.extend(b)
	return b
}

// NewGlyphButton returns a quiet, square button that is only an icon; hint
// says to a screen reader what it does.
func NewGlyphButton(icon look.Icon, hint string, tapped func()) *Button {
	b := NewIconButton(Quiet, icon, "", tapped)
	b.Hint = hint
	b.Compact = true
	return b
}

// SetText replaces the words.
func (b *Button) SetText(s string) {
	b.Text = s
	b.Refresh()
}

// AccessibilityLabel returns the words, or the hint of a button without.
func (b *Button) AccessibilityLabel() string {
	if b.Text == "" {
		return b.Hint
	}
	return b.Text
}

// AccessibilityRole says that this is a button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (b *Button) faceHeight() float32 {
	if b.Compact {
		return look.Space32
	}
	return look.InputHeight
}

// edge is the height of the lower edge. A quiet button with words leaves room
// for one, so that its words stand level with those of its neighbours.
func (b *Button) edge() float32 {
	switch {
	case b.Kind == Quiet && b.Text == "":
		return 0
	case b.Compact:
		return 3
	}
	return look.ButtonEdge
}

// CreateRenderer is called by Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		b:     b,
		under: canvas.NewRectangle(noColour), face: canvas.NewRectangle(noColour), inner: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour),
		icon: newIconImage(), text: newText(look.TextBody, true),
	}
	r.objects = objects{r.under, r.face, r.inner, r.bar, r.icon, r.text}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	objects
	b *Button
	// under is seen below the face as its lower edge; inner is the white of a
	// secondary button inside its outline.
	under, face, inner, bar *canvas.Rectangle
	icon                    *canvas.Image
	text                    *canvas.Text
}

const buttonIcon float32 = 18

func (r *buttonRenderer) MinSize() fyne.Size {
	b := r.b
	h := b.faceHeight() + b.edge()
	if b.Text == "" {
		return fyne.NewSize(b.faceHeight(), h)
	}
	side := look.Space16
	if b.Compact {
		side = 12
	}
	if b.Kind == Quiet {
		side = look.Space8
	}
	w := ceil(r.text.MinSize().Width) + 2*side
	if !b.Icon.IsZero() {
		w += buttonIcon + look.Space8
	}
	return fyne.NewSize(w, h)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	b, edge := r.b, r.b.edge()
	sink := float32(0)
	if b.pressed && !b.disabled && b.Kind != Quiet {
		sink = max(0, edge-1)
	}
	face := size.Height - edge
	// The lower edge is a second plate, seen below the face.
	place(r.under, 0, edge, size.Width, face)
	place(r.face, 0, sink, size.Width, face)
	line := look.InputBorder
	place(r.inner, line, sink+line, size.Width-2*line, face-2*line)
	place(r.bar, 0, face-look.ButtonEdge, size.Width, look.ButtonEdge)

	words := ceil(r.text.MinSize().Width)
	all := words
	if !b.Icon.IsZero() {
		all += buttonIcon
		if b.Text != "" {
			all += look.Space8
		}
	}
	x := (size.Width - all) / 2
	if !b.Icon.IsZero() {
		place(r.icon, x, sink+(face-buttonIcon)/2, buttonIcon, buttonIcon)
		x += buttonIcon + look.Space8
	}
	placeText(r.text, x, sink, words, face)
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	face, edge, words := r.colours()
	r.text.Text, r.text.Color = b.Text, words
	r.text.Refresh()
	drawIcon(r.icon, b.Icon, words)
	r.under.CornerRadius, r.face.CornerRadius, r.inner.CornerRadius = look.ControlRadius, look.ControlRadius, look.ControlRadius-1
	paint(r.under, edge, nil, 0)
	paint(r.face, face, nil, 0)
	r.inner.Hidden = b.Kind != Secondary || b.focused || b.disabled
	if !r.inner.Hidden {
		paint(r.face, edge, nil, 0)
		paint(r.inner, face, nil, 0)
	}
	paint(r.bar, noColour, nil, 0)
	if b.Kind == Quiet && b.focused {
		paint(r.bar, b.col(look.ColorFocusText), nil, 0)
	}
	r.Layout(b.Size())
	canvas.Refresh(b)
}

// colours returns those of the face, of the lower edge and of the words.
func (r *buttonRenderer) colours() (face, edge, words color.Color) {
	b := r.b
	switch {
	case b.disabled && b.Kind == Quiet:
		return noColour, noColour, b.col(look.ColorDisabledText)
	case b.disabled:
		return b.col(look.ColorDisabledFace), b.col(look.ColorDisabledFace), b.col(look.ColorDisabledText)
	case b.focused && b.Kind == Quiet:
		return b.col(look.ColorFocus), noColour, b.col(look.ColorFocusText)
	case b.focused:
		return b.col(look.ColorFocus), b.col(look.ColorFocusText), b.col(look.ColorFocusText)
	case b.Kind == Quiet:
		if b.hovered {
			return b.col(look.ColorSecondaryHover), noColour, b.col(look.ColorSecondaryText)
		}
		return noColour, noColour, b.col(look.ColorLink)
	}
	names := buttonColours[b.Kind]
	face = b.col(names[0])
	if b.hovered {
		face = b.col(names[1])
	}
	return face, b.col(names[2]), b.col(names[3])
}

var buttonColours = map[ButtonKind][4]fyne.ThemeColorName{
	Primary:     {look.ColorPrimary, look.ColorPrimaryHover, look.ColorPrimaryEdge, look.ColorPrimaryText},
	Secondary:   {look.ColorSecondaryFace, look.ColorSecondaryHover, look.ColorSecondaryEdge, look.ColorSecondaryText},
	Destructive: {look.ColorDestructive, look.ColorDestructiveHover, look.ColorDestructiveEdge, look.ColorDestructiveText},
}
