package xwidget_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

// handClock is an After that a test moves on.
type handClock struct {
	now   time.Duration
	calls []*call
}

type call struct {
	at   time.Duration
	f    func()
	over bool
}

func (c *handClock) after(d time.Duration, f func()) func() {
	k := &call{at: c.now + d, f: f}
	c.calls = append(c.calls, k)
	return func() { k.over = true }
}

func (c *handClock) advance(d time.Duration) {
	c.now += d
	for _, k := range slices.Clone(c.calls) {
		if !k.over && k.at <= c.now {
			k.over = true
			k.f()
		}
	}
}

func TestToastsGoByThemselves(t *testing.T) {
	c := &handClock{}
	toasts := xwidget.NewToasts(c.after)
	show(t, toasts, 900, 600)
	toasts.Add(xwidget.Toast{Message: "Saved"})
	toasts.Add(xwidget.Toast{Message: "Room taken away", Action: "Undo"})
	toasts.Add(xwidget.Toast{Message: "That did not work", Kind: xwidget.BannerError, Stays: true})
	c.advance(xwidget.ToastTime)
	if got, want := toasts.Messages(), []string{"Room taken away", "That did not work"}; !slices.Equal(got, want) {
		t.Fatalf("left %q, want %q", got, want)
	}
	c.advance(xwidget.ToastTime)
	if got, want := toasts.Messages(), []string{"That did not work"}; !slices.Equal(got, want) {
		t.Fatalf("left %q, want %q", got, want)
	}
	c.advance(time.Hour)
	if len(toasts.Messages()) != 1 {
		t.Error("an error went by itself")
	}
	cross := findAll[*xwidget.Button](toasts)
	test.Tap(cross[len(cross)-1])
	if len(toasts.Messages()) != 0 {
		t.Error("the cross did not close the error")
	}
}

func TestToastsAreThreeAtMost(t *testing.T) {
	toasts := xwidget.NewToasts((&handClock{}).after)
	show(t, toasts, 900, 600)
	toasts.Add(xwidget.Toast{Message: "Error", Stays: true})
	for _, m := range []string{"One", "Two", "Three", "Three"} {
		toasts.Add(xwidget.Toast{Message: m})
	}
	if got, want := toasts.Messages(), []string{"Error", "Two", "Three"}; !slices.Equal(got, want) {
		t.Errorf("shown %q, want %q", got, want)
	}
	toasts.Clear()
	if got, want := toasts.Messages(), []string{"Error"}; !slices.Equal(got, want) {
		t.Errorf("after Clear %q, want %q", got, want)
	}
}

func TestToastActs(t *testing.T) {
	for _, how := range []string{"click", "keyboard", "Act"} {
		t.Run(how, func(t *testing.T) {
			n := 0
			toasts := xwidget.NewToasts((&handClock{}).after)
			w := show(t, toasts, 900, 600)
			toasts.Add(xwidget.Toast{Message: "Cancelled", Action: "Undo", OnAction: func() { n++ }})
			toasts.Add(xwidget.Toast{Message: "Saved"})
			undo, _ := find[*xwidget.Button](toasts)
			switch how {
			case "click":
				test.Tap(undo)
			case "keyboard":
				w.Canvas().FocusNext()
				typeKey(w, fyne.KeySpace)
			case "Act":
				if !toasts.Act() {
					t.Error("there was nothing to do")
				}
			}
			if n != 1 || !slices.Equal(toasts.Messages(), []string{"Saved"}) {
				t.Errorf("undone %d times, left %q", n, toasts.Messages())
			}
			if toasts.Act() {
				t.Error("undone again")
			}
			if w.Canvas().Focused() != nil {
				t.Error("the keyboard is with a toast that has gone")
			}
		})
	}
}

func TestToastStaysWhileItIsUsed(t *testing.T) {
	c := &handClock{}
	toasts := xwidget.NewToasts(c.after)
	w := show(t, toasts, 900, 600)
	toasts.Add(xwidget.Toast{Message: "Cancelled", Action: "Undo"})
	w.Canvas().FocusNext()
	c.advance(2 * xwidget.ToastTime)
	if len(toasts.Messages()) != 1 {
		t.Fatal("it went while its button had the keyboard")
	}
	w.Canvas().Unfocus()
	c.advance(2 * xwidget.ToastTime)
	if len(toasts.Messages()) != 0 {
		t.Error("it did not go afterwards")
	}
}

func TestToastsLetClicksThrough(t *testing.T) {
	n := 0
	page := xwidget.NewButton(xwidget.Primary, "Page", func() { n++ })
	toasts := xwidget.NewToasts((&handClock{}).after)
	w := show(t, container.NewStack(page, toasts), 900, 600)
	toasts.Add(xwidget.Toast{Message: "Saved"})
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 100))
	if n != 1 {
		t.Error("a click beside a toast did not reach the page")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(600, 600-24-20))
	if n != 1 {
		t.Error("a click on a toast reached the page")
	}
}

func TestPinnedStaysUnderTheToasts(t *testing.T) {
	toasts := xwidget.NewToasts((&handClock{}).after)
	show(t, toasts, 900, 600)
	cancelled := 0
	p := xwidget.NewProgressPanel("Reading the file", func() { cancelled++ })
	toasts.Pin(p)
	toasts.Add(xwidget.Toast{Message: "Saved"})
	if bottom := position(p).Y + p.Size().Height; bottom != 600-24 {
		t.Errorf("the panel ends at %v", bottom)
	}
	p.SetProgress(1240, 3000)
	if got, want := p.AccessibilityLabel(), "Reading the file: 1,240 of 3,000, 41%"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	b, _ := find[*xwidget.Button](p)
	test.Tap(b)
	b.OnTapped()
	if cancelled != 1 || p.AccessibilityLabel() != "Reading the file: Stopping" || !b.Disabled() {
		t.Errorf("cancelled %d times, says %q", cancelled, p.AccessibilityLabel())
	}
	p.Finish()
	toasts.Unpin(p)
	if _, ok := find[*xwidget.ProgressPanel](toasts); ok {
		t.Error("the panel is still there")
	}
}

func TestProgressSays(t *testing.T) {
	tests := []struct {
		name        string
		done, total int
		want        string
	}{
		{"nothing known", 0, 0, "Starting"},
		{"total not known", 12, 0, "12 done so far"},
		{"all done", 3000, 3000, "3,000 of 3,000, 100%"},
		{"more than all", 4000, 3000, "4,000 of 3,000, 100%"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			p := xwidget.NewProgressPanel("Work", nil)
			show(t, p, 400, 120)
			p.SetProgress(tc.done, tc.total)
			if got := textOf(p); got != "Work "+tc.want {
				t.Errorf("says %q, want %q", got, tc.want)
			}
		})
	}
}
