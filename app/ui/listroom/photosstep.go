package listroom

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/photo"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var photoExtensions = []string{".jpg", ".jpeg", ".png", ".webp", ".heic"}

// photosStep takes up to eight photos, from a file dialog or dropped on the window, and puts them in order.
type photosStep struct {
	s        *screen
	pictures []picture
	troubles []string
	busy     bool
	shows    *xwidget.Photos

	mu    sync.Mutex
	bytes map[marketplace.BlobID][]byte // photos that are not stored yet

	add   *xwidget.Button
	count *xwidget.Text
	list  *fyne.Container
	box   *fyne.Container
}

func newPhotosStep(s *screen) *photosStep {
	p := &photosStep{s: s, bytes: map[marketplace.BlobID][]byte{}, count: xwidget.NewText(xwidget.Muted, ""), list: xwidget.VBox(look.Space16)}
	p.shows = listing.Photos(s.desk.Work(), 4*marketplace.MaxPhotos, p.get)
	p.add = xwidget.NewIconButton(xwidget.Secondary, look.IconUpload, "Add a photo", func() {
		s.desk.Open("Choose a photo of the room", photoExtensions, func(path string) { p.take([]string{path}) })
	})
	p.box = xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "Rooms with photos are asked for first. Choose them one by one, or drop several on this window."),
		xwidget.Row(look.Space16, p.add, xwidget.Grow(p.count)), p.list)
	return p
}

// get is a photo's bytes: those that wait here, else those that are stored.
func (p *photosStep) get(ctx context.Context, id marketplace.BlobID) ([]byte, error) {
	p.mu.Lock()
	jpeg, ok := p.bytes[id]
	p.mu.Unlock()
	if ok {
		return jpeg, nil
	}
	return p.s.data.Photo(ctx, id)
}

// Reload looks for photos that were on another computer only. What is being written stays.
func (s *screen) Reload(marketplace.Change) {
	if len(s.steps) > stepPhotos {
		s.steps[stepPhotos].(*photosStep).shows.Again()
	}
}

// fresh is the bytes of the photos that are to be stored, in order.
func (p *photosStep) fresh(pictures []picture) [][]byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all [][]byte
	for _, picture := range pictures {
		if jpeg, ok := p.bytes[picture.Blob]; ok && picture.New {
			all = append(all, jpeg)
		}
	}
	return all
}

func (p *photosStep) content() fyne.CanvasObject      { return p.box }
func (p *photosStep) fields() []*xwidget.Field        { return nil }
func (p *photosStep) check(*answers, strict) []string { return nil }
func (p *photosStep) read(a *answers)                 { a.Photos = slices.Clone(p.pictures) }
func (p *photosStep) write(a *answers)                { p.pictures = slices.Clone(a.Photos) }
func (p *photosStep) shown(*answers)                  { p.show() }

// take prepares chosen files beside the UI and adds those that are photos.
func (p *photosStep) take(paths []string) {
	room := marketplace.MaxPhotos - len(p.pictures)
	if p.busy || len(paths) == 0 {
		return
	}
	p.troubles = nil
	if len(paths) > room {
		p.troubles = append(p.troubles, "A room shows at most "+strconv.Itoa(marketplace.MaxPhotos)+" photos. Remove one to add another.")
		paths = paths[:max(0, room)]
	}
	if len(paths) == 0 {
		p.show()
		return
	}
	p.busy = true
	var added []picture
	var troubles []string
	p.s.desk.Long("Preparing "+xwidget.CountOf(len(paths), "photo", "photos"), func(ctx context.Context, progress func(done, total int)) error {
		for i, path := range paths {
			if ctx.Err() != nil {
				return nil // what is ready stays
			}
			progress(i, len(paths))
			one, err := p.prepare(path)
			if err != nil {
				troubles = append(troubles, filepath.Base(path)+": "+marketplace.Sentence(err))
				continue
			}
			added = append(added, one)
		}
		return nil
	}, func(error) {
		p.busy = false
		p.troubles = append(p.troubles, troubles...)
		for _, one := range added {
			if slices.ContainsFunc(p.pictures, func(have picture) bool { return have.Blob == one.Blob }) {
				p.troubles = append(p.troubles, "The room shows that photo already.")
				continue
			}
			p.pictures = append(p.pictures, one)
		}
		p.show()
	})
}

