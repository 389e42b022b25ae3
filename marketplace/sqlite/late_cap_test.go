package sqlite_test

import (
	"math/rand/v2"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/sync/oplog"
)

// A host re-prices under a new cap, is booked, and is revoked from before the new rent: what replicas make of it does
// not hang on whether the cap came first or last.
func TestCapThatComesAfterARevocation(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	w := l.world
	host, lead := w.Join("Siân Rees", "RXX", marketplace.RoleHost), w.Join("Tom Price", "RTP", marketplace.RoleLead)
	coordinator := w.Join("Ola Berg", "RXX", marketplace.RoleCoordinator)
	room, arrival := host.Room(), lead.Arrival()
	w.Later()
	coordinator.Do(marketplace.SetCap{Percent: 90, From: marketplace.DateOf(w.Now()), Areas: markettest.Areas(), Source: "Invented"})
	w.Later()
	good := host.View().Head(host.ID)
	host.Do(marketplace.PriceRoom{Room: room, Week: 10500})
	w.Later()
	lead.Booked(host, room, arrival, w.Stay(35, 28))
	w.Later()
	w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: host.ID, LastGood: good}})

	var first, late []*oplog.Run
	for _, r := range l.runs(rand.New(rand.NewPCG(1, 1)), true) {
		if r.Device == oplog.DeviceID(coordinator.ID) {
			late = append(late, r)
		} else {
			first = append(first, r)
		}
	}
	one, two := l.follow(t, t.TempDir(), true), l.follow(t, t.TempDir(), true)
	if _, err := one.Append(t.Context(), append(late, first...)...); err != nil {
		t.Fatal(err)
	}
	for _, runs := range [][]*oplog.Run{first, late} {
		if _, err := two.Append(t.Context(), runs...); err != nil {
			t.Fatal(err)
		}
	}
	if digest(t, one) != digest(t, two) {
		t.Error("equal entries, other digests")
	}
}
