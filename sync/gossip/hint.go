package gossip

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"sync"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// What pools say to one another besides addresses.
const (
	saysSeq    = 1 // a hint: device, 32 bytes; seq, 8 bytes, big-endian
	saysDigest = 2 // in an exchange: device, 32 bytes; digest, 32 bytes

	hintSize   = 1 + 32 + 8
	digestSize = 1 + 32 + 32
)

var errHint = errors.New("a hint that no Settle sends")

// hint says that a device's log has reached seq.
type hint struct {
	device oplog.DeviceID
	seq    uint64
}

func (h hint) encode() []byte {
	b := append(make([]byte, 0, hintSize), saysSeq)
	b = append(b, h.device[:]...)
	return binary.BigEndian.AppendUint64(b, h.seq)
}

func decodeHint(b []byte) (h hint, err error) {
	if len(b) != hintSize || b[0] != saysSeq {
		return hint{}, errHint
	}
	copy(h.device[:], b[1:])
	h.seq = binary.BigEndian.Uint64(b[33:])
	if h.seq == 0 || h.seq > oplog.MaxSeq {
		return hint{}, errHint
	}
	return h, nil
}

func encodeDigest(device oplog.DeviceID, digest replica.Digest) []byte {
	b := append(make([]byte, 0, digestSize), saysDigest)
	b = append(b, device[:]...)
	return append(b, digest[:]...)
}

func decodeDigest(b []byte) (device oplog.DeviceID, digest replica.Digest, err error) {
	if len(b) != digestSize || b[0] != saysDigest {
		return device, digest, errHint
	}
	copy(device[:], b[1:])
	copy(digest[:], b[33:])
	return device, digest, nil
}

// maxHints bounds the hints on their way out, and maxHinted the devices whose
// last hint is remembered.
const (
	maxHints  = 512
	maxHinted = 1 << 16
)

// hints are those that go out with memberlist's packets, a few times each, one
// for each device at most: a later seq says all that an earlier one did. Where
// memberlist's own queue would grow without end, the most often sent goes.
type hints struct {
	mult    int        // each is sent mult × log10 of the pool's size, rounded up
	members func() int // in the pool

	mu      sync.Mutex
	seen    map[oplog.DeviceID]uint64 // highest seq heard of or said
	waiting map[oplog.DeviceID]*outgoing
}

type outgoing struct {
	hint
	sent int
}

func newHints(mult int, members func() int) *hints {
	return &hints{
		mult: mult, members: members,
		seen: map[oplog.DeviceID]uint64{}, waiting: map[oplog.DeviceID]*outgoing{},
	}
}

// add queues a hint if it is news, and reports whether it is. Passing news on is
// what makes a hint reach more than the sender's own neighbours.
func (q *hints) add(h hint) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	before, known := q.seen[h.device]
	if h.seq <= before || (!known && len(q.seen) >= maxHinted) {
		return false
	}
	q.seen[h.device] = h.seq
	if q.waiting[h.device] == nil && len(q.waiting) >= maxHints {
		q.dropOne()
	}
	q.waiting[h.device] = &outgoing{hint: h}
	return true
}

// dropOne makes room: one of those that were sent most often goes.
func (q *hints) dropOne() {
	var most *outgoing
	for _, o := range q.waiting {
		if most == nil || o.sent > most.sent {
			most = o
		}
	}
	delete(q.waiting, most.device)
}

// take returns hints to send, each counted with the overhead, within limit
// bytes; the least often sent go first.
func (q *hints) take(overhead, limit int) [][]byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	room := limit / (overhead + hintSize)
	if room <= 0 || len(q.waiting) == 0 {
		return nil
	}
	times := q.mult * int(math.Ceil(math.Log10(float64(q.members()+1))))
	var out [][]byte
	for _, o := range q.inOrder() {
		if len(out) == room {
			break
		}
		out = append(out, o.encode())
		if o.sent++; o.sent >= times {
			delete(q.waiting, o.device)
		}
	}
	return out
}

// inOrder returns the waiting hints, the least often sent first.
func (q *hints) inOrder() []*outgoing {
	all := make([]*outgoing, 0, len(q.waiting))
	for _, o := range q.waiting {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b *outgoing) int {
		return cmp.Or(cmp.Compare(a.sent, b.sent), a.device.Compare(b.device))
	})
	return all
}