// prepare reads a file and keeps what it comes to until the listing is saved. It is not for the UI goroutine.
func (p *photosStep) prepare(path string) (picture, error) {
	f, err := os.Open(path) //nolint:gosec // the person chose this file
	if err != nil {
		return picture{}, &marketplace.Error{Code: marketplace.Invalid, Message: "The file could not be opened. Check that it is still there.", Err: err}
	}
	defer func() { _ = f.Close() }() // it was only read
	jpeg, w, h, err := photo.Prepare(f)
	if err != nil {
		return picture{}, err
	}
	id := marketplace.BlobID(sha256.Sum256(jpeg)) // as the store names it
	p.mu.Lock()
	p.bytes[id] = jpeg
	p.mu.Unlock()
	return picture{Blob: id, Width: w, Height: h, Size: len(jpeg), New: true}, nil
}

// show lays out the photos, each with what can be done to it.
func (p *photosStep) show() {
	p.list.Objects = nil
	for _, t := range p.troubles {
		p.list.Add(xwidget.NewBanner(xwidget.BannerWarning, "", t))
	}
	var tiles []fyne.CanvasObject
	for i := range p.pictures {
		tiles = append(tiles, p.tile(i))
	}
	p.count.Content = xwidget.CountOf(len(p.pictures), "photo", "photos") + " of " + strconv.Itoa(marketplace.MaxPhotos)
	if len(tiles) > 0 {
		p.list.Add(xwidget.Columns(3, 170, look.Space16, tiles...))
		p.list.Add(xwidget.NewText(xwidget.Caption, "The first photo stands for the room in lists. Everybody reads what you write under a photo. Where and when a photo was taken is removed before it is stored."))
	} else {
		p.count.Content = "No photo yet. You can add them later, too."
	}
	if len(p.pictures) >= marketplace.MaxPhotos {
		p.add.Disable()
	} else {
		p.add.Enable()
	}
	p.box.Refresh()
	if p.s.ready {
		p.s.page.Refresh()
	}
}

func (p *photosStep) tile(i int) fyne.CanvasObject {
	n := strconv.Itoa(i + 1)
	image := xwidget.NewPicture(p.shows, listing.PhotoKey(p.pictures[i].Blob), "Photo "+n)
	move := func(by int) func() {
		return func() {
			p.pictures[i], p.pictures[i+by] = p.pictures[i+by], p.pictures[i]
			p.show()
		}
	}
	earlier := xwidget.NewGlyphButton(look.IconArrowLeft, "Move photo "+n+" forward", move(-1))
	later := xwidget.NewGlyphButton(look.IconArrowRight, "Move photo "+n+" back", move(1))
	if i == 0 {
		earlier.Disable()
	}
	if i == len(p.pictures)-1 {
		later.Disable()
	}
	remove := xwidget.NewGlyphButton(look.IconBin, "Remove photo "+n, func() {
		gone := p.pictures[i]
		p.pictures = slices.Delete(p.pictures, i, i+1)
		p.show()
		p.s.desk.Toast("Photo "+n+" is removed.", func() {
			p.pictures = slices.Insert(p.pictures, min(i, len(p.pictures)), gone)
			p.show()
		})
	})
	caption := xwidget.NewTextField("Optional")
	caption.MaxLength = marketplace.MaxName
	caption.SetText(p.pictures[i].Caption)
	caption.OnChanged = func(s string) { p.pictures[i].Caption = strings.TrimSpace(s) }
	return xwidget.VBox(look.Space8, image, xwidget.NewField("What photo "+n+" shows", "", caption), xwidget.Row(0, earlier, later, xwidget.Grow(xwidget.NewText(xwidget.Caption, "")), remove))
}

// Dropped takes photos that were dropped on the window.
func (s *screen) Dropped(files []fyne.URI) {
	if !s.ready {
		return
	}
	var paths []string
	for _, f := range files {
		if f.Scheme() == "file" {
			paths = append(paths, f.Path())
		}
	}
	if s.at != stepPhotos {
		s.turn(stepPhotos)
	}
	s.steps[stepPhotos].(*photosStep).take(paths)
}

func (p *photosStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What to show", Body: "The bed, the desk, the window, the bathroom and the kitchen, by daylight. No people, no letters, no house number."},
		{Heading: "What is stored", Body: "A smaller copy of each photo, without the place and time that a camera writes into it."},
	}
}
