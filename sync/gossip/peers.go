package gossip

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// peers is what a node knows of other machines: which devices, at which
// addresses, linked or not, and when to try each again. It is for all goroutines.
type peers struct {
	self oplog.DeviceID
	pace Pace

	mu      sync.Mutex
	devices map[oplog.DeviceID]*known
	places  map[string]*place
	dirty   bool // something is to be saved
}

// known is what is known of another machine, by its key.
type known struct {
	id       oplog.DeviceID
	alwaysOn bool
	seen     time.Time
	linked   int            // links with it, by either side
	pooled   string         // its address in the pool; empty: not there
	differs  int            // how often in a row it was heard to hold something else
	lacking  time.Time      // when its log was last found to lack entries that no link brings
	theirs   replica.Digest // as it was heard to hold
	ours     replica.Digest // as we held then
}

// place is an address at which somebody may answer.
type place struct {
	address string
	device  oplog.DeviceID // zero: not known yet
	fixed   bool           // by configuration: never forgotten
	good    time.Time      // when somebody last answered
	own     bool           // it was ourselves
	dial    attempt
	join    attempt

	called   time.Time // when it was last dialled
	answered bool      // and somebody answered
}

// age is 0 where somebody answered lately, 1 where that is longer ago, and 2
// where nobody ever did.
func (at *place) age(now time.Time) int {
	switch {
	case at.good.IsZero():
		return 2
	case now.Sub(at.good) > lately:
		return 1
	}
	return 0
}

// before reports whether somebody answered here later than at the other place,
// which may be none.
func (at *place) before(other *place) bool {
	return other == nil || cmp.Or(at.good.Compare(other.good), cmp.Compare(other.address, at.address)) > 0
}

// attempt is when to try something again.
type attempt struct {
	fails int
	next  time.Time
	busy  bool
}

func (a *attempt) due(now time.Time) bool { return !a.busy && !now.Before(a.next) }

// longAway is after how long tries are rarer, longTimes so: whoever was away for
// a week calls others when it is back.
const (
	longAway  = 7 * 24 * time.Hour
	longTimes = 10
)

// failed waits before the next try; good is when the last one went well.
func (a *attempt) failed(pace Pace, good, now time.Time) {
	wait := min(pace.Retry<<min(a.fails, 20), pace.RetryCap)
	if !good.IsZero() && now.Sub(good) > longAway {
		wait *= longTimes
	}
	a.fails++
	// A fifth more or less, so that machines which failed together do not all
	// come back together.
	a.busy, a.next = false, now.Add(wait*4/5+rand.N(wait*2/5+1))
}

func newPeers(self oplog.DeviceID, pace Pace) *peers {
	return &peers{self: self, pace: pace, devices: map[oplog.DeviceID]*known{}, places: map[string]*place{}}
}

// maxDevices bounds the devices remembered: members only are.
const maxDevices = 1 << 16

func (p *peers) device(id oplog.DeviceID) *known {
	d := p.devices[id]
	if d == nil {
		d = &known{id: id}
		if len(p.devices) < maxDevices {
			p.devices[id] = d
		}
	}
	return d
}

