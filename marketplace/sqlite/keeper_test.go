package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// arrival records somebody of an organisation who arrives in five weeks.
func arrival(t testing.TB, s *sqlite.Store, c *clock, org string) marketplace.ID {
	t.Helper()
	return do(t, s, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: org, Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}).Began[0]
}

// live lists a room that may be asked for.
func live(t testing.TB, s *sqlite.Store, c *clock, cell int32) marketplace.ID {
	t.Helper()
	today := marketplace.DateOf(c.now)
	return do(t, s, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0], Outcode: "GU2",
			Cell: marketplace.Cell{Lat: 5124 + cell, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared,
			Shared: marketplace.SharedYes, Guests: 1, Guards: marketplace.Furnished,
		},
		Words: marketplace.RoomWords{Title: "Quiet double room"}, Week: 11000, Live: true,
		Safety: marketplace.RoomSafety{VouchedBy: "Ann", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today},
	}).Began[0]
}

// TestLostKeeperTurnsUpAgain takes a calendar over, gives its nights to another, and hears then what the lost computer
// had promised: both sides see the conflict, and what else is free.
func TestLostKeeperTurnsUpAgain(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	room, near := live(t, host, c, 0), live(t, host, c, 1)
	live(t, host, c, 40)
	even(t, founder, host)
	today := marketplace.DateOf(c.now)
	dates := marketplace.Range{From: today + 40, To: today + 50}
	first := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	second := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	even(t, founder, host)
	do(t, host, marketplace.AcceptBooking{Booking: first})
	do(t, founder, marketplace.TakeKeeper{Room: room})
	do(t, founder, marketplace.AcceptBooking{Booking: second})
	even(t, founder, host)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "host": host} {
		lost, err := s.BookingDetail(ctx, first)
		if err != nil || lost.State != marketplace.StateConflict {
			t.Errorf("at the %s the lost promise is %v (%v)", name, lost.State, err)
		}
		if kept, err := s.BookingDetail(ctx, second); err != nil || kept.State != marketplace.StateAccepted {
			t.Errorf("at the %s the other is %v (%v)", name, kept.State, err)
		}
		others, err := s.Alternatives(ctx, first)
		if err != nil || len(others) != 2 || others[0].Room != near {
			t.Errorf("at the %s the alternatives are %+v (%v)", name, others, err)
		}
	}
	if _, err := host.Do(ctx, marketplace.AcceptBooking{Booking: first}); err == nil {
		t.Error("a booking in conflict was accepted again")
	}
}
