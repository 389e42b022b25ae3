package find_test

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/find"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
)

func TestPictures(t *testing.T) {
	d := uitest.New(t)
	m := market()
	stay := ui.To(ui.PageFind).Set("near", "RA201").Set("arrive", "2026-12-07").Set("leave", "2027-01-04")
	shots(t, d, "find-start", find.New(d, m, ui.To(ui.PageFind)))
	shots(t, d, "find", find.New(d, m, stay.Set("rooms", id(1).String()+","+id(3).String())))
	shots(t, d, "find-none", find.New(d, m, ui.To(ui.PageFind).Set("arrival", id(101).String())))
	shots(t, d, "compare", find.NewCompare(d, m, withRooms(stay, 1, 2, 3)))
}

// withRooms is a route to the comparison of rooms.
func withRooms(r ui.Route, rooms ...byte) ui.Route {
	r.Page = ui.PageCompare
	names := []string{}
	for _, n := range rooms {
		names = append(names, id(n).String())
	}
	return r.Set("rooms", strings.Join(names, ","))
}

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

// shots draws a screen where pictures are asked for; otherwise it lays it out, which must fit every window.
func shots(t *testing.T, d *uitest.Desk, name string, s ui.Screen) {
	t.Helper()
	if os.Getenv("SETTLE_SHOTS") != "" {
		uitest.Shot(t, d, name, beside{s})
		return
	}
	d.Put(s)
	for _, size := range []fyne.Size{fyne.NewSize(1060, 800), fyne.NewSize(804, 768), fyne.NewSize(376, 700), fyne.NewSize(3620, 2160)} {
		d.Window().Resize(size)
		if least := d.Window().Content().MinSize().Width; least > size.Width {
			t.Errorf("%s asks for a width of %v in a window of %v", name, least, size.Width)
		}
	}
}
