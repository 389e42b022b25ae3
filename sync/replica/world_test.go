package replica_test

import (
	"fmt"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

// quiet is a network in which nothing takes time.
func quiet() *simnet.World { return simnet.New(simnet.Options{Seed: 1, Start: replicatest.Noon}) }

// slow is one in which everything takes a little.
func slow(seed uint64) *simnet.World {
	o := simnet.DefaultOptions(seed)
	o.Degree = 0
	return simnet.New(o)
}

// add adds a computer with an empty disk, or with the one given.
func add(w *simnet.World, name string, disk *replicatest.Log) (*simnet.Node, *simnet.Computer) {
	if disk == nil {
		disk = replicatest.New(nil)
	}
	c := simnet.NewComputer(name, disk)
	return w.Add(name, replicatest.IDOf(c.Key), c), c
}

// write lets invented devices write into a log; sizes are entries a commit.
func write(t testing.TB, l *replicatest.Log, name string, commits ...int) {
	t.Helper()
	for i, n := range commits {
		drafts := make([]oplog.Draft, n)
		for j := range drafts {
			drafts[j] = replicatest.Draft(100*i+j, 200)
		}
		if _, err := l.Write(replicatest.Key(name), replicatest.Noon.Add(time.Duration(i)*time.Minute), drafts...); err != nil {
			t.Fatal(err)
		}
	}
}

// equal fails unless the computers hold the same and know it.
func equal(t testing.TB, computers ...*simnet.Computer) {
	t.Helper()
	for i, c := range computers {
		if c.Disk.Digest() != computers[0].Disk.Digest() {
			t.Errorf("computer %d holds something else than computer 0: %d entries and %d", i, c.Disk.Entries(), computers[0].Disk.Entries())
		}
		for _, p := range c.Engine.Peers() {
			if !p.InStep || p.Lacks != 0 || p.Owes != 0 {
				t.Errorf("computer %d is not in step on link %d: %+v", i, p.Link, p)
			}
		}
	}
}

func hash(b byte) (h oplog.Hash) {
	for i := range h {
		h[i] = b
	}
	return h
}

func names(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("device %d", i)
	}
	return all
}

var _ = replica.MaxFrame
