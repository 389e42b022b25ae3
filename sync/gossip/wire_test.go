package gossip_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// compound wraps messages as memberlist does.
func compound(messages ...[]byte) []byte {
	b := []byte{7, byte(len(messages))}
	for _, m := range messages {
		b = binary.BigEndian.AppendUint16(b, uint16(len(m)))
	}
	return append(b, bytes.Join(messages, nil)...)
}

func crc(b []byte) []byte { return append([]byte{12, 1, 2, 3, 4}, b...) }

func TestPackets(t *testing.T) {
	ping, user := []byte{0, 0x80}, []byte{8, 1, 2}
	cases := []struct {
		name   string
		packet []byte
		want   error
	}{
		{"a ping", ping, nil},
		{"a checksum around it", crc(ping), nil},
		{"several at once", compound(ping, user), nil},
		{"several at once, with a checksum", crc(compound(ping, user)), nil},
		{"none at once", compound(), nil},
		{"the largest", append([]byte{8}, make([]byte, gossip.MaxPacket-1)...), nil},
		{"nothing", nil, gossip.ErrPacket},
		{"larger than the largest", make([]byte, gossip.MaxPacket+1), gossip.ErrPacket},
		{"compressed", []byte{9, 1}, gossip.ErrPacket},
		{"encrypted", []byte{10, 1}, gossip.ErrPacket},
		{"labelled", []byte{244, 1, 'x', 0}, gossip.ErrPacket},
		{"an exchange", []byte{6, 0x80}, gossip.ErrPacket},
		{"a checksum around nothing", []byte{12, 1, 2, 3, 4}, gossip.ErrPacket},
		{"two checksums", crc(crc(ping)), gossip.ErrPacket},
		{"compressed among others", compound(ping, []byte{9, 1}), gossip.ErrPacket},
		{"layers", compound(compound(ping)), gossip.ErrPacket},
		{"an empty message among others", compound(ping, nil), gossip.ErrPacket},
		{"sizes missing", []byte{7, 3, 0, 1}, gossip.ErrPacket},
		{"a size past the end", []byte{7, 1, 0, 9, 0}, gossip.ErrPacket},
		{"no count", []byte{7}, gossip.ErrPacket},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			framed := gossip.AppendPacket(nil, c.packet)
			got, err := gossip.ReadPacket(iotest.OneByteReader(bytes.NewReader(framed)))
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v", err, c.want)
			}
			if err == nil && !bytes.Equal(got, c.packet) {
				t.Errorf("got % x, want % x", got, c.packet)
			}
		})
	}
	t.Run("cut short", func(t *testing.T) {
		framed := gossip.AppendPacket(nil, ping)
		for i := range framed {
			if _, err := gossip.ReadPacket(bytes.NewReader(framed[:i])); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("after %d bytes: %v", i, err)
			}
		}
	})
}

func TestExchangeHeads(t *testing.T) {
	const header = "\x06\x83\xa5Nodes\x05\xacUserStateLen\x41\xa4Join\xc3"
	cases := []struct {
		name, head string
		want       error
	}{
		{"as memberlist writes it", header, nil},
		{"an error", "\x0d", nil},
		{"a wide integer", "\x06\x81\xa5Nodes\xcd\x10\x00", nil},
		{"a signed integer", "\x06\x81\xa5Nodes\xd1\x10\x00", nil},
		{"a million nodes", "\x06\x81\xa5Nodes\xce\x00\x0f\x42\x40", gossip.ErrExchange},
		{"minus one", "\x06\x81\xa5Nodes\xff", gossip.ErrExchange},
		{"minus one, wide", "\x06\x81\xa5Nodes\xd3\xff\xff\xff\xff\xff\xff\xff\xff", gossip.ErrExchange},
		{"twenty megabytes of state", "\x06\x81\xacUserStateLen\xce\x01\x40\x00\x00", gossip.ErrExchange},
		{"a text for a number", "\x06\x81\xa5Nodes\xa1x", gossip.ErrExchange},
		{"a number for a truth value", "\x06\x81\xa4Join\x01", gossip.ErrExchange},
		{"a key that is not known", "\x06\x81\xa4Nods\x01", gossip.ErrExchange},
		{"four pairs", "\x06\x84", gossip.ErrExchange},
		{"no map", "\x06\x93", gossip.ErrExchange},
		{"compressed", "\x09", gossip.ErrExchange},
		{"a message", "\x08", gossip.ErrExchange},
		{"a ping", "\x00", gossip.ErrExchange},
		{"nothing", "", io.EOF},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := gossip.ReadExchangeHead([]byte(c.head + "rest"))
			if c.head == "" {
				got, err = gossip.ReadExchangeHead(nil)
			}
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v", err, c.want)
			}
			if err == nil && string(got) != c.head {
				t.Errorf("read %q, want %q", got, c.head)
			}
		})
	}
	t.Run("cut short", func(t *testing.T) {
		for i := range header {
			if _, err := gossip.ReadExchangeHead([]byte(header[:i])); err == nil {
				t.Errorf("%d bytes passed for a header", i)
			}
		}
	})
}

