package xwidget_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

// TestShut lets many goroutines enter while the door is shut: nothing runs once Shut has returned.
func TestShut(t *testing.T) {
	test.NewTempApp(t)
	defer xwidget.Open()
	for range 50 {
		xwidget.Open()
		var shut atomic.Bool
		var entered, late atomic.Int64
		var all sync.WaitGroup
		begun := make(chan struct{})
		for range 8 {
			all.Go(func() {
				<-begun
				for range 100 {
					xwidget.Enter(func() {
						entered.Add(1)
						if shut.Load() {
							late.Add(1)
						}
					})
				}
			})
		}
		xwidget.Enter(func() { entered.Add(1) })
		close(begun)
		xwidget.Shut()
		shut.Store(true)
		all.Wait()
		if late.Load() > 0 || entered.Load() == 0 {
			t.Fatalf("%d of %d ran after the door was shut", late.Load(), entered.Load())
		}
	}
}
