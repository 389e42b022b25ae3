package setup

import "image/color"

// sky is what is seen through a window.
type sky struct{ top, foot, far, near color.NRGBA }

var skies = []sky{
	{rgb(0x8fc1e3), rgb(0xe8f3f8), rgb(0x9dbf9e), rgb(0x6f9f6a)},
	{rgb(0xf2c6a0), rgb(0xfbe9d2), rgb(0xb7a98a), rgb(0x7f8f5f)},
	{rgb(0xa9c7d8), rgb(0xdfe9ee), rgb(0xa3b8a8), rgb(0x7b9a7d)},
	{rgb(0x7fb2dd), rgb(0xf4f1e0), rgb(0xc0c98d), rgb(0x8fae5d)},
}

var (
	white = rgb(0xfbfaf7)
	linen = rgb(0xf4efe6)
	steel = rgb(0xb9c2c9)
	leaf  = rgb(0x4f8a55)
)

// walls is a room's wall and floor.
func (c canvas) walls(p palette) {
	c.shade(0, 0, canvasWidth, 440, lighter(p.wall), p.wall)
	c.shade(0, 440, canvasWidth, canvasHeight-440, p.floor, darker(p.floor))
	for x := -200.0; x < 1300; x += 95 {
		c.shape(faint(darker(p.floor), 0.5), point{480 + (x-480)*0.8, 440}, point{483 + (x-480)*0.8, 440}, point{484 + (x-480)*1.5, 640}, point{480 + (x-480)*1.5, 640})
	}
	c.box(0, 428, canvasWidth, 14, white)
	c.box(0, 440, canvasWidth, 3, faint(rgb(0x000000), 0.12))
}

// window is a window with what is outside, and curtains.
func (c canvas) window(x, y, w, h float64, s sky, curtain color.NRGBA) {
	c.box(x-12, y-12, w+24, h+24, white)
	c.shade(x, y, w, h, s.top, s.foot)
	c.oval(x+w*0.72, y+h*0.28, 26, 26, 0, faint(white, 0.8))
	c.shape(s.far, point{x, y + h*0.72}, point{x + w*0.3, y + h*0.55}, point{x + w*0.62, y + h*0.7}, point{x + w, y + h*0.58}, point{x + w, y + h}, point{x, y + h})
	c.shape(s.near, point{x, y + h*0.86}, point{x + w*0.45, y + h*0.76}, point{x + w, y + h*0.88}, point{x + w, y + h}, point{x, y + h})
	c.box(x+w/2-5, y, 10, h, white)
	c.box(x, y+h*0.42, w, 8, white)
	c.box(x-24, y+h+12, w+48, 12, white)
	if curtain.A == 0 {
		return
	}
	c.box(x-70, y-34, w+140, 8, darker(curtain))
	for i := range 4 {
		step := float64(i) * 15
		fold := curtain
		if i%2 == 1 {
			fold = darker(curtain)
		}
		c.shape(fold, point{x - 62 + step, y - 26}, point{x - 46 + step, y - 26}, point{x - 50 + step*0.8, y + h + 50}, point{x - 68 + step*0.8, y + h + 50})
		c.shape(fold, point{x + w + step, y - 26}, point{x + w + 16 + step, y - 26}, point{x + w + 22 + step*0.8, y + h + 50}, point{x + w + 4 + step*0.8, y + h + 50})
	}
}

// bed is a bed seen from its side, the head at the left.
func (c canvas) bed(x, y, w float64, p palette) {
	c.oval(x+w/2, y+178, w/2+30, 20, 0, faint(rgb(0x000000), 0.16))
	c.round(x-16, y-70, 26, 240, 10, p.wood)
	c.round(x+w-8, y+40, 20, 130, 8, p.wood)
	c.box(x, y+110, w, 46, darker(p.wood))
	c.round(x, y+62, w, 62, 16, linen)
	c.round(x+w*0.26, y+46, w*0.74, 92, 22, p.bed)
	c.round(x+w*0.26, y+46, w*0.16, 92, 18, lighter(p.bed))
	c.round(x+w*0.72, y+46, w*0.18, 92, 4, p.accent)
	c.round(x+14, y+26, w*0.24, 52, 22, white)
	c.round(x+34, y+8, w*0.2, 50, 20, lighter(p.accent))
}