func TestGreetings(t *testing.T) {
	cases := []struct {
		name, bytes string
		kind        byte
		pool        string
		want        error
	}{
		{"packets", "p\x04ward", 'p', "ward", nil},
		{"an exchange, of the pool without a name", "s\x00", 's', "", nil},
		{"another kind", "x\x00", 0, "", gossip.ErrGreeting},
		{"a name too long", "p\x41", 0, "", gossip.ErrGreeting},
		{"a name cut short", "p\x04war", 0, "", io.ErrUnexpectedEOF},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kind, pool, err := gossip.ReadGreeting(strings.NewReader(c.bytes))
			if !errors.Is(err, c.want) || kind != c.kind || pool != c.pool {
				t.Errorf("got %q %q %v, want %q %q %v", kind, pool, err, c.kind, c.pool, c.want)
			}
		})
	}
}

func TestHintBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		device := deviceOf(rapid.IntRange(0, 99).Draw(t, "device"))
		seq := rapid.Uint64Range(1, oplog.MaxSeq).Draw(t, "seq")
		b := gossip.EncodeHint(device, seq)
		d, s, err := gossip.DecodeHint(b)
		if len(b) != gossip.HintSize || err != nil || d != device || s != seq {
			t.Fatalf("%x became %v %d %v", b, d, s, err)
		}
		digest := replica.Digest{byte(seq)}
		b = gossip.EncodeDigest(device, digest)
		if len(b) > 200 {
			t.Fatalf("a digest of %d bytes; at most 200 go with an exchange", len(b))
		}
		if d, got, err := gossip.DecodeDigest(b); err != nil || d != device || got != digest {
			t.Fatalf("%x became %v %v %v", b, d, got, err)
		}
	})
	for _, bad := range [][]byte{
		nil,
		{1},
		make([]byte, gossip.HintSize), append([]byte{1}, make([]byte, 40)...),
		append([]byte{1}, bytes.Repeat([]byte{0xff}, 40)...), append(gossip.EncodeHint(deviceOf(1), 1), 0),
	} {
		if _, _, err := gossip.DecodeHint(bad); err == nil {
			t.Errorf("%x passed for a hint", bad)
		}
	}
}

func TestHintQueue(t *testing.T) {
	q := gossip.NewHints(3, 9)
	if !q.Add(deviceOf(1), 5) || q.Add(deviceOf(1), 5) || q.Add(deviceOf(1), 4) || !q.Add(deviceOf(1), 6) {
		t.Error("news is what has a higher seq than before")
	}
	if got := q.Take(3, gossip.HintSize+2); len(got) != 0 {
		t.Errorf("%d hints where there is room for none", len(got))
	}
	for i := range 3 { // 3 × log10(9+1)
		got := q.Take(3, 1000)
		if len(got) != 1 {
			t.Fatalf("%d hints the %d. time, want 1: the older one is said by the newer", len(got), i+1)
		}
		if _, seq, err := gossip.DecodeHint(got[0]); err != nil || seq != 6 {
			t.Errorf("got seq %d, %v", seq, err)
		}
	}
	if got := q.Take(3, 1000); len(got) != 0 {
		t.Errorf("%d hints after all were sent often enough", len(got))
	}
	for i := range 2 * gossip.MaxHints {
		q.Add(deviceOf(i), uint64(100+i))
	}
	count := 0
	for {
		got := q.Take(3, 10*(gossip.HintSize+3))
		if len(got) == 0 {
			break
		}
		if len(got) > 10 {
			t.Fatalf("%d hints in room for 10", len(got))
		}
		count += len(got)
	}
	if count != 3*gossip.MaxHints {
		t.Errorf("%d sent, want %d hints three times each", count, gossip.MaxHints)
	}
}

func FuzzReadPacket(f *testing.F) {
	f.Add(gossip.AppendPacket(nil, []byte{0, 0x80}))
	f.Add(gossip.AppendPacket(nil, crc(compound([]byte{0, 1}, []byte{8, 2}))))
	f.Add([]byte{0, 3, 7, 1, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := gossip.ReadPacket(bytes.NewReader(b))
		if err == nil && !bytes.HasPrefix(b, gossip.AppendPacket(nil, p)) {
			t.Errorf("% x is not what was read: % x", p, b)
		}
	})
}

func FuzzExchangeHead(f *testing.F) {
	f.Add([]byte("\x06\x83\xa5Nodes\x05\xacUserStateLen\x41\xa4Join\xc3"))
	f.Add([]byte("\x06\x81\xa5Nodes\xd3\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		head, err := gossip.ReadExchangeHead(b)
		if err == nil && (len(head) > 128 || !bytes.HasPrefix(b, head)) {
			t.Errorf("% x is not a head of % x", head, b)
		}
	})
}

func FuzzGreeting(f *testing.F) {
	f.Add([]byte("p\x04ward"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if kind, pool, err := gossip.ReadGreeting(bytes.NewReader(b)); err == nil && gossip.CheckPool(pool) != nil {
			t.Errorf("%q: kind %q, pool %q", b, kind, pool)
		}
	})
}

func FuzzHint(f *testing.F) {
	f.Add(gossip.EncodeHint(deviceOf(1), 7))
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, seq, err := gossip.DecodeHint(b); err == nil && !bytes.Equal(gossip.EncodeHint(d, seq), b) {
			t.Errorf("%x has two meanings", b)
		}
		if d, digest, err := gossip.DecodeDigest(b); err == nil && !bytes.Equal(gossip.EncodeDigest(d, digest), b) {
			t.Errorf("%x has two meanings", b)
		}
	})
}
