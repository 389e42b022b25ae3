package app

import (
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

func TestWhoIsConnectedIsSaid(t *testing.T) {
	status := replication.Status{Connected: true, Peers: []replication.Peer{{Device: oplog.DeviceID{5}, Linked: true}, {Device: oplog.DeviceID{6}}}}
	rows := connected([]marketplace.ComputerRow{{Device: marketplace.DeviceID{5}}, {Device: marketplace.DeviceID{6}}, {Device: marketplace.DeviceID{7}}}, status)
	for i, want := range []string{"Connected now", "Not heard of here yet", "Not heard of here yet"} {
		if got := rows[i].SeenAt(0); got != want {
			t.Errorf("of computer %d it says %q, want %q", i, got, want)
		}
	}
	if linked(replication.Status{})(marketplace.DeviceID{5}) {
		t.Error("somebody is connected with a computer that is kept to itself")
	}
}
