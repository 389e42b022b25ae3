package photo_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"settle.example/settle/app/photo"
	"settle.example/settle/marketplace"
)

// half is an invented picture whose left half is red and whose right half is blue.
func half(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 220, A: 255}
			if x >= w/2 {
				c = color.RGBA{B: 220, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts an EXIF segment with an orientation, and a secret, behind the start of a JPEG.
func withExif(file []byte, order binary.ByteOrder, orientation uint16) []byte {
	head := "II*\x00"
	if order == binary.BigEndian {
		head = "MM\x00*"
	}
	tiff := []byte(head)
	tiff = append(tiff, 0, 0, 0, 0)
	order.PutUint32(tiff[4:], 8)
	field := make([]byte, 2+12)
	order.PutUint16(field, 1)
	order.PutUint16(field[2:], 0x0112)
	order.PutUint16(field[4:], 3)
	order.PutUint32(field[6:], 1)
	order.PutUint16(field[10:], orientation)
	tiff = append(tiff, field...)
	tiff = append(tiff, "51.2362N 0.5704W"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, byte((len(segment)+2)>>8), byte(len(segment)+2))
	return append(append(out, segment...), file[2:]...)
}

func TestPrepareMakesPhotosSmall(t *testing.T) {
	for _, tc := range []struct {
		name string
		file []byte
		w, h int
	}{
		{"a large JPEG", asJPEG(t, half(3200, 1000)), 1600, 500},
		{"a tall PNG", asPNG(t, half(100, 2000)), 80, 1600},
		{"a small one", asJPEG(t, half(64, 48)), 64, 48},
		{"one pixel", asPNG(t, half(1, 1)), 1, 1},
		{"a line", asPNG(t, half(4000, 1)), 1600, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			stored, w, h, err := photo.Prepare(bytes.NewReader(tc.file))
			if err != nil || w != tc.w || h != tc.h {
				t.Fatalf("%d × %d, %v, want %d × %d", w, h, err, tc.w, tc.h)
			}
			c, err := jpeg.DecodeConfig(bytes.NewReader(stored))
			if err != nil || c.Width != w || c.Height != h {
				t.Fatalf("what is stored is %d × %d, %v", c.Width, c.Height, err)
			}
		})
	}
}

func TestPrepareTurnsPhotosUprightAndKeepsNothingElse(t *testing.T) {
	// Where the red half of a picture 80 × 40 ends up.
	for orientation, red := range map[uint16]image.Point{
		1: {5, 20}, 2: {75, 20}, 3: {75, 20}, 4: {5, 20}, 5: {20, 5}, 6: {20, 5}, 7: {20, 75}, 8: {20, 75}, 9: {5, 20},
	} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			file := withExif(asJPEG(t, half(80, 40)), order, orientation)
			stored, w, h, err := photo.Prepare(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if turned := orientation >= 5 && orientation <= 8; turned != (w == 40 && h == 80) {
				t.Errorf("orientation %d came out %d × %d", orientation, w, h)
			}
			img, err := jpeg.Decode(bytes.NewReader(stored))
			if err != nil {
				t.Fatal(err)
			}
			if r, _, b, _ := img.At(red.X, red.Y).RGBA(); r < b {
				t.Errorf("orientation %d: no red at %v", orientation, red)
			}
			if bytes.Contains(stored, []byte("51.2362N")) || bytes.Contains(stored, []byte("Exif")) {
				t.Error("what the camera wrote was kept")
			}
		}
	}
}

func TestTransparentPicturesStandOnWhite(t *testing.T) {
	stored, _, _, err := photo.Prepare(bytes.NewReader(asPNG(t, image.NewNRGBA(image.Rect(0, 0, 8, 8)))))
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(stored))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := img.At(4, 4).RGBA(); min(r, g, b) < 0xf000 {
		t.Errorf("the ground is %d %d %d", r>>8, g>>8, b>>8)
	}
}

func TestPrepareSaysWhatToChooseInstead(t *testing.T) {
	wide := asPNG(t, image.NewGray(image.Rect(0, 0, 8000, 5001)))
	for _, tc := range []struct {
		name, want string
		file       io.Reader
	}{
		{"nothing", "is empty", strings.NewReader("")},
		{"letters", "not a photo that Settle can read", strings.NewReader("Dear host")},
		{"HEIC", "Save or send it as a JPEG", strings.NewReader("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")},
		{"cut short", "damaged", bytes.NewReader(asJPEG(t, half(800, 400))[:2000])},
		{"40 megapixels", "more than 40 megapixels", bytes.NewReader(wide)},
		{"40 MB", "larger than 40 MB", io.LimitReader(zeroes{}, photo.MaxBytes+5)},
		{"a disk that fails", "could not be read", iotest.ErrReader(errors.New("input/output error"))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, _, _, err := photo.Prepare(tc.file)
			if !errors.Is(err, marketplace.ErrInvalid) || !strings.Contains(marketplace.Sentence(err), tc.want) {
				t.Errorf("says %v, want %q", err, tc.want)
			}
		})
	}
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { return len(p), nil }

func FuzzPrepare(f *testing.F) {
	f.Add(asJPEG(f, half(8, 8)))
	f.Add(asPNG(f, half(8, 8)))
	f.Add(withExif(asJPEG(f, half(8, 4)), binary.LittleEndian, 6))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		stored, w, h, err := photo.Prepare(bytes.NewReader(file))
		if err != nil {
			if !errors.Is(err, marketplace.ErrInvalid) {
				t.Errorf("%v", err)
			}
			return
		}
		if w < 1 || h < 1 || w > marketplace.MaxPhotoSide || h > marketplace.MaxPhotoSide || len(stored) > marketplace.MaxPhotoBytes {
			t.Errorf("%d × %d, %d bytes", w, h, len(stored))
		}
	})
}
