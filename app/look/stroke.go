package look

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Icons are written as the lines a pen would draw and turned into filled
// outlines here, because Fyne's SVG renderer does not scale the width of a
// stroke: at a display scale of 2 a drawn line would come out half as wide as
// it should, and Fyne recolours fills only.

const penRadius = 1.0

type point struct{ x, y float64 }

// outline returns the fill of the given pen paths as one SVG path. Pen paths
// hold absolute M, L, H, V, A (circular) and C commands and Z.
func outline(paths ...string) string {
	var b strings.Builder
	for _, d := range paths {
		for _, piece := range trace(d) {
			writePiece(&b, piece)
		}
	}
	return b.String()
}

// trace cuts a pen path into pieces: a straight line is two points, a curve
// several that lie close together.
func trace(d string) [][]point {
	var (
		pieces     [][]point
		at, start  point
		cmd        byte
		words      = strings.Fields(spaced(d))
		next, last = 0, len(words)
	)
	num := func() float64 {
		if next >= last {
			return 0
		}
		v, _ := strconv.ParseFloat(words[next], 64)
		next++
		return v
	}
	to := func(pts ...point) {
		pieces = append(pieces, append([]point{at}, pts...))
		at = pts[len(pts)-1]
	}
	for next < last {
		if w := words[next]; w[0] >= 'A' && w[0] <= 'Z' {
			cmd = w[0]
			next++
		}
		switch cmd {
		case 'M':
			at = point{num(), num()}
			start = at
			cmd = 'L'
		case 'L':
			to(point{num(), num()})
		case 'H':
			to(point{num(), at.y})
		case 'V':
			to(point{at.x, num()})
		case 'A':
			rx, _, _ := num(), num(), num()
			large, sweep := num() != 0, num() != 0
			to(arc(at, point{num(), num()}, rx, large, sweep)...)
		case 'C':
			c1, c2, end := point{num(), num()}, point{num(), num()}, point{num(), num()}
			to(bezier(at, c1, c2, end)...)
		case 'Z':
			if at != start {
				to(start)
			}
		default:
			return pieces
		}
	}
	return pieces
}

func spaced(d string) string {
	var b strings.Builder
	for _, r := range d {
		switch {
		case r >= 'A' && r <= 'Z':
			b.WriteString(" " + string(r) + " ")
		case r == ',':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// arc returns points along the circle of radius r from a to b, a left out.
func arc(a, b point, r float64, large, sweep bool) []point {
	dx, dy := b.x-a.x, b.y-a.y
	d := math.Hypot(dx, dy)
	if d == 0 {
		return []point{b}
	}
	r = max(r, d/2)
	h := math.Sqrt(max(0, r*r-d*d/4))
	if large == sweep {
		h = -h
	}
	c := point{(a.x+b.x)/2 - h*dy/d, (a.y+b.y)/2 + h*dx/d}
	from, to := math.Atan2(a.y-c.y, a.x-c.x), math.Atan2(b.y-c.y, b.x-c.x)
	switch {
	case sweep && to <= from:
		to += 2 * math.Pi
	case !sweep && to >= from:
		to -= 2 * math.Pi
	}
	steps := max(2, int(math.Ceil(math.Abs(to-from)/(math.Pi/16))))
	pts := make([]point, 0, steps)
	for i := 1; i <= steps; i++ {
		t := from + (to-from)*float64(i)/float64(steps)
		pts = append(pts, point{c.x + r*math.Cos(t), c.y + r*math.Sin(t)})
	}
	return pts
}

// bezier returns points along a cubic curve, its start left out.
func bezier(a, c1, c2, b point) []point {
	const steps = 16
	pts := make([]point, 0, steps)
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		pts = append(pts, point{
			k0*a.x + k1*c1.x + k2*c2.x + k3*b.x,
			k0*a.y + k1*c1.y + k2*c2.y + k3*b.y,
		})
	}
	return pts
}

// writePiece writes the outline of one piece: along its left, round its end,
// back along its right, round its start. Every piece turns the same way, so
// that overlapping ones add up under the non-zero rule.
func writePiece(b *strings.Builder, p []point) {
	n := normals(p)
	last := len(p) - 1
	b.WriteByte('M')
	for i := range p {
		if i > 0 {
			b.WriteByte('L')
		}
		writePoint(b, p[i].x+n[i].x, p[i].y+n[i].y)
	}
	writeCap(b, p[last].x-n[last].x, p[last].y-n[last].y)
	for i := last - 1; i >= 0; i-- {
		b.WriteByte('L')
		writePoint(b, p[i].x-n[i].x, p[i].y-n[i].y)
	}
	writeCap(b, p[0].x+n[0].x, p[0].y+n[0].y)
	b.WriteByte('Z')
}

// normals returns for each point the pen's reach to the left of the line.
func normals(p []point) []point {
	n := make([]point, len(p))
	for i := range p {
		a, b := p[max(0, i-1)], p[min(len(p)-1, i+1)]
		dx, dy := b.x-a.x, b.y-a.y
		d := math.Hypot(dx, dy)
		if d == 0 {
			dx, d = 1, 1
		}
		n[i] = point{dy / d * penRadius, -dx / d * penRadius}
	}
	return n
}

func writeCap(b *strings.Builder, x, y float64) {
	fmt.Fprintf(b, "A%g %g 0 0 1 ", penRadius, penRadius)
	writePoint(b, x, y)
}

func writePoint(b *strings.Builder, x, y float64) {
	b.WriteString(strconv.FormatFloat(x, 'f', 3, 64))
	b.WriteByte(' ')
	b.WriteString(strconv.FormatFloat(y, 'f', 3, 64))
}
