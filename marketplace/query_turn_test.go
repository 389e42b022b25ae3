package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

func TestTurnIsSaidInASentence(t *testing.T) {
	const now = marketplace.Instant(1_800_000_000) // 15 January 2027
	keeper := marketplace.KeeperRow{Hosts: true, Person: "Siân Rees", OrgName: "Royal Surrey"}
	with := func(change func(*marketplace.KeeperRow)) marketplace.Turn {
		k := keeper
		change(&k)
		return marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: k}
	}
	seen := func(ago marketplace.Instant) marketplace.Turn {
		return with(func(k *marketplace.KeeperRow) { k.Seen = now - ago })
	}
	cases := []struct {
		name string
		s    marketplace.Turn
		want string
	}{
		{"nobody", marketplace.Turn{Keeper: keeper}, ""},
		{"the guest's lead", marketplace.Turn{For: marketplace.WaitsForGuest, Keeper: keeper}, ""},
		{"just now", seen(60), "Waiting for the host’s computer, seen just now."},
		{"by a clock that is ahead", seen(-3600), "Waiting for the host’s computer, seen just now."},
		{"minutes", seen(5 * 60), "Waiting for the host’s computer, last seen 5 minutes ago."},
		{"an hour", seen(3600), "Waiting for the host’s computer, last seen 1 hour ago."},
		{"hours", seen(2 * 3600), "Waiting for the host’s computer, last seen 2 hours ago."},
		{"days", seen(3 * 86400), "Waiting for the host’s computer, last seen 3 days ago."},
		{"weeks", seen(30 * 86400), "Waiting for the host’s computer, last seen on 16 December 2026."},
		{"never", with(func(*marketplace.KeeperRow) {}), "Waiting for the host’s computer, not heard of here yet."},
		{"here", with(func(k *marketplace.KeeperRow) { k.Here = true }), ""},
		{"a node", with(func(k *marketplace.KeeperRow) { k.Hosts, k.AlwaysOn = false, true }), "Waiting for Royal Surrey’s always-on computer, not heard of here yet."},
		{"a lead's", with(func(k *marketplace.KeeperRow) { k.Hosts = false }), "Waiting for the computer of Siân Rees, Royal Surrey, not heard of here yet."},
		{"of somebody without an organisation", marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{Person: "Siân Rees"}}, "Waiting for the computer of Siân Rees, not heard of here yet."},
		{"unknown", marketplace.Turn{For: marketplace.WaitsForKeeper}, "Waiting for a computer that is not known here yet, not heard of here yet."},
		{"revoked", with(func(k *marketplace.KeeperRow) { k.Revoked = true }), "The computer that keeps this room’s calendar takes part no more. Ask a registrar to name another."},
		{"the host", marketplace.Turn{For: marketplace.WaitsForHost, HostName: "Siân Rees", HostSeen: now - 2*3600}, "Waiting for Siân Rees to answer. Their computer was last seen 2 hours ago."},
		{"the host, seen now", marketplace.Turn{For: marketplace.WaitsForHost, HostName: "Siân Rees", HostSeen: now}, "Waiting for Siân Rees to answer. Their computer was seen just now."},
		{"connected", seen(2 * 3600).Linked(func(marketplace.DeviceID) bool { return true }), "Waiting for the host’s computer, connected now."},
		{"not connected", seen(2 * 3600).Linked(func(marketplace.DeviceID) bool { return false }), "Waiting for the host’s computer, last seen 2 hours ago."},
		{"the host, connected", marketplace.Turn{For: marketplace.WaitsForHost, HostName: "Siân Rees", HostSeen: now - 3600, HostDevices: []marketplace.DeviceID{{1}, {2}}}.
			Linked(func(d marketplace.DeviceID) bool { return d == marketplace.DeviceID{2} }), "Waiting for Siân Rees to answer. Their computer is connected now."},
		{"the host, never seen", marketplace.Turn{For: marketplace.WaitsForHost}, "Waiting for the host to answer."},
		{"the host at this computer", marketplace.Turn{For: marketplace.WaitsForHost, HostHere: true}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.s.Sentence(now); got != c.want {
				t.Errorf("it says %q", got)
			}
		})
	}
	if got := (marketplace.KeeperRow{Here: true}).Label(); got != "this computer" {
		t.Errorf("it is %q", got)
	}
}

func TestWhoseTurnItIs(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	turn := func(want marketplace.WaitsFor) {
		t.Helper()
		if got := m.Room(m.room).WaitsFor(m.System(), m.Booking(id), m.Instant()); got != want {
			t.Errorf("at %v it waits for %d, want %d", m.Booking(id).State, got, want)
		}
	}
	turn(marketplace.WaitsForHost)
	m.host.Offline()
	m.Later()
	second := m.Join("Ewa Nowak", "RXX", marketplace.RoleLead)
	second.Do(marketplace.AcceptBooking{Booking: id, Via: marketplace.ViaPhone})
	turn(marketplace.WaitsForKeeper)
	m.host.Online()
	turn(marketplace.WaitsForGuest)
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	turn(marketplace.WaitsForNobody)
	m.host.Offline()
	m.Later()
	m.lead.Do(marketplace.CancelBooking{Booking: id})
	turn(marketplace.WaitsForKeeper) // to free the nights
	m.host.Online()
	turn(marketplace.WaitsForNobody)
}
