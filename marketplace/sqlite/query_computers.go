package sqlite

import (
	"cmp"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// Computers is every computer that takes part or took part, those that wait because another used their invitation too,
// and those that are out because the one that named them was revoked, in the order in which they joined.
func (s *Store) Computers(ctx context.Context) ([]marketplace.ComputerRow, error) {
	rows := []marketplace.ComputerRow{}
	err := s.ask(ctx, func(a *asking) error {
		for _, d := range a.sys.Devices {
			rows = append(rows, marketplace.ComputerRow{Device: d.ID, Person: d.Person, Revoked: d.Revoked})
		}
		for _, i := range a.sys.Invitations {
			for _, id := range i.Uses {
				if a.sys.Devices[id] == nil {
					rows = append(rows, marketplace.ComputerRow{Device: id})
				}
			}
		}
		for _, id := range a.sys.Disowned() {
			rows = append(rows, marketplace.ComputerRow{Device: id, Revoked: true})
		}
		for n := range rows {
			r := &rows[n]
			r.Here = r.Device == a.self && !a.self.IsZero()
			first, err := entryRow(ctx, a.querier, marketplace.Ref{Device: r.Device, Seq: 1})
			if err != nil {
				return err
			}
			e, found, err := entryAt(ctx, a.querier, first)
			if err != nil {
				return err
			}
			if found {
				r.Joined = e.entry.Clock.Instant()
			}
			if r.Seen, r.AlwaysOn, err = a.heard(ctx, r.Device); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(rows, func(x, y marketplace.ComputerRow) int {
		return cmp.Or(cmp.Compare(x.Joined, y.Joined), slices.Compare(x.Device[:], y.Device[:]))
	})
	return rows, err
}

// KeptRooms is the rooms whose calendar a device keeps, by postcode, rent and id: those that it wrote to, and those that
// were given to it and that it has not taken up yet. It reads every entry for its name, and folds each room of these.
func (s *Store) KeptRooms(ctx context.Context, device marketplace.DeviceID) ([]marketplace.RoomRow, error) {
	rows := []marketplace.RoomRow{}
	err := s.ask(ctx, func(a *asking) error {
		number, err := deviceNumber(ctx, a.querier, device)
		if err != nil || number == 0 {
			return err
		}
		rooms, err := mayKeep(ctx, a, device, number)
		if err != nil {
			return err
		}
		var kept []marketplace.ID
		for _, id := range rooms {
			f, err := a.fold(ctx, id, marketplace.AggregateRoom)
			if err != nil {
				return err
			}
			if f.room != nil && f.room.Keeper == device && f.room.State != marketplace.RoomRetired {
				kept = append(kept, id)
			}
		}
		if len(kept) == 0 {
			return nil
		}
		var w where
		var ids []string
		for _, id := range kept {
			ids = append(ids, id.String())
		}
		w.and("lower(hex(r.id)) IN (SELECT value FROM json_each(?))", list(ids))
		rows, err = a.rooms(ctx, w, len(kept), 0)
		return err
	})
	return rows, err
}

// mayKeep is the rooms and offers among which are those that a device keeps: what it wrote to and, since a keeper that
// has not begun may have written nothing, what names it.
func mayKeep(ctx context.Context, q querier, device marketplace.DeviceID, number int64) (all []marketplace.ID, err error) {
	err = q.each(ctx, `SELECT subject FROM aggregate WHERE kind IN (?, ?) AND id IN
		(SELECT aggregate FROM entry WHERE id BETWEEN ? AND ? UNION ALL SELECT aggregate FROM entry WHERE instr(body, ?)) ORDER BY id`,
		[]any{marketplace.AggregateRoom, marketplace.AggregateOffer, rowID(number, 0), rowID(number, maxSeq), device}, func(scan scanner) error {
			var id marketplace.ID
			err := scan(&id)
			all = append(all, id)
			return err
		})
	return all, err
}

// WrittenBefore is how many entries a device wrote before a moment, by its own clock: the last of them is the last good
// one where somebody else has had the computer since.
func (s *Store) WrittenBefore(ctx context.Context, device marketplace.DeviceID, at marketplace.Instant) (uint64, error) {
	var last int64
	err := s.ask(ctx, func(a *asking) error {
		number, err := deviceNumber(ctx, a.querier, device)
		if err != nil || number == 0 {
			return err
		}
		_, err = one(ctx, a, `SELECT coalesce(max(id), 0) FROM entry WHERE id BETWEEN ? AND ? AND clock < ?`,
			[]any{rowID(number, 0), rowID(number, maxSeq), at.Time().UnixMilli() << 16}, &last)
		return err
	})
	return seqOfRow(last), err
}
