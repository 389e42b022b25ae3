package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget     = (*Picture)(nil)
	_ fyne.Accessible = (*Picture)(nil)
	_ WidthAware      = (*Picture)(nil)
)

// Picture is one photo in rounded corners, as wide as it is given and in
// proportion high; a grey field while there is none.
type Picture struct {
	widget.BaseWidget
	// Key is the photo's key, or "".
	Key string
	// Label says what the photo shows.
	Label string
	// Proportion is the width over the height: 4/3 when 0.
	Proportion float32
	// Largest is how many pixels the longer side is loaded with: 800 when 0.
	Largest int

	photos *Photos
}

// NewPicture returns the photo with a key.
func NewPicture(photos *Photos, key, label string) *Picture {
	p := &Picture{Key: key, Label: label, photos: photos}
	p.ExtendBaseWidget(p)
	if photos != nil {
		photos.pictures++
		photos.OnLoaded(func(loaded string) {
			if loaded == p.Key {
				p.Refresh()
			}
		})
	}
	return p
}

// HeightFor returns the height at a width.
func (p *Picture) HeightFor(width float32) float32 {
	proportion := p.Proportion
	if proportion <= 0 {
		proportion = 4.0 / 3
	}
	return snap(width / proportion)
}

// AccessibilityLabel says what the photo shows.
func (p *Picture) AccessibilityLabel() string { return p.Label }

// AccessibilityRole says that this is something to see.
func (p *Picture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &pictureRenderer{p: p, thumb: newRowThumb(0, 0)}
	r.objects = r.thumb.objects()
	r.Refresh()
	return r
}

type pictureRenderer struct {
	objects
	p     *Picture
	thumb *rowThumb
}

const pictureLeast float32 = 64

func (r *pictureRenderer) MinSize() fyne.Size {
	return fyne.NewSize(pictureLeast, r.p.HeightFor(max(pictureLeast, r.p.Size().Width)))
}

func (r *pictureRenderer) Layout(size fyne.Size) {
	r.thumb.width, r.thumb.height = size.Width, size.Height
	r.thumb.layout(0, 0)
}

func (r *pictureRenderer) Refresh() {
	largest := r.p.Largest
	if largest <= 0 {
		largest = 800
	}
	r.thumb.paint(r.p.Theme())
	r.thumb.show(r.p.Theme(), r.p.photos, r.p.Key, largest)
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