// lamp is a bedside table with a lamp that is lit.
func (c canvas) lamp(x, y float64, p palette) {
	for i := range 4 {
		c.oval(x+40, y-78, 130-float64(i)*26, 118-float64(i)*24, 0, faint(rgb(0xffe2a0), 0.10))
	}
	c.box(x, y, 80, 12, p.wood)
	c.box(x+6, y+12, 68, 84, darker(p.wood))
	c.round(x+32, y+34, 16, 6, 3, p.accent)
	c.box(x+37, y-50, 6, 50, steel)
	c.round(x+24, y-8, 32, 8, 4, steel)
	c.shape(rgb(0xfdeac0), point{x + 20, y - 104}, point{x + 60, y - 104}, point{x + 74, y - 48}, point{x + 6, y - 48})
}

// plant is a plant in a pot.
func (c canvas) plant(x, y float64, pot color.NRGBA) {
	for i, turn := range []float64{-1.1, -0.6, -0.2, 0.25, 0.65, 1.1} {
		lean := turn * 48
		green := leaf
		if i%2 == 1 {
			green = darker(leaf)
		}
		c.oval(x+lean, y-66, 15, 58, turn*0.7, green)
	}
	c.shape(pot, point{x - 36, y - 20}, point{x + 36, y - 20}, point{x + 26, y + 50}, point{x - 26, y + 50})
	c.round(x-40, y-26, 80, 16, 6, darker(pot))
}

// pictures are frames on the wall.
func (c canvas) pictures(x, y float64, p palette) {
	for i := range 2 {
		left := x + float64(i)*112
		c.box(left, y, 92, 116, p.wood)
		c.box(left+8, y+8, 76, 100, linen)
		c.oval(left+46, y+46+float64(i)*14, 24, 24, 0, p.accent)
		c.shape(p.bed, point{left + 8, y + 108}, point{left + 8, y + 84 - float64(i)*10}, point{left + 50, y + 66}, point{left + 84, y + 88}, point{left + 84, y + 108})
	}
}

// desk is a desk with a lamp, books and a chair.
func (c canvas) desk(x, y float64, p palette) {
	c.box(x, y, 260, 14, p.wood)
	c.box(x+12, y+14, 12, 150, darker(p.wood))
	c.box(x+236, y+14, 12, 150, darker(p.wood))
	c.box(x+170, y+14, 66, 60, darker(p.wood))
	for i, book := range []color.NRGBA{p.bed, p.accent, linen, darker(p.bed), lighter(p.accent)} {
		c.box(x+22+float64(i)*17, y-58+float64(i%3)*8, 14, 58-float64(i%3)*8, book)
	}
	c.round(x+130, y-70, 104, 66, 6, rgb(0x2b3440))
	c.box(x+138, y-62, 88, 50, rgb(0xbcd3e2))
	c.round(x+70, y+40, 90, 16, 8, p.accent)
	c.round(x+60, y-20, 20, 70, 8, darker(p.accent))
	for _, leg := range []float64{72, 146} {
		c.box(x+leg, y+56, 8, 112, darker(p.wood))
	}
}

// rug is a rug on the floor.
func (c canvas) rug(x, y, rx float64, p palette) {
	c.oval(x, y, rx, 44, 0, p.accent)
	c.oval(x, y, rx*0.82, 34, 0, linen)
	c.oval(x, y, rx*0.62, 25, 0, lighter(p.bed))
}

// bedroom is one of six rooms to sleep in.
func (c canvas) bedroom(layout int, p palette, outside int) {
	c.walls(p)
	s := skies[outside]
	switch layout {
	case 0: // under the roof
		c.shape(lighter(p.wall), point{0, 0}, point{430, 0}, point{0, 300})
		c.shape(darker(p.wall), point{960, 0}, point{700, 0}, point{960, 220})
		c.window(470, 90, 200, 190, s, color.NRGBA{})
		c.rug(600, 590, 260, p)
		c.bed(150, 360, 420, p)
		c.desk(660, 380, p)
	case 1: // on the garden
		c.window(330, 80, 300, 230, s, lighter(p.bed))
		c.rug(380, 600, 240, p)
		c.bed(110, 370, 380, p)
		c.lamp(540, 380, p)
		c.plant(840, 470, p.accent)
	case 2: // with pictures
		c.pictures(190, 110, p)
		c.window(620, 90, 210, 220, s, p.accent)
		c.bed(130, 350, 460, p)
		c.lamp(630, 380, p)
		c.rug(500, 600, 300, p)
	case 3: // to study in
		c.window(120, 90, 210, 200, s, color.NRGBA{})
		c.pictures(520, 80, p)
		c.desk(610, 330, p)
		c.bed(80, 390, 340, p)
		c.rug(560, 600, 180, p)
	case 4: // with a wide window
		c.window(250, 70, 460, 240, s, p.bed)
		c.plant(90, 440, p.wood)
		c.bed(260, 380, 440, p)
		c.lamp(760, 390, p)
	default: // light and plain
		c.window(560, 100, 240, 210, s, lighter(p.accent))
		c.plant(890, 470, p.bed)
		c.pictures(150, 90, p)
		c.bed(100, 370, 420, p)
		c.rug(680, 580, 190, p)
	}
}

