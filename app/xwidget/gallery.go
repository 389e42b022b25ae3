package xwidget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
)

// GalleryPhoto is one photo of a [Gallery].
type GalleryPhoto struct {
	// Key is what the loader knows the photo by.
	Key string
	// Caption says what is seen; it stands under the large view.
	Caption string
}

var (
	_ fyne.Widget = (*Gallery)(nil)
	_ WidthAware  = (*Gallery)(nil)
)

// Gallery shows the first photos of several as tiles, the first of them large.
// Enter or a click shows one across the window, where the arrow keys go on.
// Photos are loaded off Fyne's goroutine; until they are there a grey field
// stands for them.
type Gallery struct {
	composite
	Items []GalleryPhoto

	photos *Photos
	view   *photoView
	tiles  []*photoTile
	body   *fyne.Container
	none   *fyne.Container
}

// NewGallery returns a gallery. Photos is asked for keys of the items.
func NewGallery(photos *Photos, items ...GalleryPhoto) *Gallery {
	g := &Gallery{Items: items, photos: photos}
	g.body = container.New(&galleryLayout{})
	for i := range galleryTiles {
		tile := newPhotoTile(photos, func() { g.Open(i) })
		g.tiles = append(g.tiles, tile)
		g.body.Add(tile)
	}
	g.none = noPhotos()
	photos.OnLoaded(func(string) {
		for _, t := range g.tiles {
			t.Refresh()
		}
		if g.view != nil && g.view.IsOpen() {
			g.view.Refresh()
		}
	})
	g.sync = g.fill
	g.compose(g, Stack(g.body, g.none))
	return g
}

func noPhotos() *fyne.Container {
	ground := NewSurface(look.ColorInset)
	ground.Radius, ground.Least = look.CardRadius, fyne.NewSize(200, 160)
	words := NewText(Muted, "No photos yet")
	words.Align = fyne.TextAlignCenter
	return Stack(ground, Middle(VBox(look.Space8, Middle(NewGlyph(look.IconPhoto, look.ColorSecondary, 32)), words)))
}

// SetItems replaces the photos.
func (g *Gallery) SetItems(items ...GalleryPhoto) {
	g.Items = items
	g.Refresh()
}

// Open shows a photo across the window.
func (g *Gallery) Open(i int) {
	if c := canvasOf(g); c != nil && i >= 0 && i < len(g.Items) {
		g.view = newPhotoView(g.photos, g.Items, i)
		g.view.showIn(c)
	}
}

func (g *Gallery) fill() {
	for i, t := range g.tiles {
		t.Hidden = i >= len(g.Items)
		if t.Hidden {
			continue
		}
		t.key, t.says, t.more = g.Items[i].Key, photoSaid(g.Items, i), ""
		if over := len(g.Items) - galleryTiles; i == galleryTiles-1 && over > 0 {
			t.more = "+" + strconv.Itoa(over)
		}
	}
	g.none.Hidden = len(g.Items) > 0
	g.body.Hidden = len(g.Items) == 0
}

// photoSaid reads a photo out: "Photo 2 of 6: the bathroom".
func photoSaid(items []GalleryPhoto, i int) string {
	s := "Photo " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(items))
	if items[i].Caption != "" {
		s += ": " + items[i].Caption
	}
	return s
}

// galleryTiles is how many photos are tiles; the last one tells of the rest.
const galleryTiles = 5

// galleryLayout puts the first tile at the left and the others in two columns
// beside it; in little room, the others in a line below.
type galleryLayout struct{ width float32 }

const galleryGap float32 = 8

func (l *galleryLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width <= 0 {
		width = 480
	}
	return fyne.NewSize(200, l.heightFor(objs, width))
}

func (l *galleryLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return l.each(visible(objs), width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// each calls at with the place of every tile and returns the height of all.
func (l *galleryLayout) each(shown []fyne.CanvasObject, width float32, at func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	n := len(shown)
	switch {
	case n == 0:
		return 0
	case n == 1 || width < 420:
		h := min(420, width*2/3)
		at(shown[0], 0, 0, width, h)
		if n == 1 {
			return h
		}
		w := (width - float32(n-2)*galleryGap) / float32(n-1)
		for i, o := range shown[1:] {
			at(o, float32(i)*(w+galleryGap), h+galleryGap, w, w*3/4)
		}
		return h + galleryGap + w*3/4
	}
	h, first := min(420, width/2), width*2/3
	rows := galleryRows[n-1]
	if n > 3 {
		first = width / 2
	}
	at(shown[0], 0, 0, first, h)
	beside, th := width-first-galleryGap, (h-float32(len(rows)-1)*galleryGap)/float32(len(rows))
	for y, row := range rows {
		w := (beside - float32(len(row)-1)*galleryGap) / float32(len(row))
		for x, i := range row {
			at(shown[i], first+galleryGap+float32(x)*(w+galleryGap), float32(y)*(th+galleryGap), w, th)
		}
	}
	return h
}

// galleryRows says which tiles stand beside the first, by how many there are
// besides it.
var galleryRows = [galleryTiles][][]int{1: {{1}}, 2: {{1}, {2}}, 3: {{1, 2}, {3}}, 4: {{1, 2}, {3, 4}}}

func (l *galleryLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.each(visible(objs), size.Width, place)
}
