package sqlite

import (
	"context"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Identity is the system's id, and this device, by whose key it is connected to the others; nil where it may not write.
func (s *Store) Identity(ctx context.Context) (oplog.Hash, *identity.Device, error) {
	var m meta
	err := s.readers.look(ctx, func(q querier) (err error) {
		m, err = readMeta(ctx, q)
		return err
	})
	return m.system, s.device(), err
}

// Length is how many entries this device's own log holds.
func (s *Store) Length(ctx context.Context) (seq uint64, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		_, err := one(ctx, q, `SELECT device.seq FROM device JOIN meta ON meta.self = device.key`, nil, &seq)
		return err
	})
	return seq, err
}
