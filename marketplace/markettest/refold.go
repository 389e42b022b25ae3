package markettest

import (
	"math/rand/v2"
	"reflect"

	"settle.example/settle/marketplace"
)

// CheckRefold hands every entry to fresh replicas in orders of its own, in runs of random length, and ends the test
// where one of them comes to another state than the world. Devices that are offline are left out.
func (w *World) CheckRefold(seed uint64, orders int) {
	w.tb.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	var all []*marketplace.Entry
	all = append(all, w.shared.system...)
	for _, entries := range w.shared.entries {
		all = append(all, entries...)
	}
	for range orders {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		r := newReplica()
		for rest := all; len(rest) > 0; {
			n := 1 + random.IntN(min(len(rest), 20))
			r.add(rest[:n]...)
			rest = rest[n:]
		}
		w.compare(r)
	}
}

func (w *World) compare(r *replica) {
	w.tb.Helper()
	for _, c := range []struct {
		what      string
		have, was any
	}{
		{"system", r.sys, w.shared.sys},
		{"homes", r.homes, w.shared.homes},
		{"rooms", r.rooms, w.shared.rooms},
		{"arrivals", r.arrivals, w.shared.arrivals},
		{"offers", r.offers, w.shared.offers},
	} {
		if !reflect.DeepEqual(c.have, c.was) {
			w.tb.Fatalf("the same entries in another order fold into other %s", c.what)
		}
	}
}
