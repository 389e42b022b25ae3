package replication

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Exporting says what goes into a bundle.
type Exporting struct {
	// Since leaves out what the machine that made this other bundle held; nil leaves nothing out.
	Since *Contents
	// For is the invitation of somebody who is to open it before they take part; nil for members alone.
	For *Invitation
	// NoPhotos leaves photos out.
	NoPhotos bool
	// Replace lets the bundle take the place of a file of that name, once it is whole.
	Replace  bool
	Progress Progress
}

// Export saves a bundle in a file. It is whole and on disk when Export returns; a job that is cancelled leaves no
// file. It fails with Refused where there is a file of that name that is not to be replaced, and with Unavailable where the disk does not take it.
func Export(ctx context.Context, store *sqlite.Store, file string, o Exporting) (Contents, error) {
	to, err := readersOf(ctx, store, o)
	if err != nil {
		return Contents{}, err
	}
	if _, err := os.Lstat(file); err == nil && !o.Replace {
		return Contents{}, marketplace.Errorf(marketplace.Refused, "There is a file of that name already. Choose another name.")
	}
	const full = "The bundle could not be saved there. Look whether the stick is still in, has room and may be written to, then try again."
	part := file + ".part"
	out, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return Contents{}, unreadable(err, full)
	}
	c, err := exportTo(ctx, store, out, to, o)
	if err == nil {
		err = unreadable(out.Sync(), full)
	}
	if shut := out.Close(); err == nil {
		err = unreadable(shut, full)
	}
	if err == nil {
		err = unreadable(os.Rename(part, file), full)
	}
	if err != nil {
		err = errors.Join(err, ignoreMissing(os.Remove(part)))
		if failed, ok := errors.AsType[*fs.PathError](err); ok {
			return Contents{}, unreadable(failed, full)
		}
	}
	return c, err
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// readersOf is whom the bundle is encrypted to: everybody who takes part as far as is known here, or, from a machine
// that is still to be admitted, the one that invited it.
func readersOf(ctx context.Context, store *sqlite.Store, o Exporting) ([]identity.Recipient, error) {
	to, err := store.Recipients(ctx)
	if err != nil {
		return nil, err
	}
	if o.For != nil {
		opening, err := o.For.OneUse.Opening()
		if err != nil {
			return nil, err
		}
		to = append(to, opening.Recipient())
	}
	j, waits, err := Waits(ctx, store)
	if err != nil {
		return nil, err
	}
	if waits && j.Inviter != (identity.Recipient{}) {
		to = append(to, j.Inviter)
	}
	switch {
	case len(to) == 0:
		return nil, marketplace.Errorf(marketplace.Refused, "This computer does not know yet whom a bundle is for. Import a bundle of somebody who takes part first, or join with the invitation's file.")
	case len(to) > identity.MaxReaders:
		return nil, marketplace.Errorf(marketplace.Refused, "More than %d computers take part, and a bundle cannot be encrypted for so many.", identity.MaxReaders)
	}
	return to, nil
}

// exporter writes one bundle.
type exporter struct {
	ctx      context.Context
	store    *sqlite.Store
	w        *bufio.Writer
	o        Exporting
	contents Contents
	ranges   []oplog.Range
	photos   []marketplace.BlobID
	done     int
}

func exportTo(ctx context.Context, store *sqlite.Store, out io.Writer, to []identity.Recipient, o Exporting) (Contents, error) {
	e := &exporter{ctx: ctx, store: store, o: o}
	if err := e.plan(); err != nil {
		return Contents{}, err
	}
	encrypted, err := identity.EncryptFile(out, to)
	if err != nil {
		return Contents{}, err
	}
	e.w = bufio.NewWriterSize(encrypted, 64<<10)
	_, err = e.w.Write(e.contents.bytes())
	for _, step := range []func() error{e.forks, e.entries, e.blobs, func() error { return e.w.WriteByte(itemEnd) }, e.w.Flush, encrypted.Close} {
		if err == nil {
			err = step()
		}
		if err == nil {
			err = ctx.Err()
		}
	}
	return e.contents, err
}

