package xwidget

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2/canvas"
)

// rounded is a rounded rectangle with or without a border, all of it inside its
// bounds, drawn once for each size and colour. Like [plain] it is there since
// Fyne's own rectangles are drawn pixel by pixel again at every frame; unlike
// it, it takes memory for each of its pixels, so it is for controls.
type rounded struct {
	*canvas.Raster
	radius, width float32 // of the corners and the border, in dp
	fill, border  color.Color
}

func newRounded(radius float32) *rounded {
	r := &rounded{radius: radius, fill: noColour, border: noColour}
	r.Raster = canvas.NewRaster(r.draw)
	r.Hidden = true
	return r
}

// paint colours it; without a colour nothing is drawn.
func (r *rounded) paint(fill, border color.Color, width float32) {
	r.Hidden = fill == noColour && (border == noColour || width == 0)
	if fill == r.fill && border == r.border && width == r.width {
		return
	}
	r.fill, r.border, r.width = fill, border, width
	r.Refresh()
}

func (r *rounded) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == 0 || h == 0 || r.Size().Width <= 0 {
		return img
	}
	scale := float64(w) / float64(r.Size().Width)
	radius, width := float64(r.radius)*scale, math.Round(float64(r.width)*scale)
	fill, border := premultiplied(r.fill), premultiplied(r.border)
	for y := range h {
		for x := range w {
			d := depth(float64(x)+0.5, float64(y)+0.5, float64(w), float64(h), radius)
			outer, inner := covered(d), covered(d-width)
			var c [4]uint8
			for i := range c {
				c[i] = uint8(math.Round(border[i]*(outer-inner) + fill[i]*inner))
			}
			img.SetRGBA(x, y, color.RGBA{c[0], c[1], c[2], c[3]})
		}
	}
	return img
}

// depth is how far a point is inside a rounded rectangle; less than 0 outside.
func depth(x, y, w, h, radius float64) float64 {
	x, y = min(x, w-x), min(y, h-y)
	if radius = min(radius, w/2, h/2); x < radius && y < radius {
		return radius - math.Hypot(radius-x, radius-y)
	}
	return min(x, y)
}

// covered is how much of a pixel so deep lies inside.
func covered(depth float64) float64 { return max(0, min(1, depth+0.5)) }

func premultiplied(c color.Color) (channels [4]float64) {
	red, green, blue, alpha := c.RGBA()
	for i, v := range [...]uint32{red, green, blue, alpha} {
		channels[i] = float64(v) / 257
	}
	return channels
}
