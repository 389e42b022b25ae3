package replication

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Importing says how a bundle is opened.
type Importing struct {
	// With is an invitation whose holder the bundle was made for; nil where the device's own keys open it.
	With     *Invitation
	Progress Progress
}

// Imported says what a bundle brought.
type Imported struct {
	Contents
	New       int // entries that were not here
	NewPhotos int
	NewParts  int // private parts that were owed
	Faults    int // runs that did not verify and were left out
	Forks     int // logs that are now known to have two histories
}

// Import takes in what a bundle holds and is not here, with the same checks as from the network. What was stored before
// a failure stays. It fails with one sentence where the file is none, is torn, belongs to another system or was not made
// for this device.
func Import(ctx context.Context, store *sqlite.Store, file string, o Importing) (Imported, error) {
	var done Imported
	err := withBundle(ctx, store, file, o.With, func(r *bufio.Reader, c Contents) error {
		i := importer{ctx: ctx, store: store, r: r, o: o}
		i.done.Contents = c
		err := i.run()
		done = i.done
		return err
	})
	return done, err
}

// Inspect says what a bundle holds and takes nothing in. It fails as Import does, except for what comes after the
// beginning.
func Inspect(ctx context.Context, store *sqlite.Store, file string, with *Invitation) (Contents, error) {
	var contents Contents
	err := withBundle(ctx, store, file, with, func(_ *bufio.Reader, c Contents) error {
		contents = c
		return nil
	})
	return contents, err
}

func withBundle(ctx context.Context, store *sqlite.Store, file string, with *Invitation, f func(*bufio.Reader, Contents) error) error {
	keys, err := keysOf(ctx, store, with)
	if err != nil {
		return err
	}
	in, err := os.Open(file)
	if err != nil {
		return unreadable(err, "The bundle cannot be read. Look whether the stick is in, then choose the file again.")
	}
	defer func() { _ = in.Close() }() // it is only read
	plain, err := identity.DecryptFile(bufio.NewReaderSize(in, 64<<10), keys...)
	if err != nil {
		return opened(err, false)
	}
	r := bufio.NewReaderSize(plain, 64<<10)
	c, err := readContents(r)
	if err != nil {
		return err
	}
	system, _, err := store.Identity(ctx)
	if err != nil {
		return err
	}
	if c.System != system {
		return errForeign
	}
	return f(r, c)
}

// keysOf is the keys that may open a bundle here.
func keysOf(ctx context.Context, store *sqlite.Store, with *Invitation) ([]identity.Key, error) {
	_, self, err := store.Identity(ctx)
	if err != nil {
		return nil, err
	}
	var keys []identity.Key
	if self != nil {
		keys = append(keys, self.Key())
	}
	if with != nil {
		opening, err := with.OneUse.Opening()
		if err != nil {
			return nil, err
		}
		keys = append(keys, opening)
	}
	j, err := joining(ctx, store)
	return append(keys, j.opening), err
}

// importer reads one bundle.
type importer struct {
	ctx   context.Context
	store *sqlite.Store
	r     *bufio.Reader
	o     Importing
	done  Imported

	held   map[oplog.DeviceID]sqlite.Held
	cuts   map[oplog.DeviceID]uint64
	owed   map[sqlite.Place]bool // private parts that are lacking here
	runs   []*oplog.Run          // read and not stored yet
	size   int
	passed int
}

func (i *importer) run() error {
	if err := i.look(); err != nil {
		return err
	}
	for {
		if err := i.ctx.Err(); err != nil {
			return err
		}
		kind, err := i.r.ReadByte()
		if err != nil {
			return errors.Join(i.flush(), torn(err))
		}
		if kind != itemRuns {
			if err := i.flush(); err != nil {
				return err
			}
		}
		switch kind {
		case itemRuns:
			err = i.entries()
		case itemFork:
			err = i.fork()
		case itemPhoto:
			err = i.photo()
		case itemEnd:
			if _, err := i.r.ReadByte(); !errors.Is(err, io.EOF) {
				return errTorn
			}
			return nil
		default:
			err = errTorn
		}
		if err != nil {
			return errors.Join(err, i.flush())
		}
	}
}

// torn says what ended the reading.
func torn(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, replica.ErrFrame) {
		return errTorn
	}
	return opened(err, true)
}

// mostOwed bounds the private parts that one bundle is searched for.
const mostOwed = 1 << 16

