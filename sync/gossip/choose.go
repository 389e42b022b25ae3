package gossip

import (
	"math/rand/v2"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// spare is how many links of a special kind are kept beside the usual ones: to
// machines that are always on, and to machines outside the pool. Without them
// the links of a trust could close in on themselves.
const spare = 2

// slowCall is how long a call may go unanswered before another one is made in
// its stead. It is not given up: some networks are slow.
const slowCall = time.Second

// differsTwice is how often in a row a member of the pool holds something else
// than we do before it is dialled whatever links there are. Once is news on its
// way.
const differsTwice = 2

// lackingFor is how long a device is worth a call more than the usual ones once
// entries of its were found lacking: by then they may have come another way.
const lackingFor = 30 * time.Second

// most is how many links of our own are kept at most, whatever they are for.
func most(degree int) int { return degree + 2*spare }

// of returns the device of a place, or one that nothing is known of.
func (p *peers) of(at *place) *known {
	if d := p.devices[at.device]; d != nil {
		return d
	}
	return &known{id: at.device}
}

// toDial returns the places to dial now, marked as busy: enough to have degree
// links of our own, and spare ones of each special kind by either side.
func (p *peers) toDial(degree int, now time.Time, allowed func(oplog.DeviceID) bool) []place {
	p.mu.Lock()
	defer p.mu.Unlock()
	// A place is busy from the call to the end of the link that it gave.
	dialled, answered, calling, always, outside := 0, 0, 0, 0, 0
	busy := map[oplog.DeviceID]bool{}
	count := func(d *known) {
		if d.alwaysOn {
			always++
		}
		if d.pooled == "" {
			outside++
		}
	}
	for _, at := range p.places {
		if !at.dial.busy {
			continue
		}
		if at.answered {
			answered++
		} else {
			calling++
			busy[at.device] = !at.device.IsZero()
		}
		if at.answered || now.Sub(at.called) < slowCall {
			dialled++
			if d := p.of(at); d.linked == 0 {
				count(d)
			}
		}
	}
	for _, d := range p.devices {
		if d.linked > 0 {
			count(d)
		}
	}
	var can []*place
	for _, at := range p.places {
		if at.own || at.device == p.self || !at.dial.due(now) || busy[at.device] {
			continue
		}
		if !at.device.IsZero() && (p.of(at).linked > 0 || !allowed(at.device)) {
			continue
		}
		can = append(can, at)
	}
	p.byRank(can, now)
	var chosen []place
	take := func(wanted int, suits func(*known) bool) {
		for _, at := range can {
			d := p.of(at)
			if wanted <= 0 || calling >= atOnce {
				return
			}
			if at.dial.busy || busy[at.device] || !suits(d) {
				continue
			}
			at.dial.busy, at.answered, at.called = true, false, now
			busy[at.device] = !at.device.IsZero()
			chosen = append(chosen, *at)
			count(d)
			wanted--
			dialled++
			calling++
		}
	}
	take(spare-always, func(d *known) bool { return d.alwaysOn })
	take(spare-outside, func(d *known) bool { return d.pooled == "" })
	if answered < most(degree) {
		take(1, func(d *known) bool { return d.differs >= differsTwice || now.Sub(d.lacking) < lackingFor })
	}
	take(degree-dialled, func(d *known) bool { return d.alwaysOn })
	take(degree-dialled, func(*known) bool { return true })
	return chosen
}

// joinsAtOnce is how many machines are asked into the pool at a time.
const joinsAtOnce = 3

// toJoin returns places of devices that are not in the pool, to try to join with
// now, marked as busy.
func (p *peers) toJoin(now time.Time, allowed func(oplog.DeviceID) bool) []place {
	p.mu.Lock()
	defer p.mu.Unlock()
	var can []*place
	free := joinsAtOnce
	for _, at := range p.places {
		if at.join.busy {
			free--
		}
		if at.own || at.device.IsZero() || at.device == p.self || !at.join.due(now) ||
			p.of(at).pooled != "" || !allowed(at.device) {
			continue
		}
		can = append(can, at)
	}
	rand.Shuffle(len(can), func(i, j int) { can[i], can[j] = can[j], can[i] })
	// Those that answered last are likeliest to answer now.
	slices.SortStableFunc(can, func(a, b *place) int { return a.join.fails - b.join.fails })
	var chosen []place
	for _, at := range can[:min(len(can), max(0, free))] {
		at.join.busy = true
		chosen = append(chosen, *at)
	}
	return chosen
}

// otherPoolTime is how long a machine of another pool is not asked into ours.
const otherPoolTime = 10 * time.Minute

// joinTried ends what toJoin began.
func (p *peers) joinTried(address string, err error, otherPool bool, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.places[address]
	switch {
	case at == nil:
	case otherPool:
		at.join = attempt{next: now.Add(otherPoolTime)}
	case err != nil:
		at.join.failed(p.pace, at.good, now)
	default:
		// In the pool by now, if all is well; if not, not again at once.
		at.join = attempt{next: now.Add(p.pace.RetryCap)}
	}
}
