package gossip_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"sync"
	"testing"
	"time"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// keyOf makes the i-th key of a test.
func keyOf(i int) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	seed[0], seed[1], seed[2] = byte(i), byte(i>>8), 0x5e
	return ed25519.NewKeyFromSeed(seed)
}

func deviceOf(i int) oplog.DeviceID { return oplog.DeviceID(keyOf(i).Public().(ed25519.PublicKey)) }

// members is an Admission that a test decides.
type members struct {
	mu       sync.Mutex
	standing map[oplog.DeviceID]replica.Standing
	admit    func(proof []*oplog.Run) (replica.Stored, bool)
}

func newMembers(devices ...int) *members {
	m := &members{standing: map[oplog.DeviceID]replica.Standing{}}
	for _, i := range devices {
		m.standing[deviceOf(i)] = replica.Member
	}
	return m
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (m *members) Standing(d oplog.DeviceID) replica.Standing {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.standing[d]
}

func (m *members) set(d oplog.DeviceID, s replica.Standing) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.standing[d] = s
}

func (m *members) Admit(_ context.Context, _ string, proof []*oplog.Run) (replica.Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.admit == nil {
		return replica.Stored{}, nil
	}
	stored, well := m.admit(proof)
	if well {
		m.standing[proof[len(proof)-1].Device] = replica.Member
	}
	return stored, nil
}

// hostOf is the i-th machine's address in memory, and addressOf where it listens.
func hostOf(i int) string { return fmt.Sprintf("10.0.%d.%d", i/200, 1+i%200) }

func addressOf(i int) string { return hostOf(i) + ":7946" }

// configOf is the i-th machine of a network in memory.
func configOf(net *memNet, i int, admission gossip.Admission) gossip.Config {
	c := gossip.LAN()
	c.System, c.Key, c.Log, c.Admission = replicatest.System, keyOf(i), replicatest.New(oplog.VerifyRun), admission
	c.Network, c.Discover = net.machine(hostOf(i)), false
	return c
}

func start(t testing.TB, c gossip.Config) *gossip.Node {
	t.Helper()
	n, err := gossip.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func stop(t testing.TB, n *gossip.Node) {
	t.Helper()
	if err := n.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// stopAll stops the nodes of a bubble, and lets the last probe of memberlist end:
// its Shutdown does not wait for that.
func stopAll(t testing.TB, nodes []*gossip.Node) {
	t.Helper()
	for _, n := range nodes {
		stop(t, n)
	}
	<-time.After(time.Minute)
}

// eventually retries until what it asks for holds, and fails after a while.
func eventually(t testing.TB, within time.Duration, what string, holds func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	tick := time.NewTicker(max(time.Millisecond, min(50*time.Millisecond, within/100)))
	defer tick.Stop()
	for !holds() {
		if time.Since(began) > within {
			t.Fatalf("after %v still not: %s", within, what)
		}
		<-tick.C
	}
	return time.Since(began)
}

// linksOf counts a node's links.
func linksOf(t testing.TB, n *gossip.Node) int {
	links := 0
	for _, p := range n.Status(t.Context()).Peers {
		if p.Link != nil {
			links++
		}
	}
	return links
}