func (i *importer) look() error {
	heads, err := i.store.Heads(i.ctx)
	if err != nil {
		return err
	}
	i.held = make(map[oplog.DeviceID]sqlite.Held, len(heads))
	for _, h := range heads {
		i.held[h.Device] = h
	}
	cuts, err := i.store.Cuts(i.ctx)
	if err != nil {
		return err
	}
	i.cuts = make(map[oplog.DeviceID]uint64, len(cuts))
	for _, c := range cuts {
		i.cuts[c.Device] = c.At
	}
	owed, err := i.store.Owed(i.ctx, mostOwed)
	i.owed = make(map[sqlite.Place]bool, len(owed))
	for _, at := range owed {
		i.owed[at] = true
	}
	return err
}

// entries takes a frame of runs. What is held already is passed over, but for private parts that are owed.
func (i *importer) entries() error {
	frame, err := replica.ReadFrame(i.r)
	if err != nil {
		return torn(err)
	}
	runs, err := replica.UnpackRuns(frame)
	if err != nil {
		return errTorn
	}
	for _, run := range runs {
		i.step(len(run.Records))
		if err := i.parts(run); err != nil {
			return err
		}
		switch known, err := i.known(run); {
		case err != nil:
			return err
		case known:
			continue
		}
		i.runs = append(i.runs, run)
		i.size += len(frame) / len(runs)
	}
	if i.size < appendSize {
		return nil
	}
	return i.flush()
}

// known tells whether a run brings nothing new. One that brings another history of what is here is the proof of a fork.
func (i *importer) known(run *oplog.Run) (bool, error) {
	h := i.held[run.Device]
	if run.Last() > h.Seq {
		return false, nil
	}
	here, err := i.store.HashAt(i.ctx, sqlite.Place{Device: run.Device, Seq: run.Last()})
	if err != nil || here == run.Hash {
		return true, err
	}
	if err := i.flush(); err != nil {
		return true, err
	}
	found, err := i.compare(run)
	if !found {
		i.done.Faults++
	}
	return true, err
}

// parts stores the private parts of a run that are owed here.
func (i *importer) parts(run *oplog.Run) error {
	if len(i.owed) == 0 {
		return nil
	}
	for n := range run.Records {
		at := sqlite.Place{Device: run.Device, Seq: run.First + uint64(n)}
		if run.Records[n].State != oplog.Present || !i.owed[at] {
			continue
		}
		switch err := i.store.PutPart(i.ctx, at, run.Records[n].Private); {
		case errors.Is(err, marketplace.ErrInvalid):
			i.done.Faults++ // another part than the entry promises
		case err != nil:
			return err
		default:
			delete(i.owed, at)
			i.done.NewParts++
		}
	}
	return nil
}

// flush stores what was read.
func (i *importer) flush() error {
	if len(i.runs) == 0 {
		return nil
	}
	runs := i.runs
	i.runs, i.size = nil, 0
	done, err := i.store.Append(i.ctx, runs...)
	if err != nil {
		return err
	}
	i.done.New += done.Entries
	for _, h := range done.Held {
		i.held[h.Device] = h
	}
	for _, fault := range done.Faults {
		if errors.Is(fault, oplog.ErrDuplicate) {
			continue
		}
		found, err := i.prove(fault, runs)
		if err != nil {
			return err
		}
		if !found {
			i.done.Faults++
		}
	}
	return nil
}

// fork takes the proof of two histories.
func (i *importer) fork() error {
	var pair [2]*oplog.Run
	for n := range pair {
		frame, err := replica.ReadFrame(i.r)
		if err != nil {
			return torn(err)
		}
		runs, err := replica.UnpackRuns(frame)
		if err != nil || len(runs) != 1 {
			return errTorn
		}
		pair[n] = runs[0]
	}
	found, err := i.cut(pair[0], pair[1])
	if !found {
		i.done.Faults++
	}
	return err
}

// photo stores one photo. One that no room shows is left out.
func (i *importer) photo() error {
	f := fields{r: i.r}
	n := f.u32()
	if f.err != nil || n == 0 || n > maxBlob {
		return errTorn
	}
	jpeg := make([]byte, n)
	if f.fill(jpeg); f.err != nil {
		return torn(f.err)
	}
	i.step(1)
	id := marketplace.BlobID(sha256.Sum256(jpeg))
	if _, here, err := i.store.Blob(i.ctx, id); err != nil || here {
		return err
	}
	err := i.store.PutBlob(i.ctx, jpeg)
	switch {
	case errors.Is(err, marketplace.ErrRefused), errors.Is(err, marketplace.ErrInvalid):
		return nil
	case err == nil:
		i.done.NewPhotos++
	}
	return err
}

func (i *importer) step(n int) {
	i.passed += n
	if i.o.Progress != nil {
		total := int(min(i.done.Entries, 1<<40)) + i.done.Photos
		i.o.Progress(min(i.passed, total), total)
	}
}
