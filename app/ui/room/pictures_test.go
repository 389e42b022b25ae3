package room_test

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/room"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// beside is a screen with the navigation's width taken off at its left, as it stands in the window, and scrolled.
type beside struct {
	ui.Screen
}

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	d := uitest.New(t)
	shots(t, d, "room", beside{room.New(d, quietRoom(), route)})
	tap(t, d.Window().Content(), "Ask for this room")
	d.Window().Resize(fyne.NewSize(1280, 800))
	overlay(t, d, "room-request")
	tap(t, d.Window().Content(), "Suspend this room")
	overlay(t, d, "room-suspend")

	m := quietRoom()
	m.room.StateNow, m.room.State, m.room.Reason = marketplace.RoomSuspended, marketplace.RoomSuspended, marketplace.ReasonSafety
	m.room.Facts.Pending, m.room.Mine, m.room.Photos = true, true, nil
	shots(t, d, "room-suspended", beside{room.New(d, m, route)})

	m = quietRoom()
	m.bookings[id(80)] = sent()
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{Began: []marketplace.ID{id(80)}}, nil
	}
	shots(t, d, "room-sent", asked{t, d, room.New(d, m, route.Set("arrival", id(101).String()))})
	long(t, d, "room-long", fyne.NewSize(1280, 2300))
	long(t, d, "room-long-small", fyne.NewSize(1024, 2900))
}

// shots draws a screen where pictures are asked for; otherwise it lays it out, which must fit every window.
func shots(t *testing.T, d *uitest.Desk, name string, s ui.Screen) {
	t.Helper()
	if os.Getenv("SETTLE_SHOTS") != "" {
		uitest.Shot(t, d, name, s)
		return
	}
	d.Put(s)
	for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1024, 768), fyne.NewSize(look.NavWidth+344, 700), fyne.NewSize(3840, 2160)} {
		d.Window().Resize(size)
		if least := d.Window().Content().MinSize().Width; least > size.Width {
			t.Errorf("%s asks for a width of %v in a window of %v", name, least, size.Width)
		}
	}
}

// asked is a room's page after the request was sent.
type asked struct {
	t *testing.T
	d *uitest.Desk
	ui.Screen
}

func (a asked) Content() fyne.CanvasObject {
	o := beside{a.Screen}.Content()
	a.d.Window().SetContent(o)
	tap(a.t, o, "Ask for this room")
	a.d.Dialogs[len(a.d.Dialogs)-1].Verbs[1].Do()
	return o
}

// overlay draws the dialog that was put up last over the page.
func overlay(t *testing.T, d *uitest.Desk, name string) {
	t.Helper()
	shown := d.Dialogs[len(d.Dialogs)-1]
	verbs := []xwidget.Verb{}
	for _, v := range shown.Verbs {
		verbs = append(verbs, xwidget.Verb(v))
	}
	dialog := xwidget.NewDialog(shown.Title, shown.Content, verbs...)
	dialog.ShowIn(d.Window().Canvas())
	long(t, d, name, fyne.NewSize(1280, 800))
	dialog.Close()
}

// long draws what stands in the window in all its length, where pictures are asked for.
func long(t *testing.T, d *uitest.Desk, name string, size fyne.Size) {
	t.Helper()
	folder := os.Getenv("SETTLE_SHOTS")
	if folder == "" {
		return
	}
	d.Window().Resize(size)
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, d.Window().Canvas().Capture()), f.Close()); err != nil {
		t.Fatal(err)
	}
}
