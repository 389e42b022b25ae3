package oplog_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
)

var noon = time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)

// deviceKey returns the invented signing key of a name.
func deviceKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("invented device " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func deviceID(name string) oplog.DeviceID {
	return oplog.DeviceID(deviceKey(name).Public().(ed25519.PublicKey))
}

// log is a device's log in the making.
type log struct {
	t       testing.TB
	key     ed25519.PrivateKey
	system  oplog.Hash
	tip     oplog.Tip
	links   []oplog.Link
	records []oplog.Record
}

func newLog(t testing.TB, name string, system oplog.Hash) *log {
	t.Helper()
	return &log{t: t, key: deviceKey(name), system: system}
}

// draft returns an ordinary draft of about 300 bytes, changed by the options.
func draft(opts ...func(*oplog.Draft)) oplog.Draft {
	d := oplog.Draft{
		Kind: "room.listed", Version: 1,
		Facts: must(oplog.Marshal(map[uint]any{
			1: "GU2", 2: 11852, 3: []byte(strings.Repeat("h", 16)), 4: 20611, 5: true,
			6: []uint{1, 4, 9, 12}, 7: []byte(strings.Repeat("k", 205)), 8: -3,
		})),
	}
	for _, o := range opts {
		o(&d)
	}
	return d
}

func withFacts(facts []byte) func(*oplog.Draft) {
	return func(d *oplog.Draft) { d.Facts = facts }
}

// withPrivate has no random salt, so that logs come out the same each time.
func withPrivate(text string) func(*oplog.Draft) {
	return func(d *oplog.Draft) {
		d.Private = must(oplog.Private{Text: map[uint]string{1: text}}.MarshalBinary())
	}
}

// facts returns a facts map of about n bytes.
func facts(n int) []byte {
	return must(oplog.Marshal(map[uint]any{1: make([]byte, n)}))
}

// write commits drafts, a minute apart, and returns the heads.
func (l *log) write(drafts ...oplog.Draft) []oplog.SignedHead {
	l.t.Helper()
	w, err := oplog.NewWriter(l.key, l.system, l.tip, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, d := range drafts {
		link, err := w.Append(noon.Add(time.Duration(len(l.links))*time.Minute), d)
		if err != nil {
			l.t.Fatal(err)
		}
		l.links = append(l.links, link)
		l.records = append(l.records, link.Record)
	}
	heads, err := w.Heads()
	if err != nil {
		l.t.Fatal(err)
	}
	l.tip = w.Tip()
	return heads
}

// at returns what a replica knows that holds the log up to seq.
func (l *log) at(seq uint64) oplog.Tip {
	if seq == 0 {
		return oplog.Tip{}
	}
	link := l.links[seq-1]
	return oplog.Tip{Seq: seq, Hash: link.Hash, Clock: link.Clock}
}

// run returns the run of entries first to last, signed.
func (l *log) run(first, last uint64) *oplog.Run {
	l.t.Helper()
	end := l.links[last-1]
	head := must(oplog.SignHead(l.key, last, end.Hash))
	return &oplog.Run{
		Device: end.Device, First: first, Prev: l.links[first-1].Prev,
		Records: append([]oplog.Record(nil), l.records[first-1:last]...),
		Hash:    end.Hash, Signature: head.Signature,
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
