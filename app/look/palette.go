package look

import "image/color"

// The NHS palette, by the design system's own names.
const (
	nhsBlue     = 0x005EB8
	nhsDarkBlue = 0x003087
	nhsGreen    = 0x007F3B
	nhsRed      = 0xD5281B
	nhsYellow   = 0xFFEB3B
	nhsWarm     = 0xFFB81C
	nhsAqua     = 0x00A499
	nhsPink     = 0xAE2573
	nhsPurple   = 0x330072
	nhsText     = 0x212B32
	nhsGrey1    = 0x4C6272
	nhsGrey2    = 0x768692
	nhsGrey3    = 0xAEB7BD
	nhsGrey4    = 0xD8DDE0
	nhsGrey5    = 0xF0F4F5
	nhsWhite    = 0xFFFFFF
	lightBlue   = 0x41B6E6
)

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func hexA(v uint32, a uint8) color.NRGBA {
	c := hex(v)
	c.A = a
	return c
}
