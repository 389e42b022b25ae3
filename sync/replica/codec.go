package replica

import (
	"encoding/binary"
	"fmt"

	"settle.example/settle/sync/oplog"
)

// version is the protocol's version. A peer that speaks a later one speaks this
// one too, until a version says otherwise.
const version = 1

// kind is a frame's type.
type kind byte

// The kinds of frames; DESIGN.md has the bytes of each.
const (
	kindHello kind = iota + 1
	kindWho
	kindProof
	kindRefused
	kindCuts
	kindHeads
	kindCheck
	kindWant
	kindMore
	kindRuns
	kindTrace
	kindStrand
	kindFork
	kindWantParts
	kindParts
	kindWantBlob
	kindBlob
)

// newFrame begins a frame: room for its length, then its kind. seal ends it.
func newFrame(k kind, size int) []byte {
	b := make([]byte, headerSize, headerSize+size)
	b[headerSize-1] = byte(k)
	return b
}

// seal writes the frame's length.
func seal(b []byte) []byte {
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	return b
}

// open takes a frame apart. It checks the length again: not every frame comes
// from ReadFrame.
func open(frame []byte) (kind, []byte, error) {
	if len(frame) < headerSize || len(frame) > MaxFrame {
		return 0, nil, malformed("a frame of an impossible length")
	}
	if n := binary.BigEndian.Uint32(frame); int64(n) != int64(len(frame)-4) {
		return 0, nil, malformed("a frame whose length is wrong")
	}
	return kind(frame[headerSize-1]), frame[headerSize:], nil
}

// parser takes fixed-size fields from b. The first error sticks; after it every
// method answers zero, so that callers check once, at the end.
type parser struct {
	b   []byte
	err error
}

func (p *parser) fail(detail string) {
	if p.err == nil {
		p.err = malformed(detail)
	}
}

// take returns the next n bytes, aliasing the input.
func (p *parser) take(n int) []byte {
	if p.err != nil || n < 0 || n > len(p.b) {
		p.fail("cut short")
		return nil
	}
	b := p.b[:n:n]
	p.b = p.b[n:]
	return b
}

// fill copies the next bytes into dst.
func (p *parser) fill(dst []byte) { copy(dst, p.take(len(dst))) }

func (p *parser) u8() byte {
	if b := p.take(1); p.err == nil {
		return b[0]
	}
	return 0
}

func (p *parser) u32() uint32 {
	if b := p.take(4); p.err == nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (p *parser) u64() uint64 {
	if b := p.take(8); p.err == nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// seq takes a seq of at least low.
func (p *parser) seq(low uint64) uint64 {
	v := p.u64()
	if p.err == nil && (v < low || v > oplog.MaxSeq) {
		p.fail("a seq out of range")
	}
	return v
}

func (p *parser) device() (d oplog.DeviceID) {
	p.fill(d[:])
	return d
}

// more reports whether there is another item.
func (p *parser) more() bool { return p.err == nil && len(p.b) > 0 }

// done returns the first error, or one if bytes are left over.
func (p *parser) done() error {
	if p.err == nil && len(p.b) > 0 {
		p.fail("bytes after the end")
	}
	return p.err
}

// ascending makes sure that devices come in order, none twice.
type ascending struct {
	last oplog.DeviceID
	any  bool
}

func (a *ascending) next(p *parser, d oplog.DeviceID) {
	if p.err == nil && a.any && d.Compare(a.last) <= 0 {
		p.fail("devices that repeat or are out of order")
	}
	a.last, a.any = d, true
}

// kindNames are for logs.
var kindNames = [...]string{
	kindHello: "hello", kindWho: "who", kindProof: "proof", kindRefused: "refused", kindCuts: "cuts",
	kindHeads: "heads", kindCheck: "check", kindWant: "want", kindMore: "more", kindRuns: "runs",
	kindTrace: "trace", kindStrand: "strand", kindFork: "fork", kindWantParts: "want parts",
	kindParts: "parts", kindWantBlob: "want blob", kindBlob: "blob",
}

// Describe names a frame's kind and size, for logs.
func Describe(frame []byte) string {
	k, _, err := open(frame)
	if err != nil || int(k) >= len(kindNames) || kindNames[k] == "" {
		return "no frame"
	}
	return fmt.Sprintf("%s of %d bytes", kindNames[k], len(frame))
}
