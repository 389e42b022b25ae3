package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

func heads(t testing.TB, s *sqlite.Store) []sqlite.Held {
	t.Helper()
	all, err := s.Heads(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// everything is the ranges of all that a store holds.
func everything(t testing.TB, s *sqlite.Store) []oplog.Range {
	t.Helper()
	var all []oplog.Range
	for _, h := range heads(t, s) {
		all = append(all, oplog.Range{Device: h.Device, From: 1, To: h.Seq})
	}
	return all
}

func TestReadRunsBringsTheEarliestFirst(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	history(l.world, rand.New(rand.NewPCG(3, 3)), 60)
	random := rand.New(rand.NewPCG(1, 1))
	s, ctx := l.follow(t, t.TempDir(), true), context.Background()
	fill(t, s, random, l.runs(random, false))
	other := l.follow(t, t.TempDir(), true)
	ranges := everything(t, s)
	for steps := 0; ; steps++ {
		runs, err := s.ReadRuns(ctx, ranges, 2000)
		if err != nil {
			t.Fatal(err)
		}
		if len(runs) == 0 {
			break
		}
		size, before := 0, oplog.Clock(0)
		for _, r := range runs {
			first, err := oplog.DecodeBody(oplog.Position{Device: r.Device, Seq: r.First}, r.Records[0].Body)
			if err != nil || first.Clock < before {
				t.Fatalf("a run that begins at clock %d follows one that begins at %d (%v)", first.Clock, before, err)
			}
			before = first.Clock
			for _, rec := range r.Records {
				size += len(rec.Body) + len(rec.Private)
			}
			i := slices.IndexFunc(ranges, func(x oplog.Range) bool { return x.Device == r.Device })
			if r.First != ranges[i].From {
				t.Fatalf("a run from %d, wanted from %d", r.First, ranges[i].From)
			}
			ranges[i].From = r.Last() + 1
		}
		if size > 2000 && len(runs) > 1 {
			t.Fatalf("%d bytes in %d runs", size, len(runs))
		}
		if done, err := other.Append(ctx, runs...); err != nil || len(done.Faults) > 0 {
			t.Fatalf("append: %v %v", err, done.Faults)
		}
		if steps > 1000 {
			t.Fatal("it never ends")
		}
	}
	if digest(t, s) != digest(t, other) || !slices.Equal(heads(t, s), heads(t, other)) {
		t.Error("what was read and taken in is not the same")
	}
}

func TestHeadsNameTheHashAtTheEnd(t *testing.T) {
	s, _ := found(t)
	do(t, s, pair())
	all := heads(t, s)
	if len(all) != 1 || all[0].Seq != length(t, s) || all[0].Hash.IsZero() || all[0].Device != oplog.DeviceID(s.Device()) {
		t.Errorf("the heads are %+v", all)
	}
	runs, err := s.ReadRuns(context.Background(), everything(t, s), 1)
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d runs (%v)", len(runs), err)
	}
	if runs, err := s.ReadRuns(context.Background(), []oplog.Range{{Device: oplog.DeviceID{7}, From: 1, To: 9}, {Device: all[0].Device, From: 1 << 50, To: 1 << 51}}, 100); err != nil || len(runs) != 0 {
		t.Errorf("%d runs of what is not held (%v)", len(runs), err)
	}
}

func TestAdmission(t *testing.T) {
	s, c := found(t)
	ctx := context.Background()
	lead := invite(t, s, c, t.TempDir(), "Tom Price", "RA2", marketplace.RoleLead)
	ask := func(at *sqlite.Store, id marketplace.DeviceID) sqlite.Admission {
		t.Helper()
		a, err := at.Admission(ctx, oplog.DeviceID(id))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if got := ask(s, lead.Device()); got != sqlite.AdmissionUnknown {
		t.Errorf("before its entry is here the lead is %v", got)
	}
	var told []marketplace.Change
	cancel := s.Subscribe(func(c marketplace.Change) { told = append(told, c) })
	even(t, s, lead)
	cancel()
	if !slices.ContainsFunc(told, marketplace.Change.Members) {
		t.Error("nobody was told that members changed")
	}
	if got := ask(s, lead.Device()); got != sqlite.AdmissionMember {
		t.Errorf("once it is here the lead is %v", got)
	}
	if to, err := s.Recipients(ctx); err != nil || len(to) != 2 {
		t.Errorf("%d recipients (%v)", len(to), err)
	}
	var system marketplace.ID
	do(t, s, looking(func(v marketplace.View) error { system = v.System().ID; return nil }))
	do(t, s, drafts{{Subject: system, Fact: &marketplace.MemberRevoked{Device: lead.Device(), LastGood: 1}}})
	if got := ask(s, lead.Device()); got != sqlite.AdmissionRevoked {
		t.Errorf("revoked the lead is %v", got)
	}
	if to, err := s.Recipients(ctx); err != nil || len(to) != 1 {
		t.Errorf("%d recipients once one is revoked (%v)", len(to), err)
	}
}

func TestOwedPartsComeLater(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	key := do(t, s, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferTour, Capacity: 1}, Title: "A walk", Note: "Round the lake"}).Refs[0]
	bare, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, s), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, bare))
	runs, err := s.ReadRuns(ctx, everything(t, s), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		for i := range r.Records {
			if r.Records[i].State == oplog.Present {
				r.Records[i].State, r.Records[i].Private = oplog.Owed, nil
			}
		}
	}
	if done, err := bare.Append(ctx, runs...); err != nil || len(done.Faults) > 0 {
		t.Fatalf("append: %v %v", err, done.Faults)
	}
	var owed []sqlite.Place
	for {
		some, err := bare.Owed(ctx, 2)
		if err != nil {
			t.Fatal(err)
		}
		fresh := false
		for _, p := range some {
			if !slices.Contains(owed, p) {
				owed, fresh = append(owed, p), true
			}
		}
		if !fresh {
			break
		}
	}
	at := sqlite.Place{Device: oplog.DeviceID(key.Device), Seq: key.Seq}
	if !slices.Contains(owed, at) || len(owed) < 4 {
		t.Fatalf("owed are %v", owed)
	}
	if err := bare.PutPart(ctx, at, []byte("something else")); !errors.Is(err, marketplace.ErrInvalid) {
		t.Errorf("a part that was not promised: %v", err)
	}
	if err := bare.PutPart(ctx, sqlite.Place{Device: at.Device, Seq: 1 << 30}, []byte("x")); err != nil {
		t.Errorf("a part of an entry that is not here: %v", err)
	}
	for _, p := range owed {
		part, ok, err := s.Part(ctx, p)
		if err != nil || !ok {
			t.Fatalf("the part at %v: %v", p, err)
		}
		if _, there, err := bare.Part(ctx, p); err != nil || there {
			t.Fatalf("it is there before it came (%v)", err)
		}
		if err := bare.PutPart(ctx, p, part); err != nil {
			t.Fatal(err)
		}
		if again, there, err := bare.Part(ctx, p); err != nil || !there || !bytes.Equal(again, part) {
			t.Fatalf("what came is not what is there (%v)", err)
		}
	}
	offers, err := bare.Offers(ctx, marketplace.OfferFilter{})
	if err != nil || len(offers) != 1 || offers[0].Title != "A walk" {
		t.Errorf("the offer reads %+v (%v)", offers, err)
	}
	if rest, err := bare.Owed(ctx, 9); err != nil || len(rest) != 0 {
		t.Errorf("still owed: %v (%v)", rest, err)
	}
	if report, err := bare.Verify(ctx, nil); err != nil || len(report.Problems) > 0 || digest(t, bare) != digest(t, s) {
		t.Errorf("verify: %v %q", err, report.Problems)
	}
}

