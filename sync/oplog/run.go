package oplog

// Bounds of a run.
const (
	MaxRun        = 64 << 10  // bodies and private parts together
	MaxRunEntries = 4096      // entries
	MaxRunEncoded = 100 << 10 // the run's encoding
)

// Record is an entry as it is kept and carried: its body, and what the carrier
// has of its private part.
type Record struct {
	Body    []byte
	Private []byte // only when State is Present
	State   PrivateState
}

// size is what a record counts towards MaxRun.
func (r *Record) size() int { return len(r.Body) + len(r.Private) }

// Run is consecutive entries of one device, up to a head that the device signed.
// It is what replicas and bundles carry.
type Run struct {
	Device    DeviceID
	First     uint64 // seq of the first record
	Prev      Hash   // what the sender holds the first record's Prev to be
	Records   []Record
	Hash      Hash      // hash of the last record's entry
	Signature Signature // of the head {Device, Last, Hash}
}

// Last returns the seq of the last record.
func (r *Run) Last() uint64 { return r.First + uint64(len(r.Records)) - 1 }

// Head returns the signed head in which the run ends.
func (r *Run) Head() SignedHead {
	return SignedHead{Device: r.Device, Seq: r.Last(), Hash: r.Hash, Signature: r.Signature}
}

// MarshalBinary encodes the run as the CBOR array [device, first, prev, records,
// hash, signature]. A record is [body, private part] or [body, state]. It refuses
// what UnmarshalBinary would refuse.
func (r Run) MarshalBinary() ([]byte, error) {
	size := 256
	for i := range r.Records {
		size += r.Records[i].size() + 8
	}
	return r.AppendBinary(make([]byte, 0, size))
}

// AppendBinary appends what MarshalBinary answers with to b.
func (r Run) AppendBinary(b []byte) ([]byte, error) {
	start := len(b)
	b = appendHead(b, majorArray, 6)
	b = appendBytes(b, r.Device[:])
	b = appendUint(b, r.First)
	b = appendBytes(b, r.Prev[:])
	b = appendHead(b, majorArray, uint64(len(r.Records)))
	for i := range r.Records {
		rec := &r.Records[i]
		b = appendBytes(appendHead(b, majorArray, 2), rec.Body)
		if rec.State == Present {
			b = appendBytes(b, rec.Private)
		} else {
			b = appendUint(b, uint64(rec.State))
		}
	}
	b = appendBytes(b, r.Hash[:])
	b = appendBytes(b, r.Signature[:])
	var back Run
	return b, back.UnmarshalBinary(b[start:])
}

// UnmarshalBinary reads the form of MarshalBinary; the records alias data. It
// looks at sizes and shape alone: VerifyRun does the rest.
func (r *Run) UnmarshalBinary(data []byte) error {
	if len(data) > MaxRunEncoded {
		return ErrTooLarge
	}
	d := reader{b: data}
	if d.array(6) != 6 {
		d.fail("a run of the wrong length")
	}
	d.fixed(r.Device[:])
	r.First = d.between(1, MaxSeq-MaxRunEntries)
	d.fixed(r.Prev[:])
	n := d.array(MaxRunEntries)
	if n == 0 {
		d.fail("a run without entries")
	}
	r.Records = make([]Record, n)
	size := 0
	for i := range r.Records {
		r.Records[i].decode(&d)
		if size += r.Records[i].size(); size > MaxRun {
			return ErrTooLarge
		}
	}
	d.fixed(r.Hash[:])
	d.fixed(r.Signature[:])
	return d.done()
}

func (r *Record) decode(d *reader) {
	if d.array(2) != 2 {
		d.fail("a record of the wrong length")
	}
	r.Body = d.bytes()
	if d.err == nil && d.i < len(d.b) && d.b[d.i]>>5 == majorBytes {
		r.State, r.Private = Present, d.bytes()
		return
	}
	r.State = PrivateState(d.between(uint64(NoPrivate), uint64(PastDate)))
}
