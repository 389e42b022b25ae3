package simulation_test

import (
	"strings"
	"testing"

	"settle.example/settle/marketplace"
)

// broken is how a test breaks the system on purpose, before the storm or after it.
type broken struct{ before, after func(*world) }

// TestTheSimulationSees breaks what must hold, and has the simulation say so.
func TestTheSimulationSees(t *testing.T) {
	cases := []struct {
		name, want string
		broken     broken
	}{
		{"a disk that forgets what was acknowledged", "is lost", broken{after: func(w *world) {
			m := w.machines[2]
			m.node.Restart()
			disk := m.Disk.Copy()
			m.write(marketplace.Draft{Fact: &marketplace.LetterWritten{}})
			m.Disk = disk
			m.reload()
		}}},
		{"a rule that gives a keeper taken nights", "two guests", broken{before: func(w *world) {
			w.memo.watch = func(sys *members, f *folded) {
				if f.room == nil {
					return
				}
				for _, b := range f.room.Bookings { // who asked is accepted, whoever else is
					if b.State == marketplace.StateRequested || b.State == marketplace.StateDeclined {
						b.State, b.Held = marketplace.StateAccepted, b.Facts.Dates
					}
				}
				w.check(sys, f)
			}
		}}},
		{"a rule that lets a host do what a coordinator may", "without authority", broken{before: func(w *world) {
			m := w.named(mallory)
			who := m.view().Actor().Person
			w.memo.rule = func(sys *members) {
				if p := sys.Persons[who]; p != nil {
					p.Terms[len(p.Terms)-1].Roles |= marketplace.RoleCoordinator | marketplace.RoleRegistrar
				}
			}
		}}},
		{"a machine that folds an entry otherwise", "otherwise", broken{before: func(w *world) {
			m := w.machines[3]
			own := newMemo(w.memo.base)
			own.mutate = func(e *entry) {
				if fact, ok := e.Fact.(*marketplace.ArrivalRecorded); ok {
					fact.Facts.Nights++
				}
			}
			m.book.memo = own
		}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := uint64(2); seed < 60; seed += 2 {
				if w := simulate(seed, nil, &c.broken); strings.Contains(w.wrong, c.want) {
					return
				} else if w.wrong != "" {
					t.Logf("seed %d: %s", seed, w.wrong)
				}
			}
			t.Errorf("the simulation does not see it")
		})
	}
}
