package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// raw lets a device write an entry that the world knows nothing of: what a newer Settle or a hostile hand may send.
func (l *logs) raw(d *markettest.Device, draft oplog.Draft) oplog.Link {
	l.take()
	id := oplog.DeviceID(d.ID)
	own := l.links[id]
	last := own[len(own)-1]
	w, err := oplog.NewWriter(l.device(id), l.system, oplog.Tip{Seq: last.Seq, Hash: last.Hash, Clock: last.Clock}, last.Clock)
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	link, err := w.Append(l.world.Now(), draft)
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	heads, err := w.Heads()
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	l.links[id], l.heads[id] = append(own, link), append(l.heads[id], heads[0])
	return link
}

func encoded(tb markettest.TB, v any) []byte {
	b, err := oplog.Marshal(v)
	if err != nil {
		tb.Fatalf("%v", err)
	}
	return b
}

// TestStrangeEntries keeps, passes on and leaves out of effect what this version cannot read or what is not what it
// says it is.
func TestStrangeEntries(t *testing.T) {
	for name, c := range map[string]struct {
		draft func(l *logs, room marketplace.ID) oplog.Draft
		why   string
	}{
		"an unknown kind": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "room.painted", Version: 1, Subject: oplog.ID(room), Facts: encoded(l.tb, map[int]string{1: "green"})}
		}, "newer"},
		"an unknown kind of its own": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "parking.offered", Version: 1, Facts: encoded(l.tb, map[int]int{1: 7})}
		}, "newer"},
		"an unknown version": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "room.priced", Version: 9, Subject: oplog.ID(room), Facts: encoded(l.tb, map[int]int{1: 7})}
		}, "newer"},
		"an unknown key": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "room.reconfirmed", Version: 1, Subject: oplog.ID(room), Facts: encoded(l.tb, map[int]int{1: 20000, 99: 7})}
		}, "newer"},
		"facts of another kind": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "room.priced", Version: 1, Subject: oplog.ID(room), Facts: encoded(l.tb, map[int]string{1: "a lot", 2: "of it"})}
		}, "malformed"},
		"a home on a room": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "home.changed", Version: 1, Subject: oplog.ID(room), Facts: encoded(l.tb, marketplace.HomeChanged{Org: "RA2", LodgerLimit: 1})}
		}, "misplaced"},
		"a letter on a room": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "letter.written", Version: 1, Subject: oplog.ID(room), Facts: encoded(l.tb, marketplace.LetterWritten{})}
		}, "misplaced"},
		"a second system": {func(l *logs, room marketplace.ID) oplog.Draft {
			return oplog.Draft{Kind: "system.founded", Version: 1, Facts: encoded(l.tb, marketplace.SystemFounded{Org: "RA2", Roots: [][32]byte{}})}
		}, "other_system"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLogs(t, t.TempDir(), false)
			room := l.world.Founder.Room()
			l.take()
			l.raw(l.world.Founder, c.draft(l, room))
			s := l.follow(t, t.TempDir(), true)
			fill(t, s, rand.New(rand.NewPCG(1, 1)), l.runs(rand.New(rand.NewPCG(1, 1)), false))
			outcomes, err := sqlite.Outcomes(s)
			if err != nil || outcomes[c.why] != 1 || outcomes[""] != l.entries()-1 {
				t.Errorf("the outcomes are %v (%v)", outcomes, err)
			}
			audit, err := s.Audit(context.Background())
			if err != nil || len(audit) != 1 || audit[0].Why != c.why {
				t.Errorf("the audit shows %+v (%v)", audit, err)
			}
			other := l.follow(t, t.TempDir(), true)
			carry(t, s, other)
			if digest(t, s) != digest(t, other) {
				t.Error("passed on, it comes to something else")
			}
		})
	}
}

// TestStrangeEntriesInAnyOrder mixes strange entries, some on subjects that are not begun yet, into an honest history.
func TestStrangeEntriesInAnyOrder(t *testing.T) {
	dir := t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		l := newLogs(rt, filepath.Join(dir, fmt.Sprint(round)), false)
		seed := rapid.Uint64().Draw(rt, "seed")
		random := rand.New(rand.NewPCG(seed, 1))
		history(l.world, random, 15)
		l.take()
		var subjects []oplog.ID
		for _, d := range l.devices {
			for _, link := range l.links[d.ID()] {
				subjects = append(subjects, link.Subject)
			}
			subjects = append(subjects, oplog.SubjectOf(d.ID(), uint64(len(l.links[d.ID()]))+1))
		}
		kinds := []string{
			"room.listed", "room.moved", "home.added", "home.changed", "member.roles", "member.revoked", "ring.made", "letter.written",
			"arrival.closed", "offer.made", "keeper.accepted", "booking.requested", "room.painted", "system.founded", "cap.set", "change.answered",
		}
		for range rapid.IntRange(1, 25).Draw(rt, "strange") {
			kind := kinds[random.IntN(len(kinds))]
			facts := encoded(rt, map[int]int{})
			if fact, _, _, ok := marketplace.NewFact(kind, 1); ok && random.IntN(4) > 0 {
				facts = encoded(rt, fact)
			}
			l.raw(l.world.Devices[random.IntN(len(l.world.Devices))], oplog.Draft{
				Kind: kind, Version: 1, Subject: subjects[random.IntN(len(subjects))], Facts: facts,
			})
		}
		var digests [3]string
		for i := range digests {
			r := rand.New(rand.NewPCG(seed, uint64(2+i)))
			s, err := sqlite.Follow(context.Background(), filepath.Join(dir, fmt.Sprint(round, "-", i)), l.system, true, sqlite.Options{Now: l.world.Now})
			if err != nil {
				rt.Fatalf("follow: %v", err)
			}
			if err := sqlite.Volatile(s); err != nil {
				rt.Fatalf("%v", err)
			}
			fill(t, s, r, l.runs(r, false))
			digests[i] = digest(t, s)
			report, err := s.Verify(context.Background(), nil)
			if err != nil || len(report.Problems) > 0 {
				rt.Fatalf("verify: %v %v", err, report.Problems)
			}
			if err := s.Rebuild(context.Background()); err != nil || digest(t, s) != digests[i] {
				rt.Fatalf("a rebuild comes to something else (%v)", err)
			}
			if err := s.Close(); err != nil {
				rt.Fatalf("close: %v", err)
			}
		}
		if digests[0] != digests[1] || digests[0] != digests[2] {
			rt.Fatalf("equal sets of entries have different digests: %v", digests)
		}
	})
}
