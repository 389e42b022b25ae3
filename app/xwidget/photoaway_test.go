package xwidget_test

import (
	"errors"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/xwidget"
)

// elsewhere loads photos that are on this computer only once they are fetched.
type elsewhere struct {
	here  map[string]bool
	tries int
}

func (e *elsewhere) load(key string, largest int) (image.Image, error) {
	e.tries++
	if key != "broken" && !e.here[key] {
		return nil, errors.Join(errors.New("no such row"), xwidget.ErrPhotoAway)
	}
	return painted(key, largest)
}

type photoRows []string

func (r photoRows) Len() int { return len(r) }

func (r photoRows) Item(i int, item *xwidget.Item) bool {
	item.Title, item.Photo = "Room", r[i]
	return true
}

func TestAPhotoOfAnotherComputerSaysSoAndComes(t *testing.T) {
	tests := []struct {
		name string
		show func(*xwidget.Photos) fyne.CanvasObject
	}{
		{"in a list", func(p *xwidget.Photos) fyne.CanvasObject {
			return xwidget.NewRowList(photoRows{"room", "", "broken"}, p)
		}},
		{"in a picture", func(p *xwidget.Photos) fyne.CanvasObject { return xwidget.NewPicture(p, "room", "The room") }},
		{"in a gallery", func(p *xwidget.Photos) fyne.CanvasObject { return xwidget.NewGallery(p, photosOf("room", "broken")...) }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			from := &elsewhere{here: map[string]bool{}}
			photos := xwidget.NewPhotos(10, from.load, inline)
			o := tc.show(photos)
			show(t, o, 900, 500)
			if n := strings.Count(textOf(o), "Not here yet"); n != 1 || shownPhotos(o) != 0 {
				t.Fatalf("it says %q and shows %d photos", textOf(o), shownPhotos(o))
			}
			told := 0
			photos.OnLoaded(func(string) { told++ })
			tries := from.tries
			photos.Again()
			if from.tries == tries || told != 0 {
				t.Errorf("looked %d times, and told %d times that nothing came", from.tries-tries, told)
			}
			from.here["room"] = true
			photos.Again()
			if strings.Contains(textOf(o), "Not here yet") || shownPhotos(o) != 1 {
				t.Errorf("once it came it says %q and shows %d photos", textOf(o), shownPhotos(o))
			}
			tries = from.tries
			photos.Again()
			if from.tries != tries {
				t.Error("it looks again for a photo that it has")
			}
		})
	}
}

func TestALargePhotoOfAnotherComputerSaysSo(t *testing.T) {
	from := &elsewhere{here: map[string]bool{}}
	photos := xwidget.NewPhotos(10, from.load, inline)
	g := xwidget.NewGallery(photos, photosOf("room")...)
	w := show(t, g, 900, 600)
	g.Open(0)
	if got := textOf(top(w)); got != "Not here yet: it comes when a computer that has it is connected." {
		t.Errorf("says %q", got)
	}
	from.here["room"] = true
	photos.Again()
	if got := textOf(top(w)); got != "Photo 1 of 1: The room" || shownPhotos(top(w)) != 1 {
		t.Errorf("says %q and shows %d photos", got, shownPhotos(top(w)))
	}
}
