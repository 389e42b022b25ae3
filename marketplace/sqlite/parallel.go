package sqlite

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// fewAtOnce is how many pieces of work are not worth a second processor.
const fewAtOnce = 16

// inParallel calls f for 0 to n−1, on all processors where that is worth it. The calls must not touch one another.
func inParallel(n int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n/fewAtOnce)
	if workers < 2 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	group.Wait()
}
