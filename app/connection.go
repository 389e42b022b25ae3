package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/sharing"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
)

// defaultPort is where other computers call this one when nobody chose another.
const defaultPort = 7946

const (
	lookEvery    = 2 * time.Second // at the status
	watchedUntil = 5 * time.Second // after the page behind the line last asked: then it is taken to be closed
)

// connection keeps the store among the others while the window is open and says how it stands. It has a goroutine of
// its own: one that Work ran would keep the window busy for ever.
type connection struct {
	store *sqlite.Store
	pool  string
	heard func(replication.Status, ui.Sharing) // on the goroutine of the connection; it must hand on
	end   context.CancelFunc
	nudge chan struct{}
	ended sync.WaitGroup

	mu      sync.Mutex
	how     sharing.Connection
	session *replication.Session // nil while this system is kept apart
	watched time.Time            // when the page behind the line asked last
	always  bool                 // every look is handed on
	said    string
	linked  []oplog.DeviceID // when that was said
}

// connect begins to share, beside the UI.
func connect(store *sqlite.Store, org string, settings map[string]string, heard func(replication.Status, ui.Sharing)) *connection {
	c := &connection{store: store, pool: strings.ToLower(org), heard: heard, how: connectionOf(settings), nudge: make(chan struct{}, 1)}
	ctx, end := context.WithCancel(context.Background())
	c.end = end
	c.begin()
	c.ended.Go(func() { c.run(ctx) })
	return c
}

// connectionOf reads how this computer is to be connected from its preferences.
func connectionOf(settings map[string]string) sharing.Connection {
	c := sharing.Connection{
		Apart: settings[ui.SettingApart] == "yes", Listen: settings[ui.SettingListen] != "off", Discover: settings[ui.SettingDiscover] != "off", Port: defaultPort,
	}
	if n, err := strconv.Atoi(settings[ui.SettingPort]); err == nil && n > 0 && n < 1<<16 {
		c.Port = n
	}
	return c
}

// options are those of the session.
func (c *connection) options() replication.Options {
	o := replication.Options{Pool: c.pool, Discover: c.how.Discover, Outbound: true}
	if c.how.Listen {
		o.Listen = ":" + strconv.Itoa(c.how.Port)
	}
	return o
}

// begin starts the session, unless this system is kept apart.
func (c *connection) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.how.Apart || c.session != nil {
		return
	}
	c.session = replication.Connect(context.Background(), c.store, c.options(), func(replication.Status) { c.look() })
}

// look asks for a look at the status soon.
func (c *connection) look() {
	select {
	case c.nudge <- struct{}{}:
	default:
	}
}

// close ends the session: the others are told, and what the disk is doing is let finish.
func (c *connection) close() {
	c.end()
	c.ended.Wait()
	c.mu.Lock()
	session := c.session
	c.session = nil
	c.mu.Unlock()
	if session != nil {
		session.Close()
	}
}

func (c *connection) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		status := c.status()
		now, err := c.sharing(ctx, status)
		if err == nil {
			c.say(status, now)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-c.nudge:
		}
	}
}

// say hands the state on where its sentence is another, where other computers are connected, or where somebody looks at
// the page behind it.
func (c *connection) say(status replication.Status, now ui.Sharing) {
	_, line, _ := now.Line(time.Now())
	var linked []oplog.DeviceID
	for _, p := range status.Peers {
		if p.Linked {
			linked = append(linked, p.Device)
		}
	}
	c.mu.Lock()
	news := c.always || line != c.said || !slices.Equal(linked, c.linked) || time.Since(c.watched) < watchedUntil
	c.said, c.linked = line, linked
	c.mu.Unlock()
	if news {
		c.heard(status, now)
	}
}

func (c *connection) status() replication.Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.session == nil {
		return replication.Status{}
	}
	return c.session.Status()
}

// sharing is the status in the words of the window.
func (c *connection) sharing(ctx context.Context, st replication.Status) (ui.Sharing, error) {
	standings, err := c.store.Standings(ctx)
	if err != nil {
		return ui.Sharing{}, err
	}
	others, self := 0, c.store.Device()
	for id, s := range standings {
		if s == sqlite.AdmissionMember && marketplace.DeviceID(id) != self {
			others++
		}
	}
	c.mu.Lock()
	apart := c.how.Apart
	c.mu.Unlock()
	now := ui.Sharing{Alone: apart || others == 0, Linked: st.Linked(), Waits: whole(st.Waits()), With: st.SharedBy, At: st.SharedAt}
	for _, p := range st.Peers {
		if p.Linked {
			now.Coming = max(now.Coming, whole(p.Lacks))
		}
	}
	if !apart {
		troubles, err := c.troubles(ctx, st)
		if err != nil {
			return now, err
		}
		now.Trouble = len(troubles) > 0 || st.Problem != ""
		now.Removed = slices.Contains(troubles, sharing.Removed)
	}
	return now, nil
}

func whole(n uint64) int { return int(min(n, 1<<31)) }

// troubles is what keeps this computer from sharing. That somebody else's machine has not heard of it, or is of another
// system, is none while others answer.
func (c *connection) troubles(ctx context.Context, st replication.Status) ([]sharing.Trouble, error) {
	due, err := c.store.RenewalDue(ctx)
	if err != nil {
		return nil, err
	}
	if due != sqlite.RenewalNotDue {
		return []sharing.Trouble{sharing.Copied}, nil
	}
	if t, ok := troubleOf[st.Trouble]; ok && (st.Linked() == 0 || t == sharing.Copied || t == sharing.Full) {
		return []sharing.Trouble{t}, nil
	}
	return nil, nil
}

var troubleOf = map[replication.Trouble]sharing.Trouble{
	replication.TroubleRevoked: sharing.Removed, replication.TroubleStranger: sharing.Stranger, replication.TroubleSystem: sharing.Foreign,
	replication.TroubleCopied: sharing.Copied, replication.TroubleDisk: sharing.Full, replication.TroubleNewer: sharing.Newer,
	replication.TroubleUsed: sharing.Used,
}

// watch has every look handed on for as long as the connection lasts.
func (c *connection) watch() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.always = true
}

// want asks the others for a photo that is not here.
func (c *connection) want(id marketplace.BlobID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.session != nil {
		c.session.Want(id)
	}
}

// add adds an address to call.
func (c *connection) add(address string) error {
	if err := gossip.CheckAddress(address); err != nil {
		e := marketplace.Errorf(marketplace.Invalid, "“%.60s” is not an address. Write a name or number and a port, such as node.trust.example:7946.", address)
		e.Err = err
		return e
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.session == nil:
		return marketplace.Errorf(marketplace.Refused, "This system is kept to itself. Connect it first.")
	case c.session.Status().Elsewhere:
		return marketplace.Errorf(marketplace.Refused, "Another program on this computer keeps these data connected. Give it the address there.")
	}
	c.session.AddPeers(gossip.Address{Address: address})
	return nil
}

// set changes how this computer is connected.
func (c *connection) set(how sharing.Connection) {
	c.mu.Lock()
	c.how = how
	session := c.session
	o := c.options()
	if how.Apart {
		c.session = nil
	}
	c.mu.Unlock()
	switch {
	case session == nil:
		c.begin()
	case how.Apart:
		c.ended.Go(session.Close)
	default:
		session.Set(o)
	}
	c.look()
}
