package gossip_test

import (
	"testing"
	"time"

	"settle.example/settle/sync/gossip"
)

// together starts n machines at once, which know the address of the first alone.
func together(t *testing.T, net *memNet, n int) []*gossip.Node {
	t.Helper()
	all := newMembers(upTo(n)...)
	var nodes []*gossip.Node
	for i := range n {
		c := configOf(net, i, all)
		if i > 0 {
			c.Peers = []gossip.Address{{Address: addressOf(0)}}
		}
		nodes = append(nodes, start(t, c))
	}
	return nodes
}

// A pool of eight forms from one address, is split in two, each half buries the
// other, and both find together again with no hand laid on them.
func TestPoolSplitsAndHeals(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const n = 8
		net := newMemNet()
		nodes := together(t, net, n)
		pools := func(want int) func() bool {
			return func() bool {
				for _, node := range nodes {
					if node.Status(t.Context()).Pool != want {
						return false
					}
				}
				return true
			}
		}
		t.Log("whole after", eventually(t, 30*time.Second, "one pool of eight", pools(n)))

		net.cut(func(a, b string) bool { return (a <= hostOf(3)) != (b <= hostOf(3)) })
		t.Log("split after", eventually(t, 2*time.Minute, "two pools of four", pools(n/2)))
		<-time.After(10 * time.Minute) // of the bubble's time: the dead are forgotten

		net.heal()
		t.Log("healed after", eventually(t, time.Minute, "one pool of eight again", pools(n)))
		stopAll(t, nodes)
	})
}

// Machines that know the address of one come up at once: soon each knows all, and
// each keeps a few links, not one with everybody. (BenchmarkJoin does it with
// fifty, in real time.)
func TestManyJoin(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const n = 24
		net := newMemNet()
		nodes := together(t, net, n)
		t.Log("joined after", eventually(t, 15*time.Second, "one pool of all, linked", func() bool {
			for _, node := range nodes {
				if node.Status(t.Context()).Pool != n || linksOf(t, node) == 0 {
					return false
				}
			}
			return true
		}))
		<-time.After(10 * time.Second)
		links := 0
		for i, node := range nodes {
			k := linksOf(t, node)
			links += k
			if i > 0 && k > n-4 { // the first is the one that all began with
				t.Errorf("machine %d keeps %d links", i, k)
			}
		}
		if links > 16*n {
			t.Errorf("%d links in all is too near to everybody with everybody", links/2)
		}
		t.Log("links of a machine:", float64(links)/n)
		stopAll(t, nodes)
	})
}
