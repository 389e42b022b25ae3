package replica

import (
	"encoding/binary"

	"settle.example/settle/sync/oplog"
)

const (
	headSize = len(oplog.DeviceID{}) + 8 + 8
	maxHeads = (MaxFrame - headerSize - 1) / headSize // in a frame
	cutSize  = len(oplog.DeviceID{}) + 8
	maxCuts  = (MaxFrame - headerSize) / cutSize // in a frame
)

// headRecord is one log in a heads frame.
type headRecord struct {
	device oplog.DeviceID
	seq    uint64
	short  uint64 // the first eight bytes of the hash at seq
}

// short is what stands for a hash where a mistake costs only a question more.
func short(h oplog.Hash) uint64 { return binary.BigEndian.Uint64(h[:8]) }

// Flags of a heads frame. Without listFlag it adds to what was said before.
const (
	listFlag   = 1 << iota // part of a list of all that is held
	firstFlag              // its first part
	lastFlag               // its last part
	answerFlag             // the sender wants the peer's list in return
)

type heads struct {
	flags   byte
	records []headRecord
}

func (h heads) frame() []byte {
	b := append(newFrame(kindHeads, 1+len(h.records)*headSize), h.flags)
	for i := range h.records {
		r := &h.records[i]
		b = append(b, r.device[:]...)
		b = binary.BigEndian.AppendUint64(b, r.seq)
		b = binary.BigEndian.AppendUint64(b, r.short)
	}
	return seal(b)
}

func parseHeads(b []byte) (h heads, err error) {
	p := parser{b: b}
	h.flags = p.u8()
	if h.flags > listFlag|firstFlag|lastFlag|answerFlag || h.flags != 0 && h.flags&listFlag == 0 {
		p.fail("unknown flags")
	}
	h.records = make([]headRecord, 0, len(p.b)/headSize)
	var order ascending
	for p.more() {
		r := headRecord{device: p.device(), seq: p.seq(1), short: p.u64()}
		order.next(&p, r.device)
		h.records = append(h.records, r)
	}
	return h, p.done()
}

func cutsFrame(cuts []Cut) []byte {
	b := newFrame(kindCuts, len(cuts)*cutSize)
	for i := range cuts {
		b = append(b, cuts[i].Device[:]...)
		b = binary.BigEndian.AppendUint64(b, cuts[i].At)
	}
	return seal(b)
}

// parseCuts leaves the hashes zero: a cut is believed for its proof alone.
func parseCuts(b []byte) ([]Cut, error) {
	p := parser{b: b}
	cuts := make([]Cut, 0, len(b)/cutSize)
	var order ascending
	for p.more() {
		c := Cut{Device: p.device(), At: p.seq(0)}
		order.next(&p, c.Device)
		cuts = append(cuts, c)
	}
	return cuts, p.done()
}
