package xwidget

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*ProgressPanel)(nil)
	_ fyne.Accessible = (*ProgressPanel)(nil)
)

// ProgressPanel says how far something has got that takes a while, and lets it
// be cancelled.
type ProgressPanel struct {
	composite
	Title string
	// Done of Total; a Total of 0 is not known.
	Done, Total int
	// OnCancel, when set, gives the panel a Cancel button. It is called once.
	OnCancel func()

	cancelled bool
	title     *Text
	note      *Text
	bar       *progressBar
	cancel    *Button
}

// NewProgressPanel returns a panel at its beginning, of a total not known yet.
func NewProgressPanel(title string, cancel func()) *ProgressPanel {
	p := &ProgressPanel{Title: title, OnCancel: cancel, title: NewText(Strong, title), note: NewLine(Caption, "")}
	p.bar = newProgressBar()
	p.cancel = NewButton(Secondary, "Cancel", p.stop)
	p.cancel.Compact = true
	ground := newPanel(look.CardRadius)
	p.sync = p.fill
	words := VBox(look.Space4, p.title, p.note)
	p.compose(p, newShield(Stack(ground, Pad(look.Space16, VBox(12, Row(look.Space16, Grow(words), p.cancel), p.bar)))))
	return p
}

// SetProgress says how much is done, of a total that is 0 while not known.
func (p *ProgressPanel) SetProgress(done, total int) {
	if p.Done == done && p.Total == total {
		return
	}
	p.Done, p.Total = done, total
	p.Refresh()
}

// Finish ends the bar's movement; the owner takes the panel away.
func (p *ProgressPanel) Finish() { p.bar.move(false) }

func (p *ProgressPanel) stop() {
	if p.cancelled {
		return
	}
	p.cancelled = true
	p.Refresh()
	if p.OnCancel != nil {
		p.OnCancel()
	}
}

func (p *ProgressPanel) share() float32 {
	if p.Total <= 0 {
		return 0
	}
	return max(0, min(1, float32(p.Done)/float32(p.Total)))
}

func (p *ProgressPanel) says() string {
	switch {
	case p.cancelled:
		return "Stopping"
	case p.Total > 0:
		return FormatCount(p.Done) + " of " + FormatCount(p.Total) + ", " + strconv.Itoa(int(p.share()*100)) + "%"
	case p.Done > 0:
		return FormatCount(p.Done) + " done so far"
	}
	return "Starting"
}

func (p *ProgressPanel) fill() {
	p.title.Content, p.note.Content = p.Title, p.says()
	p.bar.share = p.share()
	p.cancel.Hidden, p.cancel.disabled = p.OnCancel == nil, p.cancelled
	p.bar.move(p.Total <= 0)
}

// AccessibilityLabel reads the panel out.
func (p *ProgressPanel) AccessibilityLabel() string { return p.Title + ": " + p.says() }

// AccessibilityRole says that this is text.
func (p *ProgressPanel) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// progressBar is filled from the left by a share, or has a part that runs
// along it while no share is known.
type progressBar struct {
	widget.BaseWidget
	share  float32
	at     float32
	moving *fyne.Animation
}

func newProgressBar() *progressBar {
	b := &progressBar{}
	b.ExtendBaseWidget(b)
	return b
}

// move starts and stops the running part.
func (b *progressBar) move(v bool) {
	if v == (b.moving != nil) {
		return
	}
	if !v {
		b.moving.Stop()
		b.moving = nil
		return
	}
	b.at = 0.35
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		b.moving = fyne.NewAnimation(time.Second, func(float32) {})
		return
	}
	b.moving = fyne.NewAnimation(1600*time.Millisecond, func(f float32) {
		b.at = f
		b.Refresh()
	})
	b.moving.AutoReverse, b.moving.RepeatCount = true, fyne.AnimationRepeatForever
	b.moving.Start()
}

// CreateRenderer is called by Fyne.
func (b *progressBar) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{b: b, ground: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour)}
	r.ground.CornerRadius, r.bar.CornerRadius = progressHeight/2, progressHeight/2
	r.objects = objects{r.ground, r.bar}
	r.Refresh()
	return r
}

const progressHeight float32 = 8

type progressRenderer struct {
	objects
	b           *progressBar
	ground, bar *canvas.Rectangle
}

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(80, progressHeight) }

func (r *progressRenderer) Layout(size fyne.Size) {
	place(r.ground, 0, 0, size.Width, progressHeight)
	if r.b.moving != nil {
		w := size.Width * 0.3
		place(r.bar, (size.Width-w)*r.b.at, 0, w, progressHeight)
		return
	}
	w := size.Width * r.b.share
	if r.b.share > 0 {
		w = max(w, progressHeight)
	}
	place(r.bar, 0, 0, w, progressHeight)
}

func (r *progressRenderer) Refresh() {
	th := r.b.Theme()
	paint(r.ground, look.Colour(th, look.ColorSkeleton), nil, 0)
	paint(r.bar, look.Colour(th, look.Success.Line()), nil, 0)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
