package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestPicturesOfJourneyBoardAndGallery(t *testing.T) {
	strip := func() fyne.CanvasObject {
		return xwidget.VBox(24, xwidget.NewTitledCard("Amara's way here", xwidget.NewJourneyStrip(journey()...)))
	}
	board := func() fyne.CanvasObject {
		columns := boardColumns(3, 1, 0, 2, 1)
		columns[0].Total, columns[0].OnMore = 312, func() {}
		columns[1].Cards[0].Tags = []xwidget.BoardTag{{Tone: look.Danger, Text: "Conflict"}, {Tone: look.Info, Text: "By phone"}}
		return xwidget.NewBoard(columns, func(string) {})
	}
	gallery := func(keys ...string) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			return xwidget.VBox(0, xwidget.NewGallery(xwidget.NewPhotos(20, painted, inline), photosOf(keys...)...))
		}
	}
	draw(t,
		scene{name: "journey", width: 1000, height: 240, build: strip},
		scene{name: "journey-narrow", width: 420, height: 520, build: strip},
		scene{name: "board", width: 1060, height: 560, build: board, then: focusNth(1)},
		scene{name: "gallery", width: 900, height: 1100, build: gallery("room", "bath", "a", "bb", "ccc", "d", "e"), then: focusNth(2)},
		scene{name: "gallery-three", width: 900, height: 1100, build: gallery("room", "bath", "broken")},
		scene{name: "gallery-none", width: 900, height: 300, build: gallery()},
		scene{name: "gallery-open", width: 900, height: 600, build: gallery("tall", "bath", "a"), then: func(w fyne.Window) {
			w.Canvas().FocusNext()
			typeKey(w, fyne.KeyReturn)
		}},
	)
}