// plan says what goes in: all that is held now. What comes meanwhile is for another bundle.
func (e *exporter) plan() error {
	system, _, err := e.store.Identity(e.ctx)
	if err != nil {
		return err
	}
	e.contents = Contents{System: system, From: oplog.DeviceID(e.store.Device()), Made: time.Now().UTC().Truncate(time.Second)}
	theirs := map[oplog.DeviceID]uint64{}
	var seen []uint64
	if e.o.Since != nil {
		if e.o.Since.System != system {
			return errForeign
		}
		for _, h := range e.o.Since.Held {
			theirs[h.Device] = h.Seq
		}
		seen = e.o.Since.Shown
	}
	if e.contents.Held, err = e.store.Heads(e.ctx); err != nil {
		return err
	}
	for _, h := range e.contents.Held {
		if from := theirs[h.Device] + 1; from <= h.Seq {
			e.ranges = append(e.ranges, oplog.Range{Device: h.Device, From: from, To: h.Seq})
			e.contents.Entries += h.Seq - from + 1
		}
	}
	var after marketplace.BlobID
	for len(e.contents.Shown) < maxShown {
		ids, err := e.store.HeldBlobs(e.ctx, after, 1000)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids[:min(len(ids), maxShown-len(e.contents.Shown))] {
			short := binary.BigEndian.Uint64(id[:])
			e.contents.Shown = append(e.contents.Shown, short)
			if _, there := slices.BinarySearch(seen, short); !there && !e.o.NoPhotos {
				e.photos = append(e.photos, id)
				e.contents.Photos++
			}
		}
		after = ids[len(ids)-1]
	}
	return nil
}

// forks writes the proofs of two histories that are known here.
func (e *exporter) forks() error {
	cuts, err := e.store.Cuts(e.ctx)
	if err != nil {
		return err
	}
	for _, c := range cuts {
		a, b, err := e.store.ForkProof(e.ctx, c.Device)
		if err != nil || a == nil {
			return err
		}
		if err := e.w.WriteByte(itemFork); err != nil {
			return err
		}
		for _, run := range []*oplog.Run{a, b} {
			if err := e.runs([]*oplog.Run{run}, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// entries writes the runs, the earliest first, so that what others rest on is there before them.
func (e *exporter) entries() error {
	const most = 1 << 20
	ranges := e.ranges
	for len(ranges) > 0 {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		runs, err := e.store.ReadRuns(e.ctx, ranges, most)
		if err != nil {
			return err
		}
		if len(runs) == 0 {
			return nil
		}
		if err := e.runs(runs, true); err != nil {
			return err
		}
		last := map[oplog.DeviceID]uint64{}
		for _, r := range runs {
			last[r.Device] = r.Last()
			e.step(len(r.Records))
		}
		ranges = slices.DeleteFunc(slices.Clone(ranges), func(r oplog.Range) bool { return last[r.Device] >= r.To })
		for i := range ranges {
			ranges[i].From = max(ranges[i].From, last[ranges[i].Device]+1)
		}
	}
	return nil
}

func (e *exporter) runs(runs []*oplog.Run, item bool) error {
	frames, err := replica.PackRuns(runs)
	if err != nil {
		return err
	}
	for _, frame := range frames {
		if item {
			if err := e.w.WriteByte(itemRuns); err != nil {
				return err
			}
		}
		if _, err := e.w.Write(frame); err != nil {
			return err
		}
	}
	return nil
}

// blobs writes the photos. One that has gone meanwhile is passed over.
func (e *exporter) blobs() error {
	for _, id := range e.photos {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		jpeg, ok, err := e.store.Blob(e.ctx, id)
		if err != nil {
			return err
		}
		if ok && len(jpeg) > 0 && len(jpeg) <= maxBlob {
			head := binary.BigEndian.AppendUint32([]byte{itemPhoto}, uint32(len(jpeg)))
			if _, err := e.w.Write(append(head, jpeg...)); err != nil {
				return err
			}
		}
		e.step(1)
	}
	return nil
}

func (e *exporter) step(n int) {
	e.done += n
	if e.o.Progress != nil {
		e.o.Progress(e.done, int(e.contents.Entries)+e.contents.Photos)
	}
}
