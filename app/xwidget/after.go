package xwidget

import "time"

// After runs f on Fyne's goroutine once d has passed, unless stop is called
// before. Widgets that change with time take one, so that a test can be its
// clock.
type After func(d time.Duration, f func()) (stop func())

// RealTime is the After of the running app.
func RealTime(d time.Duration, f func()) (stop func()) {
	stopped := false // touched on Fyne's goroutine alone
	t := time.AfterFunc(d, func() {
		Enter(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}
