package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*FairPriceMeter)(nil)
	_ fyne.Accessible = (*FairPriceMeter)(nil)
	_ WidthAware      = (*FairPriceMeter)(nil)
)

// FairPriceMeter shows where a weekly price stands between nothing, the cap
// and the average of its area. All amounts are pence.
type FairPriceMeter struct {
	widget.BaseWidget
	Price, Cap, Average int64
	// Area is the name of the area, for the sentence below.
	Area string

	sentence *Text
}

// NewFairPriceMeter returns a meter for an area.
func NewFairPriceMeter(area string, price, cap, average int64) *FairPriceMeter {
	m := &FairPriceMeter{Price: price, Cap: cap, Average: average, Area: area, sentence: NewText(Body, "")}
	m.ExtendBaseWidget(m)
	return m
}

// SetPrice moves the marker.
func (m *FairPriceMeter) SetPrice(pence int64) {
	m.Price = pence
	m.Refresh()
}

// Tone is green up to the cap and red above it.
func (m *FairPriceMeter) Tone() look.Tone {
	switch {
	case m.Price <= 0 || m.Cap <= 0:
		return look.Neutral
	case m.Price > m.Cap:
		return look.Danger
	}
	return look.Success
}

// Sentence says what the meter shows.
func (m *FairPriceMeter) Sentence() string {
	in := ""
	if m.Area != "" {
		in = " for " + m.Area
	}
	switch {
	case m.Cap <= 0:
		return "There is no cap" + in + " yet."
	case m.Price <= 0:
		return "The cap" + in + " is " + FormatPounds(m.Cap) + " a week, and the area average " + FormatPounds(m.Average) + "."
	case m.Price > m.Cap:
		return FormatPounds(m.Price-m.Cap) + " a week over the cap" + in + ". Ask " + FormatPounds(m.Cap) + " or less."
	case m.Price == m.Cap:
		return "Exactly the cap" + in + m.against() + "."
	}
	return FormatPounds(m.Cap-m.Price) + " a week under the cap" + in + m.against() + "."
}

func (m *FairPriceMeter) against() string {
	switch d := m.Average - m.Price; {
	case m.Average <= 0:
		return ""
	case d > 0:
		return ", and " + FormatPounds(d) + " under the area average"
	case d < 0:
		return ", and " + FormatPounds(-d) + " over the area average"
	}
	return ", and exactly the area average"
}

// AccessibilityLabel says what the meter shows.
func (m *FairPriceMeter) AccessibilityLabel() string { return m.Sentence() }

