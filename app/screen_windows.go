package app

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"golang.org/x/sys/windows"
)

// What user32's functions are asked for.
const (
	spiGetWorkArea  = 0x30
	smCaptionHeight = 4
	smFrameWidth    = 32
	smFrameHeight   = 33
	smBorderPadding = 92
)

// leastRoom is what any screen has; what says less is not to be believed.
const leastRoom = 320

// screenRoom is the room for what is inside a window on the first screen: without the taskbar, a title and a frame.
func screenRoom() (room fyne.Size, ok bool) {
	user := windows.NewLazySystemDLL("user32.dll")
	parameters, metrics := user.NewProc("SystemParametersInfoW"), user.NewProc("GetSystemMetrics")
	if parameters.Find() != nil || metrics.Find() != nil {
		return room, false
	}
	var area windows.Rect
	if done, _, _ := parameters.Call(spiGetWorkArea, 0, uintptr(unsafe.Pointer(&area)), 0); done == 0 { //nolint:gosec // as Windows takes it
		return room, false
	}
	metric := func(which uintptr) int32 {
		v, _, _ := metrics.Call(which)
		return int32(v) //nolint:gosec // a few dozen
	}
	padding := metric(smBorderPadding)
	room.Width = float32(area.Right - area.Left - 2*(metric(smFrameWidth)+padding))
	room.Height = float32(area.Bottom - area.Top - 2*(metric(smFrameHeight)+padding) - metric(smCaptionHeight))
	return room, room.Width >= leastRoom && room.Height >= leastRoom
}
