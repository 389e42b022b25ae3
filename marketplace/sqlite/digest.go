package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// Digest is a hash, in hexadecimal, of all that the folds came to. Two replicas that hold the same entries have the
// same, whatever order they came in. It is no claim of equality while entries wait for others (see Queries.Audit).
func (s *Store) Digest(ctx context.Context) (string, error) {
	h := sha256.New()
	h.Write([]byte("settle/digest/1"))
	err := s.readers.look(ctx, func(q querier) error {
		m, err := readMeta(ctx, q)
		if err != nil {
			return err
		}
		h.Write(m.system[:])
		return q.each(ctx, `SELECT subject, state FROM aggregate WHERE state IS NOT NULL ORDER BY subject`, nil, func(scan scanner) error {
			var subject, state []byte
			err := scan(&subject, &state)
			h.Write(subject)
			h.Write(state)
			return err
		})
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
