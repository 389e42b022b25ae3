package sqlite

import (
	"context"
	"crypto/sha256"

	"settle.example/settle/marketplace"
)

// maxBlob bounds a photo as it is stored: 1,600 pixels of JPEG need a few hundred kilobytes.
const maxBlob = 2 << 20

var errPhotoSize = marketplace.Errorf(marketplace.Invalid, "A photo is stored with at most 2 MB. Choose a smaller one.")

// PutPhoto stores a photo's bytes, already re-encoded and without metadata, and answers with the id that a
// marketplace.AddPhoto names. Storing the same bytes again changes nothing. It fails with Invalid for an empty or too
// large one.
func (s *Store) PutPhoto(ctx context.Context, jpeg []byte) (marketplace.BlobID, error) {
	if len(jpeg) == 0 || len(jpeg) > maxBlob {
		return marketplace.BlobID{}, errPhotoSize
	}
	id := marketplace.BlobID(sha256.Sum256(jpeg))
	err := s.write(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO blob (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id, jpeg)
	})
	return id, err
}

// Blob is a photo's stored bytes; false where it is not here.
func (s *Store) Blob(ctx context.Context, id marketplace.BlobID) (jpeg []byte, ok bool, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		ok, err = one(ctx, q, `SELECT bytes FROM blob WHERE id = ?`, []any{id}, &jpeg)
		return err
	})
	return jpeg, ok, err
}

// PutBlob stores a photo that came from another replica. It fails with Invalid for one that is empty or too large, and
// with Refused for one that no room here shows: nobody fills a disk with what nobody asked for.
func (s *Store) PutBlob(ctx context.Context, jpeg []byte) error {
	if len(jpeg) == 0 || len(jpeg) > maxBlob {
		return errPhotoSize
	}
	id := marketplace.BlobID(sha256.Sum256(jpeg))
	return s.write(ctx, func(t *tx) error {
		shown, err := one(ctx, t, `SELECT room FROM photo WHERE blob = ?`, []any{id}, nil)
		if err != nil {
			return err
		}
		if !shown {
			return marketplace.Errorf(marketplace.Refused, "A photo came that no room shows. It was left out.")
		}
		if err := t.exec(ctx, `INSERT INTO blob (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id, jpeg); err != nil {
			return err
		}
		return t.tellOfPhoto(ctx, id)
	})
}

// tellOfPhoto lets those who show the photo's rooms know that it has come.
func (t *tx) tellOfPhoto(ctx context.Context, id marketplace.BlobID) error {
	return t.each(ctx, `SELECT room.id FROM photo JOIN room ON room.room = photo.room WHERE photo.blob = ?`, []any{id}, func(scan scanner) error {
		var subject marketplace.ID
		if err := scan(&subject); err != nil {
			return err
		}
		a, err := t.aggregate(ctx, subject)
		if err != nil || a == nil {
			return err
		}
		return t.tell(ctx, a)
	})
}

// MissingBlobs is up to limit photos that rooms show and that are not here.
func (s *Store) MissingBlobs(ctx context.Context, limit int) ([]marketplace.BlobID, error) {
	var all []marketplace.BlobID
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT DISTINCT blob FROM photo WHERE NOT EXISTS (SELECT 1 FROM blob WHERE id = photo.blob) LIMIT ?`, []any{limit},
			func(scan scanner) error {
				var id marketplace.BlobID
				err := scan(&id)
				all = append(all, id)
				return err
			})
	})
	return all, err
}
