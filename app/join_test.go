package app

import (
	"strings"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
)

func TestWhoJoinsIsToldWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, does string
		status     replication.Status
	}{
		{"nothing wrong", "", replication.Status{}},
		{"not heard of yet, or withdrawn", "withdrawn: ask your registrar for a new one", replication.Status{Trouble: replication.TroubleStranger}},
		{"used before", "Ask your registrar for a new one", replication.Status{Trouble: replication.TroubleUsed}},
		{"another system", "at 192.0.2.7:7946 belongs to another system than your invitation. Ask your registrar", replication.Status{Trouble: replication.TroubleSystem, TroubleAt: "192.0.2.7:7946"}},
		{"removed", "Ask your registrar", replication.Status{Trouble: replication.TroubleRevoked}},
		{"another version", "Install the newest Settle", replication.Status{Trouble: replication.TroubleNewer}},
		{"a full disk", "Make room on it", replication.Status{Trouble: replication.TroubleDisk}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := joiningOf(c.status, ui.Sharing{}).Problem
			if (said == "") != (c.does == "") || !strings.Contains(said, c.does) {
				t.Errorf("it says %q", said)
			}
		})
	}
}
