package oplog

import (
	"crypto/sha256"
	"maps"
	"slices"
)

// MaxDevices bounds a version vector.
const MaxDevices = 1 << 16

const vectorEntrySize = 2 + len(DeviceID{}) + 9 // at most

// VersionVector says, for each device, up to which seq its log is held, whole
// and up to a signed head. A device that is absent stands at zero, and so does
// one whose value is zero: the two are equal.
type VersionVector map[DeviceID]uint64

// Order is how two version vectors stand to each other.
type Order int

// The orders of a to b.
const (
	Equal      Order = iota // both hold the same
	Less                    // b holds all of a, and more
	Greater                 // a holds all of b, and more
	Concurrent              // each holds something that the other lacks
)

// Range is the entries From to To, both included, of one device.
type Range struct {
	Device   DeviceID
	From, To uint64
}

// Merge raises v to hold all that other holds.
func (v VersionVector) Merge(other VersionVector) {
	for device, seq := range other {
		if seq > v[device] {
			v[device] = seq
		}
	}
}

// Compare returns the order of v to other.
func (v VersionVector) Compare(other VersionVector) Order {
	less, greater := v.lacks(other), other.lacks(v)
	switch {
	case less && greater:
		return Concurrent
	case less:
		return Less
	case greater:
		return Greater
	}
	return Equal
}

// lacks reports whether other holds an entry that v does not.
func (v VersionVector) lacks(other VersionVector) bool {
	for device, seq := range other {
		if seq > v[device] {
			return true
		}
	}
	return false
}

// Missing returns what other holds and v does not, ordered by device.
func (v VersionVector) Missing(other VersionVector) []Range {
	var missing []Range
	for device, seq := range other {
		if have := v[device]; seq > have {
			missing = append(missing, Range{Device: device, From: have + 1, To: seq})
		}
	}
	slices.SortFunc(missing, func(a, b Range) int { return a.Device.Compare(b.Device) })
	return missing
}

// Entries returns how many entries v holds.
func (v VersionVector) Entries() uint64 {
	var n uint64
	for _, seq := range v {
		n += seq
	}
	return n
}

// devices returns those with entries, in order.
func (v VersionVector) devices() []DeviceID {
	devices := slices.Collect(maps.Keys(v))
	devices = slices.DeleteFunc(devices, func(d DeviceID) bool { return v[d] == 0 })
	slices.SortFunc(devices, DeviceID.Compare)
	return devices
}

// MarshalBinary encodes v as a CBOR map from device to seq, without zeros, in
// the order of the devices. It fails with ErrTooLarge over MaxDevices.
func (v VersionVector) MarshalBinary() ([]byte, error) {
	devices := v.devices()
	if len(devices) > MaxDevices {
		return nil, ErrTooLarge
	}
	return v.append(nil, devices), nil
}

func (v VersionVector) append(b []byte, devices []DeviceID) []byte {
	b = slices.Grow(b, 5+len(devices)*vectorEntrySize)
	b = appendHead(b, majorMap, uint64(len(devices)))
	for i := range devices {
		b = appendUint(appendBytes(b, devices[i][:]), v[devices[i]])
	}
	return b
}

// UnmarshalBinary reads the form of MarshalBinary.
func (v *VersionVector) UnmarshalBinary(data []byte) error {
	r := reader{b: data}
	n := r.count(majorMap, min(MaxDevices, len(data)/(vectorEntrySize-8)))
	vector := make(VersionVector, n)
	var last DeviceID
	for i := range n {
		var device DeviceID
		r.fixed(device[:])
		if i > 0 && device.Compare(last) <= 0 {
			r.fail("devices that repeat or are out of order")
		}
		vector[device] = r.between(1, MaxSeq)
		if r.err != nil {
			break
		}
		last = device
	}
	if err := r.done(); err != nil {
		return err
	}
	*v = vector
	return nil
}

// VectorDigest stands for a version vector where there is no room for it. Equal
// digests mean equal vectors.
type VectorDigest struct {
	Devices uint64 // how many devices have entries
	Entries uint64 // how many entries there are in all
	Hash    Hash   // SHA-256 of "settle/vector/1" ‖ the vector's encoding
}

// Digest returns the digest of v.
func (v VersionVector) Digest() VectorDigest {
	devices := v.devices()
	return VectorDigest{
		Devices: uint64(len(devices)),
		Entries: v.Entries(),
		Hash:    sha256.Sum256(v.append([]byte(tagVector), devices)),
	}
}

// MarshalBinary encodes d as the CBOR array [devices, entries, hash].
func (d VectorDigest) MarshalBinary() ([]byte, error) {
	b := appendHead(make([]byte, 0, 56), majorArray, 3)
	return appendBytes(appendUint(appendUint(b, d.Devices), d.Entries), d.Hash[:]), nil
}

// UnmarshalBinary reads the form of MarshalBinary.
func (d *VectorDigest) UnmarshalBinary(data []byte) error {
	r := reader{b: data}
	if r.array(3) != 3 {
		r.fail("a digest of the wrong length")
	}
	d.Devices, d.Entries = r.uint(), r.uint()
	r.fixed(d.Hash[:])
	return r.done()
}
