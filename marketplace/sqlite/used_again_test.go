package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

// usedOnce is a founder, and an invitation that one device has used.
func usedOnce(t *testing.T) (*sqlite.Store, *clock, identity.Invitation) {
	t.Helper()
	founder, c := found(t)
	i, err := founder.Invite(context.Background(), marketplace.InvitePerson{Name: "Tom Price", Org: "RA2", Roles: marketplace.RoleLead})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := founder.Admit(context.Background(), proofOf(t, joinWith(t, c, i))); !ok || err != nil {
		t.Fatal(ok, err)
	}
	return founder, c, i
}

// tryAgain shows the use of another device, and keeps that somebody did.
func tryAgain(t *testing.T, founder, other *sqlite.Store, from string) {
	t.Helper()
	_, ok, err := founder.Admit(context.Background(), proofOf(t, other))
	again, is := errors.AsType[*sqlite.UsedAgain](err)
	if ok || !is || again.Device != other.Device() || again.Error() == "" {
		t.Fatalf("admitted %v (%v)", ok, err)
	}
	if err := founder.KeepTry(context.Background(), again, from); err != nil {
		t.Fatal(err)
	}
}

func triesIn(t *testing.T, s *sqlite.Store) []marketplace.InvitationTry {
	t.Helper()
	rows, err := s.Invitations(context.Background())
	if err != nil || len(rows) != 1 {
		t.Fatal(len(rows), err)
	}
	return rows[0].Again
}

func TestWhoTriesAnInvitationAgainIsKept(t *testing.T) {
	founder, c, i := usedOnce(t)
	before, err := founder.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	other := joinWith(t, c, i)
	told := 0
	defer founder.Subscribe(func(c marketplace.Change) {
		if c.Members() {
			told++
		}
	})()
	tryAgain(t, founder, other, "192.0.2.7")
	if told != 1 {
		t.Errorf("those who look at the invitations were told %d times", told)
	}
	first := c.now
	if got := triesIn(t, founder); len(got) != 1 || got[0] != (marketplace.InvitationTry{Device: other.Device(), From: "192.0.2.7", At: marketplace.InstantOf(first)}) {
		t.Fatalf("it is kept as %+v", got)
	}
	c.now = c.now.Add(time.Minute)
	tryAgain(t, founder, other, "192.0.2.7")
	if got := triesIn(t, founder); len(got) != 1 || got[0].At != marketplace.InstantOf(first) {
		t.Errorf("each call is written: %+v", got)
	}
	c.now = c.now.Add(time.Hour)
	tryAgain(t, founder, other, strings.Repeat("9", 500))
	if got := triesIn(t, founder); len(got) != 1 || got[0].At != marketplace.InstantOf(c.now) || len(got[0].From) > 64 {
		t.Errorf("its latest call is kept as %+v", got)
	}
	if after, err := founder.Digest(context.Background()); err != nil || after != before {
		t.Errorf("it is in the log (%v)", err)
	}
	c.now = c.now.AddDate(0, 0, 91)
	if got := triesIn(t, founder); len(got) != 0 {
		t.Errorf("it is kept for ever: %+v", got)
	}
}

// TestAFloodOfTriesIsBounded: whoever has an invitation can make as many devices as they like.
func TestAFloodOfTriesIsBounded(t *testing.T) {
	founder, c, i := usedOnce(t)
	for n := range 12 {
		c.now = c.now.Add(time.Hour)
		tryAgain(t, founder, joinWith(t, c, i), fmt.Sprintf("192.0.2.%d", n))
	}
	got := triesIn(t, founder)
	if len(got) != 8 || got[0].From != "192.0.2.11" || got[7].From != "192.0.2.4" {
		t.Errorf("of many %+v are kept", got)
	}
}

// TestAUseOfAnotherKeyIsNoTry: without the invitation's key nobody learns whether it was used, and nothing is kept.
func TestAUseOfAnotherKeyIsNoTry(t *testing.T) {
	founder, c, i := usedOnce(t)
	i.OneUse = identity.NewOneUseKey()
	if _, ok, err := founder.Admit(context.Background(), proofOf(t, joinWith(t, c, i))); ok || err != nil {
		t.Errorf("admitted %v (%v)", ok, err)
	}
}

// TestAUseInTheLogIsNoTry: everybody sees there that the invitation was used twice.
func TestAUseInTheLogIsNoTry(t *testing.T) {
	founder, c, i := usedOnce(t)
	other := joinWith(t, c, i)
	if _, err := founder.Append(context.Background(), firstRun(t, other)); err != nil {
		t.Fatal(err)
	}
	tryAgain(t, founder, other, "192.0.2.7")
	if got := triesIn(t, founder); len(got) != 0 {
		t.Errorf("it is kept as %+v", got)
	}
}