// AccessibilityRole says that this is text.
func (m *FairPriceMeter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// top is the amount at the right end of the scale.
func (m *FairPriceMeter) top() int64 {
	return max(100, m.Cap*13/10, m.Average*11/10, m.Price*11/10)
}

// HeightFor returns the height at a width: the sentence may wrap.
func (m *FairPriceMeter) HeightFor(width float32) float32 {
	m.sentence.Content = m.Sentence()
	return meterHeight + m.sentence.HeightFor(width)
}

// The meter from above: the price in a bubble, the bar, the marks below it.
const (
	meterBubble  float32 = 28
	meterBar     float32 = 14
	meterBarTop          = meterBubble + 10
	meterMarks   float32 = 44
	meterHeight          = meterBarTop + meterBar + meterMarks + 4
	meterPointer float32 = 22
)

// CreateRenderer is called by Fyne.
func (m *FairPriceMeter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{
		m: m, fair: canvas.NewRectangle(noColour), over: canvas.NewRectangle(noColour), filled: canvas.NewRectangle(noColour),
		pointer: canvas.NewRectangle(noColour), bubble: canvas.NewRectangle(noColour), price: newText(look.TextBody, true),
		cap: newMeterMark(), average: newMeterMark(),
	}
	r.fair.TopLeftCornerRadius, r.fair.BottomLeftCornerRadius = meterBar/2, meterBar/2
	r.filled.TopLeftCornerRadius, r.filled.BottomLeftCornerRadius = meterBar/2, meterBar/2
	r.over.TopRightCornerRadius, r.over.BottomRightCornerRadius = meterBar/2, meterBar/2
	r.pointer.CornerRadius, r.bubble.CornerRadius = meterPointer/2, look.ControlRadius
	r.price.Alignment = fyne.TextAlignCenter
	r.objects = objects{
		r.fair, r.over, r.filled, r.cap.line, r.average.line, r.pointer, r.bubble, r.price,
		r.cap.amount, r.cap.name, r.average.amount, r.average.name, m.sentence,
	}
	r.Refresh()
	return r
}

type meterMark struct {
	line         *canvas.Rectangle
	amount, name *canvas.Text
}

func newMeterMark() meterMark {
	return meterMark{canvas.NewRectangle(noColour), newText(look.TextCaption, true), newText(look.TextCaption, false)}
}

type meterRenderer struct {
	objects
	m                  *FairPriceMeter
	fair, over, filled *canvas.Rectangle
	pointer, bubble    *canvas.Rectangle
	price              *canvas.Text
	cap, average       meterMark
}

func (r *meterRenderer) MinSize() fyne.Size {
	return fyne.NewSize(240, r.m.HeightFor(max(240, r.m.Size().Width)))
}

func (r *meterRenderer) Layout(size fyne.Size) {
	m := r.m
	at := func(pence int64) float32 { return size.Width * float32(float64(max(0, pence))/float64(m.top())) }
	y := meterBarTop
	limit := at(m.Cap)
	place(r.fair, 0, y, limit, meterBar)
	place(r.over, limit, y, size.Width-limit, meterBar)
	price := at(m.Price)
	place(r.filled, 0, y, price, meterBar)
	placeStroked(r.pointer, price-meterPointer/2, y+(meterBar-meterPointer)/2, meterPointer, meterPointer)
	w := ceil(r.price.MinSize().Width) + 16
	x := max(0, min(size.Width-w, price-w/2))
	place(r.bubble, x, 0, w, meterBubble)
	placeText(r.price, x, 0, w, meterBubble)

	low, high := r.cap, r.average
	lowAt, highAt := limit, at(m.Average)
	if highAt < lowAt {
		low, high, lowAt, highAt = high, low, highAt, lowAt
	}
	end := r.layoutMark(high, highAt, lowAt, size.Width)
	place(low.line, lowAt-1, meterBarTop-4, 2, meterBar+12)
	r.layoutWords(low, min(lowAt, end), false)
	place(m.sentence, 0, meterHeight, size.Width, m.sentence.HeightFor(size.Width))
}

// layoutMark puts the higher mark's words right of its line, as far as there is
// room, and returns where the lower one's must end so that they never meet.
func (r *meterRenderer) layoutMark(k meterMark, at, other, width float32) float32 {
	place(k.line, at-1, meterBarTop-4, 2, meterBar+12)
	x := max(0, min(width-k.wordsWidth(), max(at, other+4)))
	r.layoutWords(k, x, true)
	if k.line.Hidden {
		return width
	}
	return x - look.Space8
}

// layoutWords puts a mark's words where they begin, or end, at x.
func (r *meterRenderer) layoutWords(k meterMark, x float32, begin bool) {
	w := k.wordsWidth()
	align := fyne.TextAlignLeading
	if !begin {
		x, align = max(0, x-w), fyne.TextAlignTrailing
	}
	k.amount.Alignment, k.name.Alignment = align, align
	placeText(k.amount, x, meterBarTop+meterBar+8, w, 18)
	placeText(k.name, x, meterBarTop+meterBar+25, w, 18)
}

func (k meterMark) wordsWidth() float32 {
	return max(ceil(k.amount.MinSize().Width), ceil(k.name.MinSize().Width))
}

func (r *meterRenderer) Refresh() {
	m, th := r.m, r.m.Theme()
	tone := m.Tone()
	paint(r.fair, look.Colour(th, look.Success.Ground()), nil, 0)
	paint(r.over, look.Colour(th, look.Danger.Ground()), nil, 0)
	paint(r.filled, look.Colour(th, tone.Line()), nil, 0)
	paint(r.pointer, look.Colour(th, tone.Line()), look.Colour(th, look.ColorCard), 3)
	paint(r.bubble, look.Colour(th, tone.Ground()), nil, 0)
	write(r.price, FormatPounds(m.Price)+" a week", look.Colour(th, tone.Text()))
	noPrice := m.Price <= 0
	for _, o := range []*canvas.Rectangle{r.filled, r.pointer, r.bubble} {
		o.Hidden = noPrice
	}
	r.price.Hidden = noPrice
	r.refreshMark(r.cap, FormatPounds(m.Cap), "cap", m.Cap <= 0)
	r.refreshMark(r.average, FormatPounds(m.Average), "area average", m.Average <= 0)
	m.sentence.Content, m.sentence.Color = m.Sentence(), tone.Figure()
	m.sentence.Refresh()
	r.Layout(m.Size())
	canvas.Refresh(m)
}

func (r *meterRenderer) refreshMark(k meterMark, amount, name string, hidden bool) {
	th := r.m.Theme()
	paint(k.line, look.Colour(th, look.ColorText), nil, 0)
	write(k.amount, amount, look.Colour(th, look.ColorText))
	write(k.name, name, look.Colour(th, look.ColorSecondary))
	k.line.Hidden, k.amount.Hidden, k.name.Hidden = hidden, hidden, hidden
}
