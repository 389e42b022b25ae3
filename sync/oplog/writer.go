package oplog

import (
	"crypto"
	"errors"
	"time"
)

// ErrClockFull means that the clocks seen have reached the end of what a clock
// can hold, which only a broken machine brings about.
var ErrClockFull = errors.New("a clock in this log is thousands of years ahead, so nothing can follow it")

// Draft is what its writer decides of an entry; the log decides the rest.
type Draft struct {
	Kind        string
	Version     uint32
	Subject     ID     // zero: the entry is the birth of its own subject
	Facts       []byte // from Marshal
	Private     []byte // from Private.MarshalBinary; nil for none
	DeleteAfter Day    // zero: never
}

// Writer appends entries to a device's own log within one transaction: make it
// from the tip read there, store every Link and every SignedHead it gives, or
// none. It is for one goroutine.
type Writer struct {
	signer crypto.Signer
	system Hash
	device DeviceID
	tip    Tip
	seen   Clock
	heads  []SignedHead
	bytes  int // written since the last head
	count  int // entries written since the last head
}

// NewWriter returns a writer for the log of the signer's ed25519 key, whose last
// entry is tip (zero for a log yet to be begun). System is the system id; zero
// makes the log's first entry a founding entry, whose hash is the id of a new
// system. Seen is the greatest clock of any device's entry that this machine has
// folded.
func NewWriter(signer crypto.Signer, system Hash, tip Tip, seen Clock) (*Writer, error) {
	device, err := deviceOf(signer)
	if err != nil {
		return nil, err
	}
	return &Writer{signer: signer, system: system, device: device, tip: tip, seen: max(seen, tip.Clock)}, nil
}

// Next returns the position of the entry that Append will write.
func (w *Writer) Next() Position {
	p := Position{Device: w.device, Seq: w.tip.Seq + 1, Prev: w.tip.Hash}
	if w.tip.Seq == 0 {
		p.Prev = w.system
	}
	return p
}

// NextSubject returns the subject of the next draft if that leaves Subject zero.
func (w *Writer) NextSubject() ID { return SubjectOf(w.device, w.tip.Seq+1) }

// Tip returns the last entry written, or the tip that the writer began with.
func (w *Writer) Tip() Tip { return w.tip }

// Append writes the next entry. It refuses, with nothing written, a draft that
// DecodeBody would refuse (ErrDamaged), one over MaxEntry (ErrTooLarge) and any
// once clocks are used up (ErrClockFull). It signs a head before the entry if
// the run would otherwise pass MaxRun.
func (w *Writer) Append(now time.Time, d Draft) (Link, error) {
	clock := Next(w.seen, now)
	if clock <= w.seen || w.tip.Seq >= MaxSeq-MaxRunEntries {
		return Link{}, ErrClockFull
	}
	l := Link{Entry: Entry{Facts: d.Facts, Header: Header{
		Position: w.Next(), Clock: clock, Kind: d.Kind, Version: d.Version,
		Subject: d.Subject, DeleteAfter: d.DeleteAfter,
	}}}
	if l.Subject.IsZero() {
		l.Subject = w.NextSubject()
	}
	if d.Private != nil {
		l.PrivateHash = HashPrivate(d.Private)
		l.Private, l.State = d.Private, Present
	}
	body, err := l.AppendBody(nil)
	if err != nil {
		return Link{}, err
	}
	l.Body = body
	if l.size() > MaxEntry {
		return Link{}, ErrTooLarge
	}
	if w.bytes+l.size() > MaxRun || w.count == MaxRunEntries {
		if err := w.sign(); err != nil {
			return Link{}, err
		}
	}
	l.Hash = l.Position.Hash(body)
	w.tip = Tip{Seq: l.Seq, Hash: l.Hash, Clock: clock}
	w.seen = clock
	w.bytes, w.count = w.bytes+l.size(), w.count+1
	return l, nil
}

func (w *Writer) sign() error {
	if w.count == 0 {
		return nil
	}
	head, err := SignHead(w.signer, w.tip.Seq, w.tip.Hash)
	if err != nil {
		return err
	}
	w.heads = append(w.heads, head)
	w.bytes, w.count = 0, 0
	return nil
}

// Heads signs the last entry and returns, oldest first, every head signed since
// it was last called: at least one if anything was written. Call it at the end
// of the transaction.
func (w *Writer) Heads() ([]SignedHead, error) {
	if err := w.sign(); err != nil {
		return nil, err
	}
	heads := w.heads
	w.heads = nil
	return heads, nil
}
