package replica_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

// twoHistories returns two logs of which one device's part after its entry at.
func twoHistories(t testing.TB, memo replicatest.Verifier, at int, mine, other []int) (*replicatest.Log, *replicatest.Log) {
	left := replicatest.New(memo)
	write(t, left, "bystander", 3)
	for range at {
		write(t, left, "copied", 1)
	}
	right := left.Copy()
	write(t, left, "copied", mine...)
	for i, n := range other {
		drafts := make([]oplog.Draft, n)
		for j := range drafts {
			drafts[j] = replicatest.Draft(5000+100*i+j, 300)
		}
		if _, err := right.Write(replicatest.Key("copied"), replicatest.Noon.Add(time.Hour), drafts...); err != nil {
			t.Fatal(err)
		}
	}
	return left, right
}

// held returns how many entries of the copied device a log holds.
func copied(t testing.TB, l *replicatest.Log) uint64 {
	held, err := l.Held(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range held {
		if h.Device == replicatest.ID("copied") {
			return h.Seq
		}
	}
	return 0
}

func TestForksAreCutEverywhere(t *testing.T) {
	cases := []struct {
		name        string
		at          int
		mine, other []int
	}{
		{"both wrote one", 5, []int{1}, []int{1}},
		{"one wrote more", 5, []int{1}, []int{1, 1, 1}},
		{"long ago", 3, []int{1, 1, 1, 1, 1, 1, 1, 1}, []int{2, 2, 2, 2}},
		{"from the first entry", 0, []int{1, 1}, []int{1, 1, 1}},
		{"within a commit", 2, []int{40, 3}, []int{17}},
		{"far apart", 1, []int{300, 300, 300}, []int{1}},
	}
	memo := replicatest.Memo()
	for _, c := range cases {
		for _, reach := range []string{"directly", "through others"} {
			t.Run(c.name+", "+reach, func(t *testing.T) {
				left, right := twoHistories(t, memo, c.at, c.mine, c.other)
				w := slow(3)
				a, ca := add(w, "left", left)
				b, cb := add(w, "right", right)
				fresh, cf := add(w, "fresh", replicatest.New(memo))
				late, cl := add(w, "late", right.Copy())
				if reach == "directly" {
					w.Dial(a, b)
				}
				w.Dial(a, fresh)
				w.Run(time.Minute)
				w.Dial(b, fresh)
				w.Run(time.Minute)
				w.Dial(fresh, late)
				w.Run(5 * time.Minute)
				equal(t, ca, cb, cf, cl)
				if got := copied(t, cf.Disk); got != uint64(c.at) {
					t.Errorf("the forked log is held to %d, want %d", got, c.at)
				}
				newer, cn := add(w, "newcomer", replicatest.New(memo))
				w.Dial(newer, late)
				w.Run(time.Minute)
				equal(t, ca, cb, cf, cl, cn)
			})
		}
	}
}

// TestTwinsFindTheirFork: two machines with one key meet each other and nobody else, one having written more. Neither
// asks for its own log, and both must come to know.
func TestTwinsFindTheirFork(t *testing.T) {
	left, right := twoHistories(t, replicatest.Memo(), 3, []int{1}, []int{1, 1})
	w := slow(9)
	a, b := simnet.NewComputer("copied", left), simnet.NewComputer("copied", right)
	w.Dial(w.Add("one", replicatest.IDOf(a.Key), a), w.Add("two", replicatest.IDOf(b.Key), b))
	w.Run(time.Minute)
	for name, c := range map[string]*simnet.Computer{"the one behind": a, "the one ahead": b} {
		if got := copied(t, c.Disk); got != 3 {
			t.Errorf("%s holds its own log to %d, want 3", name, got)
		}
	}
}

// TestThreeHistories: whoever meets first, all agree in the end on one of the
// places where the histories part.
func TestThreeHistories(t *testing.T) {
	memo := replicatest.Memo()
	rapid.Check(t, func(rt *rapid.T) {
		at := rapid.IntRange(0, 6).Draw(rt, "first fork")
		more := rapid.IntRange(1, 5).Draw(rt, "second fork")
		left, right := twoHistories(t, memo, at, []int{1, more}, []int{1, 1})
		third := left.Copy()
		for range rapid.IntRange(1, 3).Draw(rt, "third writes") {
			_, err := third.Write(replicatest.Key("copied"), replicatest.Noon.Add(2*time.Hour), replicatest.Draft(77, 90))
			if err != nil {
				rt.Fatal(err)
			}
		}
		write(t, left, "copied", rapid.IntRange(1, 3).Draw(rt, "first writes"))
		w := slow(rapid.Uint64().Draw(rt, "seed"))
		var nodes []*simnet.Node
		var computers []*simnet.Computer
		for i, l := range []*replicatest.Log{left, right, third, replicatest.New(memo)} {
			n, c := add(w, names(4)[i], l)
			nodes, computers = append(nodes, n), append(computers, c)
		}
		for range 8 {
			i, j := rapid.IntRange(0, 3).Draw(rt, "one"), rapid.IntRange(0, 3).Draw(rt, "other")
			if i != j {
				w.Dial(nodes[i], nodes[j])
				w.Run(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "ms")) * time.Millisecond)
			}
		}
		for i := range nodes {
			for j := range i {
				w.Dial(nodes[i], nodes[j])
			}
		}
		w.Run(10 * time.Minute)
		equal(t, computers...)
		if got := copied(t, computers[3].Disk); got != uint64(at) && got != uint64(at+1+more) {
			rt.Fatalf("the forked log is held to %d, want %d or %d", got, at, at+1+more)
		}
		if t.Failed() {
			rt.FailNow()
		}
	})
}

// TestAForkedDeviceIsNotHeardAgain: what comes after the cut is nobody's business.
func TestAForkedDeviceIsNotHeardAgain(t *testing.T) {
	memo := replicatest.Memo()
	left, right := twoHistories(t, memo, 4, []int{1}, []int{1})
	w := slow(5)
	a, ca := add(w, "left", left)
	b, cb := add(w, "right", right)
	w.Dial(a, b)
	w.Run(time.Minute)
	deaf := replicatest.New(memo)
	write(t, deaf, "copied", 1, 1, 1, 1, 9, 9, 9)
	c, cc := add(w, "late", deaf)
	w.Dial(b, c)
	w.Run(10 * time.Minute)
	equal(t, ca, cb, cc)
}
