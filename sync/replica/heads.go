package replica

import (
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// lazyNews is how long news waits that the peer knows already: it only tells the
// peer that this replica knows it too.
const lazyNews = 200 * time.Millisecond

// recheck times Limits.Retry is how often a link without news compares digests
// all the same, and how rarely lists are exchanged that did not help.
const recheck = 20

// maxPeerCuts bounds the forks that a peer may name.
const maxPeerCuts = 1 << 14

// list begins to tell the peer all that is held here.
func (e *Engine) list(l *link, flags byte) {
	l.outlook.listing = true
	l.outlook.flags = flags | listFlag | firstFlag
	l.outlook.from = oplog.DeviceID{}
	l.outlook.begun = e.now
	l.outlook.again = time.Time{}
	cuts := e.logs.cutList()
	for len(cuts) > maxCuts {
		l.first = append(l.first, cutsFrame(cuts[:maxCuts]))
		cuts = cuts[maxCuts:]
	}
	l.first = append(l.first, cutsFrame(cuts))
	e.stirred(l)
}

// nextList returns the next part of a list.
func (e *Engine) nextList(l *link) []byte {
	o := &l.outlook
	if !o.listing {
		return nil
	}
	at := 0
	if o.flags&firstFlag == 0 {
		at, _ = slices.BinarySearchFunc(e.logs.order, o.from, oplog.DeviceID.Compare)
		if at < len(e.logs.order) && e.logs.order[at] == o.from {
			at++
		}
	}
	rest := e.logs.order[at:]
	h := heads{flags: o.flags}
	if len(rest) <= maxHeads {
		h.flags |= lastFlag
		o.listing = false
	} else {
		rest = rest[:maxHeads]
	}
	for _, d := range rest {
		h.records = append(h.records, e.record(d))
		o.from = d
	}
	o.flags &^= firstFlag
	return h.frame()
}

func (e *Engine) record(d oplog.DeviceID) headRecord {
	h := e.logs.held[d]
	return headRecord{device: d, seq: h.Seq, short: short(h.Hash)}
}

// nextNews returns the logs that grew since the peer was last told.
func (e *Engine) nextNews(l *link) []byte {
	o := &l.outlook
	if len(o.news) == 0 || o.listing {
		return nil
	}
	urgent := false
	for d, news := range o.news {
		urgent = urgent || news && !(d == e.c.Self && o.push)
	}
	if !urgent && (o.lazy.IsZero() || e.now.Before(o.lazy)) {
		return nil
	}
	var h heads
	for _, d := range inOrder(o.news) {
		if d == e.c.Self && o.push {
			continue
		}
		delete(o.news, d)
		if e.logs.held[d].Seq == 0 { // cut to nothing meanwhile
			continue
		}
		if h.records = append(h.records, e.record(d)); len(h.records) == maxHeads {
			break
		}
	}
	o.lazy = time.Time{}
	if len(o.news) > 0 {
		o.lazy = e.now.Add(lazyNews)
	}
	if len(h.records) == 0 {
		return nil
	}
	e.stirred(l)
	return h.frame()
}

// grow takes note that a log has grown, from the link given (0: from here or from
// gossip), and of whom to tell.
func (e *Engine) grow(h Held, from LinkID) {
	old, grew := e.logs.grow(h)
	if !grew {
		return
	}
	own := h.Device == e.c.Self
	if own {
		e.emit(Hint{Held: h})
	}
	if w := e.hints[h.Device]; w != nil {
		w.grew = e.now
		if w.seq <= h.Seq {
			delete(e.hints, h.Device)
		}
	}
	for _, l := range slices.Clone(e.links) {
		if l.greeted {
			e.tell(l, old, h, own, from)
		}
	}
}

func (e *Engine) tell(l *link, old, h Held, own bool, from LinkID) {
	behind := true
	even := false
	if l.covers(h.Device) {
		m, known := l.view.differ[h.Device]
		switch {
		case !known && l.id == from:
		case !known:
			even = true
			l.view.differ[h.Device] = mark{seq: old.Seq, short: short(old.Hash)}
		case m.seq == h.Seq && m.short != 0 && m.short != short(h.Hash):
			behind = false
			e.suspect(l, h.Device, h.Seq)
		case m.seq == h.Seq, e.logs.past(h.Device, m.seq):
			behind = false
			e.same(l, h.Device)
		case m.seq > h.Seq:
			behind = false
			e.queue(l, h.Device)
		}
	}
	if own && l.member() && l.view.whole && (even || l.outlook.push) {
		l.outlook.push = true
	}
	if l.id == from {
		return
	}
	l.outlook.news[h.Device] = l.outlook.news[h.Device] || behind
	if l.outlook.lazy.IsZero() {
		l.outlook.lazy = e.now.Add(lazyNews)
	}
	e.stirred(l)
}

// same notes that the peer holds a log as it is held here.
func (e *Engine) same(l *link, d oplog.DeviceID) {
	if _, known := l.view.differ[d]; !known {
		return
	}
	delete(l.view.differ, d)
	e.stirred(l)
}

// put notes how far the peer holds a log. It reports false where there is no room
// for another log that is not held here.
func (e *Engine) put(l *link, d oplog.DeviceID, seq, hash uint64) bool {
	ours := e.logs.held[d]
	_, known := l.view.differ[d]
	switch {
	case e.logs.past(d, seq):
		e.same(l, d)
	case seq == ours.Seq && (hash == 0 || hash == short(ours.Hash)):
		e.same(l, d)
	case !known && ours.Seq == 0 && len(l.view.differ) >= len(e.logs.order)+e.c.Limits.Strangers:
		l.view.partial = true
		return false
	default:
		l.view.differ[d] = mark{seq: seq, short: hash}
		e.stirred(l)
		switch {
		case seq == ours.Seq:
			e.suspect(l, d, seq)
		case d == e.c.Self && seq > ours.Seq:
			e.ahead(l) // it is never asked for
		case e.logs.limit(d, seq) > ours.Seq:
			e.queue(l, d)
		}
	}
	return true
}

// tookHeads learns what the peer holds. A list is compared with ours as it comes:
// both are in order, so what is skipped is what the peer does not have.
func (e *Engine) tookHeads(l *link, b []byte) Reason {
	h, err := parseHeads(b)
	if err != nil {
		return Malformed
	}
	v := &l.view
	list := h.flags&listFlag != 0
	if list && h.flags&firstFlag != 0 {
		v.listing, v.whole, v.partial = true, false, false
		v.upTo = oplog.DeviceID{}
		e.afresh(l)
		if h.flags&answerFlag != 0 && !l.outlook.listing && e.now.Sub(l.outlook.begun) >= e.c.Limits.Quiet {
			e.list(l, 0)
		}
	}
	if list && !v.listing {
		return OutOfPlace
	}
	for i := range h.records {
		r := &h.records[i]
		if list {
			if i == 0 && h.flags&firstFlag == 0 && r.device.Compare(v.upTo) <= 0 {
				return OutOfPlace
			}
			e.lacked(l, r.device)
			v.upTo = r.device
		}
		e.put(l, r.device, r.seq, r.short)
	}
	if list && h.flags&lastFlag != 0 {
		e.lacked(l, lastDevice)
		v.listing, v.whole, v.cutting = false, true, false
		e.dueProofs(l)
	}
	return NoReason
}

// afresh forgets what was known of the peer's logs, as it is about to say all.
func (e *Engine) afresh(l *link) {
	clear(l.view.differ)
	l.asked.todo = nil
	clear(l.asked.queued)
	clear(l.suspects)
	for _, c := range l.chases {
		l.suspects[c.device] = true
	}
}

// lastDevice is after every device in order.
var lastDevice = func() (d oplog.DeviceID) {
	for i := range d {
		d[i] = 0xff
	}
	return d
}()

// lacked notes that the peer holds nothing of our logs between the last device of
// its list and the next.
func (e *Engine) lacked(l *link, next oplog.DeviceID) {
	order := e.logs.order
	at, found := slices.BinarySearchFunc(order, l.view.upTo, oplog.DeviceID.Compare)
	if found && !l.view.upTo.IsZero() {
		at++
	}
	for ; at < len(order) && (order[at].Compare(next) < 0 || next == lastDevice); at++ {
		l.view.differ[order[at]] = mark{}
	}
}

// tookCuts learns which forks the peer knows: a list of heads follows.
func (e *Engine) tookCuts(l *link, b []byte) Reason {
	cuts, err := parseCuts(b)
	if err != nil {
		return Malformed
	}
	if !l.view.cutting {
		l.view.cutting = true
		clear(l.view.cuts)
	}
	if len(l.view.cuts)+len(cuts) > maxPeerCuts {
		return Overrun
	}
	for _, c := range cuts {
		l.view.cuts[c.Device] = c.At
	}
	return NoReason
}

// nextCheck compares digests once nothing is on its way and the link is quiet.
func (e *Engine) nextCheck(l *link) []byte {
	o := &l.outlook
	early := o.check.IsZero() || e.now.Before(o.check)
	if early && !l.view.partial || !e.resting(l) {
		return nil
	}
	o.check = e.now.Add(recheck * e.c.Limits.Retry)
	d := e.logs.sum()
	list := l.view.partial
	if d == o.told && !list && e.now.Sub(o.checked) < recheck*e.c.Limits.Retry {
		return nil
	}
	o.told, o.checked = d, e.now
	l.view.partial = false
	return checkFrame(list, d)
}

// resting reports whether the link has nothing more to say that is known of.
func (e *Engine) resting(l *link) bool {
	return l.member() && l.view.whole && !l.outlook.listing && l.asked.want == nil && len(l.asked.spans) == 0 &&
		len(l.serving.ranges) == 0 && len(l.serving.ready) == 0 && !l.serving.reading && len(l.outlook.news) == 0
}

// tookCheck compares the peer's digest with ours. Where they differ though nothing
// is on its way, both list all that they hold; less and less often if it does not
// help.
func (e *Engine) tookCheck(l *link, b []byte) Reason {
	list, d, err := parseCheck(b)
	if err != nil {
		return Malformed
	}
	o := &l.outlook
	switch {
	case d == e.logs.sum():
		clear(l.view.differ)
		l.view.whole = true
		e.inStep(l)
	case l.outlook.listing:
	case list:
		if o.again = o.begun.Add(e.c.Limits.Quiet); !e.now.Before(o.again) {
			e.list(l, 0)
		}
	case l.even() && e.resting(l) && !e.now.Before(o.check) && e.now.Sub(o.begun) >= o.patience:
		o.patience = min(max(2*o.patience, e.c.Limits.Retry), recheck*e.c.Limits.Retry)
		e.list(l, answerFlag)
	}
	return NoReason
}

// dueProofs notes which forks the peer is to be shown.
func (e *Engine) dueProofs(l *link) {
	for _, c := range e.logs.cutList() {
		if at, known := l.view.cuts[c.Device]; !known || at > c.At {
			l.prove(c.Device)
		}
	}
}
