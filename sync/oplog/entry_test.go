package oplog_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

// anyEntry draws a valid entry.
func anyEntry() *rapid.Generator[oplog.Entry] {
	return rapid.Custom(func(t *rapid.T) oplog.Entry {
		e := oplog.Entry{Header: oplog.Header{
			Position: oplog.Position{
				Device: oplog.DeviceID(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "device")),
				Seq:    rapid.Uint64Range(1, oplog.MaxSeq).Draw(t, "seq"),
				Prev:   oplog.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "prev")),
			},
			Clock:       oplog.Clock(rapid.Uint64Range(1, uint64(oplog.MaxClock)).Draw(t, "clock")),
			Kind:        rapid.StringMatching(`[a-z._]{1,40}`).Draw(t, "kind"),
			Version:     rapid.Uint32Min(1).Draw(t, "version"),
			DeleteAfter: oplog.Day(rapid.Uint32Range(0, uint32(oplog.MaxDay)).Draw(t, "delete after")),
		}}
		e.Subject = oplog.SubjectOf(e.Device, e.Seq)
		if rapid.Bool().Draw(t, "private") {
			e.PrivateHash = oplog.HashPrivate([]byte("p"))
		}
		e.Facts = must(oplog.Marshal(rapid.MapOfN(rapid.Int32(), anyValue(2), 0, 8).Draw(t, "facts")))
		return e
	})
}

func TestABodyComesBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyEntry().Draw(t, "entry")
		body, err := want.AppendBody([]byte("before"))
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.TrimPrefix(body, []byte("before"))
		got, err := oplog.DecodeBody(want.Position, body)
		if err != nil || !cmp.Equal(got, want) {
			t.Fatal(err, cmp.Diff(got, want))
		}
		if !got.Birth() {
			t.Fatal("the first entry of a subject is not its birth")
		}
	})
}

// A body by hand: format 1, clock 2, kind "a.b", version 3, subject, facts {}.
const handBody = "a6 01 01 02 02 03 63 612e62 04 03 05 50 000102030405060708090a0b0c0d0e0f 08 a0"

