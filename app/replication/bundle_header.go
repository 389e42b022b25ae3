package replication

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"time"

	"settle.example/settle/marketplace/sqlite"
)

// The words that a bundle begins with: what it is, and its version.
const (
	bundleName    = "settle/bundle/"
	bundleVersion = "1\n"
)

// The kinds of items behind the header.
const (
	itemRuns  = 'R' // a frame of runs, as replica.PackRuns makes them
	itemFork  = 'F' // two frames of one run each: the proof of a fork
	itemPhoto = 'P' // a length and the bytes of a photo
	itemEnd   = 'E' // nothing follows
)

// bytes is the header.
func (c *Contents) bytes() []byte {
	b := append([]byte(bundleName+bundleVersion), c.System[:]...)
	b = append(b, c.From[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(c.Made.Unix()))
	b = binary.BigEndian.AppendUint64(b, c.Entries)
	b = binary.BigEndian.AppendUint32(b, uint32(c.Photos))
	b = binary.BigEndian.AppendUint32(b, uint32(len(c.Held)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(c.Shown)))
	for _, h := range c.Held {
		b = append(b, h.Device[:]...)
		b = binary.BigEndian.AppendUint64(b, h.Seq)
		b = append(b, h.Hash[:]...)
	}
	for _, id := range c.Shown {
		b = binary.BigEndian.AppendUint64(b, id)
	}
	return b
}

// fields takes what a header or an item is made of; the first error sticks.
type fields struct {
	r   *bufio.Reader
	err error
}

func (f *fields) fill(b []byte) {
	if f.err == nil {
		if _, f.err = io.ReadFull(f.r, b); errors.Is(f.err, io.EOF) {
			f.err = io.ErrUnexpectedEOF
		}
	}
	if f.err != nil {
		clear(b)
	}
}

func (f *fields) u32() uint32 {
	var b [4]byte
	f.fill(b[:])
	return binary.BigEndian.Uint32(b[:])
}

func (f *fields) u64() uint64 {
	var b [8]byte
	f.fill(b[:])
	return binary.BigEndian.Uint64(b[:])
}

// readContents reads a header. It allocates no more than what has come in.
func readContents(r *bufio.Reader) (Contents, error) {
	name, err := r.Peek(len(bundleName) + len(bundleVersion))
	switch {
	case err == nil && string(name) == bundleName+bundleVersion:
	case err == nil && string(name[:len(bundleName)]) == bundleName:
		return Contents{}, errNewer
	case errors.Is(opened(err, true), errTorn):
		return Contents{}, errTorn
	default:
		return Contents{}, errNoBundle
	}
	f := fields{r: r}
	f.fill(make([]byte, len(name)))
	var c Contents
	f.fill(c.System[:])
	f.fill(c.From[:])
	made := f.u64()
	c.Entries = f.u64()
	photos, held, shown := f.u32(), f.u32(), f.u32()
	const lastYear = 1 << 34
	if f.err == nil && (made > lastYear || c.Entries > 1<<48 || photos > maxShown || held > maxHeld || shown > maxShown) {
		return Contents{}, errTorn
	}
	c.Made, c.Photos = time.Unix(int64(made), 0).UTC(), int(photos)
	for range held {
		var h sqlite.Held
		f.fill(h.Device[:])
		h.Seq = f.u64()
		f.fill(h.Hash[:])
		if f.err != nil {
			break
		}
		c.Held = append(c.Held, h)
	}
	for range shown {
		if c.Shown = append(c.Shown, f.u64()); f.err != nil {
			break
		}
	}
	if f.err != nil {
		return Contents{}, errTorn
	}
	ordered := slices.IsSortedFunc(c.Held, func(a, b sqlite.Held) int { return a.Device.Compare(b.Device) }) &&
		slices.IsSortedFunc(c.Shown, cmp.Compare[uint64])
	if !ordered {
		return Contents{}, errTorn
	}
	return c, nil
}
