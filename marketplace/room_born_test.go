package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

// TestBornPastAmongMany looks for as many ids as a hostile keeper may hold nights for.
func TestBornPastAmongMany(t *testing.T) {
	device := marketplace.DeviceID{1}
	ids := make([]marketplace.ID, 200_000)
	for i := range ids {
		ids[i] = marketplace.SubjectOf(marketplace.Ref{Device: marketplace.DeviceID{2}, Seq: uint64(i + 1)})
	}
	last := marketplace.SubjectOf(marketplace.Ref{Device: device, Seq: 7 + 1<<16})
	ids[len(ids)-1], ids[0] = last, last
	if got := marketplace.BornPast(ids, device, 7); len(got) != 1 || got[0] != last {
		t.Errorf("among many, and one of them twice, were born %v", got)
	}
}
