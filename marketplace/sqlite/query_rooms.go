package sqlite

import (
	"context"
	"encoding/json"
	"slices"

	"settle.example/settle/marketplace"
)

// roomStateAt is a room's state as Room.StateAt has it, with the date as its argument.
const roomStateAt = "iif(r.state = 1 AND r.lapses <= ?, 5, r.state)"

// overCap tells whether a room's rent is over the cap, with the policy's row as its argument.
const overCap = "r.week > (SELECT c.most FROM cap_area c WHERE c.cap = ? AND c.area = r.area)"

// roomFrom is the tables of a room list; the host's name is joined for what people search by.
const roomFrom = ` FROM room r LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1
	LEFT JOIN person p ON p.id = r.host LEFT JOIN text n ON n.entry = p.name_entry AND n.field = 3`

// Rooms implements marketplace.Queries: by outcode, then by rent.
func (s *Store) Rooms(ctx context.Context, f marketplace.RoomFilter) ([]marketplace.RoomRow, error) {
	var rows []marketplace.RoomRow
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereRooms(ctx, f)
		if err != nil {
			return err
		}
		limit, offset := page(f.Limit, f.Offset)
		rows, err = a.rooms(ctx, w, limit, offset)
		return err
	})
	return rows, err
}

// CountRooms implements marketplace.Queries.
func (s *Store) CountRooms(ctx context.Context, f marketplace.RoomFilter) (int, error) {
	n := 0
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereRooms(ctx, f)
		if err != nil {
			return err
		}
		_, err = one(ctx, a, "SELECT count(*) FROM room r"+roomSearchJoin(f)+w.String(), w.args, &n)
		return err
	})
	return n, err
}

// roomSearchJoin is what a filter needs beside the room itself.
func roomSearchJoin(f marketplace.RoomFilter) string {
	if f.Text == "" {
		return ""
	}
	return roomFrom[len(" FROM room r"):]
}

func (a *asking) whereRooms(ctx context.Context, f marketplace.RoomFilter) (where, error) {
	var w where
	if f.Mine {
		mine := []where{}
		if !a.me.Person.IsZero() {
			var host where
			host.and("r.host = ?", a.me.Person)
			mine = append(mine, host)
		}
		if orgs := a.myOrgs(); len(orgs) > 0 {
			var org where
			org.and("r.host IS NULL AND r.host_org IN (SELECT value FROM json_each(?))", list(orgs))
			mine = append(mine, org)
		}
		w.either(mine...)
	}
	if f.HostOrg != "" {
		w.and("r.host_org = ?", f.HostOrg)
	}
	if f.State != nil {
		w.and(roomStateAt+" = ?", a.today, *f.State)
	}
	if f.Pending {
		w.and("r.pending = 1 AND r.state <> 4")
	}
	if f.Reprice {
		policy, err := a.policy(ctx)
		if err != nil {
			return w, err
		}
		w.and("r.state <> 4 AND "+overCap, policy)
	}
	if f.Text != "" {
		pattern := like(f.Text)
		w.and(`(t.value LIKE ? ESCAPE '\' OR r.outcode LIKE ? ESCAPE '\' OR r.area LIKE ? ESCAPE '\' OR n.value LIKE ? ESCAPE '\')`,
			pattern, pattern, pattern, pattern)
	}
	return w, nil
}

// policy is the row of the cap policy in force; 0 where there is none.
func (a *asking) policy(ctx context.Context) (int64, error) {
	c, ok := a.sys.CapOn(a.today)
	if !ok {
		return 0, nil
	}
	return entryRow(ctx, a.querier, c.Ref)
}

const roomColumns = `r.room, r.id, t.value, r.outcode, r.area, r.week, ` + roomStateAt + `, r.pending, r.host_org, r.host, n.value, r.supply, r.photo,
	r.home, r.sealed, r.state,
	(SELECT count(*) FROM booking b WHERE b.room = r.room AND ` + bookingStateAt + ` IN (1, 2, 3, 4, 13)),
	(SELECT min(b.starts) FROM booking b WHERE b.room = r.room AND b.starts >= ? AND b.held_to > 0)`

func (a *asking) rooms(ctx context.Context, w where, limit, offset int) ([]marketplace.RoomRow, error) {
	query := "SELECT " + roomColumns + " FROM (SELECT r.room AS found" + roomFrom + w.String() + " ORDER BY r.outcode, r.week, r.id LIMIT ? OFFSET ?)" +
		" CROSS JOIN room r ON r.room = found" + roomFrom[len(" FROM room r"):] + " ORDER BY r.outcode, r.week, r.id"
	args := append([]any{a.today, a.now, a.today}, w.args...)
	rows := []marketplace.RoomRow{}
	var entries []string
	err := a.each(ctx, query, append(args, limit, offset), func(scan scanner) error {
		var r marketplace.RoomRow
		var stored marketplace.RoomState
		var host marketplace.ID
		var sealed string
		err := scan(nil, &r.Room, &r.Title, &r.Outcode, &r.Area, &r.Week, &r.State, &r.Pending, &r.HostOrg, &host, &r.HostName, &r.Supply, &r.Photo,
			&r.Home, &sealed, &stored, &r.Open, &r.NextFrom)
		r.Title = titleOf(r.Title, r.Outcode)
		r.CapWeek, _ = a.capOf(r.Area)
		r.Reprice = stored != marketplace.RoomRetired && r.CapWeek > 0 && r.Week > r.CapWeek
		rows, entries = append(rows, r), append(entries, sealed)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Ref, err = a.reference(ctx, entries[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// reference is the reference that an import gave a room, where this device may open it. Of several entries that hold
// one the last counts.
func (a *asking) reference(ctx context.Context, sealed string) (string, error) {
	var entries []int64
	if err := json.Unmarshal([]byte(sealed), &entries); err != nil {
		return "", err
	}
	for _, entry := range slices.Backward(entries) {
		fields, err := a.opened(ctx, entry)
		if err != nil {
			return "", err
		}
		if ref, ok := fields[marketplace.FieldReference]; ok {
			return ref, nil
		}
	}
	return "", nil
}

// titleOf is a room's title, or what stands in for one that is not here.
func titleOf(title, outcode string) string {
	switch {
	case title != "":
		return title
	case outcode != "":
		return "Room in " + outcode
	}
	return "Room"
}
