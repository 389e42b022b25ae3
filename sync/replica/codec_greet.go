package replica

import (
	"encoding/binary"
	"slices"

	"settle.example/settle/sync/oplog"
)

// hello opens a link: who speaks, about which system, and what it holds.
type hello struct {
	version byte
	system  oplog.Hash
	digest  Digest
}

func (h hello) frame() []byte {
	b := append(newFrame(kindHello, 65), h.version)
	b = append(b, h.system[:]...)
	return seal(append(b, h.digest[:]...))
}

// parseHello lets a later version add to the end.
func parseHello(b []byte) (h hello, err error) {
	p := parser{b: b}
	h.version = p.u8()
	p.fill(h.system[:])
	p.fill(h.digest[:])
	if p.err == nil && h.version < 1 {
		p.fail("no version of the protocol")
	}
	if h.version > version {
		return h, p.err
	}
	return h, p.done()
}

// whoFrame asks an unknown device for its proof.
func whoFrame() []byte { return seal(newFrame(kindWho, 0)) }

// proofFrame leaves out the earliest logs where all do not fit.
func proofFrame(proof []*oplog.Run) ([]byte, error) {
	var all []byte
	for n := range min(len(proof), MaxProof) {
		b, err := proof[len(proof)-1-n].MarshalBinary()
		if err != nil {
			return nil, err
		}
		b = append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
		if n > 0 && headerSize+len(b)+len(all) > MaxFrame {
			break
		}
		all = append(b, all...)
	}
	return seal(append(newFrame(kindProof, len(all)), all...)), nil
}

func parseProof(b []byte) ([]*oplog.Run, error) {
	p := parser{b: b}
	var proof []*oplog.Run
	for p.more() {
		run := new(oplog.Run)
		if err := run.UnmarshalBinary(p.take(int(p.u32()))); p.err == nil && err != nil {
			return nil, err
		}
		switch {
		case p.err != nil:
		case run.First != 1 || len(run.Records) != 1:
			p.fail("a proof that is not the first entry of a log")
		case len(proof) == MaxProof || slices.ContainsFunc(proof, func(r *oplog.Run) bool { return r.Device == run.Device }):
			p.fail("a proof that names too many logs")
		}
		proof = append(proof, run)
	}
	if len(proof) == 0 {
		p.fail("an empty proof")
	}
	return proof, p.done()
}

func refusedFrame(r Reason) []byte { return seal(append(newFrame(kindRefused, 1), byte(r))) }

func parseRefused(b []byte) (Reason, error) {
	p := parser{b: b}
	r := Reason(p.u8())
	if err := p.done(); err != nil {
		return NoReason, err
	}
	if r < NotAMember || r > ProofUsed {
		return NoReason, malformed("a refusal for no reason")
	}
	return r, nil
}

// check compares what both ends hold when nothing is on its way.
func checkFrame(list bool, d Digest) []byte {
	return seal(append(append(newFrame(kindCheck, 33), flag(list)), d[:]...))
}

// parseCheck returns the digest, and whether the peer wants a listing.
func parseCheck(b []byte) (list bool, d Digest, err error) {
	p := parser{b: b}
	f := p.u8()
	p.fill(d[:])
	if f > 1 {
		p.fail("unknown flags")
	}
	return f == 1, d, p.done()
}

func flag(set bool) byte {
	if set {
		return 1
	}
	return 0
}
