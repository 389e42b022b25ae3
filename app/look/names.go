package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Grounds that text may stand on, and the lines between them.
const (
	ColorPage      = theme.ColorNameBackground
	ColorCard      = fyne.ThemeColorName("settle.card")
	ColorCardHover = fyne.ThemeColorName("settle.card.hover")
	ColorSelected  = fyne.ThemeColorName("settle.selected")
	ColorInset     = fyne.ThemeColorName("settle.inset")
	ColorPopup     = fyne.ThemeColorName("settle.popup")
	ColorTooltip   = fyne.ThemeColorName("settle.tooltip")
	ColorBorder    = fyne.ThemeColorName("settle.border")
	ColorScrim     = fyne.ThemeColorName("settle.scrim")
	ColorSkeleton  = fyne.ThemeColorName("settle.skeleton")
	ColorShade     = theme.ColorNameShadow
)

// Text.
const (
	ColorText         = theme.ColorNameForeground
	ColorSecondary    = fyne.ThemeColorName("settle.text.secondary")
	ColorDisabledText = fyne.ThemeColorName("settle.text.disabled")
	ColorLink         = theme.ColorNameHyperlink
	ColorLinkHover    = fyne.ThemeColorName("settle.link.hover")
	ColorError        = theme.ColorNameError
	ColorTooltipText  = fyne.ThemeColorName("settle.tooltip.text")
)

// The navigation at the left.
const (
	ColorSidebar         = fyne.ThemeColorName("settle.sidebar")
	ColorSidebarHover    = fyne.ThemeColorName("settle.sidebar.hover")
	ColorSidebarSelected = fyne.ThemeColorName("settle.sidebar.selected")
	ColorSidebarText     = fyne.ThemeColorName("settle.sidebar.text")
	ColorSidebarMuted    = fyne.ThemeColorName("settle.sidebar.muted")
	ColorSidebarMark     = fyne.ThemeColorName("settle.sidebar.mark")
)

// Focus: yellow, with dark text and a dark bar on it, in both variants.
const (
	ColorFocus     = fyne.ThemeColorName("settle.focus")
	ColorFocusText = fyne.ThemeColorName("settle.focus.text")
)

// Buttons: the face, the face under the pointer, the lower edge, the words.
const (
	ColorPrimary          = fyne.ThemeColorName("settle.button.primary")
	ColorPrimaryHover     = fyne.ThemeColorName("settle.button.primary.hover")
	ColorPrimaryEdge      = fyne.ThemeColorName("settle.button.primary.edge")
	ColorPrimaryText      = fyne.ThemeColorName("settle.button.primary.text")
	ColorSecondaryFace    = fyne.ThemeColorName("settle.button.secondary")
	ColorSecondaryHover   = fyne.ThemeColorName("settle.button.secondary.hover")
	ColorSecondaryEdge    = fyne.ThemeColorName("settle.button.secondary.edge")
	ColorSecondaryText    = fyne.ThemeColorName("settle.button.secondary.text")
	ColorDestructive      = fyne.ThemeColorName("settle.button.destructive")
	ColorDestructiveHover = fyne.ThemeColorName("settle.button.destructive.hover")
	ColorDestructiveEdge  = fyne.ThemeColorName("settle.button.destructive.edge")
	ColorDestructiveText  = fyne.ThemeColorName("settle.button.destructive.text")
	ColorDisabledFace     = fyne.ThemeColorName("settle.button.disabled")
)

// Inputs.
const (
	ColorInput       = theme.ColorNameInputBackground
	ColorInputBorder = theme.ColorNameInputBorder
	ColorInputFocus  = fyne.ThemeColorName("settle.input.focus")
	ColorPlaceholder = theme.ColorNamePlaceHolder
	ColorMark        = fyne.ThemeColorName("settle.input.mark")
)

// Calendar cells. What is drawn over a ground is its text colour.
const (
	ColorFree        = fyne.ThemeColorName("settle.day.free")
	ColorFreeText    = fyne.ThemeColorName("settle.day.free.text")
	ColorHeld        = fyne.ThemeColorName("settle.day.held")
	ColorHeldText    = fyne.ThemeColorName("settle.day.held.text")
	ColorBooked      = fyne.ThemeColorName("settle.day.booked")
	ColorBookedText  = fyne.ThemeColorName("settle.day.booked.text")
	ColorBlocked     = fyne.ThemeColorName("settle.day.blocked")
	ColorBlockedText = fyne.ThemeColorName("settle.day.blocked.text")
	ColorPast        = fyne.ThemeColorName("settle.day.past")
	ColorPastText    = fyne.ThemeColorName("settle.day.past.text")
	ColorChosen      = fyne.ThemeColorName("settle.day.chosen")
	ColorChosenText  = fyne.ThemeColorName("settle.day.chosen.text")
)

// Charts.
const (
	ColorGridLine = fyne.ThemeColorName("settle.chart.line")
	ColorGhost    = fyne.ThemeColorName("settle.chart.ghost")
)

// Series is how many colours charts have; further series begin again.
const Series = 6

// SeriesColor names the fill of a chart's i-th series, from 0.
func SeriesColor(i int) fyne.ThemeColorName {
	return seriesNames[((i%Series)+Series)%Series]
}

// SeriesHover names the fill of a chart's i-th series under the pointer.
func SeriesHover(i int) fyne.ThemeColorName {
	return SeriesColor(i) + ".hover"
}

var seriesNames = [Series]fyne.ThemeColorName{
	"settle.chart.1", "settle.chart.2", "settle.chart.3",
	"settle.chart.4", "settle.chart.5", "settle.chart.6",
}
