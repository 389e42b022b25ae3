package oplog

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// The CBOR of a log is RFC 8949 core deterministic encoding (§4.2.1) narrowed to
// integers, byte strings, UTF-8 text, arrays, maps, false, true and null, so that
// a value has one encoding. The bounds are part of the format.
const (
	maxDepth    = 16   // arrays and maps within one another
	maxElements = 4096 // items of one array, or pairs of one map
)

// Major types of CBOR (RFC 8949 §3.1).
const (
	majorUint = iota
	majorNegative
	majorBytes
	majorText
	majorArray
	majorMap
	majorTag
	majorSimple
)

// Checked reports, as an error, whether data is anything but one item of the
// log's CBOR. It allocates nothing.
func Checked(data []byte) error {
	r := reader{b: data}
	r.skip(0)
	return r.done()
}

// reader takes strict CBOR from b. The first error sticks; after it every method
// answers zero, so that callers check once, at the end.
type reader struct {
	b   []byte
	i   int
	err error
}

func (r *reader) fail(detail string) {
	if r.err == nil {
		r.err = damaged(detail)
	}
}

// done returns the first error, or one if bytes are left over.
func (r *reader) done() error {
	if r.err == nil && r.i != len(r.b) {
		r.fail("bytes after the end")
	}
	return r.err
}

// head takes an item's head: its major type and argument, in the shortest form.
func (r *reader) head() (major byte, arg uint64) {
	if r.err != nil || r.i >= len(r.b) {
		r.fail("cut short")
		return 0, 0
	}
	first := r.b[r.i]
	major, arg = first>>5, uint64(first&0x1f)
	r.i++
	if arg < 24 {
		return major, arg
	}
	rest := r.b[r.i:]
	var size int
	var least uint64
	switch {
	case arg == 24 && len(rest) >= 1:
		size, least, arg = 1, 24, uint64(rest[0])
	case arg == 25 && len(rest) >= 2:
		size, least, arg = 2, 1<<8, uint64(binary.BigEndian.Uint16(rest))
	case arg == 26 && len(rest) >= 4:
		size, least, arg = 4, 1<<16, uint64(binary.BigEndian.Uint32(rest))
	case arg == 27 && len(rest) >= 8:
		size, least, arg = 8, 1<<32, binary.BigEndian.Uint64(rest)
	default:
		r.fail("cut short, or a length that is not definite")
		return 0, 0
	}
	if arg < least || major == majorSimple {
		r.fail("not the shortest form, or a kind of value that the log does not use")
		return 0, 0
	}
	r.i += size
	return major, arg
}

// expect takes a head that must be of one major type.
func (r *reader) expect(want byte) uint64 {
	major, arg := r.head()
	if r.err == nil && major != want {
		r.fail("a value of the wrong type")
	}
	if r.err != nil {
		return 0
	}
	return arg
}

func (r *reader) uint() uint64 { return r.expect(majorUint) }

// count takes the head of an array or map of at most limit items.
func (r *reader) count(major byte, limit int) int {
	n := r.expect(major)
	if n > uint64(limit) || n > uint64(len(r.b)-r.i) {
		r.fail("too many items")
		return 0
	}
	return int(n)
}

func (r *reader) array(limit int) int { return r.count(majorArray, limit) }
func (r *reader) mapping() int        { return r.count(majorMap, maxElements) }

// take returns the next n bytes, aliasing the input.
func (r *reader) take(n uint64) []byte {
	if r.err != nil || n > uint64(len(r.b)-r.i) {
		r.fail("cut short")
		return nil
	}
	b := r.b[r.i : r.i+int(n) : r.i+int(n)]
	r.i += int(n)
	return b
}

// bytes takes a byte string, aliasing the input.
func (r *reader) bytes() []byte { return r.take(r.expect(majorBytes)) }

// fixed fills dst from a byte string of exactly that length.
func (r *reader) fixed(dst []byte) {
	b := r.bytes()
	if r.err == nil && len(b) != len(dst) {
		r.fail("a value of the wrong length")
	}
	if r.err == nil {
		copy(dst, b)
	}
}

// text takes a text string, aliasing the input.
func (r *reader) text() []byte {
	b := r.take(r.expect(majorText))
	if !utf8.Valid(b) {
		r.fail("text that is not UTF-8")
		return nil
	}
	return b
}

// key takes a map's next key, which must be an unsigned integer greater than
// last (start with -1).
func (r *reader) key(last int64) int64 {
	k := r.uint()
	if r.err == nil && (k > 1<<32 || int64(k) <= last) {
		r.fail("keys that repeat or are out of order")
	}
	if r.err != nil {
		return 0
	}
	return int64(k)
}

// raw takes one whole item of any type, aliasing the input.
func (r *reader) raw() []byte {
	start := r.i
	r.skip(0)
	if r.err != nil {
		return nil
	}
	return r.b[start:r.i:r.i]
}

// skip takes one whole item, depth levels down, and checks all of it.
func (r *reader) skip(depth int) {
	major, arg := r.head()
	switch {
	case r.err != nil:
	case major <= majorNegative:
	case major == majorBytes:
		r.take(arg)
	case major == majorText:
		if !utf8.Valid(r.take(arg)) {
			r.fail("text that is not UTF-8")
		}
	case major == majorArray || major == majorMap:
		r.skipItems(major, arg, depth+1)
	case major == majorSimple && arg >= 20 && arg <= 22: // false, true, null
	default:
		r.fail("a kind of value that the log does not use")
	}
}

func (r *reader) skipItems(major byte, n uint64, depth int) {
	if depth > maxDepth || n > maxElements {
		r.fail("too many items, or too deep")
		return
	}
	var last []byte
	for ; n > 0 && r.err == nil; n-- {
		if major == majorMap {
			key := r.mapKey()
			if last != nil && bytes.Compare(last, key) >= 0 {
				r.fail("keys that repeat or are out of order")
			}
			last = key
		}
		r.skip(depth)
	}
}

// mapKey takes an integer or a string and returns its encoding.
func (r *reader) mapKey() []byte {
	start := r.i
	major, arg := r.head()
	switch {
	case major <= majorNegative:
	case major == majorBytes:
		r.take(arg)
	case major == majorText:
		if !utf8.Valid(r.take(arg)) {
			r.fail("text that is not UTF-8")
		}
	default:
		r.fail("a key that is no integer and no string")
	}
	return r.b[start:r.i]
}

// appendHead appends the shortest head of an item.
func appendHead(dst []byte, major byte, arg uint64) []byte {
	m := major << 5
	switch {
	case arg < 24:
		return append(dst, m|byte(arg))
	case arg < 1<<8:
		return append(dst, m|24, byte(arg))
	case arg < 1<<16:
		return binary.BigEndian.AppendUint16(append(dst, m|25), uint16(arg))
	case arg < 1<<32:
		return binary.BigEndian.AppendUint32(append(dst, m|26), uint32(arg))
	default:
		return binary.BigEndian.AppendUint64(append(dst, m|27), arg)
	}
}

func appendUint(dst []byte, v uint64) []byte { return appendHead(dst, majorUint, v) }

func appendBytes(dst, v []byte) []byte {
	return append(appendHead(dst, majorBytes, uint64(len(v))), v...)
}

func appendText(dst []byte, v string) []byte {
	return append(appendHead(dst, majorText, uint64(len(v))), v...)
}
