package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget      = (*StatTile)(nil)
	_ fyne.Tappable    = (*StatTile)(nil)
	_ fyne.Focusable   = (*StatTile)(nil)
	_ fyne.Disableable = (*StatTile)(nil)
	_ fyne.Accessible  = (*StatTile)(nil)
)

// StatTile is a card with one large figure. With OnTapped set it opens what is
// behind the figure, and says so with a chevron.
type StatTile struct {
	pressable
	Label  string
	Figure string
	Note   string
	Tone   look.Tone
}

// NewStatTile returns a tile; tapped may be nil.
func NewStatTile(tone look.Tone, label, figure, note string, tapped func()) *StatTile {
	s := &StatTile{Label: label, Figure: figure, Note: note, Tone: tone}
	s.OnTapped = tapped
	s.extend(s)
	return s
}

// Set replaces the figure, its note and its tone.
func (s *StatTile) Set(tone look.Tone, figure, note string) {
	s.Tone, s.Figure, s.Note = tone, figure, note
	s.Refresh()
}

// Disabled reports whether the tile opens nothing, so that Tab passes it by.
func (s *StatTile) Disabled() bool { return s.disabled || s.OnTapped == nil }

// AccessibilityLabel reads the tile out.
func (s *StatTile) AccessibilityLabel() string {
	label := s.Label + ": " + s.Figure
	if s.Note != "" {
		label += ", " + s.Note
	}
	return label
}

// AccessibilityRole says whether the tile is text or a button.
func (s *StatTile) AccessibilityRole() fyne.AccessibleRole {
	if s.Disabled() {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleButton
}

// CreateRenderer is called by Fyne.
func (s *StatTile) CreateRenderer() fyne.WidgetRenderer {
	r := &statRenderer{
		s: s, ground: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour), chevron: newIconImage(),
		label: newText(look.TextBody, false), figure: newText(look.TextFigure, true), note: newText(look.TextCaption, false),
	}
	r.ground.CornerRadius = look.CardRadius
	r.bar.BottomLeftCornerRadius, r.bar.BottomRightCornerRadius = look.CardRadius, look.CardRadius
	r.objects = objects{r.ground, r.bar, r.label, r.figure, r.note, r.chevron}
	r.Refresh()
	return r
}

type statRenderer struct {
	objects
	s                   *StatTile
	ground, bar         *canvas.Rectangle
	label, figure, note *canvas.Text
	chevron             *canvas.Image
}

const statSide = look.PageGap

func (r *statRenderer) MinSize() fyne.Size {
	w := max(90, ceil(r.figure.MinSize().Width))
	return fyne.NewSize(w+2*statSide, 124)
}

func (r *statRenderer) Layout(size fyne.Size) {
	s := r.s
	inner := max(0, size.Width-2*statSide)
	placeStroked(r.ground, 0, 0, size.Width, size.Height)
	place(r.bar, 0, size.Height-look.ButtonEdge, size.Width, look.ButtonEdge)
	label := inner
	if !s.Disabled() {
		label -= 20
	}
	r.label.Text = pen{look.TextBody, false}.cut(s.Label, label)
	r.note.Text = pen{look.TextCaption, false}.cut(s.Note, inner)
	placeText(r.label, statSide, 16, inner, 22)
	placeText(r.figure, statSide, 38, inner, 48)
	placeText(r.note, statSide, 86, inner, 20)
	place(r.chevron, size.Width-statSide-12, 19, 16, 16)
}

func (r *statRenderer) Refresh() {
	s := r.s
	ground, border, bar := s.col(look.ColorCard), s.col(look.ColorBorder), noColour
	quiet, figure := s.col(look.ColorSecondary), s.col(s.Tone.Figure())
	switch {
	case s.focused:
		ground, border, bar = s.col(look.ColorFocus), s.col(look.ColorFocus), s.col(look.ColorFocusText)
		quiet, figure = s.col(look.ColorFocusText), s.col(look.ColorFocusText)
	case s.hovered && !s.Disabled():
		ground, border = s.col(look.ColorCardHover), s.col(look.ColorInputBorder)
	}
	paint(r.ground, ground, border, 1)
	paint(r.bar, bar, nil, 0)
	r.label.Color, r.note.Color, r.figure.Color = quiet, quiet, figure
	r.figure.Text = s.Figure
	icon := look.IconChevronRight
	if s.Disabled() {
		icon = look.Icon{}
	}
	drawIcon(r.chevron, icon, quiet)
	r.Layout(s.Size())
	r.label.Refresh()
	r.note.Refresh()
	r.figure.Refresh()
	canvas.Refresh(s)
}
