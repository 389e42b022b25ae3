package replica

import (
	"crypto/sha256"
	"encoding/binary"

	"settle.example/settle/sync/oplog"
)

// bare returns a run without its private parts: chains are compared and forks
// are proven without them.
func bare(run *oplog.Run) *oplog.Run {
	r := *run
	r.Records = make([]oplog.Record, len(run.Records))
	for i := range run.Records {
		r.Records[i] = oplog.Record{Body: run.Records[i].Body, State: oplog.Owed}
	}
	return &r
}

// strandFrame answers a trace: the run that begins at the place, or nothing.
func strandFrame(at Place, run *oplog.Run) []byte {
	var plain []byte
	if run != nil {
		if b, err := bare(run).MarshalBinary(); err == nil {
			plain = b
		}
	}
	b := append(appendPlace(newFrame(kindStrand, placeSize+1+len(plain)), at), 0)
	return seal(appendSqueezed(b, len(b)-1, plain))
}

func parseStrand(b []byte) (at Place, run *oplog.Run, err error) {
	p := parser{b: b}
	at = p.place()
	run, err = p.squeezedRun(p.u8())
	return at, run, err
}

// squeezedRun takes a run that fills the rest; nil for none.
func (p *parser) squeezedRun(flags byte) (*oplog.Run, error) {
	if p.err == nil && flags > zstdFlag {
		p.fail("unknown flags")
	}
	if p.err != nil {
		return nil, p.err
	}
	plain, err := unsqueeze(flags == zstdFlag, p.b)
	if err != nil || len(plain) == 0 {
		return nil, err
	}
	return parseRun(plain)
}

// forkFrame is one history of a proven fork: side 0, then side 1.
func forkFrame(side byte, run *oplog.Run) ([]byte, error) {
	plain, err := bare(run).MarshalBinary()
	if err != nil {
		return nil, err
	}
	b := append(newFrame(kindFork, 2+len(plain)), side, 0)
	return seal(appendSqueezed(b, len(b)-1, plain)), nil
}

func parseFork(b []byte) (side byte, run *oplog.Run, err error) {
	p := parser{b: b}
	side = p.u8()
	if side > 1 {
		p.fail("a third side of a fork")
	}
	run, err = p.squeezedRun(p.u8())
	if err == nil && run == nil {
		err = malformed("a fork without entries")
	}
	return side, run, err
}

// partsFrame answers places one after another: with a part, or with none where
// the part is nil.
func partsFrame(answers [][]byte) []byte {
	var plain []byte
	for _, part := range answers {
		plain = append(plain, flag(part != nil))
		if part != nil {
			plain = append(binary.BigEndian.AppendUint32(plain, uint32(len(part))), part...)
		}
	}
	b := append(newFrame(kindParts, 1+len(plain)), 0)
	return seal(appendSqueezed(b, len(b)-1, plain))
}

func parseParts(b []byte) ([][]byte, error) {
	p := parser{b: b}
	f := p.u8()
	if p.err == nil && f > zstdFlag {
		p.fail("unknown flags")
	}
	if p.err != nil {
		return nil, p.err
	}
	plain, err := unsqueeze(f == zstdFlag, p.b)
	if err != nil {
		return nil, err
	}
	p = parser{b: plain}
	var answers [][]byte
	for p.more() {
		var part []byte
		switch p.u8() {
		case 0:
		case 1:
			part = p.take(int(p.u32()))
			if p.err == nil && (len(part) == 0 || len(part) > oplog.MaxEntry) {
				p.fail("a part of an impossible length")
			}
		default:
			p.fail("unknown flags")
		}
		if len(answers) == maxPlaces {
			p.fail("too many parts")
		}
		answers = append(answers, part)
	}
	return answers, p.done()
}

// MaxBlob bounds a photo.
const MaxBlob = 2 << 20

// maxSlice is how much of a photo a frame holds.
const maxSlice = 96 << 10

func wantBlobFrame(id BlobID, offset int) []byte {
	b := append(newFrame(kindWantBlob, sha256.Size+4), id[:]...)
	return seal(binary.BigEndian.AppendUint32(b, uint32(offset)))
}

func parseWantBlob(b []byte) (id BlobID, offset int, err error) {
	p := parser{b: b}
	p.fill(id[:])
	n := p.u32()
	if n >= MaxBlob {
		p.fail("an offset out of range")
	}
	return id, int(n), p.done()
}

// slice is a piece of a photo of total bytes; total 0 says that it is not here.
type slice struct {
	id            BlobID
	total, offset int
	bytes         []byte
}

func (s slice) frame() []byte {
	b := append(newFrame(kindBlob, sha256.Size+8+len(s.bytes)), s.id[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(s.total))
	b = binary.BigEndian.AppendUint32(b, uint32(s.offset))
	return seal(append(b, s.bytes...))
}

func parseSlice(b []byte) (s slice, err error) {
	p := parser{b: b}
	p.fill(s.id[:])
	total, offset := p.u32(), p.u32()
	switch {
	case p.err != nil:
	case total > MaxBlob || len(p.b) > maxSlice:
		p.fail("a photo too large")
	case total == 0 && (offset != 0 || len(p.b) != 0):
		p.fail("a piece of no photo")
	case total > 0 && (len(p.b) == 0 || uint64(offset)+uint64(len(p.b)) > uint64(total)):
		p.fail("a piece outside its photo")
	}
	s.total, s.offset, s.bytes = int(total), int(offset), p.b
	return s, p.err
}