func TestDecodeBodyTakesOneEncodingOnly(t *testing.T) {
	const (
		format  = "01 01"
		clock   = "02 02"
		kind    = "03 63 612e62"
		version = "04 03"
		subject = "05 50 000102030405060708090a0b0c0d0e0f"
		private = "06 5820 0101010101010101010101010101010101010101010101010101010101010101"
		until   = "07 1a 00005097"
		facts   = "08 a1 01 02"
	)
	body := func(fields ...string) string {
		return fmt.Sprintf("a%x", len(fields)) + strings.Join(fields, "")
	}
	tests := []struct {
		name, hex string
		want      error
		newer     bool
	}{
		{"the least that it holds", handBody, nil, false},
		{"all that it holds", body(format, clock, kind, version, subject, private, "07 195097", facts), nil, false},
		{"a later format", body("01 02", clock, kind, version, subject, facts), nil, true},
		{"a later key", body(format, clock, kind, version, subject, facts, "09 82 01 f5"), nil, true},
		{"a later key that is not canonical", body(format, clock, kind, version, subject, facts, "09 1801"), oplog.ErrDamaged, false},
		{"nothing", "", oplog.ErrDamaged, false},
		{"an array", "80", oplog.ErrDamaged, false},
		{"an empty map", "a0", oplog.ErrDamaged, false},
		{"bytes after the end", handBody + "00", oplog.ErrDamaged, false},
		{"cut short", strings.TrimSuffix(handBody, "a0"), oplog.ErrDamaged, false},
		{"key 0", body("00 01", format, clock, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"a text key", body(format, clock, kind, version, subject, facts, "61 61 01"), oplog.ErrDamaged, false},
		{"keys out of order", body(clock, format, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"a key twice", body(format, clock, clock, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"no format", body(clock, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"no clock", body(format, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"no kind", body(format, clock, version, subject, facts), oplog.ErrDamaged, false},
		{"no version", body(format, clock, kind, subject, facts), oplog.ErrDamaged, false},
		{"no subject", body(format, clock, kind, version, facts), oplog.ErrDamaged, false},
		{"no facts", body(format, clock, kind, version, subject), oplog.ErrDamaged, false},
		{"format 0", body("01 00", clock, kind, version, subject, facts), oplog.ErrDamaged, false},
		{"clock 0", body(format, "02 00", kind, version, subject, facts), oplog.ErrDamaged, false},
		{"a clock past the signed range", body(format, "02 1b 8000000000000000", kind, version, subject, facts), oplog.ErrDamaged, false},
		{"a negative clock", body(format, "02 20", kind, version, subject, facts), oplog.ErrDamaged, false},
		{"an empty kind", body(format, clock, "03 60", version, subject, facts), oplog.ErrDamaged, false},
		{"a kind in capitals", body(format, clock, "03 61 41", version, subject, facts), oplog.ErrDamaged, false},
		{"a kind as bytes", body(format, clock, "03 41 61", version, subject, facts), oplog.ErrDamaged, false},
		{"a kind of 41 letters", body(format, clock, "03 78 29"+strings.Repeat("61", 41), version, subject, facts), oplog.ErrDamaged, false},
		{"version 0", body(format, clock, kind, "04 00", subject, facts), oplog.ErrDamaged, false},
		{"a version past 32 bits", body(format, clock, kind, "04 1b 0000000100000000", subject, facts), oplog.ErrDamaged, false},
		{"a short subject", body(format, clock, kind, version, "05 41 01", facts), oplog.ErrDamaged, false},
		{"a subject of zeros", body(format, clock, kind, version, "05 50"+strings.Repeat("00", 16), facts), oplog.ErrDamaged, false},
		{"a private hash of zeros", body(format, clock, kind, version, subject, "06 5820"+strings.Repeat("00", 32), facts), oplog.ErrDamaged, false},
		{"a short private hash", body(format, clock, kind, version, subject, "06 41 01", facts), oplog.ErrDamaged, false},
		{"day 0", body(format, clock, kind, version, subject, "07 00", facts), oplog.ErrDamaged, false},
		{"a day past the year 9999", body(format, clock, kind, version, subject, "07 1a 002cc0a1", facts), oplog.ErrDamaged, false},
		{"a day in a longer form", body(format, clock, kind, version, subject, until, facts), oplog.ErrDamaged, false},
		{"facts that are a list", body(format, clock, kind, version, subject, "08 80"), oplog.ErrDamaged, false},
		{"facts with a float", body(format, clock, kind, version, subject, "08 a1 01 f93c00"), oplog.ErrDamaged, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := oplog.DecodeBody(oplog.Position{}, unhex(t, tt.hex))
			if !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if e.Newer != tt.newer {
				t.Fatalf("newer %v, want %v", e.Newer, tt.newer)
			}
			if _, again := e.AppendBody(nil); tt.newer && !errors.Is(again, oplog.ErrUnknownField) {
				t.Fatalf("an entry of a newer Settle was written again: %v", again)
			}
		})
	}
}

func TestAppendBodyRefusesWhatWouldNotComeBack(t *testing.T) {
	good := oplog.Entry{Facts: []byte{0xa0}, Header: oplog.Header{Clock: 1, Kind: "a", Version: 1, Subject: oplog.ID{1}}}
	tests := []struct {
		name   string
		change func(*oplog.Entry)
		want   error
	}{
		{"nothing changed", func(*oplog.Entry) {}, nil},
		{"no clock", func(e *oplog.Entry) { e.Clock = 0 }, oplog.ErrDamaged},
		{"a clock too far", func(e *oplog.Entry) { e.Clock = oplog.MaxClock + 1 }, oplog.ErrDamaged},
		{"no kind", func(e *oplog.Entry) { e.Kind = "" }, oplog.ErrDamaged},
		{"a kind with a space", func(e *oplog.Entry) { e.Kind = "room listed" }, oplog.ErrDamaged},
		{"no version", func(e *oplog.Entry) { e.Version = 0 }, oplog.ErrDamaged},
		{"no subject", func(e *oplog.Entry) { e.Subject = oplog.ID{} }, oplog.ErrDamaged},
		{"a day too far", func(e *oplog.Entry) { e.DeleteAfter = oplog.MaxDay + 1 }, oplog.ErrDamaged},
		{"no facts", func(e *oplog.Entry) { e.Facts = nil }, oplog.ErrDamaged},
		{"facts that are no map", func(e *oplog.Entry) { e.Facts = []byte{0x80} }, oplog.ErrDamaged},
		{"two facts", func(e *oplog.Entry) { e.Facts = []byte{0xa0, 0xa0} }, oplog.ErrDamaged},
		{"facts that fill an entry", func(e *oplog.Entry) { e.Facts = facts(oplog.MaxEntry - 8) }, oplog.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := good
			tt.change(&e)
			if _, err := e.AppendBody(nil); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestTheHashCoversEveryPart(t *testing.T) {
	p := oplog.Position{Device: deviceID("a"), Seq: 2, Prev: oplog.Hash{1}}
	body := unhex(t, handBody)
	want := p.Hash(body)
	tests := []struct {
		name string
		p    oplog.Position
		body []byte
	}{
		{"another device", oplog.Position{Device: deviceID("b"), Seq: 2, Prev: p.Prev}, body},
		{"another seq", oplog.Position{Device: p.Device, Seq: 3, Prev: p.Prev}, body},
		{"another entry before", oplog.Position{Device: p.Device, Seq: 2, Prev: oplog.Hash{2}}, body},
		{"another body", p, append(bytes.Clone(body[:len(body)-1]), 0xa1)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.p.Hash(tt.body) == want {
				t.Fatal("the hash is the same")
			}
		})
	}
}

func TestIDsAsText(t *testing.T) {
	id := oplog.SubjectOf(deviceID("a"), 1)
	var back oplog.ID
	if err := back.UnmarshalText([]byte(id.String())); err != nil || back != id {
		t.Fatal(err)
	}
	for _, bad := range []string{"", id.String()[1:], id.String() + "0", strings.Repeat("g", 32), strings.Repeat("A", 32), strings.Repeat("é", 16)} {
		if err := back.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	device, hash := deviceID("a"), oplog.Hash{7}
	var device2 oplog.DeviceID
	var hash2 oplog.Hash
	if device2.UnmarshalText(must(device.MarshalText())) != nil || device2 != device {
		t.Error("a device does not come back")
	}
	if hash2.UnmarshalText(must(hash.MarshalText())) != nil || hash2 != hash {
		t.Error("a hash does not come back")
	}
	if string(must(id.MarshalText())) != id.String() {
		t.Error("an id has two texts")
	}
	if device.IsZero() || !(oplog.DeviceID{}).IsZero() || id.IsZero() || hash.IsZero() {
		t.Error("zero values")
	}
}

func FuzzDecodeBody(f *testing.F) {
	f.Add(unhex(f, handBody))
	f.Add(unhex(f, handBody[:len(handBody)-3]))
	f.Add(unhex(f, "a1 09 00"))
	l := newLog(f, "fuzz", oplog.Hash{1})
	l.write(draft(withPrivate("x")))
	f.Add(l.links[0].Body)
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := oplog.DecodeBody(oplog.Position{Device: oplog.DeviceID{1}, Seq: 1}, data)
		if err != nil || e.Newer {
			return
		}
		again, err := e.AppendBody(nil)
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x comes back as %x (%v)", data, again, err)
		}
	})
}
