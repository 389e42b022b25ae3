package replica

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"

	"settle.example/settle/sync/oplog"
)

// shelf is what is held here: how far each log goes, and where forked ones end.
type shelf struct {
	held   map[oplog.DeviceID]Held
	order  []oplog.DeviceID // the devices of held, in order
	cuts   map[oplog.DeviceID]Cut
	digest Digest
	stale  bool // digest is to be computed again
}

func newShelf(held []Held, cuts []Cut) *shelf {
	s := &shelf{held: make(map[oplog.DeviceID]Held, len(held)), cuts: make(map[oplog.DeviceID]Cut, len(cuts)), stale: true}
	for _, c := range cuts {
		s.cuts[c.Device] = c
	}
	for _, h := range held {
		if c, forked := s.cuts[h.Device]; h.Seq > 0 && (!forked || h.Seq <= c.At) {
			s.held[h.Device] = h
		}
	}
	s.order = slices.SortedFunc(maps.Keys(s.held), oplog.DeviceID.Compare)
	return s
}

// grow raises a log to h, no further than its cut, and returns what was held
// before. It reports whether the log grew.
func (s *shelf) grow(h Held) (old Held, grew bool) {
	old, known := s.held[h.Device]
	c, forked := s.cuts[h.Device]
	if h.Seq <= old.Seq || forked && h.Seq > c.At {
		return old, false
	}
	if !known {
		old.Device = h.Device
		at, _ := slices.BinarySearchFunc(s.order, h.Device, oplog.DeviceID.Compare)
		s.order = slices.Insert(s.order, at, h.Device)
	}
	s.held[h.Device] = h
	s.stale = true
	return old, true
}

// cut ends a log at c, of which held is what is left. It reports whether that is
// news.
func (s *shelf) cut(c Cut, held Held) bool {
	if before, known := s.cuts[c.Device]; known && before.At <= c.At {
		return false
	}
	s.cuts[c.Device] = c
	s.stale = true
	at, here := slices.BinarySearchFunc(s.order, c.Device, oplog.DeviceID.Compare)
	switch {
	case held.Seq > 0 && !here:
		s.order = slices.Insert(s.order, at, c.Device)
	case held.Seq == 0 && here:
		s.order = slices.Delete(s.order, at, at+1)
	}
	delete(s.held, c.Device)
	if held.Seq > 0 {
		s.held[c.Device] = Held{Device: c.Device, Seq: held.Seq, Hash: held.Hash}
	}
	return true
}

// limit returns how far a log that reaches seq elsewhere can be held here.
func (s *shelf) limit(d oplog.DeviceID, seq uint64) uint64 {
	if c, forked := s.cuts[d]; forked {
		return min(seq, c.At)
	}
	return seq
}

// past reports whether a log that reaches seq elsewhere goes past its cut, up to
// which it is held here: whoever is there does not know of the cut yet, and has
// nothing that is lacking.
func (s *shelf) past(d oplog.DeviceID, seq uint64) bool {
	limit := s.limit(d, seq)
	return seq > limit && s.held[d].Seq == limit
}

// cutList returns the cuts in order.
func (s *shelf) cutList() []Cut {
	return slices.SortedFunc(maps.Values(s.cuts), func(a, b Cut) int { return a.Device.Compare(b.Device) })
}

const tagDigest = "settle/replica/1"

// sum returns the digest: SHA-256 of "settle/replica/1", how many logs there are
// in 4 bytes, each log's device, seq (8 bytes) and hash, then each cut's device
// and place (8 bytes), all in the order of the devices.
func (s *shelf) sum() Digest {
	if !s.stale {
		return s.digest
	}
	h := sha256.New()
	b := append(make([]byte, 0, 128), tagDigest...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(s.order)))
	h.Write(b)
	for _, d := range s.order {
		held := s.held[d]
		b = binary.BigEndian.AppendUint64(append(b[:0], d[:]...), held.Seq)
		h.Write(append(b, held.Hash[:]...))
	}
	for _, c := range s.cutList() {
		h.Write(binary.BigEndian.AppendUint64(append(b[:0], c.Device[:]...), c.At))
	}
	h.Sum(s.digest[:0])
	s.stale = false
	return s.digest
}
