package sqlite

import (
	"context"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Address is where a device was reached.
type Address struct {
	Device  oplog.DeviceID
	Address string // host:port
	At      time.Time
}

// Bounds on what is kept of addresses.
const (
	maxAddress          = 255 // letters
	addressesOfDevice   = 8
	addressesOfAll      = 4096
	forgetAddressesLess = `DELETE FROM address WHERE (device, address) NOT IN (SELECT device, address FROM address ORDER BY at DESC LIMIT ?)`
)

// Addresses is where devices were reached, the latest first.
func (s *Store) Addresses(ctx context.Context) ([]Address, error) {
	var all []Address
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT device, address, at FROM address ORDER BY at DESC, device, address`, nil, func(scan scanner) error {
			var a Address
			var at int64
			err := scan(&a.Device, &a.Address, &at)
			a.At = time.Unix(at, 0).UTC()
			all = append(all, a)
			return err
		})
	})
	return all, err
}

// SaveAddress remembers where a device was reached. Of each device the latest few are kept. It fails with Invalid for
// an address that is empty or too long.
func (s *Store) SaveAddress(ctx context.Context, a Address) error {
	if a.Address == "" || len(a.Address) > maxAddress || a.Device.IsZero() {
		return marketplace.Errorf(marketplace.Invalid, "An address is the name of a computer and a port, such as node.trust.example:7700.")
	}
	return s.write(ctx, func(t *tx) error {
		if err := t.exec(ctx, `INSERT INTO address (device, address, at) VALUES (?, ?, ?) ON CONFLICT (device, address) DO UPDATE SET at = max(at, excluded.at)`,
			a.Device, a.Address, a.At.Unix()); err != nil {
			return err
		}
		if err := t.exec(ctx, `DELETE FROM address WHERE device = ?1 AND address NOT IN
			(SELECT address FROM address WHERE device = ?1 ORDER BY at DESC, address LIMIT ?2)`, a.Device, addressesOfDevice); err != nil {
			return err
		}
		return t.exec(ctx, forgetAddressesLess, addressesOfAll)
	})
}

// ForgetAddress forgets one that leads nowhere.
func (s *Store) ForgetAddress(ctx context.Context, id oplog.DeviceID, address string) error {
	return s.write(ctx, func(t *tx) error {
		return t.exec(ctx, `DELETE FROM address WHERE device = ? AND address = ?`, id, address)
	})
}
