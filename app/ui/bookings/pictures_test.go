package bookings_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/bookings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
)

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	for name, c := range map[string]struct {
		f *fake
		r ui.Route
	}{
		"bookings":       {market(), ui.To(ui.PageBookings)},
		"bookings-list":  {market(), ui.To(ui.PageBookings).Set("view", "list")},
		"bookings-crowd": {crowd(1312), ui.To(ui.PageBookings)},
		"bookings-none":  {&fake{}, ui.To(ui.PageBookings)},
	} {
		t.Run(name, func(t *testing.T) {
			d := uitest.New(t)
			uitest.Shot(t, d, name, beside{bookings.New(d, c.f, c.r)})
		})
	}
}
