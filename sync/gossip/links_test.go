package gossip_test

import (
	"context"
	"crypto/ed25519"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// site is a machine with its log.
type site struct {
	node *gossip.Node
	log  *replicatest.Log
	key  ed25519.PrivateKey
	acts int
}

// open starts a machine on the configuration's log.
func open(t testing.TB, c gossip.Config) *site {
	t.Helper()
	return &site{node: start(t, c), log: c.Log.(*replicatest.Log), key: c.Key.(ed25519.PrivateKey)}
}

// act writes an entry, as a person's act does.
func (s *site) act(t testing.TB) {
	t.Helper()
	s.acts++
	held, err := s.log.Write(s.key, time.Now(), replicatest.Draft(s.acts, 100))
	if err != nil {
		t.Fatal(err)
	}
	s.node.Grown(held)
}

// equal reports whether all logs are the same, with so many entries.
func equal(entries int, all ...*site) bool {
	for _, s := range all {
		if s.log.Entries() != entries || s.log.Digest() != all[0].log.Digest() {
			return false
		}
	}
	return true
}

func TestActsSpread(t *testing.T) {
	const n = 5
	all := newMembers(upTo(n)...)
	first := open(t, loopback(0, all))
	defer stop(t, first.node)
	sites := []*site{first}
	for i := 1; i < n; i++ {
		c := loopback(i, all)
		c.Peers = []gossip.Address{{Address: first.node.Address()}}
		if i == n-1 {
			c.Listen = "" // outbound only
		}
		s := open(t, c)
		defer stop(t, s.node)
		sites = append(sites, s)
	}
	for range 20 {
		for _, s := range sites {
			s.act(t)
		}
	}
	eventually(t, 20*time.Second, "equal logs", func() bool { return equal(20*n, sites...) })
	eventually(t, 20*time.Second, "a pool of all that listen, in step", func() bool {
		for i, s := range sites {
			status := s.node.Status(t.Context())
			want := n - 1
			if i == n-1 {
				want = 0
			}
			if status.Pool != want || status.Digest != sites[0].node.Status(t.Context()).Digest {
				return false
			}
			for _, p := range status.Peers {
				if p.Link != nil && (!p.Link.InStep || p.Link.Lacks != 0 || p.Link.Owes != 0) {
					return false
				}
			}
		}
		return true
	})
}

// A machine behind a proxy that opens no port takes full part.
func TestBehindProxy(t *testing.T) {
	all := newMembers(0, 1)
	node := open(t, loopback(0, all))
	defer stop(t, node.node)
	p := newProxy(t)
	c := loopback(1, all)
	c.Listen, c.Network = "", &gossip.TCP{Proxy: p.url(nil)}
	c.Peers = []gossip.Address{{Address: node.node.Address()}}
	behind := open(t, c)
	defer stop(t, behind.node)
	node.act(t)
	behind.act(t)
	eventually(t, 10*time.Second, "equal logs", func() bool { return equal(2, node, behind) })
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.asked, node.node.Address()) {
		t.Errorf("the proxy was asked for %v", p.asked)
	}
}

// watch collects what engines tell.
type watch struct {
	mu   sync.Mutex
	told []gossip.Notice
}

func (w *watch) notice(n gossip.Notice) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, n)
}

func (w *watch) has(kind replica.NoticeKind, reason replica.Reason) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(w.told, func(n gossip.Notice) bool { return n.Kind == kind && n.Reason == reason })
}

func TestRevokedLearnsWhy(t *testing.T) {
	all := newMembers(0, 1)
	node := open(t, loopback(0, all))
	defer stop(t, node.node)
	var told watch
	c := loopback(1, newMembers(0, 1))
	c.Listen, c.Notice = "", told.notice
	c.Peers = []gossip.Address{{Address: node.node.Address()}}
	peer := open(t, c)
	defer stop(t, peer.node)
	eventually(t, 10*time.Second, "a link", func() bool { return linksOf(t, node.node) == 1 })
	all.set(deviceOf(1), replica.Revoked)
	node.node.MembersChanged()
	eventually(t, 5*time.Second, "the other side knows why", func() bool {
		return told.has(replica.PeerRefused, replica.WasRevoked)
	})
	peer.act(t)
	node.act(t)
	eventually(t, 5*time.Second, "it is refused again", func() bool { return peer.node.Metrics().Dials > 2 })
	if node.log.Entries() != 1 || peer.log.Entries() != 1 {
		t.Errorf("entries passed: %d and %d", node.log.Entries(), peer.log.Entries())
	}
}