func TestPhotosAreMissingUntilTheyCome(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	photo := []byte("not a real photo, but bytes with a hash")
	id, err := s.PutPhoto(ctx, photo)
	if err != nil {
		t.Fatal(err)
	}
	room := listed(t, s, do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0])
	do(t, s, marketplace.AddPhoto{Room: room, Photo: id, Width: 10, Height: 10, Size: len(photo)})
	other, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, s), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, other))
	if err := other.PutBlob(ctx, photo); !errors.Is(err, marketplace.ErrRefused) {
		t.Errorf("a photo that no room shows: %v", err)
	}
	carry(t, s, other)
	missing, err := other.MissingBlobs(ctx, 5)
	if err != nil || !slices.Equal(missing, []marketplace.BlobID{id}) {
		t.Fatalf("missing are %v (%v)", missing, err)
	}
	blob, ok, err := s.Blob(ctx, id)
	if err != nil || !ok {
		t.Fatal(err)
	}
	if err := other.PutBlob(ctx, blob); err != nil {
		t.Fatal(err)
	}
	if got, err := other.Photo(ctx, id); err != nil || !bytes.Equal(got, photo) {
		t.Errorf("the photo reads %q (%v)", got, err)
	}
	if missing, err := other.MissingBlobs(ctx, 5); err != nil || len(missing) != 0 {
		t.Errorf("still missing: %v (%v)", missing, err)
	}
	do(t, s, marketplace.RemovePhoto{Room: room, Photo: id})
	third, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, s), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, third))
	carry(t, s, third)
	if missing, err := third.MissingBlobs(ctx, 5); err != nil || len(missing) != 0 {
		t.Errorf("a removed photo is asked for: %v (%v)", missing, err)
	}
}

