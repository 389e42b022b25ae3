package xwidget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// plain is one colour over many pixels. Fyne finds out for every pixel of a
// rectangle how far it is from corners and borders, and where no graphics card
// helps that takes longer than everything that is drawn on top. Stretching a
// single pixel over the same place costs a third.
type plain struct {
	*canvas.Raster
	fill color.Color
}

func newPlain() *plain {
	p := &plain{fill: noColour}
	p.Raster = canvas.NewRaster(func(int, int) image.Image {
		pixel := image.NewRGBA(image.Rect(0, 0, 1, 1))
		pixel.Set(0, 0, p.fill)
		return pixel
	})
	p.ScaleMode, p.Hidden = canvas.ImageScalePixels, true
	return p
}

// paint gives it a colour; without one nothing is drawn.
func (p *plain) paint(fill color.Color) {
	if p.Hidden = fill == noColour; fill == p.fill {
		return
	}
	p.fill = fill
	p.Refresh()
}
