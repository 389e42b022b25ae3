package sqlite

import (
	"context"
	"crypto/sha256"

	"settle.example/settle/marketplace"
)

// maxBlob bounds a photo as it is stored: 1,600 pixels of JPEG need a few hundred kilobytes.
const maxBlob = 2 << 20

// PutPhoto stores a photo's bytes, already re-encoded and without metadata, and answers with the id that a
// marketplace.AddPhoto names. Storing the same bytes again changes nothing. It fails with Invalid for an empty or too
// large one.
func (s *Store) PutPhoto(ctx context.Context, jpeg []byte) (marketplace.BlobID, error) {
	if len(jpeg) == 0 || len(jpeg) > maxBlob {
		return marketplace.BlobID{}, marketplace.Errorf(marketplace.Invalid, "A photo is stored with at most 2 MB. Choose a smaller one.")
	}
	id := marketplace.BlobID(sha256.Sum256(jpeg))
	err := s.write(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO blob (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id, jpeg)
	})
	return id, err
}
