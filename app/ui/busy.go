package ui

import "sync"

// busy counts what Work has under way: what runs beside the UI, and answers on their way to the screen.
type busy struct {
	mu   sync.Mutex
	n    int
	tell func(busy bool)
}

// Tell has f called with true when something gets under way and with false once all of it has ended and its answers
// are in the widgets. f is called from any goroutine, one call at a time, and must not start work. Tell is for before
// the first Start.
func (w *Work) Tell(f func(busy bool)) { w.busy.tell = f }

// add counts by +1 or -1.
func (b *busy) add(by int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := b.n
	b.n += by
	if b.tell != nil && (before == 0) != (b.n == 0) {
		b.tell(b.n > 0)
	}
}
