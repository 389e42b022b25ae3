package sqlite

import (
	"cmp"
	"container/heap"
	"context"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Held says how far a device's log is held here, up to a signed head, and the hash of the entry there.
type Held struct {
	Device oplog.DeviceID
	Seq    uint64
	Hash   oplog.Hash
}

// Heads says how far each device's log is held, ordered by device.
func (s *Store) Heads(ctx context.Context) ([]Held, error) {
	var all []Held
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT key, seq, hash FROM device WHERE seq > 0 ORDER BY key`, nil, func(scan scanner) error {
			var h Held
			err := scan(&h.Device, &h.Seq, &h.Hash)
			all = append(all, h)
			return err
		})
	})
	return all, err
}

// Moved is a log that grew or was cut. Forked says that a proven fork ends it at Cut.
type Moved struct {
	Held
	Forked bool
	Cut    Cut
}

// MovedSince is the logs that grew or were cut after a revision of the store, all of them after -1, ordered by device;
// and the revision that has been looked at, for the next time. Where something changed and no log is marked as moved, an
// older Settle may be open on the file, which marks none: then it is all of them.
func (s *Store) MovedSince(ctx context.Context, revision int64) (moved []Moved, now int64, err error) {
	now = revision
	err = s.readers.look(ctx, func(q querier) error {
		m, err := readMeta(ctx, q)
		if err != nil || m.revision == revision {
			return err
		}
		if moved, err = movedAfter(ctx, q, revision); err == nil && len(moved) == 0 {
			moved, err = movedAfter(ctx, q, -1)
		}
		now = m.revision
		return err
	})
	return moved, now, err
}

func movedAfter(ctx context.Context, q querier, revision int64) (moved []Moved, err error) {
	err = q.each(ctx, `SELECT key, seq, device.hash, fork.device IS NOT NULL, fork.at, fork.hash FROM device LEFT JOIN fork ON fork.device = device.id
		WHERE revision > ? ORDER BY key`, []any{revision}, func(scan scanner) error {
		var m Moved
		err := scan(&m.Device, &m.Seq, &m.Hash, &m.Forked, &m.Cut.At, &m.Cut.Hash)
		m.Cut.Device = m.Device
		moved = append(moved, m)
		return err
	})
	return moved, err
}

// ReadRuns reads whole runs of several ranges, the run whose first entry has the earliest clock first, so that what
// others rest on comes before them. It stops before the run that would take bodies and private parts past maxBytes, but
// answers at least one where anything is held. A range that ends between two heads is read to the later one.
func (s *Store) ReadRuns(ctx context.Context, ranges []oplog.Range, maxBytes int) ([]*oplog.Run, error) {
	var runs []*oplog.Run
	err := s.readers.look(ctx, func(q querier) error {
		queue, err := queueRuns(ctx, q, ranges)
		if err != nil {
			return err
		}
		for size := 0; len(queue) > 0; {
			next := &queue[0]
			run, err := readRun(ctx, q, next.Device, next.From)
			if err != nil {
				return err
			}
			if run != nil {
				if size += runSize(run); size > maxBytes && len(runs) > 0 {
					return nil
				}
				runs = append(runs, run)
				next.From = run.Last() + 1
			}
			more := false
			if run != nil {
				if more, err = next.find(ctx, q); err != nil {
					return err
				}
			}
			if more {
				heap.Fix(&queue, 0)
			} else {
				heap.Pop(&queue)
			}
		}
		return nil
	})
	return runs, err
}

func runSize(run *oplog.Run) int {
	size := 0
	for i := range run.Records {
		size += len(run.Records[i].Body) + len(run.Records[i].Private)
	}
	return size
}

// waitingRange is a range of which From is the next to read, with the clock of that entry.
type waitingRange struct {
	oplog.Range
	clock oplog.Clock
}

// find looks up the clock of the next entry; false where there is none.
func (w *waitingRange) find(ctx context.Context, q querier) (bool, error) {
	if w.From > w.To || w.From < 1 || w.From > maxSeq {
		return false, nil
	}
	number, err := deviceNumber(ctx, q, marketplace.DeviceID(w.Device))
	if err != nil || number == 0 {
		return false, err
	}
	return one(ctx, q, `SELECT clock FROM entry WHERE id = ?`, []any{rowID(number, w.From)}, &w.clock)
}

// runQueue is a heap with the earliest clock first.
type runQueue []waitingRange

func (r runQueue) Len() int      { return len(r) }
func (r runQueue) Swap(i, j int) { r[i], r[j] = r[j], r[i] }
func (r runQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(r[i].clock, r[j].clock), r[i].Device.Compare(r[j].Device)) < 0
}
func (r *runQueue) Push(x any) { *r = append(*r, x.(waitingRange)) }
func (r *runQueue) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}

func queueRuns(ctx context.Context, q querier, ranges []oplog.Range) (runQueue, error) {
	var queue runQueue
	for _, r := range ranges {
		w := waitingRange{Range: r}
		ok, err := w.find(ctx, q)
		if err != nil {
			return nil, err
		}
		if ok {
			queue = append(queue, w)
		}
	}
	heap.Init(&queue)
	return queue, nil
}

// Admission is whether a device may take part.
type Admission uint8

// The admissions.
const (
	AdmissionUnknown Admission = iota // its membership is not in effect here (yet): it may send the proof of it
	AdmissionMember
	AdmissionRevoked // or its proof is void
)

// Admission says whether the device may take part, as the entries that are here have it. It changes with a
// marketplace.Change that tells of members.
func (s *Store) Admission(ctx context.Context, id oplog.DeviceID) (Admission, error) {
	admission := AdmissionUnknown
	err := s.readers.look(ctx, func(q querier) error {
		sys, err := s.systemAt(ctx, q)
		if err != nil {
			return err
		}
		admission = admissionOf(sys, marketplace.DeviceID(id))
		return nil
	})
	return admission, err
}

// Recipients is the keys of all devices that take part now, in order: whom a file for everybody is encrypted to.
func (s *Store) Recipients(ctx context.Context) ([]identity.Recipient, error) {
	var all []identity.Recipient
	err := s.readers.look(ctx, func(q querier) error {
		sys, err := s.systemAt(ctx, q)
		if err != nil {
			return err
		}
		for id, d := range sys.Devices {
			if _, ok := sys.ActorOf(id); ok {
				all = append(all, identity.Recipient(d.Recipient))
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b identity.Recipient) int { return slices.Compare(a[:], b[:]) })
	all = slices.Compact(all)
	if self := s.device(); self != nil {
		all = usable(self.Key(), all)
	}
	return all, err
}
