package app

import (
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
)

func TestARemovedComputerIsKnownAsOne(t *testing.T) {
	d := newDesktop(t)
	c := &connection{store: d.store}
	for _, tc := range []struct {
		name string
		with replication.Status
		want ui.Sharing
	}{
		{"nothing wrong", replication.Status{}, ui.Sharing{Alone: true}},
		{"removed", replication.Status{Trouble: replication.TroubleRevoked}, ui.Sharing{Alone: true, Trouble: true, Removed: true}},
		{"an invitation that was used before", replication.Status{Trouble: replication.TroubleUsed}, ui.Sharing{Alone: true, Trouble: true}},
		{"a full disk", replication.Status{Trouble: replication.TroubleDisk}, ui.Sharing{Alone: true, Trouble: true}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, err := c.sharing(t.Context(), tc.with); err != nil || got != tc.want {
				t.Errorf("%+v, %v; want %+v", got, err, tc.want)
			}
		})
	}
}
