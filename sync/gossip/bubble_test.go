package gossip_test

import (
	"runtime"
	"testing"
	"testing/synctest"
)

// bubble runs f in a bubble with a time of its own, on one processor: where two run the timers of one bubble at once,
// the race detector of Go 1.26 corrupts its own memory and the process ends (golang/go issues 76691 and 78156). Races
// are found all the same: the detector looks at what happened before what, not at what ran beside it.
func bubble(t *testing.T, f func(*testing.T)) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	synctest.Test(t, f)
}
