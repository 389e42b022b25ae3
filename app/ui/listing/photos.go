package listing

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Bounds of a stored photo. A listing's own are at most 1,600 pixels on a side; the bytes may come from any peer.
const (
	maxPhotoBytes = 8 << 20
	maxPhotoSide  = 4096
)

// GetPhoto reads a photo's stored bytes, as marketplace.Queries does.
type GetPhoto func(ctx context.Context, id marketplace.BlobID) ([]byte, error)

// Photos loads photos for a screen's widgets beside the UI, and keeps those used last.
func Photos(w *ui.Work, capacity int, get GetPhoto) *xwidget.Photos {
	load := func(key string, largest int) (image.Image, error) {
		id, err := photoID(key)
		if err != nil {
			return nil, err
		}
		stored, err := get(context.Background(), id)
		if marketplace.CodeOf(err) == marketplace.NotFound {
			err = errors.Join(xwidget.ErrPhotoAway, err)
		}
		if err != nil {
			return nil, err
		}
		return Decode(stored, largest)
	}
	return xwidget.NewPhotos(capacity, load, func(f func()) { w.Start(func(context.Context) { f() }) })
}

// PhotoKey is the key of a photo for [Photos]; "" where there is none.
func PhotoKey(id marketplace.BlobID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

func photoID(key string) (marketplace.BlobID, error) {
	var id marketplace.BlobID
	b, err := hex.DecodeString(key)
	if err != nil || len(b) != len(id) {
		return id, marketplace.Errorf(marketplace.Invalid, "This is not the name of a photo.")
	}
	copy(id[:], b)
	return id, nil
}

// Decode reads a stored photo and makes it no larger than largest pixels on a side. It answers
// [marketplace.ErrDamaged] for bytes that are no photo of Settle's: JPEG, and not too large.
func Decode(stored []byte, largest int) (image.Image, error) {
	damaged := func(err error) error {
		return &marketplace.Error{Code: marketplace.Damaged, Message: "This photo is damaged and cannot be shown.", Err: err}
	}
	if len(stored) > maxPhotoBytes {
		return nil, damaged(fmt.Errorf("%d bytes", len(stored)))
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(stored))
	if err != nil {
		return nil, damaged(err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxPhotoSide || c.Height > maxPhotoSide {
		return nil, damaged(fmt.Errorf("%d × %d pixels", c.Width, c.Height))
	}
	img, err := jpeg.Decode(bytes.NewReader(stored))
	if err != nil {
		return nil, damaged(err)
	}
	return fit(img, largest), nil
}

// fit scales an image down to largest pixels on its longer side.
func fit(img image.Image, largest int) image.Image {
	size := img.Bounds().Size()
	if longer := max(size.X, size.Y); largest > 0 && longer > largest {
		small := image.NewRGBA(image.Rect(0, 0, max(1, size.X*largest/longer), max(1, size.Y*largest/longer)))
		draw.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
		return small
	}
	return img
}
