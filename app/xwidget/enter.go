package xwidget

import (
	"sync"

	"fyne.io/fyne/v2"
)

// door is the way onto Fyne's goroutine, of which a process has one.
var door struct {
	mu     sync.Mutex
	shut   bool
	within sync.WaitGroup
}

// Enter runs f on Fyne's goroutine soon, or never once [Shut] was called. It is what everything uses instead of fyne.Do,
// which panics while Fyne's loop ends, and after that runs f where it was called, beside whatever is being closed.
func Enter(f func()) {
	door.mu.Lock()
	if door.shut {
		door.mu.Unlock()
		return
	}
	door.within.Add(1)
	door.mu.Unlock()
	defer door.within.Done()
	fyne.Do(f)
}

// Shut lets nothing more in; when it returns nobody is in the doorway. Call it before Fyne's loop ends.
func Shut() {
	door.mu.Lock()
	door.shut = true
	door.mu.Unlock()
	door.within.Wait()
}

// Open undoes Shut, before another window runs in the same process.
func Open() {
	door.mu.Lock()
	door.shut = false
	door.mu.Unlock()
}