func TestJoinerIsAdmittedByItsProof(t *testing.T) {
	all := newMembers(0)
	node := open(t, loopback(0, all))
	defer stop(t, node.node)
	for range 3 {
		node.act(t)
	}
	all.admit = func(proof []*oplog.Run) (replica.Stored, bool) {
		stored, err := node.log.Store(t.Context(), proof)
		return stored, err == nil && proof[0].Device == deviceOf(1)
	}
	join := func(i int) *site {
		nobody := newMembers() // a joiner knows nobody by its own fold
		c := loopback(i, nobody)
		c.Listen = ""
		c.Peers = []gossip.Address{{Address: node.node.Address()}}
		log := c.Log.(*replicatest.Log)
		if _, err := log.Write(c.Key.(ed25519.PrivateKey), time.Now(), replicatest.Draft(1, 50)); err != nil {
			t.Fatal(err)
		}
		runs, err := log.Read(t.Context(), []oplog.Range{{Device: deviceOf(i), From: 1, To: 1}}, 1<<20)
		if err != nil || len(runs) != 1 {
			t.Fatal(runs, err)
		}
		c.Proof = runs
		return open(t, c)
	}
	joiner := join(1)
	defer stop(t, joiner.node)
	eventually(t, 10*time.Second, "equal logs", func() bool { return equal(4, node, joiner) })

	stranger := join(2)
	defer stop(t, stranger.node)
	eventually(t, 10*time.Second, "the stranger is refused", func() bool { return node.node.Metrics().LinksRefused > 0 })
	if stranger.log.Entries() != 1 {
		t.Errorf("a stranger got %d entries", stranger.log.Entries()-1)
	}
}

// Two machines with one key notice each other, and the proof that they wrote two
// histories comes out.
func TestTwins(t *testing.T) {
	all := newMembers(0, 1)
	var twins atomic.Int32
	var told watch
	configure := func(i int) gossip.Config {
		c := loopback(i, all)
		c.Twin, c.Notice = func() { twins.Add(1) }, told.notice
		return c
	}
	c := configure(0)
	first := open(t, c)
	defer stop(t, first.node)
	first.act(t)
	d := configure(0)
	d.Listen, d.Log = "", first.log.Copy()
	d.Peers = []gossip.Address{{Address: first.node.Address()}}
	first.act(t)
	copied := &site{log: d.Log.(*replicatest.Log), key: keyOf(0), acts: 70}
	held, err := copied.log.Write(copied.key, time.Now(), replicatest.Draft(71, 100))
	if err != nil || held.Seq != 2 {
		t.Fatal(held, err)
	}
	copied.node = start(t, d)
	defer stop(t, copied.node)
	eventually(t, 10*time.Second, "both have noticed", func() bool { return twins.Load() >= 2 })
	eventually(t, 10*time.Second, "the fork is proven", func() bool { return told.has(replica.LogForked, replica.NoReason) })
	eventually(t, 10*time.Second, "what came after is out of both", func() bool { return equal(1, first, copied) })
}

// A machine that calls its own address is no twin.
func TestOwnAddress(t *testing.T) {
	var twins atomic.Int32
	c := loopback(0, newMembers(0))
	c.Twin = func() { twins.Add(1) }
	listener, err := (&gossip.TCP{}).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Network, c.Peers = fixed{listener}, []gossip.Address{{Address: listener.Addr().String()}}
	n := start(t, c)
	defer stop(t, n)
	eventually(t, 5*time.Second, "it has called", func() bool { return n.Metrics().Accepted > 0 })
	eventually(t, 5*time.Second, "the call is over", func() bool { return len(n.Status(t.Context()).Peers) == 0 })
	if twins.Load() != 0 || n.Metrics().Twins != 0 {
		t.Error("it took itself for a twin")
	}
}

