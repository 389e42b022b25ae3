package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
)

// TestTheAddressFollowsAnAcceptanceByRules: the device that keeps the calendar cannot open the host's address, and the
// host's own, which can, says it once it hears of the acceptance.
func TestTheAddressFollowsAnAcceptanceByRules(t *testing.T) {
	keeper, c := found(t)
	ctx := context.Background()
	host := invite(t, keeper, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	lead := invite(t, keeper, c, t.TempDir(), "Tom Price", "RTP", marketplace.RoleLead)
	even(t, keeper, host)
	even(t, keeper, lead)
	today := marketplace.DateOf(c.now)
	room := do(t, keeper, marketplace.ImportRoom{
		Facts: marketplace.RoomFacts{HostOrg: "RA2", Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Import: [16]byte{7}},
		Week:  10000, Reference: "Q1",
	}).Began[0]
	arrival := do(t, lead, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RTP", Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}).Began[0]
	even(t, keeper, host)
	home := do(t, host, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	do(t, host, marketplace.ClaimRoom{Room: room, Home: home})
	rules := do(t, host, marketplace.SetInstantRules{Room: room, RoomRules: marketplace.RoomRules{On: true, For: marketplace.InstantAny}}).Refs[0]
	even(t, keeper, host) // claimed, the calendar is the host's
	do(t, host, marketplace.HandKeeper{Room: room, To: keeper.Device()})
	even(t, keeper, host)
	even(t, keeper, lead)

	booking := do(t, lead, marketplace.RequestBooking{
		Room: room, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: today + 35, To: today + 63},
	}).Began[0]
	even(t, keeper, lead)
	do(t, lead, marketplace.ConfirmBooking{Booking: booking})
	d, err := lead.BookingDetail(ctx, booking)
	if err != nil || d.Fold.State != marketplace.StateConfirmed || d.Fold.Via != marketplace.ViaRules || d.Fold.Consent != rules || d.Via != marketplace.ViaRules || !d.Agreed() {
		t.Fatalf("it stands at %v, via %v (%v)", d.Fold.State, d.Fold.Via, err)
	}
	if d.Address != "" {
		t.Fatalf("the keeper knew the address: %q", d.Address)
	}
	even(t, keeper, lead)
	even(t, keeper, host)
	even(t, keeper, lead)
	if d, err = lead.BookingDetail(ctx, booking); err != nil || d.Address != "1 Mill Lane, Guildford" {
		t.Errorf("the guest's lead reads %q (%v)", d.Address, err)
	}
	if r, err := lead.RoomDetail(ctx, room); err != nil || r.Room.Instant.Ref != rules || !r.Room.Instant.On {
		t.Errorf("the rules read %+v (%v)", r.Room.Instant, err)
	}
	stranger := invite(t, keeper, c, t.TempDir(), "Eve Stranger", "RXX", marketplace.RoleLead)
	even(t, keeper, stranger)
	if d, err := stranger.BookingDetail(ctx, booking); err != nil || d.Address != "" {
		t.Errorf("a lead elsewhere reads %q (%v)", d.Address, err)
	}
}
