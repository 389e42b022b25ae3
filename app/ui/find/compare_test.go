package find_test

import (
	"strings"
	"testing"
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/find"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/marketplace"
)

func compare(t *testing.T, m *fake, r ui.Route) (*uitest.Desk, ui.Screen) {
	t.Helper()
	d := uitest.New(t)
	s := find.NewCompare(d, m, r)
	d.Put(s)
	return d, s
}

func TestCompareSaysWhatDiffers(t *testing.T) {
	m := market()
	m.rooms[0].detail = func(d *marketplace.RoomDetail) {
		d.Facts.Included = marketplace.IncludesBills | marketplace.IncludesInternet
		d.Facts.Household = marketplace.Household{Adults: 2, Children: 1, Languages: []string{"en", "ml"}}
		d.Facts.MinNights, d.Facts.NoticeDays = 7, 3
	}
	d, _ := compare(t, m, withRooms(stay.Set("arrival", id(101).String()), 1, 4))
	page := d.Window().Content()
	wants(t, page, "For Ngozi Adeyemi, 7 December 2026 to 4 January 2027, 28 nights", "What differs", "On these nights Free Not free",
		"Rent for the stay £384.00 £352.00", "Distance About 1 km from Royal Surrey County Hospital About 3 km", "Lock on the door Yes No",
		"Halal kitchen No Yes", "The same in all", "“Room in a family house” costs least: £32.00 for the stay less than the dearest.")
	words := textOf(page)
	differ, same, _ := strings.Cut(words, "The same in all")
	for _, alike := range []string{"Wi-Fi", "Bed Double bed", "Bathroom Shared bathroom"} {
		if strings.Contains(differ, alike) || !strings.Contains(same, alike) {
			t.Errorf("%q does not stand with what is the same: %s", alike, words)
		}
	}
	for _, other := range []string{"2 adults and 1 child, who speak English and Malayalam", "Bills, Internet", "7 nights or more. Ask at least 3 days before the first night."} {
		if !strings.Contains(differ, other) {
			t.Errorf("%q does not stand with what differs: %s", other, words)
		}
	}
}

func TestCompareLeadsOn(t *testing.T) {
	d, _ := compare(t, market(), withRooms(stay, 1, 2, 3))
	page := d.Window().Content()
	tap(t, page, "Open")
	if r := d.Routes[0]; r.Page != ui.PageRoom || r.ID != id(1) || r.Get("leave") != "2027-01-04" {
		t.Errorf("went to %v", r)
	}
	tap(t, page, "Take out")
	lacks(t, page, "Quiet double room", "Take out")
	if r := d.Noted[0]; len(strings.Split(r.Get("rooms"), ",")) != 2 {
		t.Errorf("Back would return to %v", r)
	}
	tap(t, page, "Back to the search")
	if d.Backs != 1 {
		t.Error("the way back does not lead back")
	}
}

func TestCompareWithoutEnoughRooms(t *testing.T) {
	for name, r := range map[string]ui.Route{
		"none named": ui.To(ui.PageCompare), "one": withRooms(stay, 1), "one of two is not here": withRooms(stay, 1, 77),
		"not ids": ui.To(ui.PageCompare).Set("rooms", "x,y,z"), "the same twice": withRooms(stay, 1, 1),
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := compare(t, market(), r)
			wants(t, d.Window().Content(), "Choose two or three rooms")
			tap(t, d.Window().Content(), "Find a room")
			if d.Routes[0].Page != ui.PageFind {
				t.Errorf("went to %v", d.Routes[0])
			}
		})
	}
}

func TestCompareThatCannotBeRead(t *testing.T) {
	m := market()
	m.err = marketplace.Errorf(marketplace.Damaged, "The data on this computer is damaged. Restore a backup.")
	d, s := compare(t, m, withRooms(stay, 1, 2))
	wants(t, d.Window().Content(), "The data on this computer is damaged. Restore a backup.")
	m.err = nil
	tap(t, d.Window().Content(), "Try again")
	wants(t, d.Window().Content(), "What differs")
	m.rooms[0].busy = append(m.rooms[0].busy, marketplace.Range{From: day(8, time.December), To: day(9, time.December)})
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, d.Window().Content(), "On these nights Not free Free")
}
