package ui

import (
	"context"
	"sync"
	"sync/atomic"
)

// Work runs what no screen may wait for: queries, commands, imports. It owns its goroutines; Close ends them.
type Work struct {
	ctx      context.Context
	cancel   context.CancelFunc
	wg       sync.WaitGroup
	enter    func(func())
	inline   bool
	underWay atomic.Int64
}

// NewWork makes a Work that runs in the background and delivers through enter, which the desktop sets to xwidget.Enter.
func NewWork(ctx context.Context, enter func(func())) *Work {
	w := &Work{enter: enter}
	w.ctx, w.cancel = context.WithCancel(ctx)
	return w
}

// InlineWork makes a Work that does everything at once on the caller's goroutine, for tests of screens.
func InlineWork() *Work {
	w := NewWork(context.Background(), func(f func()) { f() })
	w.inline = true
	return w
}

// Close cancels what runs and waits for its end. It must not be called from a goroutine that Work started.
func (w *Work) Close() {
	w.cancel()
	w.wg.Wait()
}

// Busy tells whether anything is under way: something runs beside the UI, or an answer has not reached the screen yet.
func (w *Work) Busy() bool { return w.underWay.Load() > 0 }

// Start runs f beside the UI, unless Work has been closed. f gets to the screen only through Deliver.
func (w *Work) Start(f func(ctx context.Context)) { w.start(w.ctx, f) }

func (w *Work) start(ctx context.Context, f func(ctx context.Context)) {
	if w.ctx.Err() != nil {
		return
	}
	w.underWay.Add(1)
	if w.inline {
		defer w.underWay.Add(-1)
		f(ctx)
		return
	}
	w.wg.Go(func() {
		defer w.underWay.Add(-1)
		f(ctx)
	})
}

// Deliver runs f on the UI goroutine, unless Work has been closed by then.
func (w *Work) Deliver(f func()) {
	w.underWay.Add(1)
	w.enter(func() {
		defer w.underWay.Add(-1)
		if w.ctx.Err() == nil {
			f()
		}
	})
}

// Latest loads one thing for a screen: a newer load cancels the one before, whose answer is dropped.
type Latest struct {
	mu     sync.Mutex
	number int
	cancel context.CancelFunc
}

// Load runs get beside the UI and hands its answer to show on the UI goroutine.
func Load[T any](w *Work, l *Latest, get func(context.Context) (T, error), show func(T, error)) {
	ctx, cancel := context.WithCancel(w.ctx)
	l.mu.Lock()
	l.number++
	mine := l.number
	if l.cancel != nil {
		l.cancel()
	}
	l.cancel = cancel
	l.mu.Unlock()
	w.start(ctx, func(ctx context.Context) {
		defer cancel()
		got, err := get(ctx)
		w.Deliver(func() {
			l.mu.Lock()
			current := mine == l.number
			l.mu.Unlock()
			if current {
				show(got, err)
			}
		})
	})
}
