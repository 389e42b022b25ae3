package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
)

// MinContrast is the least WCAG 2.2 contrast of text on its ground (success
// criterion 1.4.3, level AA for text of ordinary size).
const MinContrast = 4.5

// Pair is a text colour and a ground that it stands on somewhere in Settle.
type Pair struct {
	Text, Ground fyne.ThemeColorName
}

// Pairs returns every text and ground that Settle's widgets bring together.
// A widget that needs another pair adds it here, so that it is measured.
func Pairs() []Pair {
	surfaces := []fyne.ThemeColorName{ColorPage, ColorCard, ColorCardHover, ColorSelected, ColorInset, ColorPopup}
	onSurfaces := []fyne.ThemeColorName{ColorText, ColorSecondary, ColorLink, ColorLinkHover}
	var all []Pair
	for _, g := range surfaces {
		for _, t := range onSurfaces {
			all = append(all, Pair{t, g})
		}
	}
	for _, tone := range Tones() {
		all = append(all, Pair{tone.Text(), tone.Ground()}, Pair{ColorText, tone.Ground()}, Pair{ColorLink, tone.Ground()})
		for _, g := range []fyne.ThemeColorName{ColorPage, ColorCard, ColorCardHover, ColorPopup} {
			all = append(all, Pair{tone.Figure(), g})
		}
	}
	return append(all, []Pair{
		{ColorError, ColorPage},
		{ColorError, ColorCard},
		{ColorError, ColorPopup},
		{ColorTooltipText, ColorTooltip},
		{ColorSidebarText, ColorSidebar},
		{ColorSidebarText, ColorSidebarHover},
		{ColorSidebarText, ColorSidebarSelected},
		{ColorSidebarMuted, ColorSidebar},
		{ColorSidebarMuted, ColorSidebarHover},
		{ColorSidebar, ColorSidebarMark},
		{ColorFocusText, ColorFocus},
		{ColorPrimaryText, ColorPrimary},
		{ColorPrimaryText, ColorPrimaryHover},
		{ColorSecondaryText, ColorSecondaryFace},
		{ColorSecondaryText, ColorSecondaryHover},
		{ColorDestructiveText, ColorDestructive},
		{ColorDestructiveText, ColorDestructiveHover},
		{ColorDisabledText, ColorDisabledFace},
		{ColorDisabledText, ColorPage},
		{ColorDisabledText, ColorCard},
		{ColorText, ColorInput},
		{ColorPlaceholder, ColorInput},
		{ColorSecondary, ColorInput},
		{ColorFreeText, ColorFree},
		{ColorHeldText, ColorHeld},
		{ColorBookedText, ColorBooked},
		{ColorBlockedText, ColorBlocked},
		{ColorPastText, ColorPast},
		{ColorChosenText, ColorChosen},
	}...)
}

// Contrast returns the WCAG 2.2 contrast ratio of two opaque colours, from 1
// (the same) to 21 (black on white).
func Contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(v uint32) float64 {
	s := float64(v) / 0xffff
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
