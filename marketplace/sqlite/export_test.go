package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// What tests reach into the store for.
var (
	// Follow makes a store that writes nothing of its own.
	Follow = follow
	// Said turns errors into sentences.
	Said = said
)

// Volatile lets a store that no test kills skip the disk's flush, which is most of what a commit takes.
func Volatile(s *Store) error { return Tune(s, "PRAGMA synchronous = OFF") }

// Tune runs a statement on the connection that writes.
func Tune(s *Store, statement string) error {
	c, err := s.takeWriter(context.Background())
	if err != nil {
		return err
	}
	defer s.giveWriter(c)
	return c.script(statement)
}

// Outcomes counts entries by what the folds made of them.
func Outcomes(s *Store) (map[string]int, error) {
	counts := map[string]int{}
	err := s.readers.look(context.Background(), func(q querier) error {
		return q.each(context.Background(), "SELECT coalesce(why, ''), count(*) FROM entry GROUP BY 1", nil, func(scan scanner) error {
			var why string
			var n int
			err := scan(&why, &n)
			counts[why] = n
			return err
		})
	})
	return counts, err
}

// Fold reads bodies as they lie in a file and folds those that can be read.
func Fold(sys *marketplace.System, kind marketplace.AggregateKind, bodies [][]byte) {
	var all []stored
	for i, body := range bodies {
		e, err := decode(rowID(1, uint64(i+1)), marketplace.DeviceID{1}, make([]byte, 32), body, 0, "")
		if err == nil {
			all = append(all, e)
		}
	}
	sortEntries(all)
	foldEntries(sys, kind, all)
	marketplace.FoldSystem(foldable(all), nil)
}

// EntriesOf is the rows of all entries that a store holds.
func EntriesOf(tb interface{ Fatal(...any) }, s *Store) map[int64]bool {
	rows := map[int64]bool{}
	if err := s.readers.look(context.Background(), func(q querier) error {
		return q.each(context.Background(), "SELECT id FROM entry", nil, func(scan scanner) error {
			var row int64
			err := scan(&row)
			rows[row] = true
			return err
		})
	}); err != nil {
		tb.Fatal(err)
	}
	return rows
}

// OpenedWith is the kinds of those entries of at, but for the ones named before, of which some box or grant opens with a
// key that holder has.
func OpenedWith(tb interface{ Fatal(...any) }, holder, at *Store, before map[int64]bool) (kinds []string) {
	ctx := context.Background()
	var keys []identity.Key
	err := holder.readers.look(ctx, func(q querier) (err error) {
		keys, err = holder.ringKeys(ctx, q)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	err = at.readers.look(ctx, func(q querier) error {
		sys, err := at.systemAt(ctx, q)
		if err != nil {
			return err
		}
		return q.each(ctx, "SELECT entry FROM private WHERE bytes IS NOT NULL", nil, func(scan scanner) error {
			var row int64
			if err := scan(&row); err != nil || before[row] {
				return err
			}
			e, _, err := entryAt(ctx, q, row)
			if err != nil {
				return err
			}
			p, _, err := at.private(ctx, q, row)
			for _, box := range p.Sealed {
				_, err := identity.Unseal(box, oplog.DeviceID(e.entry.Ref.Device), keys...)
				opens := err == nil
				for i := range sys.Rings {
					_, err := identity.OpenRingKey(box.Ciphertext, identity.Ring{Public: identity.Recipient(sys.Rings[i].Recipient)}, keys...)
					opens = opens || err == nil
				}
				if opens {
					kinds = append(kinds, e.entry.Kind)
				}
			}
			return err
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return kinds
}

// Readers is how many rings each sealed box of the entries of a kind names, in the order of the log.
func Readers(tb interface{ Fatal(...any) }, s *Store, kind string) (rings []int) {
	ctx := context.Background()
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, "SELECT entry FROM private WHERE bytes IS NOT NULL ORDER BY entry", nil, func(scan scanner) error {
			var row int64
			if err := scan(&row); err != nil {
				return err
			}
			e, _, err := entryAt(ctx, q, row)
			if err != nil || e.entry.Kind != kind {
				return err
			}
			p, _, err := s.private(ctx, q, row)
			for _, box := range p.Sealed {
				rings = append(rings, len(box.Rings))
			}
			return err
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return rings
}

// Rings is the rings of the system.
func Rings(tb interface{ Fatal(...any) }, s *Store) []marketplace.Ring {
	ctx := context.Background()
	var sys *marketplace.System
	err := s.readers.look(ctx, func(q querier) (err error) {
		sys, err = s.systemAt(ctx, q)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return sys.Rings
}

// What the system says of a full disk, and of one that takes no writing.
var DiskFull, ReadOnlyDisk = diskFull[0], readOnly[0]

// Await lets n rooms that are not here wait for an entry of a device's log.
func Await(s *Store, n int, last marketplace.Ref) error {
	ctx := context.Background()
	return s.write(ctx, func(t *tx) error {
		for i := range n {
			if err := t.exec(ctx, `INSERT INTO awaited (subject, device, seq) VALUES (?, ?, ?)`, marketplace.ID{0, byte(i), byte(i >> 8)}, last.Device, last.Seq); err != nil {
				return err
			}
		}
		t.nextRevision()
		return nil
	})
}

// InView shows what a command would look at.
func InView(s *Store, f func(marketplace.View)) error {
	ctx := context.Background()
	return s.write(ctx, func(t *tx) error {
		v := &view{ctx: ctx, t: t}
		f(v)
		return v.err
	})
}
