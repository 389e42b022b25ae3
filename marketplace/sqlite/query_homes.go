package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// Homes implements marketplace.Queries: this person's own first, then those that their organisation offers.
func (s *Store) Homes(ctx context.Context) ([]marketplace.HomeRow, error) {
	rows := []marketplace.HomeRow{}
	err := s.ask(ctx, func(a *asking) error {
		if a.me.Person.IsZero() {
			return nil
		}
		var lasts []int64
		if err := a.each(ctx, `SELECT h.id, h.host, h.org, h.lodger_limit, h.allowance, h.last_entry, (SELECT count(*) FROM room r WHERE r.home = h.id AND r.state <> 4),
			coalesce(n.outcode, ''), coalesce(n.area, '')
			FROM home h LEFT JOIN room n ON n.room = (SELECT max(room) FROM room WHERE home = h.id) WHERE h.host = ?1 OR h.host IS NULL AND h.org IN (SELECT value FROM json_each(?2)) ORDER BY h.host IS NULL, h.id`,
			[]any{a.me.Person, list(a.follow(a.me.Org))}, func(scan scanner) error {
				var r marketplace.HomeRow
				var last int64
				err := scan(&r.Home, &r.Facts.Host, &r.Facts.Org, &r.Facts.LodgerLimit, &r.Facts.Allowance, &last, &r.RoomCount, &r.Outcode, &r.Area)
				rows, lasts = append(rows, r), append(lasts, last)
				return err
			}); err != nil {
			return err
		}
		for i := range rows {
			fields, err := a.opened(ctx, lasts[i])
			if err != nil {
				return err
			}
			rows[i].Address = fields[marketplace.FieldAddress]
		}
		return nil
	})
	return rows, err
}

// Photo implements marketplace.Queries.
func (s *Store) Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error) {
	var bytes []byte
	err := s.ask(ctx, func(a *asking) error {
		found, err := one(ctx, a, "SELECT bytes FROM blob WHERE id = ?", []any{id}, &bytes)
		if err == nil && !found {
			return notHere("photo")
		}
		return err
	})
	return bytes, err
}
