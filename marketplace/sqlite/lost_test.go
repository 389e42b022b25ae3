package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// TestRequestIsCutWithACopiedLog lets a keeper accept a request that is then cut off. The host opens its nights, or says
// yes again to what the copied computer asks under its new key.
func TestRequestIsCutWithACopiedLog(t *testing.T) {
	ctx := context.Background()
	for _, again := range []bool{false, true} {
		founder, one, _, c, proof := copiedAs(t, marketplace.RoleHost|marketplace.RoleLead)
		room := live(t, founder, c, 0)
		carry(t, founder, one)
		today := marketplace.DateOf(c.now)
		dates := marketplace.Range{From: today + 40, To: today + 50}
		lost := do(t, one, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, one, c, "RA2")}, Dates: dates}).Began[0]
		even(t, founder, one)
		do(t, founder, marketplace.AcceptBooking{Booking: lost})
		if _, _, err := founder.Fork(ctx, proof[0], proof[1]); err != nil {
			t.Fatal(err)
		}
		blocked := func() int {
			t.Helper()
			d, err := founder.RoomDetail(ctx, room)
			if err != nil {
				t.Fatal(err)
			}
			return len(d.Blocks)
		}
		if _, err := founder.BookingDetail(ctx, lost); marketplace.CodeOf(err) != marketplace.NotFound || blocked() != 1 {
			t.Fatalf("the request is there (%v), or its nights are free", err)
		}
		if !again {
			do(t, founder, marketplace.OpenDates{Room: room, Ranges: []marketplace.Range{dates}})
			if n := blocked(); n != 0 {
				t.Errorf("opened, %d ranges of nights are blocked", n)
			}
			continue
		}
		if _, _, err := one.Fork(ctx, proof[0], proof[1]); err != nil {
			t.Fatal(err)
		}
		if _, err := one.Reissue(ctx); err != nil {
			t.Fatal(err)
		}
		even(t, founder, one)
		asked, err := founder.Bookings(ctx, marketplace.BookingFilter{})
		if err != nil || len(asked) != 1 || asked[0].State != marketplace.StateRequested {
			t.Fatalf("asked again: %+v (%v)", asked, err)
		}
		do(t, founder, marketplace.AcceptBooking{Booking: asked[0].Booking})
		even(t, founder, one)
		do(t, one, marketplace.ConfirmBooking{Booking: asked[0].Booking})
		even(t, founder, one)
		if b, err := founder.BookingDetail(ctx, asked[0].Booking); err != nil || b.State != marketplace.StateConfirmed || blocked() != 0 {
			t.Errorf("accepted again it is %v, and %d other ranges are blocked (%v)", b.State, blocked(), err)
		}
	}
}

// TestLostIsFoundOutOnce: past a cut 65,536 places are hashed for what is not there, but not again for each act.
func TestLostIsFoundOutOnce(t *testing.T) {
	ctx := context.Background()
	founder, one, _, _, proof := copied(t)
	cut, _, err := founder.Fork(ctx, proof[0], proof[1])
	if err != nil {
		t.Fatal(err)
	}
	gone := marketplace.SubjectOf(marketplace.Ref{Device: one.Device(), Seq: cut.At + 1})
	late := marketplace.SubjectOf(marketplace.Ref{Device: founder.Device(), Seq: 1})
	ask := func() {
		if err := sqlite.InView(founder, func(v marketplace.View) {
			if lost := v.Lost([]marketplace.ID{late, gone}); len(lost) != 1 || lost[0] != gone {
				t.Errorf("lost are %v", lost)
			}
		}); err != nil {
			t.Error(err)
		}
	}
	if n := testing.AllocsPerRun(3, ask); n > 1000 { // after one that is not counted
		t.Errorf("asked again it allocates %.0f times", n)
	}
}
