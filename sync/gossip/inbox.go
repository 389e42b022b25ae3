package gossip

import (
	"sync"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// inbox is what others leave for the loop. Leaving something never waits, and
// what is left does not pile up: the newest of a kind stands for all.
type inbox struct {
	bell chan struct{} // holds one ring

	mu     sync.Mutex
	shut   bool
	grown  map[oplog.DeviceID]replica.Held
	hinted map[oplog.DeviceID]uint64
	forks  []replica.Forked
	wanted map[replica.BlobID]struct{}
	opened []*connection
	judge  bool
	asked  []chan view
}

// view is what the engine shows of itself.
type view struct {
	links  []replica.PeerState
	digest replica.Digest
}

// maxWanted bounds the photos asked for at once; a screen asks again.
const maxWanted = 1024

func newInbox() *inbox {
	i := &inbox{bell: make(chan struct{}, 1)}
	i.clear()
	return i
}

func (i *inbox) clear() {
	i.grown, i.hinted = map[oplog.DeviceID]replica.Held{}, map[oplog.DeviceID]uint64{}
	i.wanted = map[replica.BlobID]struct{}{}
	i.forks, i.opened, i.judge, i.asked = nil, nil, false, nil
}

// put leaves something, by way of one of the methods below.
func (i *inbox) put(leave func(*inbox)) {
	i.mu.Lock()
	leave(i)
	i.mu.Unlock()
	select {
	case i.bell <- struct{}{}:
	default:
	}
}

// take empties the inbox.
func (i *inbox) take() *inbox {
	i.mu.Lock()
	defer i.mu.Unlock()
	took := &inbox{
		grown: i.grown, hinted: i.hinted, forks: i.forks, wanted: i.wanted,
		opened: i.opened, judge: i.judge, asked: i.asked,
	}
	i.clear()
	return took
}

// close ends the inbox: connections left here or coming late are closed, and
// questions get no answer.
func (i *inbox) close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.shut = true
	for _, conn := range i.opened {
		shut(conn)
	}
	for _, asked := range i.asked {
		close(asked)
	}
	i.clear()
}

func (i *inbox) grow(held []replica.Held) {
	for _, h := range held {
		if before, ok := i.grown[h.Device]; !ok || before.Seq < h.Seq {
			i.grown[h.Device] = h
		}
	}
}

func (i *inbox) hint(h hint) {
	if h.seq > i.hinted[h.device] && len(i.hinted) < maxHinted {
		i.hinted[h.device] = h.seq
	}
}

func (i *inbox) want(blob replica.BlobID) {
	if len(i.wanted) < maxWanted {
		i.wanted[blob] = struct{}{}
	}
}

func (i *inbox) open(conn *connection) {
	if i.shut {
		shut(conn)
		return
	}
	i.opened = append(i.opened, conn)
}

func (i *inbox) ask(answer chan view) {
	if i.shut {
		close(answer)
		return
	}
	i.asked = append(i.asked, answer)
}
