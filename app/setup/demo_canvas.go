package setup

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// canvas is what the demo's pictures are drawn on: 960 units wide and 640 high, however many pixels that is.
type canvas struct{ *image.RGBA }

const (
	canvasWidth  = 960
	canvasHeight = 640
	zoom         = float64(photoWidth) / canvasWidth // pixels a unit
)

type point struct{ x, y float64 }

func newCanvas() canvas { return canvas{image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight))} }

// rgb is a colour as 0xRRGGBB.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// faint is a colour that lets what is beneath show through; alpha is from 0 to 1.
func faint(c color.NRGBA, alpha float64) color.NRGBA {
	c.A = uint8(255 * alpha)
	return c
}

// mix is so much of b in a; share is from 0 to 1.
func mix(a, b color.NRGBA, share float64) color.NRGBA {
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-share) + float64(y)*share)) }
	return color.NRGBA{R: part(a.R, b.R), G: part(a.G, b.G), B: part(a.B, b.B), A: 0xff}
}

func darker(c color.NRGBA) color.NRGBA  { return mix(c, rgb(0x1d2430), 0.18) }
func lighter(c color.NRGBA) color.NRGBA { return mix(c, rgb(0xffffff), 0.35) }

// shape fills what the points go round.
func (c canvas) shape(fill color.NRGBA, points ...point) {
	for i, p := range points {
		points[i] = point{p.x * zoom, p.y * zoom}
	}
	left, top, right, bottom := points[0].x, points[0].y, points[0].x, points[0].y
	for _, p := range points {
		left, right, top, bottom = min(left, p.x), max(right, p.x), min(top, p.y), max(bottom, p.y)
	}
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom)))
	if box.Empty() {
		return
	}
	at := func(p point) (x, y float32) {
		return float32(p.x - float64(box.Min.X)), float32(p.y - float64(box.Min.Y))
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	r.MoveTo(at(points[0]))
	for _, p := range points[1:] {
		r.LineTo(at(p))
	}
	r.ClosePath()
	// The rasterizer draws where the picture and its own box meet; what reaches over the edge is drawn beside it first.
	if in := box.Intersect(c.Rect); in != box {
		mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
		r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
		c.through(mask, box.Min, in, fill)
		return
	}
	r.Draw(c.RGBA, box, image.NewUniform(fill), image.Point{})
}

// through fills what a mask at a place lets through of a rectangle.
func (c canvas) through(mask *image.Alpha, at image.Point, in image.Rectangle, fill color.NRGBA) {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			a := float64(mask.AlphaAt(x-at.X, y-at.Y).A) / 255 * float64(fill.A) / 255
			if a > 0 {
				old := c.RGBAAt(x, y)
				c.Set(x, y, mix(color.NRGBA{R: old.R, G: old.G, B: old.B, A: 0xff}, fill, a))
			}
		}
	}
}

func (c canvas) box(x, y, w, h float64, fill color.NRGBA) {
	c.shape(fill, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
}

// round is a box with rounded corners.
func (c canvas) round(x, y, w, h, r float64, fill color.NRGBA) {
	var points []point
	for corner, at := range []point{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		for i := range 9 {
			angle := (float64(corner)-1)*math.Pi/2 + float64(i)/8*math.Pi/2
			points = append(points, point{at.x + r*math.Cos(angle), at.y + r*math.Sin(angle)})
		}
	}
	c.shape(fill, points...)
}

// oval is an ellipse, turned by an angle.
func (c canvas) oval(x, y, rx, ry, turn float64, fill color.NRGBA) {
	points := make([]point, 48)
	for i := range points {
		a := float64(i) / float64(len(points)) * 2 * math.Pi
		px, py := rx*math.Cos(a), ry*math.Sin(a)
		points[i] = point{x + px*math.Cos(turn) - py*math.Sin(turn), y + px*math.Sin(turn) + py*math.Cos(turn)}
	}
	c.shape(fill, points...)
}

// shade fills a box from one colour at its top to another at its foot.
func (c canvas) shade(x, y, w, h float64, top, foot color.NRGBA) {
	in := image.Rect(int(x*zoom), int(y*zoom), int(math.Ceil((x+w)*zoom)), int(math.Ceil((y+h)*zoom))).Intersect(c.Rect)
	for row := in.Min.Y; row < in.Max.Y; row++ {
		line := mix(top, foot, float64(row-in.Min.Y)/float64(in.Dy()))
		for column := in.Min.X; column < in.Max.X; column++ {
			c.SetRGBA(column, row, color.RGBA{line.R, line.G, line.B, 0xff})
		}
	}
}
