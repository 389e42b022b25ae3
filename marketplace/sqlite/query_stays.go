package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// ledger is the stays of the rooms y that a condition names, as of today, without titles and guests. Which nights are
// slept and planned is StaysOf's to say.
func (a *asking) ledger(ctx context.Context, condition string, args ...any) ([]marketplace.Stay, error) {
	policies := make(map[int64]marketplace.Ref, len(a.sys.Caps))
	for i := range a.sys.Caps {
		entry, err := entryRow(ctx, a.querier, a.sys.Caps[i].Ref)
		if err != nil {
			return nil, err
		}
		policies[entry] = a.sys.Caps[i].Ref
	}
	var bookings int
	if _, err := one(ctx, a, "SELECT sum(y.bookings) FROM stay y"+condition, args, &bookings); err != nil {
		return nil, err
	}
	stays := make([]marketplace.Stay, 0, bookings)
	var room marketplace.Room
	u := unpacker{words: map[string]string{}, people: make([]marketplace.ID, 0, bookings)}
	err := a.each(ctx, "SELECT y.packed FROM stay y"+condition, args, func(scan scanner) error {
		var packed []byte
		if err := scan(&packed); err != nil {
			return err
		}
		if err := u.room(packed, policies, &room); err != nil {
			return err
		}
		stays = append(stays, marketplace.StaysOf(a.sys, &room, a.today)...)
		return nil
	})
	return stays, err
}
