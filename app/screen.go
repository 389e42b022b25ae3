package app

import "fyne.io/fyne/v2"

// FirstSize is how large the window is at first: 1280 × 800 or, where the screen has less room, what it has. A window
// that is larger than its screen loses its top on Windows.
//
// Ask before fyneapp.New: then Windows answers in units of 96 to the inch, whatever the screen, which are Fyne's.
func FirstSize() fyne.Size {
	size := fyne.NewSize(1280, 800)
	if room, ok := screenRoom(); ok {
		size = fyne.NewSize(min(size.Width, room.Width), min(size.Height, room.Height))
	}
	return size
}
