package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// HeldBlobs is the ids of photos that rooms show and that are here, in order, from the one after the given id on.
func (s *Store) HeldBlobs(ctx context.Context, after marketplace.BlobID, limit int) ([]marketplace.BlobID, error) {
	var all []marketplace.BlobID
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT id FROM blob WHERE id > ? AND id IN (SELECT blob FROM photo) ORDER BY id LIMIT ?`, []any{after, limit},
			func(scan scanner) error {
				var id marketplace.BlobID
				err := scan(&id)
				all = append(all, id)
				return err
			})
	})
	return all, err
}

// HashAt is the hash of the entry at that place; zero where it is not here.
func (s *Store) HashAt(ctx context.Context, at Place) (hash oplog.Hash, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		row, err := entryRow(ctx, q, marketplace.Ref{Device: marketplace.DeviceID(at.Device), Seq: at.Seq})
		if err != nil || row == 0 {
			return err
		}
		_, err = one(ctx, q, `SELECT hash FROM entry WHERE id = ?`, []any{row}, &hash)
		return err
	})
	return hash, err
}
