package booking_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/booking"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	changed := confirmed(marketplace.SideHost, december.From)
	changed.detail.Fold.Changes = []marketplace.BookingChange{{ID: id(77), Facts: marketplace.ChangeProposed{
		Booking: id(9), Side: marketplace.SideGuest,
		Dates: marketplace.Range{From: december.From + 3, To: december.To + 3}, Week: 9600, Deadline: at(24, 9, 0),
	}}}
	changed.actions()
	for name, f := range map[string]*fake{
		"booking-requested": requested(marketplace.SideGuest), "booking-answer": requested(marketplace.SideHost),
		"booking-accepted": accepted(marketplace.SideGuest), "booking": confirmed(marketplace.SideGuest, december.From),
		"booking-change": changed, "booking-staying": staying(marketplace.SideHost), "booking-conflict": conflict(),
	} {
		t.Run(name, func(t *testing.T) {
			d := uitest.New(t)
			uitest.Shot(t, d, name, beside{booking.New(d, f, ui.ToID(ui.PageBooking, id(9)))})
		})
	}
}
