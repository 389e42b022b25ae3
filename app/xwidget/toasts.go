package xwidget

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// Toast is something said in passing.
type Toast struct {
	Kind    BannerKind
	Message string
	// Action, when set, is on a button that calls OnAction and takes the toast
	// away: "Undo", "Show it".
	Action   string
	Icon     look.Icon
	OnAction func()
	// Stays keeps the toast until it is closed by hand, as an error should be.
	Stays bool
}

const (
	// ToastsSeen is how many toasts are shown at once.
	ToastsSeen = 3
	// ToastTime is how long one is shown; one with an action half as long again.
	ToastTime = 8 * time.Second

	toastWidth float32 = 400
	toastGap   float32 = 12
)

var _ fyne.Widget = (*Toasts)(nil)

// Toasts is a layer over a window's content. Toasts stand at its bottom right,
// the newest lowest, and under them what is pinned there, such as a
// [ProgressPanel]. It takes no focus, and lets clicks through where nothing
// stands.
type Toasts struct {
	widget.BaseWidget
	after  After
	cards  []*toastCard
	pinned []fyne.CanvasObject
}

// NewToasts returns an empty layer. RealTime is the usual clock.
func NewToasts(after After) *Toasts {
	t := &Toasts{after: after}
	t.ExtendBaseWidget(t)
	return t
}

// Add shows a toast and returns what takes it away. One that says the same as
// another takes its place.
func (t *Toasts) Add(toast Toast) (dismiss func()) {
	if i := slices.IndexFunc(t.cards, func(c *toastCard) bool { return c.toast.Message == toast.Message }); i >= 0 {
		t.remove(t.cards[i])
	}
	if len(t.cards) >= ToastsSeen {
		t.remove(t.oldest())
	}
	c := newToastCard(toast)
	c.close = func() { t.remove(c) }
	t.cards = append(t.cards, c)
	t.arm(c)
	t.Refresh()
	return c.close
}

// oldest is the first toast that would go by itself, or else the first of all.
func (t *Toasts) oldest() *toastCard {
	if i := slices.IndexFunc(t.cards, func(c *toastCard) bool { return !c.toast.Stays }); i >= 0 {
		return t.cards[i]
	}
	return t.cards[0]
}

// arm takes a toast away after its time, unless somebody is about to use it.
func (t *Toasts) arm(c *toastCard) {
	if c.toast.Stays || t.after == nil {
		return
	}
	wait := ToastTime
	if c.toast.Action != "" {
		wait += ToastTime / 2
	}
	c.stop = t.after(wait, func() {
		if c.held() {
			t.arm(c)
			return
		}
		t.remove(c)
	})
}

func (t *Toasts) remove(c *toastCard) {
	i := slices.Index(t.cards, c)
	if i < 0 {
		return
	}
	if c.stop != nil {
		c.stop()
	}
	if on := canvasOf(t); on != nil && c.focused() {
		on.Unfocus()
	}
	t.cards = slices.Delete(t.cards, i, i+1)
	t.Refresh()
}

// Clear takes all toasts away that would go by themselves.
func (t *Toasts) Clear() {
	for _, c := range slices.Clone(t.cards) {
		if !c.toast.Stays {
			t.remove(c)
		}
	}
}

// Messages returns what is said at present, the oldest first.
func (t *Toasts) Messages() []string {
	var all []string
	for _, c := range t.cards {
		all = append(all, c.toast.Message)
	}
	return all
}

// Act does the action of the newest toast that has one, as Ctrl+Z should, and
// reports whether there was one.
func (t *Toasts) Act() bool {
	for _, c := range slices.Backward(t.cards) {
		if c.toast.Action != "" {
			c.act()
			return true
		}
	}
	return false
}

// Dismiss takes the newest toast away, as Escape should.
func (t *Toasts) Dismiss() {
	if n := len(t.cards); n > 0 {
		t.remove(t.cards[n-1])
	}
}

// Pin shows something in the corner until it is unpinned.
func (t *Toasts) Pin(o fyne.CanvasObject) {
	t.pinned = append(t.pinned, o)
	t.Refresh()
}

// Unpin takes away what was pinned.
func (t *Toasts) Unpin(o fyne.CanvasObject) {
	if i := slices.Index(t.pinned, o); i >= 0 {
		t.pinned = slices.Delete(t.pinned, i, i+1)
		t.Refresh()
	}
}

// CreateRenderer is called by Fyne.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	r := &toastsRenderer{t: t}
	r.Refresh()
	return r
}

type toastsRenderer struct {
	objects
	t *Toasts
}

func (r *toastsRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *toastsRenderer) Layout(size fyne.Size) {
	edge := look.Space24
	if size.Width < toastWidth+2*edge {
		edge = look.Space8
	}
	w := min(toastWidth, size.Width-2*edge)
	y := size.Height - edge
	for _, o := range slices.Backward(r.objects) {
		h := HeightFor(o, w)
		y -= h
		place(o, size.Width-edge-w, y, w, h)
		y -= toastGap
	}
}

func (r *toastsRenderer) Refresh() {
	r.objects = r.objects[:0:0]
	for _, c := range r.t.cards {
		r.objects = append(r.objects, c)
	}
	r.objects = append(r.objects, r.t.pinned...)
	for _, o := range r.objects {
		o.Refresh()
	}
	r.Layout(r.t.Size())
	if c := canvasOf(r.t); c != nil {
		c.Refresh(r.t)
	}
}
