package xwidget

import (
	"image"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type manyItems struct{ photo func(i int) string }

func (manyItems) Len() int { return 36_000 }

func (m manyItems) Item(i int, item *Item) bool {
	*item = Item{Title: "Room " + strconv.Itoa(i), Photo: m.photo(i)}
	return true
}

// TestALongListHoldsOnlyTheRowsInSight scrolls far, with photos and without: rows that went out of sight are let go.
func TestALongListHoldsOnlyTheRowsInSight(t *testing.T) {
	test.NewTempApp(t)
	var asked []string
	photos := NewPhotos(10, func(key string, _ int) (image.Image, error) {
		asked = append(asked, key)
		return image.NewRGBA(image.Rect(0, 0, 4, 3)), nil
	}, func(f func()) { f() })
	for name, of := range map[string]*Photos{"photos": photos, "no photos": nil} {
		t.Run(name, func(t *testing.T) {
			l := NewRowList(manyItems{func(i int) string { return strconv.Itoa(i) }}, of)
			w := test.NewWindow(l)
			defer w.Close()
			w.Resize(fyne.NewSize(800, 600))
			for offset := float32(0); offset < 2_000*itemHeight; offset += 3.7 * itemHeight {
				l.ScrollToOffset(offset)
			}
			if n, most := len(l.list.filled), 600/int(itemHeight)+2; n == 0 || n > most {
				t.Errorf("it holds %d rows, where %d are in sight", n, most)
			}
			if of == nil {
				return
			}
			loaded := len(asked)
			if l.list.refill(); len(asked) != loaded {
				t.Errorf("filling again asked for %v", asked[loaded:])
			}
		})
	}
}
