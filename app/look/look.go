// Package look is how Settle looks: a Fyne theme with named colours in a light
// and a dark variant, the type scale, the spacing steps and the icons.
//
// Colours and their names are the figures of the public NHS design system
// (service manual, MIT licence); neither its logo nor its typeface is used.
// Sizes are Fyne's device-independent pixels. Text is Fyne's own Noto Sans.
//
// Every text that a widget draws stands on one of the grounds listed in
// [Pairs]; a test demands a WCAG contrast of 4.5 for each pair in both variants.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which variant a theme shows.
type Mode int

const (
	// System follows the operating system's light or dark setting.
	System Mode = iota
	// Light is always the light variant.
	Light
	// Dark is always the dark variant.
	Dark
)

var _ fyne.Theme = (*Theme)(nil)

// Theme is Settle's [fyne.Theme]. It holds nothing but its mode, so one value
// may be shared by every window.
type Theme struct {
	mode Mode
}

// New returns the theme for a mode; an unknown mode follows the system.
func New(mode Mode) *Theme {
	return &Theme{mode: mode}
}

// Mode returns the mode that the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// IsDark reports whether the theme shows its dark variant when the system
// prefers v.
func (t *Theme) IsDark(v fyne.ThemeVariant) bool {
	switch t.mode {
	case Light:
		return false
	case Dark:
		return true
	}
	return v == theme.VariantDark
}

// Color returns the named colour; names this package does not know are left to
// Fyne's default theme.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	table, variant := lightColours, theme.VariantLight
	if t.IsDark(v) {
		table, variant = darkColours, theme.VariantDark
	}
	if c, ok := table[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Fyne's bundled Noto Sans in the style asked for.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	return theme.DefaultTheme().Font(s)
}

// Icon returns Fyne's own icon; Settle's are the Icon values of this package.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size returns the named size in device-independent pixels.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

// Colour looks a name up in th, as its present variant. When th is not Settle's
// theme and knows no such name, the light variant answers, so that a widget
// shown under a foreign theme still has a readable colour.
func Colour(th fyne.Theme, name fyne.ThemeColorName) color.Color {
	c := th.Color(name, fyne.CurrentApp().Settings().ThemeVariant())
	if _, ours := lightColours[name]; ours && isClear(c) {
		return lightColours[name]
	}
	return c
}

func isClear(c color.Color) bool {
	if c == nil {
		return true
	}
	_, _, _, a := c.RGBA()
	return a == 0
}
