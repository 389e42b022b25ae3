package sqlite_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

// TestAHostSeesNoUnsentDrafts has a lead draft a request for a room whose host sits at another computer.
func TestAHostSeesNoUnsentDrafts(t *testing.T) {
	s, c := found(t)
	host := invite(t, s, c, t.TempDir(), "Siân Rees", "RXX", marketplace.RoleHost)
	even(t, s, host)
	r := lodging(t, host)
	even(t, s, host)
	guest := do(t, s, nurse(date(2026, 12, 7), "Zara", "Nwosu")).Began[0]
	dates := marketplace.Range{From: date(2026, 12, 7), To: date(2027, 1, 4)}
	draft := do(t, s, marketplace.DraftBooking{Room: r, Arrivals: []marketplace.ID{guest}, Dates: dates}).Began[0]
	even(t, s, host)
	sees := func(s marketplace.Queries) (listed, counted, open int) {
		for _, f := range []marketplace.BookingFilter{{}, {Mine: true}, {Room: r}, {States: []marketplace.BookingState{marketplace.StateDraft}}, {Sort: "guest"}} {
			listed += len(must[[]marketplace.BookingRow](t)(s.Bookings(ctx, f)))
			counted += must[int](t)(s.CountBookings(ctx, f))
		}
		rows := must[[]marketplace.RoomRow](t)(s.Rooms(ctx, marketplace.RoomFilter{}))
		return listed, counted, rows[0].Open
	}
	if listed, counted, open := sees(host); listed != 0 || counted != 0 || open != 0 {
		t.Errorf("the host sees the draft: %d listed, %d counted, %d open", listed, counted, open)
	}
	if listed, counted, _ := sees(s); listed != 5 || counted != 5 {
		t.Errorf("the lead does not see it everywhere: %d listed, %d counted", listed, counted)
	}
	if d := must[marketplace.RoomDetail](t)(host.RoomDetail(ctx, r)); len(d.Busy) != 0 {
		t.Errorf("the calendar shows it: %+v", d.Busy)
	}
	if today := must[marketplace.Today](t)(host.Today(ctx)); len(today.Tasks) != 0 {
		t.Errorf("the host is asked about it: %+v", today.Tasks)
	}
	if _, err := host.BookingDetail(ctx, draft); marketplace.CodeOf(err) != marketplace.NotFound {
		t.Errorf("the host opens it: %v", err)
	}
	do(t, s, marketplace.RequestBooking{Booking: draft})
	even(t, s, host)
	if listed, _, open := sees(host); listed != 4 || open != 1 {
		t.Errorf("once it is sent the host sees %d and %d open", listed, open)
	}
}
