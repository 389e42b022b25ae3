package xwidget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget     = (*QRCode)(nil)
	_ fyne.Accessible = (*QRCode)(nil)
)

// QRCode is a QR code for a telephone to read. Its squares are whole pixels at every scale, black on white in both
// themes: readers need the contrast and the white margin.
type QRCode struct {
	widget.BaseWidget
	// Side is the width and the height.
	Side float32

	squares [][]bool
	label   string
}

// NewQRCode returns the picture of a code's squares, true for black, with the white margin in them. Label says what it
// holds, for who does not see it.
func NewQRCode(squares [][]bool, side float32, label string) *QRCode {
	q := &QRCode{Side: side, squares: squares, label: label}
	q.ExtendBaseWidget(q)
	return q
}

// AccessibilityLabel says what the code holds.
func (q *QRCode) AccessibilityLabel() string { return q.label }

// AccessibilityRole says that this stands for text.
func (q *QRCode) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (q *QRCode) CreateRenderer() fyne.WidgetRenderer {
	q.ExtendBaseWidget(q)
	raster := canvas.NewRaster(q.draw)
	raster.ScaleMode = canvas.ImageScalePixels
	return &qrRenderer{objects{raster}, q, raster}
}

// draw paints the code in the middle of w by h pixels, each square as many whole pixels as fit.
func (q *QRCode) draw(w, h int) image.Image {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})
	n := len(q.squares)
	if n == 0 || w < n || h < n {
		return img
	}
	each := min(w, h) / n
	left, top := (w-n*each)/2, (h-n*each)/2
	for y := range n * each {
		for x := range n * each {
			if row := q.squares[y/each]; x/each < len(row) && row[x/each] {
				img.SetColorIndex(left+x, top+y, 1)
			}
		}
	}
	return img
}

type qrRenderer struct {
	objects
	q      *QRCode
	raster *canvas.Raster
}

func (r *qrRenderer) Layout(size fyne.Size) {
	side := min(r.q.Side, size.Width, size.Height)
	place(r.raster, 0, 0, side, side)
}

func (r *qrRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.q.Side) }

func (r *qrRenderer) Refresh() { r.raster.Refresh() }
