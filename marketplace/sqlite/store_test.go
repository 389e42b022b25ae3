package sqlite_test

import (
	"context"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// clock is a time that a test sets.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// found founds a rehearsal system in a folder of its own and closes it with the test.
func found(t testing.TB, change ...func(*sqlite.Founding)) (*sqlite.Store, *clock) {
	t.Helper()
	c := &clock{markettest.Start}
	return foundIn(t, t.TempDir(), c, change...), c
}

func foundIn(t testing.TB, dir string, c *clock, change ...func(*sqlite.Founding)) *sqlite.Store {
	t.Helper()
	f := founding(c.now)
	for _, set := range change {
		set(&f)
	}
	s, err := sqlite.Found(context.Background(), dir, f, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatalf("found: %v", err)
	}
	t.Cleanup(closing(t, s))
	return s
}

func closing(t testing.TB, s *sqlite.Store) func() {
	return func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

func founding(now time.Time) sqlite.Founding {
	f := markettest.Founding(marketplace.DateOf(now))
	return sqlite.Founding{
		System: f.System, Person: f.Person, Org: f.Org, Roles: f.Roles, Rehearsal: true, Orgs: f.Orgs, Cap: f.Cap,
	}
}

func do(t testing.TB, s *sqlite.Store, c marketplace.Command) marketplace.Receipt {
	t.Helper()
	r, err := s.Do(context.Background(), c)
	if err != nil {
		t.Fatalf("%T: %v", c, err)
	}
	return r
}

func TestFoundAndDo(t *testing.T) {
	s, _ := found(t)
	r := do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"})
	if len(r.Refs) != 1 || r.Began[0] != r.Subjects[0] {
		t.Fatalf("the receipt is %+v", r)
	}
	me, err := s.Me(context.Background())
	if err != nil || me.Name != "Maya Okafor" || !me.Rehearsal {
		t.Fatalf("me is %+v, %v", me, err)
	}
}
