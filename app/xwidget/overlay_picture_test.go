package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestPicturesOfOverlays(t *testing.T) {
	over := func(put func(fyne.Canvas)) func(fyne.Window) {
		return func(w fyne.Window) { put(w.Canvas()) }
	}
	draw(t,
		scene{name: "dialog", width: 1000, height: 640, build: homeScene, then: over(questionScene)},
		scene{name: "dialog-form", width: 1000, height: 640, build: homeScene, then: over(dialogFormScene)},
		scene{name: "dialog-narrow", width: 380, height: 640, build: homeScene, then: over(questionScene)},
		scene{name: "sheet", width: 1000, height: 640, build: homeScene, then: over(helpScene)},
		scene{name: "palette", width: 1000, height: 640, build: homeScene, then: over(paletteScene)},
		scene{name: "toasts", width: 1000, height: 640, build: toastsScene, then: focusNth(1)},
	)
}

func questionScene(c fyne.Canvas) {
	xwidget.NewQuestion("Cancel this booking?", "Amara Obi lands on 7 December 2026 and will have no bed. Siân Rees is told at once, and the room is free again for others.",
		xwidget.Destructive, "Cancel the booking", "Keep it", nil).ShowIn(c)
}

func dialogFormScene(c fyne.Canvas) {
	reason := xwidget.NewTextArea(3, 280)
	form := xwidget.VBox(look.Space24,
		xwidget.NewField("Why is the room not free?", "The recruitment lead reads this.", reason),
		xwidget.NewField("Free again from", "For example, 7 12 2026", xwidget.NewDateField(nil)))
	xwidget.NewDialog("Decline the request", form, xwidget.Verb{Text: "Decline the request", Kind: xwidget.Primary}, xwidget.Verb{Text: "Not now", Kind: xwidget.Secondary}).ShowIn(c)
}

func helpScene(c fyne.Canvas) {
	xwidget.NewSheet("Help with finding a room", xwidget.NewHelpPanel([]xwidget.HelpSection{
		{"What you see", "Every room that is free for all the nights you asked for, the nearest first. A room that is free for some of them stands below the line."},
		{"Who sees your request", "The host of the room and the coordinator of their trust, nobody else."},
		{"If nothing fits", "Make the circle wider, or ask for fewer nights: many people stay two weeks in one room and move on."},
	}, xwidget.NewKeyList(xwidget.KeyHint{Keys: "Ctrl+F", Does: "Type what to look for"}, xwidget.KeyHint{Keys: "Ctrl+K", Does: "Go anywhere, do anything"}))).ShowIn(c)
}

func paletteScene(c fyne.Canvas) {
	p := xwidget.NewCommandPalette("Where to, or what to do?", commands(nil))
	p.ShowIn(c)
}

func toastsScene() fyne.CanvasObject {
	toasts := xwidget.NewToasts((&handClock{}).after)
	toasts.Add(xwidget.Toast{Kind: xwidget.BannerError, Message: "The room is already booked from 7 to 21 December 2026. Choose other nights.", Stays: true})
	toasts.Add(xwidget.Toast{Kind: xwidget.BannerSuccess, Message: "Booking cancelled. Siân Rees is told.", Action: "Undo", Icon: look.IconUndo})
	toasts.Add(xwidget.Toast{Message: "Copied."})
	p := xwidget.NewProgressPanel("Reading rooms from a file", func() {})
	p.SetProgress(1240, 3000)
	toasts.Pin(p)
	q := xwidget.NewProgressPanel("Making a backup", func() {})
	toasts.Pin(q)
	return xwidget.Stack(homeScene(), toasts)
}
