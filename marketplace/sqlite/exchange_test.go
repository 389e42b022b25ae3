package sqlite_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// carry takes all that to lacks from from, through the bytes of the wire.
func carry(t testing.TB, from, to *sqlite.Store) sqlite.Appended {
	t.Helper()
	ctx := context.Background()
	theirs, err := from.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := to.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var runs []*oplog.Run
	for _, missing := range ours.Missing(theirs) {
		err := from.Runs(ctx, missing, func(r *oplog.Run) error {
			b, err := r.MarshalBinary()
			if err != nil {
				return err
			}
			again := new(oplog.Run)
			runs = append(runs, again)
			return again.UnmarshalBinary(b)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	done, err := to.Append(ctx, runs...)
	if err != nil || len(done.Faults) > 0 {
		t.Fatalf("append: %v %v", err, done.Faults)
	}
	return done
}

// even carries both ways until nothing is missing on either side.
func even(t testing.TB, a, b *sqlite.Store) {
	t.Helper()
	for range 8 {
		if carry(t, a, b).Entries+carry(t, b, a).Entries == 0 {
			if digest(t, a) != digest(t, b) {
				t.Fatal("with the same entries the digests differ")
			}
			return
		}
	}
	t.Fatal("they never come to an end")
}

// invite lets somebody into the system of s, on a device whose data is in dir.
func invite(t testing.TB, s *sqlite.Store, c *clock, dir, name, org string, roles marketplace.Roles) *sqlite.Store {
	t.Helper()
	i, err := s.Invite(context.Background(), marketplace.InvitePerson{Name: name, Org: org, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	joined, err := sqlite.Join(context.Background(), dir, i, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, joined))
	return joined
}

// systemOf is the hash of the founding entry.
func systemOf(t testing.TB, s *sqlite.Store) (system oplog.Hash) {
	t.Helper()
	err := s.Runs(context.Background(), oplog.Range{Device: oplog.DeviceID(s.Device()), From: 1, To: 1}, func(r *oplog.Run) error {
		system = oplog.Position{Device: r.Device, Seq: 1}.Hash(r.Records[0].Body)
		return nil
	})
	if err != nil || system.IsZero() {
		t.Fatalf("no founding entry (%v)", err)
	}
	return system
}

func TestJoinAndExchange(t *testing.T) {
	s, c := found(t)
	lead := invite(t, s, c, t.TempDir(), "Tom Price", "RA2", marketplace.RoleLead)
	_, err := lead.Do(context.Background(), pair())
	wantSentence(t, err) // its membership rests on entries that are not here yet
	even(t, s, lead)
	me, err := lead.Me(context.Background())
	if err != nil || me.Name != "Tom Price" || me.Org != "RA2" || me.Roles != marketplace.RoleLead {
		t.Fatalf("the lead is %+v (%v)", me, err)
	}
	// The founder's device granted the ring of its organisation's leads to the new one, and nobody had to ask.
	arrival := marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}
	fromFounder, fromLead := do(t, s, arrival).Began[0], do(t, lead, arrival).Began[0]
	even(t, s, lead)
	for name, at := range map[string]*sqlite.Store{"founder": s, "lead": lead} {
		for _, id := range []marketplace.ID{fromFounder, fromLead} {
			a, err := at.ArrivalDetail(context.Background(), id)
			if err != nil || a.Given != "Adaeze" {
				t.Errorf("the %s reads the name of arrival %v as %q (%v)", name, id, a.Given, err)
			}
		}
	}
	volunteer := invite(t, s, c, t.TempDir(), "Ann Lee", "RA2", marketplace.RoleVolunteer)
	even(t, s, volunteer)
	if a, err := volunteer.ArrivalDetail(context.Background(), fromLead); err != nil || a.Given != "" || a.Alias == "" {
		t.Errorf("a volunteer reads %q, alias %q (%v)", a.Given, a.Alias, err)
	}
	even(t, lead, volunteer)
}

func TestAppendTakesWhatIsGood(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	history(l.world, rand.New(rand.NewPCG(3, 3)), 40)
	random := rand.New(rand.NewPCG(1, 1))
	s, ctx := l.follow(t, t.TempDir(), true), context.Background()
	runs := l.runs(random, true)
	forged := *runs[len(runs)-1]
	forged.Signature[5] ^= 1
	changed := *runs[len(runs)-1]
	changed.Records = append([]oplog.Record(nil), changed.Records...)
	changed.Records[0].Body = append([]byte(nil), changed.Records[0].Body...)
	changed.Records[0].Body[10] ^= 1
	late := *runs[0]
	late.First += 7
	hollow := oplog.Run{Device: runs[0].Device, First: 1}
	done, err := s.Append(ctx, append([]*oplog.Run{&forged, &changed, &late, &hollow}, runs...)...)
	if err != nil || done.Entries != l.entries() {
		t.Fatalf("%d of %d entries were taken (%v)", done.Entries, l.entries(), err)
	}
	if len(done.Faults) != 4 {
		t.Fatalf("the faults are %v", done.Faults)
	}
	for _, fault := range done.Faults {
		if chain := (*oplog.ChainError)(nil); !errors.As(fault, &chain) {
			t.Errorf("%v is no chain error", fault)
		}
	}
	want := digest(t, s)
	if done, err := s.Append(ctx, runs...); err != nil || done.Entries != 0 || len(done.Faults) != 0 {
		t.Errorf("a second time: %+v, %v", done, err)
	}
	if digest(t, s) != want {
		t.Error("the second time changed something")
	}
}

func TestPrivatePartsTravelAndAreOwed(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	l.world.Founder.Offer(func(c *marketplace.MakeOffer) { c.Title = "A lift from the airport" })
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	title := func(s *sqlite.Store) string {
		offers, err := s.Offers(context.Background(), marketplace.OfferFilter{})
		if err != nil || len(offers) != 1 {
			t.Fatalf("%d offers (%v)", len(offers), err)
		}
		return offers[0].Title
	}
	whole := l.follow(t, t.TempDir(), true)
	fill(t, whole, rand.New(rand.NewPCG(1, 1)), runs)
	if title(whole) != "A lift from the airport" {
		t.Errorf("the title reads %q", title(whole))
	}
	for name, change := range map[string]func(*oplog.Record){
		"owed":   func(r *oplog.Record) { r.State, r.Private = oplog.Owed, nil },
		"erased": func(r *oplog.Record) { r.State, r.Private = oplog.Erased, nil },
		"forged": func(r *oplog.Record) { r.Private = []byte("not what was promised") },
	} {
		t.Run(name, func(t *testing.T) {
			bare := *runs[0]
			bare.Records = append([]oplog.Record(nil), bare.Records...)
			for i := range bare.Records {
				if bare.Records[i].State == oplog.Present {
					change(&bare.Records[i])
				}
			}
			s := l.follow(t, t.TempDir(), true)
			done, err := s.Append(context.Background(), &bare)
			if err != nil || len(done.Faults) > 0 || done.Entries != len(bare.Records) {
				t.Fatalf("append: %v %+v", err, done)
			}
			if name == "forged" && done.Refused == 0 {
				t.Error("forged private parts were not noticed")
			}
			if got := title(s); got == "A lift from the airport" {
				t.Errorf("without its private part the title reads %q", got)
			}
			if digest(t, s) != digest(t, whole) {
				t.Error("private parts are in the digest")
			}
			report, err := s.Verify(context.Background(), nil)
			if err != nil || len(report.Problems) > 0 {
				t.Errorf("verify: %v %q", err, report.Problems)
			}
		})
	}
}

func TestEntriesAhead(t *testing.T) {
	l := newLogs(t, t.TempDir(), true)
	l.world.Founder.Home()
	l.world.Advance(3 * 24 * time.Hour)
	l.world.Founder.Home()
	l.world.Join("Tom Price", "RXX", marketplace.RoleLead).Arrival(func(c *marketplace.RecordArrival) { c.Facts.Org = "RXX" })
	random := rand.New(rand.NewPCG(1, 1))
	onTime := l.follow(t, t.TempDir(), false)
	fill(t, onTime, random, l.runs(random, false))

	c := &clock{l.world.Now().Add(-3 * 24 * time.Hour)}
	early, err := sqlite.Follow(context.Background(), t.TempDir(), l.system, false, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer early.Close()
	fill(t, early, random, l.runs(random, false))
	outcomes, err := sqlite.Outcomes(early)
	if err != nil || outcomes["ahead"] < 4 {
		t.Fatalf("of the entries from three days ahead stand %v (%v)", outcomes, err)
	}
	if arrivals, err := early.Arrivals(context.Background(), marketplace.ArrivalFilter{}); err != nil || len(arrivals) != 0 {
		t.Errorf("an arrival from ahead of the time is shown (%v)", err)
	}
	if err := early.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	if again, err := sqlite.Outcomes(early); err != nil || again["ahead"] != outcomes["ahead"] {
		t.Errorf("a rebuild lets them in: %v", again)
	}
	if digest(t, early) == digest(t, onTime) {
		t.Error("what waits for its time is in the digest")
	}
	c.now = l.world.Now().Add(-time.Hour)
	if err := early.Ripen(context.Background()); err != nil {
		t.Fatal(err)
	}
	if outcomes, err := sqlite.Outcomes(early); err != nil || outcomes["ahead"] != 0 || digest(t, early) != digest(t, onTime) {
		t.Errorf("once their time has come: %v (%v)", outcomes, err)
	}
}

func TestRenew(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	s := foundIn(t, dir, c, func(f *sqlite.Founding) { f.Rehearsal = false })
	do(t, s, pair())
	right := c.now.Add(time.Hour)
	c.now = c.now.AddDate(0, 6, 0) // somebody sets the clock half a year ahead, and acts
	do(t, s, pair())
	c.now = right
	old := s.Device()
	if _, err := s.Do(context.Background(), pair()); err == nil {
		t.Fatal("an act half a year behind the log was taken")
	}
	if err := s.Renew(context.Background()); err != nil {
		t.Fatal(err)
	}
	do(t, s, pair())
	homes, err := s.Homes(context.Background())
	if err != nil || len(homes) != 4 || s.Device() == old {
		t.Errorf("there are %d homes (%v), and the device is new: %v", len(homes), err, s.Device() != old)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	do(t, again, pair())
	report, err := again.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 || report.Devices != 2 {
		t.Errorf("verify: %v %+v", err, report)
	}
}

// TestCopiedFolder lets a copy of the whole folder write as the same device, and meet the original.
func TestCopiedFolder(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Now()}
	s := foundIn(t, dir, c)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	twin := filepath.Join(t.TempDir(), "twin")
	if err := copyTo(twin, dir); err != nil {
		t.Fatal(err)
	}
	var stores []*sqlite.Store
	for _, d := range []string{dir, twin} {
		s, err := sqlite.Open(context.Background(), d, sqlite.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		do(t, s, pair())
		stores = append(stores, s)
	}
	do(t, stores[1], pair())
	before := digest(t, stores[0])
	var runs []*oplog.Run
	if err := stores[1].Runs(context.Background(), oplog.Range{Device: oplog.DeviceID(s.Device()), From: 1, To: 1000}, func(r *oplog.Run) error {
		runs = append(runs, r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	done, err := stores[0].Append(context.Background(), runs...)
	if err != nil || done.Entries != 0 || len(done.Faults) == 0 || !errors.Is(done.Faults[len(done.Faults)-1], oplog.ErrFork) {
		t.Errorf("meeting a twin: %+v, %v", done, err)
	}
	if digest(t, stores[0]) != before {
		t.Error("the twin's entries changed something")
	}
}

func TestRunsHoldTheirBounds(t *testing.T) {
	s, c := found(t)
	long := strings.Repeat("A long description. ", 150)
	for range 120 {
		do(t, s, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferTour, Capacity: 1}, Title: "A walk", Note: long[:min(len(long), 1000)]})
	}
	do(t, s, marketplace.Batch{Commands: slicesOf(200, pair())})
	other, err := sqlite.Follow(context.Background(), t.TempDir(), systemOf(t, s), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	n, runs := uint64(0), 0
	for _, from := range []uint64{1, 2, 50, 99} {
		next := from
		err = s.Runs(context.Background(), oplog.Range{Device: oplog.DeviceID(s.Device()), From: from, To: 100}, func(r *oplog.Run) error {
			size := 0
			for i := range r.Records {
				size += len(r.Records[i].Body) + len(r.Records[i].Private)
			}
			if size > oplog.MaxRun || r.First != next {
				t.Errorf("a run from %d, asked from %d, holds %d bytes", r.First, next, size)
			}
			next = r.Last() + 1
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Runs(context.Background(), oplog.Range{Device: oplog.DeviceID(s.Device()), From: 1, To: 1 << 30}, func(r *oplog.Run) error {
		runs++
		n += uint64(len(r.Records))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n != length(t, s) {
		t.Errorf("the runs hold %d of %d entries", n, length(t, s))
	}
	if most := int(n)/20 + 20; runs > most {
		t.Errorf("%d entries go in %d runs: heads that are not needed were kept", n, runs)
	}
	carry(t, s, other)
	if digest(t, s) != digest(t, other) {
		t.Error("carried over, the digest differs")
	}
}

func slicesOf(n int, c marketplace.Command) []marketplace.Command {
	all := make([]marketplace.Command, n)
	for i := range all {
		all[i] = c
	}
	return all
}

// TestUselessKeyHarmsItsOwnerAlone has a lead's device join with a key that nothing can be sealed to.
func TestUselessKeyHarmsItsOwnerAlone(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	l.noRecipient = true
	l.world.Join("Tom Price", "RA2", marketplace.RoleLead)
	l.noRecipient = false
	l.world.Join("Ann Lee", "RA2", marketplace.RoleLead)
	s := hosted(t, l.filled(t), l)
	arrival := do(t, s, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: l.world.Instant() + 40*86400, Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze"},
	}).Began[0]
	a, err := s.ArrivalDetail(context.Background(), arrival)
	if err != nil || a.Given != "Adaeze" {
		t.Errorf("the name reads %q (%v)", a.Given, err)
	}
	before := length(t, s)
	do(t, s, pair())
	if n := length(t, s) - before; n != 2 {
		t.Errorf("an act of two entries wrote %d", n)
	}
}
