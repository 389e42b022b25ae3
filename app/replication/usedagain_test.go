package replication_test

import (
	"testing"

	"settle.example/settle/app/replication"
)

// TestAnInvitationIsTriedAgain by a second computer: it is told what to do, whoever looks at the invitations where it
// called sees it, and the first goes on.
func TestAnInvitationIsTriedAgain(t *testing.T) {
	first := found(t)
	a := start(t, first)
	defer stop(t, a)
	i := invited(t, first, lead, at(first, a))
	second := join(t, i)
	b := start(t, second)
	defer stop(t, b)
	member(t, second)
	equal(t, first, second)
	before := digest(t, first)

	third := join(t, i)
	c := start(t, third)
	defer stop(t, c)
	eventually(t, "the second user is told", func() bool {
		s := c.Status()
		return s.Trouble == replication.TroubleUsed && s.TroubleAt == a.Address()
	})
	rows, err := first.Invitations(t.Context())
	if err != nil || len(rows) != 1 || len(rows[0].Again) != 1 {
		t.Fatalf("the registrar is not told: %+v (%v)", rows, err)
	}
	if try := rows[0].Again[0]; try.Device != third.Device() || try.From != "127.0.0.1" || try.At.IsZero() {
		t.Errorf("the registrar is told %+v", try)
	}
	if digest(t, first) != before {
		t.Error("something of it is in the log")
	}
	do(t, second, anArrival())
	equal(t, first, second)
	if rows, err = second.Invitations(t.Context()); err != nil || len(rows) != 1 || len(rows[0].Again) != 0 {
		t.Errorf("it was sent on: %+v (%v)", rows, err)
	}
}