// kitchen is where people cook together.
func (c canvas) kitchen(p palette, outside int) {
	c.walls(p)
	c.window(390, 80, 190, 150, skies[outside], color.NRGBA{})
	for i := range 6 {
		for row := range 2 {
			c.box(float64(i)*160+2, 250+float64(row)*38, 156, 34, lighter(p.wall))
		}
	}
	for _, x := range []float64{20, 150, 640, 770} {
		c.round(x, 50, 120, 160, 6, p.bed)
		c.round(x+96, 130, 8, 40, 4, steel)
	}
	c.box(0, 330, canvasWidth, 18, p.wood)
	for i := range 6 {
		x := float64(i) * 160
		c.round(x+4, 352, 152, 170, 6, p.bed)
		c.round(x+50, 368, 60, 8, 4, steel)
	}
	c.round(420, 318, 130, 16, 6, steel)
	c.box(480, 270, 8, 50, steel)
	c.round(480, 266, 44, 10, 5, steel)
	c.round(700, 270, 90, 60, 12, p.accent)
	c.box(690, 286, 110, 8, darker(p.accent))
	c.plant(90, 300, p.accent)
	c.rug(480, 600, 280, p)
}

// garden is what is behind the house.
func (c canvas) garden(p palette, outside int) {
	s := skies[outside]
	c.shade(0, 0, canvasWidth, 330, s.top, s.foot)
	c.oval(760, 90, 44, 44, 0, faint(white, 0.85))
	c.shape(s.far, point{0, 300}, point{260, 210}, point{560, 290}, point{960, 220}, point{960, 420}, point{0, 420})
	c.shade(0, 360, canvasWidth, canvasHeight-360, s.near, darker(s.near))
	for i := range 17 {
		c.box(float64(i)*60+6, 300, 44, 110, lighter(p.wood))
	}
	c.box(0, 330, canvasWidth, 10, p.wood)
	for _, x := range []float64{130, 850} {
		c.box(x-12, 240, 24, 190, p.wood)
		c.oval(x, 190, 96, 90, 0, leaf)
		c.oval(x-40, 220, 60, 54, 0, darker(leaf))
	}
	c.shape(rgb(0xd9cbb0), point{430, 640}, point{560, 640}, point{520, 420}, point{470, 420})
	c.box(590, 470, 210, 16, p.wood)
	c.box(590, 410, 210, 14, p.wood)
	for _, x := range []float64{604, 776} {
		c.box(x, 410, 12, 120, darker(p.wood))
	}
	for i := range 14 {
		c.oval(60+float64(i)*26, 560+float64(i%3)*18, 9, 9, 0, []color.NRGBA{p.accent, white, p.bed}[i%3])
	}
}

// bathroom is a bathroom.
func (c canvas) bathroom(p palette) {
	c.shade(0, 0, canvasWidth, canvasHeight, lighter(p.wall), p.wall)
	for y := 0.0; y < 420; y += 60 {
		for x := 0.0; x < canvasWidth; x += 80 {
			c.box(x+2, y+2, 76, 56, mix(white, p.bed, 0.10))
		}
	}
	c.shade(0, 440, canvasWidth, canvasHeight-440, steel, darker(steel))
	c.round(120, 90, 190, 220, 90, p.wood)
	c.round(132, 102, 166, 196, 80, rgb(0xdcebf2))
	c.round(90, 350, 250, 60, 26, white)
	c.box(190, 410, 50, 120, white)
	c.box(208, 312, 10, 40, steel)
	c.round(208, 308, 44, 10, 5, steel)
	c.round(430, 380, 450, 140, 50, white)
	c.round(460, 392, 390, 40, 20, rgb(0xcfe3ec))
	c.box(820, 120, 10, 200, steel)
	c.oval(825, 116, 44, 12, 0, steel)
	c.box(520, 150, 150, 10, p.wood)
	c.box(536, 160, 118, 130, p.accent)
	c.box(536, 190, 118, 14, lighter(p.accent))
	c.plant(900, 430, p.wood)
	c.rug(430, 590, 200, p)
}
