package sqlite

import (
	"context"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Address is where a device was reached.
type Address struct {
	Device   oplog.DeviceID // zero: whoever answers there
	Address  string         // host:port; empty: heard of, but not known where
	AlwaysOn bool           // up day and night, by its own word
	At       time.Time      // when it was last heard of; zero: never
}

// Bounds on what is kept of addresses.
const (
	maxAddress   = 255 // letters
	maxAddresses = 4096
)

// Addresses is where devices were reached, the latest first.
func (s *Store) Addresses(ctx context.Context) ([]Address, error) {
	var all []Address
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT device, address, always_on, at FROM address ORDER BY at DESC, device, address`, nil, func(scan scanner) error {
			var a Address
			var at int64
			err := scan(&a.Device, &a.Address, &a.AlwaysOn, &at)
			if at != 0 {
				a.At = time.Unix(at, 0).UTC()
			}
			all = append(all, a)
			return err
		})
	})
	return all, err
}

// SaveAddresses replaces what is kept of addresses. It fails with Invalid for an address that is too long, or for too
// many.
func (s *Store) SaveAddresses(ctx context.Context, all []Address) error {
	if len(all) > maxAddresses {
		return marketplace.Errorf(marketplace.Invalid, "At most %d addresses of other computers are kept.", maxAddresses)
	}
	return s.write(ctx, func(t *tx) error {
		if err := t.exec(ctx, `DELETE FROM address`); err != nil {
			return err
		}
		for _, a := range all {
			if len(a.Address) > maxAddress {
				return marketplace.Errorf(marketplace.Invalid, "An address is the name of a computer and a port, such as node.trust.example:7946.")
			}
			at := int64(0)
			if !a.At.IsZero() {
				at = a.At.Unix()
			}
			if err := t.exec(ctx, `INSERT INTO address (device, address, always_on, at) VALUES (?, ?, ?, ?) ON CONFLICT (device, address) DO UPDATE
				SET always_on = excluded.always_on, at = max(at, excluded.at)`, a.Device, a.Address, a.AlwaysOn, at); err != nil {
				return err
			}
		}
		return nil
	})
}
