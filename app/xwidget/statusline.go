package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*StatusLine)(nil)
	_ fyne.Focusable  = (*StatusLine)(nil)
	_ fyne.Accessible = (*StatusLine)(nil)
	_ WidthAware      = (*StatusLine)(nil)
)

// StatusLine says how things stand, in a sentence with a mark before it, at the foot of the navigation. It opens what is
// behind it. It stands on look.ColorSidebar.
type StatusLine struct {
	pressable
	Icon    look.Icon
	Content string
	// Urgent sets the mark off, for what somebody should look at.
	Urgent bool
	// Collapsed shows the mark alone, for narrow windows.
	Collapsed bool

	words *Text
}

// NewStatusLine returns a line that calls tapped when it is chosen.
func NewStatusLine(icon look.Icon, content string, tapped func()) *StatusLine {
	s := &StatusLine{Icon: icon, Content: content, words: NewText(Caption, content)}
	s.OnTapped = tapped
	s.extend(s)
	return s
}

// Say shows another state.
func (s *StatusLine) Say(icon look.Icon, content string, urgent bool) {
	if s.Icon == icon && s.Content == content && s.Urgent == urgent {
		return
	}
	s.Icon, s.Content, s.Urgent = icon, content, urgent
	s.Refresh()
}

// SetCollapsed folds the line to its mark.
func (s *StatusLine) SetCollapsed(v bool) {
	s.Collapsed = v
	s.Refresh()
}

// AccessibilityLabel is the sentence.
func (s *StatusLine) AccessibilityLabel() string { return s.Content }

// AccessibilityRole says that this is a link.
func (s *StatusLine) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// The places of the parts.
const (
	statusText   float32 = 40 // where the sentence begins
	statusMargin float32 = 8
	statusIcon   float32 = 18
)

// HeightFor returns the height that the sentence needs at a width.
func (s *StatusLine) HeightFor(width float32) float32 {
	if s.Collapsed {
		return 40
	}
	return max(40, s.words.HeightFor(width-statusText-statusMargin)+2*statusMargin)
}

// CreateRenderer is called by Fyne.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{s: s, ground: canvas.NewRectangle(noColour), badge: canvas.NewRectangle(noColour), icon: newIconImage()}
	r.ground.CornerRadius, r.badge.CornerRadius = 6, 13
	r.objects = objects{r.ground, r.badge, r.icon, s.words}
	r.Refresh()
	return r
}

type statusRenderer struct {
	objects
	s             *StatusLine
	ground, badge *canvas.Rectangle
	icon          *canvas.Image
}

func (r *statusRenderer) MinSize() fyne.Size {
	if r.s.Collapsed {
		return fyne.NewSize(48, 40)
	}
	return fyne.NewSize(160, r.s.HeightFor(max(r.s.Size().Width, 160)))
}

func (r *statusRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	x, y := float32(12), statusMargin
	if r.s.Collapsed {
		x, y = (size.Width-statusIcon)/2, (size.Height-statusIcon)/2
	}
	place(r.icon, x, y, statusIcon, statusIcon)
	place(r.badge, x-4, y-4, statusIcon+8, statusIcon+8)
	width := max(0, size.Width-statusText-statusMargin)
	r.s.words.Move(fyne.NewPos(statusText, statusMargin))
	r.s.words.Resize(fyne.NewSize(width, r.s.words.HeightFor(width)))
}

func (r *statusRenderer) Refresh() {
	s := r.s
	ground, badge, mark, words := noColour, noColour, s.col(look.ColorSidebarText), look.ColorSidebarMuted
	if s.Urgent {
		badge, mark, words = s.col(look.ColorSidebarMark), s.col(look.ColorSidebar), look.ColorSidebarText
	}
	switch {
	case s.focused:
		ground, badge, mark, words = s.col(look.ColorFocus), noColour, s.col(look.ColorFocusText), look.ColorFocusText
	case s.hovered:
		ground = s.col(look.ColorSidebarHover)
	}
	paint(r.ground, ground, nil, 0)
	paint(r.badge, badge, nil, 0)
	drawIcon(r.icon, s.Icon, mark)
	s.words.Hidden = s.Collapsed
	s.words.Content, s.words.Color = s.Content, words
	s.words.Refresh()
	r.Layout(s.Size())
	canvas.Refresh(s)
}
