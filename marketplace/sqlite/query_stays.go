package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// stayReader reads rows of the ledger, each as a room with one booking: enough of both for StaysOf, whose rules the
// ledger goes by.
type stayReader struct {
	*asking
	policies map[int64]marketplace.Ref
	unpacker unpacker

	room    marketplace.Room
	booking marketplace.Booking
}

func (a *asking) stayReader(ctx context.Context) (*stayReader, error) {
	r := &stayReader{asking: a, policies: make(map[int64]marketplace.Ref, len(a.sys.Caps)), unpacker: unpacker{words: map[string]string{}}}
	r.room.Bookings = []*marketplace.Booking{&r.booking}
	for i := range a.sys.Caps {
		entry, err := entryRow(ctx, a.querier, a.sys.Caps[i].Ref)
		if err != nil {
			return nil, err
		}
		r.policies[entry] = a.sys.Caps[i].Ref
	}
	return r, nil
}

// read appends the stays of one row.
func (r *stayReader) read(packed []byte, stays []marketplace.Stay) ([]marketplace.Stay, error) {
	policy, err := r.unpacker.stay(packed, &r.room, &r.booking)
	if err != nil {
		return stays, err
	}
	r.booking.Cap = r.policies[policy]
	return append(stays, marketplace.StaysOf(r.sys, &r.room, r.today)...), nil
}

// ledger is the stays of the bookings y that a condition names, as of today, without titles and guests.
func (a *asking) ledger(ctx context.Context, condition string, args ...any) ([]marketplace.Stay, error) {
	r, err := a.stayReader(ctx)
	if err != nil {
		return nil, err
	}
	var count int
	if _, err := one(ctx, a, "SELECT count(*) FROM stay y"+condition, args, &count); err != nil {
		return nil, err
	}
	stays := make([]marketplace.Stay, 0, count)
	err = a.each(ctx, "SELECT y.packed FROM stay y"+condition, args, func(scan scanner) error {
		var packed []byte
		err := scan(&packed)
		if err == nil {
			stays, err = r.read(packed, stays)
		}
		return err
	})
	return stays, err
}
