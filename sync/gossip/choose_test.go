package gossip_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
)

// A machine that knows two hundred others which are switched off, and two that are
// not, finds those two within a minute; at once where they answered yesterday.
func TestFindsTheFewThatAnswer(t *testing.T) {
	t.Run("never met", func(t *testing.T) { findTheFew(t, false, time.Minute) })
	t.Run("met yesterday", func(t *testing.T) { findTheFew(t, true, 3*time.Second) })
}

func findTheFew(t *testing.T, met bool, within time.Duration) {
	bubble(t, func(t *testing.T) {
		network := newMemNet()
		const dead = 200
		all := newMembers(upTo(dead + 3)...)
		var nodes []*gossip.Node
		for _, i := range []int{1, 2} {
			nodes = append(nodes, start(t, configOf(network, i, all)))
		}
		network.cut(func(a, b string) bool { return b > hostOf(2) && b != hostOf(0) }) // packets to the rest are lost
		c := configOf(network, 0, all)
		c.Listen = ""
		for i := 1; i < dead+3; i++ {
			c.Peers = append(c.Peers, gossip.Address{Device: deviceOf(i), Address: addressOf(i)})
			if met && i <= 2 {
				c.Peers[i-1].Seen = time.Now().AddDate(0, 0, -1)
			}
		}
		node := start(t, c)
		nodes = append(nodes, node)
		eventually(t, within, "both links", func() bool { return linksOf(t, node) == 2 })
		stopAll(t, nodes)
	})
}

// Always-on machines come first, and a lost link is made good elsewhere.
func TestChoosesAlwaysOnFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		network := newMemNet()
		const n = 20
		all := newMembers(upTo(n)...)
		nodes := map[int]*gossip.Node{}
		var known []gossip.Address
		for i := 1; i < n; i++ {
			c := configOf(network, i, all)
			c.AlwaysOn = i <= 2
			nodes[i] = start(t, c)
			known = append(known, gossip.Address{Device: deviceOf(i), Address: addressOf(i), AlwaysOn: i <= 2})
		}
		c := configOf(network, 0, all)
		c.Listen, c.Degree, c.Peers = "", 4, known
		node := start(t, c)
		nodes[0] = node
		linked := func() (links []int) {
			for _, p := range node.Status(t.Context()).Peers {
				for i := range n {
					if p.Link != nil && p.Device == deviceOf(i) {
						links = append(links, i)
					}
				}
			}
			return links
		}
		eventually(t, 10*time.Second, "four links, with both that are always on", func() bool {
			links := linked()
			return len(links) == 4 && slices.Contains(links, 1) && slices.Contains(links, 2)
		})
		lost := linked()
		for _, i := range lost {
			stop(t, nodes[i])
			delete(nodes, i)
		}
		eventually(t, time.Minute, "four other links", func() bool {
			links := linked()
			for _, i := range lost {
				if slices.Contains(links, i) {
					return false
				}
			}
			return len(links) == 4
		})
		var rest []*gossip.Node
		for _, n := range nodes {
			rest = append(rest, n)
		}
		stopAll(t, rest)
	})
}

// cable is the network of this computer with a plug that can be pulled.
type cable struct {
	gossip.TCP
	mu     sync.Mutex
	pulled bool
	conns  []net.Conn
}

func (c *cable) Dial(ctx context.Context, address string) (net.Conn, error) {
	conn, err := c.TCP.Dial(ctx, address)
	if err != nil {
		return nil, err
	}
	return conn, c.keep(conn)
}

func (c *cable) Listen(address string) (net.Listener, error) {
	l, err := c.TCP.Listen(address)
	return &cabled{l, c}, err
}

func (c *cable) keep(conn net.Conn) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pulled {
		_ = conn.Close()
		return errPulled
	}
	c.conns = append(c.conns, conn)
	return nil
}

var errPulled = errors.New("the plug is pulled")

func (c *cable) pull(pulled bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pulled = pulled
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

type cabled struct {
	net.Listener
	cable *cable
}

func (l *cabled) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.cable.keep(conn) == nil {
			return conn, nil
		}
	}
}

// Cut and heal over real sockets: a machine whose plug was pulled catches up by
// itself.
func TestPlugPulled(t *testing.T) {
	all := newMembers(upTo(3)...)
	first := open(t, loopback(0, all))
	defer stop(t, first.node)
	sites := []*site{first}
	plug := &cable{}
	for i := 1; i < 3; i++ {
		c := loopback(i, all)
		c.Peers = []gossip.Address{{Address: first.node.Address()}}
		if i == 2 {
			c.Network = plug
		}
		s := open(t, c)
		defer stop(t, s.node)
		sites = append(sites, s)
	}
	acts := 0
	act := func() {
		for _, s := range sites {
			s.act(t)
			acts++
		}
	}
	act()
	eventually(t, 20*time.Second, "equal logs", func() bool { return equal(acts, sites...) })
	for range 3 {
		plug.pull(true)
		act()
		eventually(t, 20*time.Second, "the two others equal", func() bool { return equal(acts-1, sites[:2]...) })
		plug.pull(false)
		eventually(t, 30*time.Second, "all equal", func() bool { return equal(acts, sites...) })
	}
}

// Whoever has what no link brings is called beside the usual six, for a while, and as long as there are not many links:
// where all are busy every log is late, and calls would be what they are busy with.
func TestCallsWhoeverHasWhatIsLacking(t *testing.T) {
	const n, degree, most = 30, 6, 10
	now := time.Now()
	var all []gossip.Address
	for i := 1; i < n; i++ {
		all = append(all, gossip.Address{Device: deviceOf(i), Address: addressOf(i), Seen: now})
	}
	c := gossip.NewCalls(deviceOf(0), all...)
	links := c.Linked(degree, now)
	if len(links) != degree || len(c.Linked(degree, now)) > 0 {
		t.Fatalf("%d are called, want %d, once", len(links), degree)
	}
	apart := slices.DeleteFunc(all, func(a gossip.Address) bool { return slices.Contains(links, a.Device) })
	c.Lacks(apart[0].Device, now)
	if called := c.Linked(degree, now.Add(time.Minute)); len(called) > 0 {
		t.Errorf("%d are called for what was lacking a minute ago", len(called))
	}
	now = now.Add(time.Minute)
	c.Lacks(apart[0].Device, now)
	if called := c.Linked(degree, now); !slices.Equal(called, []oplog.DeviceID{apart[0].Device}) {
		t.Errorf("%d are called, want the one whose entries are lacking", len(called))
	}
	for _, a := range apart {
		c.Lacks(a.Device, now)
	}
	const unanswered = 5
	for range unanswered { // they count as calls, not as links
		if len(c.Called(degree, now)) != 1 {
			t.Error("nobody is called while calls are not answered")
		}
	}
	count := degree + 1
	for range n {
		count += len(c.Linked(degree, now))
	}
	if count != most {
		t.Errorf("%d links come of it, want %d", count, most)
	}
}