// add takes note of addresses. Fixed ones are never forgotten.
func (p *peers) add(fixed bool, all ...Address) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, a := range all {
		if a.Device == p.self {
			continue
		}
		if !a.Device.IsZero() {
			d := p.device(a.Device)
			d.alwaysOn = d.alwaysOn || a.AlwaysOn
			d.seen = later(d.seen, a.Seen)
		}
		if a.Address != "" && CheckAddress(a.Address) == nil {
			at := p.place(a.Address, a.Device)
			at.fixed = at.fixed || fixed
			at.good = later(at.good, a.Seen)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// place returns the place of an address, where id is said to answer.
func (p *peers) place(address string, id oplog.DeviceID) *place {
	at := p.places[address]
	if at == nil {
		if len(p.places) >= maxBook {
			p.forgetOne()
		}
		at = &place{address: address}
		p.places[address] = at
		p.dirty = true
	}
	if !id.IsZero() && at.device != id {
		at.device, at.own, p.dirty = id, false, true
		at.dial, at.join = attempt{busy: at.dial.busy}, attempt{busy: at.join.busy}
	}
	return at
}

// forgetOne makes room: the place that answered longest ago goes.
func (p *peers) forgetOne() {
	var oldest *place
	for _, at := range p.places {
		if !at.fixed && (oldest == nil || at.good.Before(oldest.good)) {
			oldest = at
		}
	}
	if oldest != nil {
		delete(p.places, oldest.address)
	}
}

// linked notes that a link with the device began (1) or ended (-1).
func (p *peers) linked(id oplog.DeviceID, change int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.device(id)
	d.linked += change
	d.differs, d.lacking = 0, time.Time{}
	d.seen, p.dirty = later(d.seen, now), true
}

// reached notes that the device answered at the address, and reports whether
// that is wanted: of calls that took long, more may be answered in the end than
// are needed. missed notes that nobody, or somebody else, answered.
func (p *peers) reached(address string, id oplog.DeviceID, degree int, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	answered := 0
	for _, at := range p.places {
		if at.dial.busy && at.answered {
			answered++
		}
	}
	at := p.place(address, id)
	at.good, p.dirty = now, true
	at.own, at.answered = id == p.self, true
	return answered < most(degree)
}

func (p *peers) missed(address string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := p.places[address]; at != nil {
		at.dial.failed(p.pace, at.good, now)
	}
}

// moved notes that another device answers at the address than the one known.
func (p *peers) moved(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := p.places[address]; at != nil {
		at.device, p.dirty = oplog.DeviceID{}, true
	}
}

// lasted ends what reached began: a link that lasted clears the failures of its
// address, one that broke at once is as good as none.
func (p *peers) lasted(address string, well bool, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.places[address]
	if at == nil {
		return
	}
	if well {
		at.dial.fails = 0
	}
	at.dial.failed(p.pace, at.good, now)
}

// addressOf is where the device last answered; empty where it never did.
func (p *peers) addressOf(id oplog.DeviceID) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var best *place
	for _, at := range p.places {
		if at.device == id && !at.good.IsZero() && at.before(best) {
			best = at
		}
	}
	if best == nil {
		return ""
	}
	return best.address
}

// joined and left take note of the pool.
func (p *peers) joined(id oplog.DeviceID, address string, alwaysOn bool, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.device(id)
	d.pooled, d.alwaysOn, d.seen = address, alwaysOn, now
	at := p.place(address, id)
	at.good, p.dirty = now, true
}

func (p *peers) left(id oplog.DeviceID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.device(id).pooled = ""
}

// inPool returns somebody who is in the pool, by chance.
func (p *peers) inPool() (id oplog.DeviceID, address string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := 0
	for _, d := range p.devices {
		if d.pooled == "" {
			continue
		}
		if seen++; rand.N(seen) == 0 {
			id, address, ok = d.id, d.pooled, true
		}
	}
	return id, address, ok
}

// leftPool forgets who is in the pool, because we are not.
func (p *peers) leftPool() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, d := range p.devices {
		d.pooled = ""
	}
}

// compared notes what a member of the pool holds and what we hold. Two that
// differ and have both come to rest so have lost the way to each other.
func (p *peers) compared(id oplog.DeviceID, theirs, ours replica.Digest) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.device(id)
	if theirs == ours || d.linked > 0 || d.theirs != theirs || d.ours != ours {
		d.differs = 0
	}
	if theirs != ours && d.linked == 0 {
		d.differs++
	}
	d.theirs, d.ours = theirs, ours
}

// lacks notes that a device has something that no link has brought.
func (p *peers) lacks(id oplog.DeviceID, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.device(id).lacking = now
}

// retryAll makes every address due, as after this machine's own address changed.
func (p *peers) retryAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, at := range p.places {
		at.dial.next, at.join.next = time.Time{}, time.Time{}
	}
}

// addresses returns what is to be saved, and whether that changed.
func (p *peers) addresses() ([]Address, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	changed := p.dirty
	p.dirty = false
	var all []Address
	placed := map[oplog.DeviceID]bool{}
	for _, at := range p.places {
		if at.own {
			continue
		}
		a := Address{Device: at.device, Address: at.address, Seen: at.good}
		if d := p.devices[at.device]; d != nil {
			a.AlwaysOn, a.Seen = d.alwaysOn, later(a.Seen, d.seen)
			placed[at.device] = true
		}
		all = append(all, a)
	}
	for _, d := range p.devices {
		if !placed[d.id] && !d.seen.IsZero() {
			all = append(all, Address{Device: d.id, AlwaysOn: d.alwaysOn, Seen: d.seen})
		}
	}
	slices.SortFunc(all, func(a, b Address) int {
		return cmp.Or(b.Seen.Compare(a.Seen), a.Device.Compare(b.Device), cmp.Compare(a.Address, b.Address))
	})
	return all[:min(len(all), maxBook)], changed
}

func (p *peers) unsaved() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dirty = true
}

// rank orders devices by chance, for each node in another way and always the
// same (rendezvous hashing).
func (p *peers) rank(at *place) []byte {
	sum := sha256.Sum256(slices.Concat(p.self[:], at.device[:], []byte(at.address)))
	return sum[:]
}

// lately is how long ago somebody may have answered at a place for it to come
// before the rest: who was there this week is likelier to be there than who never
// was.
const lately = longAway

func (p *peers) byRank(all []*place, now time.Time) {
	ranks := make(map[*place][]byte, len(all))
	for _, at := range all {
		ranks[at] = p.rank(at)
	}
	slices.SortFunc(all, func(a, b *place) int {
		// Where nobody answered goes to the end, so that all have their turn.
		return cmp.Or(cmp.Compare(a.dial.fails, b.dial.fails), cmp.Compare(a.age(now), b.age(now)), bytes.Compare(ranks[a], ranks[b]))
	})
}
