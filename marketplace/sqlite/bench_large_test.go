package sqlite_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// largeEnv names an empty folder in which the large system is founded and left, with photos, so that the desktop can be
// measured on it: scripts/bench.sh does.
const largeEnv = "SETTLE_BENCH_FOLDER"

// benchPhotos is how many different photos the rooms of the large system show: more than a list keeps in memory.
const benchPhotos = 320

// illustrate gives every room one of the photos.
func (c *crowd) illustrate(b *testing.B, s *sqlite.Store) {
	pictures := make([][]byte, benchPhotos)
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			for i := part; i < benchPhotos; i += 4 {
				pictures[i] = picture(uint64(i))
			}
		})
	}
	wg.Wait()
	photos := make([]marketplace.Photo, benchPhotos)
	for i, jpeg := range pictures {
		photos[i] = marketplace.Photo{
			Blob: must[marketplace.BlobID](b)(s.PutPhoto(ctx, jpeg)), Width: marketplace.MaxPhotoSide, Height: photoHeight, Size: len(jpeg),
		}
	}
	for _, r := range c.Rooms {
		r.Photos = []marketplace.Photo{photos[c.IntN(len(photos))]}
	}
}

const photoHeight = 1200

// picture is a photo as large as a room's may be and with as much in it as a telephone's: soft shapes under fine grain,
// some 300 kilobytes.
func picture(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 7))
	img := image.NewYCbCr(image.Rect(0, 0, marketplace.MaxPhotoSide, photoHeight), image.YCbCrSubsampleRatio420)
	wide, high, turn := 60+300*random.Float64(), 60+300*random.Float64(), 6*random.Float64()
	for y := range photoHeight {
		for x := range marketplace.MaxPhotoSide {
			shape := math.Sin(float64(x)/wide+turn) * math.Cos(float64(y)/high)
			img.Y[y*img.YStride+x] = uint8(120 + 70*shape + float64(random.IntN(18)))
		}
	}
	blue, red := uint8(random.IntN(256)), uint8(random.IntN(256))
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = blue, red
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}
