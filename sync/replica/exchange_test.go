package replica_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

func TestAnyTwoLogsEndEqual(t *testing.T) {
	memo := replicatest.Memo()
	rapid.Check(t, func(rt *rapid.T) {
		left, right := replicatest.New(memo), replicatest.New(memo)
		for _, name := range names(rapid.IntRange(0, 6).Draw(rt, "devices")) {
			whole := replicatest.New(memo)
			write(t, whole, name, rapid.SliceOfN(rapid.IntRange(1, 40), 1, 6).Draw(rt, name+" writes")...)
			held, _ := whole.Held(t.Context())
			for _, side := range []*replicatest.Log{left, right} {
				if n := rapid.IntRange(0, int(held[0].Seq)).Draw(rt, name+" is held to"); n > 0 {
					runs, _ := whole.Read(t.Context(), []oplog.Range{{Device: held[0].Device, From: 1, To: uint64(n)}}, 1<<30)
					if _, err := side.Store(t.Context(), runs); err != nil {
						rt.Fatal(err)
					}
				}
			}
		}
		w := slow(rapid.Uint64().Draw(rt, "seed"))
		a, ca := add(w, "left", left)
		b, cb := add(w, "right", right)
		w.Dial(a, b)
		w.Run(5 * time.Second)
		if left.Digest() != right.Digest() {
			rt.Fatalf("%d entries against %d", left.Entries(), right.Entries())
		}
		for _, p := range append(ca.Engine.Peers(), cb.Engine.Peers()...) {
			if !p.InStep {
				rt.Fatalf("equal, and not in step: %+v", p)
			}
		}
	})
}

func TestInStepCostsUnder200Bytes(t *testing.T) {
	for _, devices := range []int{0, 1, 300} {
		t.Run(fmt.Sprint(devices, " logs"), func(t *testing.T) {
			disk := replicatest.New(nil)
			for _, name := range names(devices) {
				write(t, disk, name, 1)
			}
			w := slow(1)
			a, ca := add(w, "left", disk)
			b, cb := add(w, "right", disk.Copy())
			link := w.Dial(a, b)
			w.Run(5 * time.Minute)
			if got := link.Carried(); got > 200 {
				t.Errorf("%d bytes to find that nothing is to do", got)
			}
			equal(t, ca, cb)
		})
	}
}

// TestACutAtEveryByte cuts one exchange after each byte, then lets the two meet
// again: what comes in the second go is what had not come in the first, give or
// take a frame.
func TestACutAtEveryByte(t *testing.T) {
	memo := replicatest.Memo()
	full := replicatest.New(memo)
	for _, name := range names(2) {
		write(t, full, name, 1, 2)
	}
	left := replicatest.New(memo)
	runs, _ := full.Read(t.Context(), []oplog.Range{{Device: replicatest.ID("device 1"), From: 1, To: 1}}, 1)
	if _, err := left.Store(t.Context(), runs); err != nil {
		t.Fatal(err)
	}
	write(t, left, "device 5", 1, 1)
	exchange := func(limit int) (carried []int) {
		w := quiet()
		a, ca := add(w, "left", left.Copy())
		b, cb := add(w, "right", full.Copy())
		for _, limit := range []int{limit, -1} {
			if link := w.DialLimited(a, b, limit); link != nil {
				w.Run(time.Second)
				carried = append(carried, link.Carried())
			}
		}
		w.Run(10 * time.Second)
		equal(t, ca, cb)
		return carried
	}
	whole := exchange(1 << 30)[0]
	if whole < 1500 {
		t.Fatalf("the exchange of %d bytes is too small to show anything", whole)
	}
	for limit := range whole {
		if carried := exchange(limit); carried[0] > limit {
			t.Fatalf("cut after %d bytes, but %d were carried", limit, carried[0])
		}
		if t.Failed() {
			t.Fatalf("after a cut at byte %d", limit)
		}
	}
}

func TestLittleComesAgainAfterACut(t *testing.T) {
	memo := replicatest.Memo()
	full := replicatest.New(memo)
	for _, name := range names(5) {
		write(t, full, name, 400, 400, 400)
	}
	exchange := func(limits ...int) (carried int) {
		w := slow(7)
		a, ca := add(w, "left", replicatest.New(memo))
		b, cb := add(w, "right", full.Copy())
		for _, limit := range append(limits, -1) {
			link := w.DialLimited(a, b, limit)
			w.Run(time.Minute)
			carried += link.Carried()
		}
		equal(t, ca, cb)
		return carried
	}
	whole := exchange()
	for cuts := 1; cuts <= 12; cuts += 5 {
		limits := make([]int, cuts)
		for i := range limits {
			limits[i] = whole/13 + 1000*i
		}
		const greetings = 2000 // hello and heads, each time
		if again := exchange(limits...) - whole; again > cuts*(replica.MaxFrame+greetings) {
			t.Errorf("%d cuts: %d bytes came again", cuts, again)
		}
	}
}

func TestNewEntriesTravelAtOnce(t *testing.T) {
	w := quiet()
	var nodes []*simnet.Node
	var computers []*simnet.Computer
	for _, name := range []string{"ward", "office", "node", "home"} {
		n, c := add(w, name, nil)
		nodes, computers = append(nodes, n), append(computers, c)
	}
	for i := range nodes[1:] { // a chain: each but the ends passes on what it hears
		w.Dial(nodes[i], nodes[i+1])
	}
	w.Run(time.Second)
	for i, n := range nodes {
		n.Act(computers[i].Write(replicatest.Draft(i, 100)))
		w.Run(time.Millisecond)
		for _, c := range computers {
			if c.Disk.Entries() != i+1 {
				t.Errorf("%d entries after the act of machine %d", c.Disk.Entries(), i)
			}
		}
	}
	w.Run(10 * time.Second)
	equal(t, computers...)
}

func TestAnOwnEntryIsPushed(t *testing.T) {
	w := quiet()
	a, ca := add(w, "left", nil)
	b, cb := add(w, "right", nil)
	link := w.Dial(a, b)
	w.Run(time.Minute)
	before := link.Carried()
	a.Act(ca.Write(replicatest.Draft(1, 200)))
	w.Run(0)
	if cb.Disk.Entries() != 1 {
		t.Fatal("the entry is not there")
	}
	if got, most := link.Carried()-before, ca.Disk.Bytes()+250; got > most {
		t.Errorf("one entry took %d bytes, which is over %d", got, most)
	}
}

func TestMuchAtOnceIsAskedFor(t *testing.T) {
	w := quiet()
	a, ca := add(w, "left", nil)
	b, cb := add(w, "right", nil)
	w.Dial(a, b)
	w.Run(time.Minute)
	a.Act(func(now time.Time) []replica.Held {
		write(t, ca.Disk, "left", 2000)
		held, _ := ca.Disk.Held(t.Context())
		return held
	})
	w.Run(10 * time.Second)
	equal(t, ca, cb)
}

// TestMoreLogsThanAreNotedAtOnce: a fresh machine asks for the rest later.
func TestMoreLogsThanAreNotedAtOnce(t *testing.T) {
	full := replicatest.New(nil)
	for _, name := range names(130) {
		write(t, full, name, 1)
	}
	w := slow(6)
	a, ca := add(w, "left", full)
	fresh := simnet.NewComputer("fresh", replicatest.New(nil))
	fresh.Config.Limits.Strangers = 20
	b := w.Add("fresh", replicatest.ID("fresh"), fresh)
	w.Dial(a, b)
	w.Run(time.Minute)
	equal(t, ca, fresh)
}
