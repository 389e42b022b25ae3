package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// TestRoomOfAHostWhoWasLetInWrongly is shown with its guest on every computer, though nobody can say any more whose it is.
func TestRoomOfAHostWhoWasLetInWrongly(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	reg := invite(t, founder, c, t.TempDir(), "Reg Marsh", "RA2", marketplace.RoleRegistrar)
	even(t, founder, reg)
	host := invite(t, reg, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, reg, host)
	room := live(t, host, c, 0)
	even(t, reg, host)
	even(t, founder, reg)
	today := marketplace.DateOf(c.now)
	id := do(t, founder, marketplace.RequestBooking{
		Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: marketplace.Range{From: today + 40, To: today + 50},
	}).Began[0]
	even(t, founder, host)
	do(t, host, marketplace.AcceptBooking{Booking: id})
	even(t, founder, host)
	do(t, founder, marketplace.ConfirmBooking{Booking: id})
	last := uint64(1)
	do(t, founder, marketplace.RevokeDevice{Device: reg.Device(), Reason: marketplace.ReasonLost, LastGood: &last})
	even(t, founder, host)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "host": host} {
		r, err := s.RoomDetail(ctx, room)
		if err != nil || r.State != marketplace.RoomSuspended {
			t.Errorf("at the %s the room is %v (%v)", name, r.State, err)
		}
		b, err := s.BookingDetail(ctx, id)
		if err != nil || b.State != marketplace.StateConfirmed {
			t.Errorf("at the %s the booking is %v (%v)", name, b.State, err)
		}
		if all, err := s.Bookings(ctx, marketplace.BookingFilter{}); err != nil || len(all) != 1 {
			t.Errorf("at the %s the bookings are %+v (%v)", name, all, err)
		}
		if report, err := s.Verify(ctx, nil); err != nil || len(report.Problems) > 0 {
			t.Errorf("at the %s: %v %v", name, err, report.Problems)
		}
	}
	do(t, founder, marketplace.TakeKeeper{Room: room})
	do(t, founder, marketplace.CancelBooking{Booking: id, Reason: marketplace.ReasonSafety})
	even(t, founder, host)
}
