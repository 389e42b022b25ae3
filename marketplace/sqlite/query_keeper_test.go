package sqlite_test

import (
	"context"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

func TestWhereARequestStands(t *testing.T) {
	s, c := found(t)
	ctx := context.Background()
	host := invite(t, s, c, t.TempDir(), "Siân Rees", "RXX", marketplace.RoleHost)
	even(t, s, host)
	home := do(t, host, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	today := marketplace.DateOf(c.now)
	room := do(t, host, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guests: 1, Guards: marketplace.Furnished,
		},
		Words: marketplace.RoomWords{Title: "Quiet double room"}, Week: 11000, Live: true,
		Safety: marketplace.RoomSafety{VouchedBy: "Ann", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today},
	}).Began[0]
	even(t, s, host)
	arrival := do(t, s, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}).Began[0]
	booking := do(t, s, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: today + 35, To: today + 63}}).Began[0]
	at := func(s *sqlite.Store) marketplace.Turn {
		t.Helper()
		d, err := s.BookingDetail(ctx, booking)
		if err != nil {
			t.Fatal(err)
		}
		return d.Turn
	}
	now := marketplace.InstantOf(c.now)
	if got, want := at(s).Sentence(now), "Waiting for Siân Rees to answer."; got != want {
		t.Errorf("it says %q", got)
	}
	if err := s.SaveAddresses(ctx, []sqlite.Address{
		{Device: oplog.DeviceID(host.Device()), At: c.now.Add(-2 * time.Hour)},
		{Device: oplog.DeviceID(host.Device()), Address: "10.0.0.1:7946", At: c.now.Add(-24 * time.Hour)},
		{Device: oplog.DeviceID(s.Device()), At: c.now},
	}); err != nil {
		t.Fatal(err)
	}
	if got, want := at(s).Sentence(now), "Waiting for Siân Rees to answer. Their computer was last seen 2 hours ago."; got != want {
		t.Errorf("it says %q", got)
	}
	do(t, s, marketplace.AcceptBooking{Booking: booking, Via: marketplace.ViaPhone})
	if got, want := at(s).Sentence(now), "Waiting for the host’s computer, last seen 2 hours ago."; got != want {
		t.Errorf("it says %q", got)
	}
	even(t, s, host)
	if got := at(host); got.For != marketplace.WaitsForGuest || !got.Keeper.Here || !got.HostHere {
		t.Errorf("at the host's it stands at %+v", got)
	}
	d, err := s.RoomDetail(ctx, room)
	if err != nil || d.KeptBy.Label() != "the host’s computer" || d.KeptBy.Seen != now-7200 || d.KeptBy.Person != "Siân Rees" {
		t.Errorf("the room is kept by %+v (%v)", d.KeptBy, err)
	}
}
