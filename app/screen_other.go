//go:build !windows

package app

import "fyne.io/fyne/v2"

// screenRoom is not known here: the window manager sees to it.
func screenRoom() (room fyne.Size, ok bool) { return room, false }
