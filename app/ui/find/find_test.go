package find_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/find"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func day(d int, m time.Month) marketplace.Date {
	y := 2026
	if m < time.June {
		y = 2027
	}
	return marketplace.NewDate(y, m, d)
}

// market is eleven invented rooms around Guildford and one in Redhill, with three arrivals.
func market() *fake {
	blob := func(n byte) marketplace.BlobID { return marketplace.BlobID{n} }
	hit := func(n byte, title, outcode string, week marketplace.Pence, f marketplace.Features, more func(*marketplace.RoomHit)) marketplace.RoomHit {
		h := marketplace.RoomHit{Room: id(n), Title: title, Outcode: outcode, Area: "Guildford", Week: week, CapWeek: 11771, AvgWeek: 13079, Features: f,
			Bathroom: marketplace.BathroomShared, Bed: marketplace.BedDouble, HostOrg: "RA2", HostName: "Siân Rees", Photo: blob(n)}
		if more != nil {
			more(&h)
		}
		return h
	}
	all := marketplace.Wifi | marketplace.Kitchen | marketplace.Washer | marketplace.NoSmoking
	f := &fake{rooms: []room{
		{RoomHit: hit(1, "Quiet double room near the hospital", "GU2", 9600, all|marketplace.Desk|marketplace.Lock, nil), lat: 51.24, lon: -0.60},
		{RoomHit: hit(2, "Garden room with its own bathroom", "GU2", 11500, all|marketplace.Desk|marketplace.Parking|marketplace.Garden, func(h *marketplace.RoomHit) {
			h.Bathroom, h.Asked, h.HostName = marketplace.BathroomPrivate, 1, "Amara Obi"
		}), lat: 51.25, lon: -0.62},
		{RoomHit: hit(3, "Single room, Stag Hill Court", "GU2", 10200, all|marketplace.Desk|marketplace.Lock|marketplace.Bicycle, func(h *marketplace.RoomHit) {
			h.Supply, h.HostOrg, h.HostName, h.Bed = marketplace.SupplyUniversity, "UNIS", "", marketplace.BedSingle
		}), lat: 51.243, lon: -0.59},
		{RoomHit: hit(4, "Room in a family house", "GU1", 8800, all|marketplace.HalalKitchen|marketplace.ChildrenWelcome, func(h *marketplace.RoomHit) {
			h.Pending, h.HostName, h.Photo = true, "", marketplace.BlobID{}
		}), lat: 51.24, lon: -0.56, busy: []marketplace.Range{{From: day(3, time.January), To: day(20, time.January)}}},
		{RoomHit: hit(5, "Loft room with a desk", "GU4", 9900, all|marketplace.Desk|marketplace.BusNearby, nil), lat: 51.26, lon: -0.52},
		{RoomHit: hit(6, "Double room by the common", "GU7", 13200, all|marketplace.Parking|marketplace.TrainNearby, nil), lat: 51.19, lon: -0.61},
		{RoomHit: hit(7, "Halal household near East Surrey Hospital", "RH1", 10500, all|marketplace.HalalKitchen, func(h *marketplace.RoomHit) {
			h.Area, h.HostOrg, h.HostName = "Crawley & Reigate", "RTP", "Farah Khan"
		}), lat: 51.24, lon: -0.17},
	}}
	f.arrivals = []marketplace.ArrivalRow{
		{Arrival: id(101), Name: "Ngozi Adeyemi", Org: "RA2", Site: "RA201", Group: "nurse", At: marketplace.InstantOf(time.Date(2026, 12, 7, 6, 5, 0, 0, time.UTC)),
			Airport: "LHR", Nights: 28, Needs: marketplace.NeedHalalKitchen | marketplace.NeedQuiet, Budget: 12000},
		{Arrival: id(102), Name: "Jun Tanaka", Org: "RA2", Site: "RA201", Group: "ahp", At: marketplace.InstantOf(time.Date(2027, 1, 18, 14, 0, 0, 0, time.UTC)), Nights: 42},
	}
	return f
}

func TestPictures(t *testing.T) {
	d := uitest.New(t)
	m := market()
	stay := ui.To(ui.PageFind).Set("near", "RA201").Set("arrive", "2026-12-07").Set("leave", "2027-01-04")
	shots(t, d, "find-start", find.New(d, m, ui.To(ui.PageFind)))
	shots(t, d, "find", find.New(d, m, stay.Set("rooms", id(1).String()+","+id(3).String())))
	shots(t, d, "find-none", find.New(d, m, ui.To(ui.PageFind).Set("arrival", id(101).String())))
}

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func shots(t *testing.T, d *uitest.Desk, name string, s ui.Screen) {
	t.Helper()
	uitest.Shot(t, d, name, beside{s})
}
