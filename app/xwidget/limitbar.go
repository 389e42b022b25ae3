package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*LimitBar)(nil)
	_ fyne.Accessible = (*LimitBar)(nil)
)

// LimitBar shows how much of a limit is used up, how much will be, and where
// the limit lies. All amounts are pence.
type LimitBar struct {
	widget.BaseWidget
	// Now is used up, Later with what is still to come.
	Now, Later, Limit int64
}

// NewLimitBar returns a bar. Later includes Now.
func NewLimitBar(now, later, limit int64) *LimitBar {
	b := &LimitBar{Now: now, Later: later, Limit: limit}
	b.ExtendBaseWidget(b)
	return b
}

// AccessibilityLabel says what the bar shows.
func (b *LimitBar) AccessibilityLabel() string {
	return FormatPounds(b.Now) + " so far and " + FormatPounds(b.Later) + " expected, of " + FormatPounds(b.Limit)
}

// AccessibilityRole says that this is text.
func (b *LimitBar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// top is the amount at the right end.
func (b *LimitBar) top() int64 { return max(100, b.Limit*11/10, b.Now, b.Later) }

const (
	limitBarHeight float32 = 20
	limitBarTop    float32 = 4
	limitBarMarks  float32 = 26
)

// CreateRenderer is called by Fyne.
func (b *LimitBar) CreateRenderer() fyne.WidgetRenderer {
	r := &limitBarRenderer{
		b: b, ground: canvas.NewRectangle(noColour), later: canvas.NewRectangle(noColour), now: canvas.NewRectangle(noColour), line: canvas.NewRectangle(noColour),
		nowWords: newText(look.TextCaption, true), limit: newText(look.TextCaption, true),
	}
	r.ground.CornerRadius, r.later.CornerRadius, r.now.CornerRadius = look.ControlRadius, look.ControlRadius, look.ControlRadius
	r.objects = objects{r.ground, r.later, r.now, r.line, r.nowWords, r.limit}
	r.Refresh()
	return r
}

type limitBarRenderer struct {
	objects
	b                        *LimitBar
	ground, later, now, line *canvas.Rectangle
	nowWords, limit          *canvas.Text
}

func (r *limitBarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(240, limitBarTop+limitBarHeight+limitBarMarks)
}

func (r *limitBarRenderer) Layout(size fyne.Size) {
	at := func(pence int64) float32 {
		return size.Width * float32(float64(max(0, pence))/float64(r.b.top()))
	}
	y := limitBarTop
	place(r.ground, 0, y, size.Width, limitBarHeight)
	place(r.later, 0, y, at(r.b.Later), limitBarHeight)
	place(r.now, 0, y, at(r.b.Now), limitBarHeight)
	limit := at(r.b.Limit)
	place(r.line, limit-1, 0, 3, limitBarTop+limitBarHeight+6)
	w := ceil(r.limit.MinSize().Width)
	x := max(0, min(size.Width-w, limit-w/2))
	placeText(r.limit, x, y+limitBarHeight+6, w, limitBarMarks-6)
	placeText(r.nowWords, 0, y+limitBarHeight+6, max(0, x-8), limitBarMarks-6)
	r.nowWords.Text = pen{look.TextCaption, true}.cut(r.words(), max(0, x-8))
}

func (r *limitBarRenderer) words() string {
	return FormatPounds(r.b.Now) + " so far, " + FormatPounds(r.b.Later) + " expected"
}

func (r *limitBarRenderer) Refresh() {
	th := r.b.Theme()
	tone := look.Success
	if r.b.Limit > 0 && r.b.Later > r.b.Limit {
		tone = look.Warning
	}
	paint(r.ground, look.Colour(th, look.ColorInset), nil, 0)
	paint(r.later, look.Colour(th, tone.Ground()), look.Colour(th, tone.Line()), 1)
	paint(r.now, look.Colour(th, tone.Line()), nil, 0)
	paint(r.line, look.Colour(th, look.ColorText), nil, 0)
	write(r.nowWords, r.words(), look.Colour(th, look.ColorSecondary))
	write(r.limit, "limit "+FormatPounds(r.b.Limit), look.Colour(th, look.ColorText))
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
