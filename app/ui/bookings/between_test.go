package bookings_test

import (
	"testing"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/bookings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/marketplace"
)

func TestAConflictStandsOverTheBoardWithTheBestOtherRoom(t *testing.T) {
	f := market()
	f.others = []marketplace.RoomHit{{Room: id(51), Title: "Garden room", Outcode: "GU2", Week: 9900, DistanceKM: 1}}
	d, s := open(t, f, ui.To(ui.PageBookings))
	wants(t, d, "Two bookings for the same nights: Maria Santos, Quiet double room near the hospital", "Jane Mercer confirmed in time", "Closest match: Garden room, GU2, £99.00 a week.")
	lacks(t, d, "marked below")
	uitest.Press(t, d, "Ask for that room instead")
	if c, ok := d.Done[0].(marketplace.RequestBooking); !ok || c.Room != id(51) || c.Instead != id(8) {
		t.Fatalf("did %+v", d.Done)
	}
	uitest.Press(t, d, "Settle it")
	if d.Routes[0] != ui.ToID(ui.PageBooking, id(8)) {
		t.Errorf("went to %v", d.Routes)
	}

	f.rows = append(f.rows, row(90, "Second Guest", "Loft room", marketplace.StateConflict, 30, 28, nil))
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, d, "1 more conflict is marked below.")
	f.rows = f.rows[:1]
	s.(ui.Reloader).Reload(marketplace.Change{})
	lacks(t, d, "Two bookings for the same nights")

	host := uitest.New(t)
	host.Person.Roles = marketplace.RoleHost
	lost := market()
	lost.others = f.others
	for i := range lost.rows {
		lost.rows[i].Side, lost.rows[i].GuestOrg = marketplace.SideHost, "RTP"
	}
	host.Put(bookings.New(host, lost, ui.To(ui.PageBookings)))
	wants(t, host, "Two bookings for the same nights")
	lacks(t, host, "Ask for that room instead")
	lost.lost = marketplace.Errorf(marketplace.NotFound, "This booking is not here (yet).")
	host.Put(bookings.New(host, lost, ui.To(ui.PageBookings)))
	lacks(t, host, "Two bookings for the same nights", "cannot be shown")
}

func TestBookingsSayWhichComputerTheyWaitFor(t *testing.T) {
	f := market()
	seen := marketplace.InstantOf(now) - 7200
	f.turns = map[marketplace.ID]marketplace.Turn{}
	for _, r := range f.rows {
		if r.State == marketplace.StateRequested {
			f.turns[r.Booking] = marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{Hosts: true, Seen: seen}}
		}
	}
	d, _ := open(t, f, ui.To(ui.PageBookings))
	wants(t, d, "Waiting for the host’s computer, last seen 2 hours ago.", "Calendar to answer")
	uitest.Picture(t, d, "bookings-waits")
	d, _ = open(t, f, ui.To(ui.PageBookings).Set("view", "list"))
	wants(t, d, "kept by the host’s computer", "Calendar to answer")
}