// fixed is a network that listens on a listener there is already.
type fixed struct{ listener net.Listener }

func (f fixed) Dial(ctx context.Context, address string) (net.Conn, error) {
	return (&gossip.TCP{}).Dial(ctx, address)
}
func (f fixed) Listen(string) (net.Listener, error) { return f.listener, nil }

// memoryBook is an address book in memory.
type memoryBook struct {
	mu  sync.Mutex
	all []gossip.Address
}

func (b *memoryBook) Load(context.Context) ([]gossip.Address, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.all), nil
}

func (b *memoryBook) Save(_ context.Context, all []gossip.Address) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = slices.Clone(all)
	return nil
}

// What was learned from the pool is remembered: a machine finds back to the
// others when the one it was invited by is gone.
func TestAddressBook(t *testing.T) {
	bubble(t, func(t *testing.T) {
		net := newMemNet()
		all := newMembers(upTo(4)...)
		book := &memoryBook{}
		var sites []*site
		for i := range 4 {
			c := configOf(net, i, all)
			if i > 0 {
				c.Peers = []gossip.Address{{Address: addressOf(0)}}
			}
			if i == 3 {
				c.Book = book
			}
			sites = append(sites, open(t, c))
		}
		eventually(t, 30*time.Second, "one pool of four", func() bool { return sites[3].node.Status(t.Context()).Pool == 4 })
		stop(t, sites[3].node)
		stop(t, sites[0].node)
		if len(book.all) < 3 {
			t.Fatalf("%d addresses were saved", len(book.all))
		}
		sites[1].act(t)
		c := configOf(net, 3, all)
		c.Book = book
		sites[3] = open(t, c)
		eventually(t, time.Minute, "equal logs", func() bool { return equal(1, sites[1:]...) })
		for _, p := range sites[3].node.Status(t.Context()).Peers {
			if p.Device == deviceOf(0) && p.Seen.IsZero() {
				t.Error("when the one that is gone was last seen is forgotten")
			}
		}
		stopAll(t, []*gossip.Node{sites[1].node, sites[2].node, sites[3].node})
	})
}

// Two trusts' pools, linked by outbound links alone, and a cut between them: both
// sides go on, and are equal within a minute of its healing.
func TestTrustsCutAndHeal(t *testing.T) {
	bubble(t, func(t *testing.T) {
		net := newMemNet()
		const n = 6 // 0, 1, 2 of one trust, 3, 4, 5 of another
		all := newMembers(upTo(n)...)
		var sites []*site
		for i := range n {
			c := configOf(net, i, all)
			c.Pool, c.AlwaysOn = "one", i%3 == 0
			if i >= 3 {
				c.Pool = "other"
			}
			c.Peers = []gossip.Address{{Address: addressOf(0)}, {Address: addressOf(3)}}
			if i == 5 {
				c.Listen = ""
			}
			sites = append(sites, open(t, c))
		}
		acts := 0
		act := func() {
			for _, s := range sites {
				s.act(t)
				acts++
			}
		}
		act()
		eventually(t, time.Minute, "equal logs", func() bool { return equal(acts, sites...) })
		eventually(t, time.Minute, "a pool of three, and one of the two others that listen", func() bool {
			return sites[0].node.Status(t.Context()).Pool == 3 && sites[3].node.Status(t.Context()).Pool == 2
		})
		net.cut(func(a, b string) bool { return (a <= hostOf(2)) != (b <= hostOf(2)) })
		<-time.After(5 * time.Minute)
		act()
		eventually(t, time.Minute, "each side equal in itself", func() bool {
			return equal(acts-n/2, sites[:3]...) && equal(acts-n/2, sites[3:]...)
		})
		<-time.After(time.Hour)
		net.heal()
		t.Log("healed after", eventually(t, time.Minute, "all equal again", func() bool { return equal(acts, sites...) }))
		var nodes []*gossip.Node
		for _, s := range sites {
			nodes = append(nodes, s.node)
		}
		stopAll(t, nodes)
	})
}