func TestAddressesAreReplaced(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	node := sqlite.Address{Device: oplog.DeviceID{2}, Address: "node.ra2.example:7946", AlwaysOn: true, At: c.now.UTC().Truncate(time.Second)}
	heard := sqlite.Address{Device: oplog.DeviceID{1}}
	first := []sqlite.Address{node, {Address: "10.0.0.7:7946"}, heard}
	for _, all := range [][]sqlite.Address{first, {heard, node}} {
		if err := s.SaveAddresses(ctx, all); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := s.Addresses(ctx); err != nil || !slices.Equal(all, []sqlite.Address{node, heard}) {
		t.Fatalf("the addresses are %v (%v)", all, err)
	}
	if err := s.SaveAddresses(ctx, []sqlite.Address{{Address: strings.Repeat("a", 256)}}); !errors.Is(err, marketplace.ErrInvalid) {
		t.Errorf("an endless address: %v", err)
	}
	if all, err := s.Addresses(ctx); err != nil || len(all) != 2 {
		t.Errorf("after a refusal: %v (%v)", all, err)
	}
}

// A proof that makes no member leaves nothing behind; one that does is stored.
func TestAdmit(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	inv, err := s.Invite(ctx, marketplace.InvitePerson{Name: "Bram Visser", Org: "RA2", Roles: marketplace.RoleHost})
	if err != nil {
		t.Fatal(err)
	}
	guest, err := sqlite.Join(ctx, t.TempDir(), inv, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, guest))
	proof := firstRun(t, guest)
	forged := *proof
	forged.Device = oplog.DeviceID{9}
	if done, ok, err := s.Admit(ctx, []*oplog.Run{&forged}); ok || err != nil || done.Entries != 0 {
		t.Errorf("a forged proof: admitted %v, %v (%v)", ok, done, err)
	}
	before, err := s.Heads(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done, ok, err := s.Admit(ctx, []*oplog.Run{proof})
	if err != nil || !ok || done.Entries != 1 || len(done.Held) == 0 {
		t.Fatalf("a good proof: admitted %v, %+v (%v)", ok, done, err)
	}
	if after, err := s.Heads(ctx); err != nil || len(after) != len(before)+1 {
		t.Errorf("%d logs after %d (%v)", len(after), len(before), err)
	}
	if all, err := s.Standings(ctx); err != nil || all[proof.Device] != sqlite.AdmissionMember {
		t.Errorf("the standings are %v (%v)", all, err)
	}
}

func firstRun(t *testing.T, s *sqlite.Store) *oplog.Run {
	t.Helper()
	var first *oplog.Run
	device := oplog.DeviceID(s.Device())
	if err := s.Runs(context.Background(), oplog.Range{Device: device, From: 1, To: 1}, func(r *oplog.Run) error {
		first = r
		return nil
	}); err != nil || first == nil {
		t.Fatalf("no first run: %v", err)
	}
	return first
}

// Whoever follows the logs is told of each that grew or was cut since it looked last, and of no other.
func TestMovedSinceTellsWhatMoved(t *testing.T) {
	ctx := context.Background()
	founder, one, _, _, proof := copied(t)
	all, seen, err := founder.MovedSince(ctx, -1)
	if err != nil || !slices.EqualFunc(all, heads(t, founder), func(m sqlite.Moved, h sqlite.Held) bool { return m.Held == h && !m.Forked }) {
		t.Fatalf("at first: %+v (%v)", all, err)
	}
	moved := func() []sqlite.Moved {
		t.Helper()
		m, now, err := founder.MovedSince(ctx, seen)
		if err != nil {
			t.Fatal(err)
		}
		seen = now
		return m
	}
	if m := moved(); len(m) > 0 {
		t.Errorf("nothing moved, and it tells of %+v", m)
	}
	do(t, founder, marketplace.AddHome{LodgerLimit: 1, Address: "9 Mill Lane"})
	if m := moved(); len(m) != 1 || marketplace.DeviceID(m[0].Device) != founder.Device() || !slices.Contains(heads(t, founder), m[0].Held) {
		t.Errorf("after an act here: %+v", m)
	}
	carry(t, one, founder)
	device := oplog.DeviceID(one.Device())
	if m := moved(); len(m) != 1 || m[0].Device != device || m[0].Forked {
		t.Errorf("after another's act: %+v", m)
	}
	cut, left, err := founder.Fork(ctx, proof[0], proof[1])
	if err != nil {
		t.Fatal(err)
	}
	if m := moved(); len(m) != 1 || m[0].Held != left || !m[0].Forked || m[0].Cut != cut {
		t.Errorf("after a fork: %+v, cut at %+v", m, cut)
	}
}

// An older Settle that is still open on the file does not mark the logs that it moves.
func TestMovedSinceSeesWhatAnOlderSettleMoved(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s, c := found(t)
	other := invite(t, s, c, dir, "Tom Price", "RA2", marketplace.RoleHost)
	even(t, s, other)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, `CREATE TRIGGER older AFTER UPDATE OF revision ON device BEGIN UPDATE device SET revision = OLD.revision WHERE id = NEW.id; END`)
	other, err := sqlite.Open(ctx, dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, other))
	_, seen, err := other.MovedSince(ctx, -1)
	if err != nil {
		t.Fatal(err)
	}
	do(t, other, marketplace.AddHome{LodgerLimit: 1, Address: "9 Mill Lane"})
	moved, now, err := other.MovedSince(ctx, seen)
	if err != nil || !slices.EqualFunc(moved, heads(t, other), func(m sqlite.Moved, h sqlite.Held) bool { return m.Held == h }) {
		t.Errorf("of %d logs it tells %+v (%v)", len(heads(t, other)), moved, err)
	}
	if again, _, err := other.MovedSince(ctx, now); err != nil || len(again) > 0 {
		t.Errorf("nothing changed since, and it tells %+v (%v)", again, err)
	}
}
