package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// ledger is the stays of the rooms y that a condition names, as of today, without titles and guests.
func (a *asking) ledger(ctx context.Context, condition string, args ...any) ([]marketplace.Stay, error) {
	var stays []marketplace.Stay
	err := a.eachStay(ctx, condition, args, func(s *marketplace.Stay) { stays = append(stays, *s) })
	return stays, err
}

// eachStay goes over the stays of ledger, each in the place of the one before. Which nights are slept and planned is
// EachStay's to say.
func (a *asking) eachStay(ctx context.Context, condition string, args []any, take func(*marketplace.Stay)) error {
	policies := make(map[int64]marketplace.Ref, len(a.sys.Caps))
	for i := range a.sys.Caps {
		entry, err := entryRow(ctx, a.querier, a.sys.Caps[i].Ref)
		if err != nil {
			return err
		}
		policies[entry] = a.sys.Caps[i].Ref
	}
	var room marketplace.Room
	u := unpacker{words: map[string]string{}}
	return a.each(ctx, "SELECT y.packed FROM stay y"+condition, args, func(scan scanner) error {
		var packed []byte
		if err := scan(&packed); err != nil {
			return err
		}
		if err := u.room(packed, policies, &room); err != nil {
			return err
		}
		marketplace.EachStay(a.sys, &room, a.today, take)
		return nil
	})
}
