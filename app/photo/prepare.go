package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // a format that people choose
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // likewise

	"settle.example/settle/marketplace"
)

// Bounds on what is taken in.
const (
	MaxBytes  = 40 << 20   // 40 MB of a file
	MaxPixels = 40_000_000 // 40 megapixels
)

// qualities are tried in turn until the photo is small enough to be stored.
var qualities = []int{85, 75, 60, 40}

// Prepare reads a JPEG, PNG or WebP picture and answers with it as a JPEG of at most [marketplace.MaxPhotoSide] pixels
// on a side and [marketplace.MaxPhotoBytes], the way up that its camera says, and its width and height. Nothing else of
// the file is kept. An error is a [marketplace.Error] of code Invalid that says in a sentence what to choose instead. It
// takes up to a second or two of work, so it is not for the UI goroutine.
func Prepare(r io.Reader) (stored []byte, width, height int, err error) {
	file, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, 0, 0, refuse(err, "The photo could not be read. Check that the file still opens, then choose it again.")
	}
	if err := check(file); err != nil {
		return nil, 0, 0, err
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, 0, 0, refuse(err, "This photo is damaged or not complete. Choose another one.")
	}
	upright := turn(fit(img), orientation(file))
	for _, q := range qualities {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, upright, &jpeg.Options{Quality: q}); err != nil {
			return nil, 0, 0, refuse(err, "This photo cannot be stored. Choose another one.")
		}
		if b.Len() <= marketplace.MaxPhotoBytes {
			return b.Bytes(), upright.Bounds().Dx(), upright.Bounds().Dy(), nil
		}
	}
	return nil, 0, 0, refuse(nil, "This photo is too detailed to be stored. Choose another one.")
}

// check says what is wrong with a file before it is decoded as a whole.
func check(file []byte) error {
	switch {
	case len(file) == 0:
		return refuse(nil, "This file is empty. Choose a JPEG or PNG photo.")
	case len(file) > MaxBytes:
		return refuse(nil, "This file is larger than 40 MB. Choose a smaller photo.")
	case isHEIF(file):
		return refuse(nil, "This photo is in the HEIC format of some telephones. Save or send it as a JPEG, then choose that.")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(file))
	switch {
	case err != nil:
		return refuse(err, "This file is not a photo that Settle can read. Choose a JPEG, PNG or WebP picture.")
	case c.Width < 1 || c.Height < 1:
		return refuse(nil, "This photo is empty. Choose another one.")
	case int64(c.Width)*int64(c.Height) > MaxPixels:
		return refuse(nil, "This photo has more than 40 megapixels. Choose a smaller one.")
	}
	return nil
}

// isHEIF tells the container that HEIC and AVIF pictures come in (ISO/IEC 23008-12), which Go cannot decode.
func isHEIF(file []byte) bool {
	if len(file) < 12 || string(file[4:8]) != "ftyp" {
		return false
	}
	switch string(file[8:12]) {
	case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

func refuse(cause error, sentence string) error {
	return &marketplace.Error{Code: marketplace.Invalid, Message: sentence, Field: "photo", Err: cause}
}

// fit puts the picture on white, for what is transparent, no larger than a photo is stored.
func fit(img image.Image) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > marketplace.MaxPhotoSide {
		w, h = max(1, w*marketplace.MaxPhotoSide/longer), max(1, h*marketplace.MaxPhotoSide/longer)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}
