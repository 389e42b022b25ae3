package replica

import (
	"encoding/binary"

	"settle.example/settle/sync/oplog"
)

// maxRanges is how many ranges a want may name.
const maxRanges = 2048

// maxWindow bounds a window that a peer grants.
const maxWindow = 64 << 20

// want asks for ranges, and says how much may be sent before more is granted.
type want struct {
	window int
	ranges []oplog.Range
}

func (w want) frame() []byte {
	b := newFrame(kindWant, 4+len(w.ranges)*(len(oplog.DeviceID{})+16))
	b = binary.BigEndian.AppendUint32(b, uint32(w.window))
	for i := range w.ranges {
		r := &w.ranges[i]
		b = append(b, r.Device[:]...)
		b = binary.BigEndian.AppendUint64(b, r.From)
		b = binary.BigEndian.AppendUint64(b, r.To)
	}
	return seal(b)
}

func parseWant(b []byte) (w want, err error) {
	p := parser{b: b}
	w.window = p.window()
	w.ranges = make([]oplog.Range, 0, min(len(p.b)/48, maxRanges))
	var order ascending
	for p.more() {
		r := oplog.Range{Device: p.device(), From: p.seq(1), To: p.seq(1)}
		order.next(&p, r.Device)
		if r.From > r.To || len(w.ranges) == maxRanges {
			p.fail("too many ranges, or an empty one")
		}
		w.ranges = append(w.ranges, r)
	}
	if p.err == nil && len(w.ranges) == 0 {
		p.fail("a want for nothing")
	}
	return w, p.done()
}

func moreFrame(window int) []byte {
	return seal(binary.BigEndian.AppendUint32(newFrame(kindMore, 4), uint32(window)))
}

func parseMore(b []byte) (int, error) {
	p := parser{b: b}
	window := p.window()
	return window, p.done()
}

func (p *parser) window() int {
	n := p.u32()
	if p.err == nil && (n < 1 || n > maxWindow) {
		p.fail("a window out of range")
	}
	return int(n)
}

// placeSize is a place on the wire.
const placeSize = len(oplog.DeviceID{}) + 8

// maxPlaces is how many places a frame may ask for.
const maxPlaces = 256

func appendPlace(b []byte, at Place) []byte {
	return binary.BigEndian.AppendUint64(append(b, at.Device[:]...), at.Seq)
}

func (p *parser) place() Place { return Place{Device: p.device(), Seq: p.seq(1)} }

// traceFrame asks for the run that begins at a place.
func traceFrame(at Place) []byte { return seal(appendPlace(newFrame(kindTrace, placeSize), at)) }

func parseTrace(b []byte) (Place, error) {
	p := parser{b: b}
	at := p.place()
	return at, p.done()
}

func wantPartsFrame(places []Place) []byte {
	b := newFrame(kindWantParts, len(places)*placeSize)
	for _, at := range places {
		b = appendPlace(b, at)
	}
	return seal(b)
}

func parseWantParts(b []byte) ([]Place, error) {
	if len(b) == 0 || len(b) > maxPlaces*placeSize {
		return nil, malformed("a want for no parts, or too many")
	}
	p := parser{b: b}
	places := make([]Place, 0, len(b)/placeSize)
	for p.more() {
		places = append(places, p.place())
	}
	return places, p.done()
}
