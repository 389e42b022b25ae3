package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The dark grounds, from the page up.
const (
	darkPage    = 0x11181D
	darkCard    = 0x1B252C
	darkRaised  = 0x232F38
	darkSidebar = 0x0B1115
	darkBorder  = 0x3B4A54
	paleBlue    = 0x7CB9F5
)

var darkColours = map[fyne.ThemeColorName]color.Color{
	ColorPage:      hex(darkPage),
	ColorCard:      hex(darkCard),
	ColorCardHover: hex(0x222E37),
	ColorSelected:  hex(0x1E3A55),
	ColorInset:     hex(0x25323B),
	ColorPopup:     hex(darkRaised),
	ColorTooltip:   hex(nhsGrey5),
	ColorBorder:    hex(darkBorder),
	ColorScrim:     hexA(0x05080A, 0xa8),
	ColorSkeleton:  hex(0x2C3942),
	ColorShade:     hexA(0x000000, 0x70),

	ColorText:         hex(nhsGrey5),
	ColorSecondary:    hex(0xB8C1C7),
	ColorDisabledText: hex(0x9AA7B0),
	ColorLink:         hex(paleBlue),
	ColorLinkHover:    hex(0xB9DAFA),
	ColorError:        hex(0xFF8A7F),
	ColorTooltipText:  hex(nhsText),

	ColorSidebar:         hex(darkSidebar),
	ColorSidebarHover:    hex(0x1B252C),
	ColorSidebarSelected: hex(0x26333D),
	ColorSidebarText:     hex(nhsGrey5),
	ColorSidebarMuted:    hex(0xB8C1C7),
	ColorSidebarMark:     hex(lightBlue),

	ColorFocus:     hex(nhsYellow),
	ColorFocusText: hex(nhsText),

	ColorPrimary:          hex(nhsGreen),
	ColorPrimaryHover:     hex(0x00692F),
	ColorPrimaryEdge:      hex(0x003D1C),
	ColorPrimaryText:      hex(nhsWhite),
	ColorSecondaryFace:    hex(darkCard),
	ColorSecondaryHover:   hex(0x23384A),
	ColorSecondaryEdge:    hex(paleBlue),
	ColorSecondaryText:    hex(paleBlue),
	ColorDestructive:      hex(0xCE2619),
	ColorDestructiveHover: hex(0xB0200F),
	ColorDestructiveEdge:  hex(0x5E110B),
	ColorDestructiveText:  hex(nhsWhite),
	ColorDisabledFace:     hex(0x2B3740),

	ColorInput:       hex(0x151E24),
	ColorInputBorder: hex(0x8798A3),
	ColorInputFocus:  hex(nhsWhite),
	ColorPlaceholder: hex(0xA5B1B9),
	ColorMark:        hex(paleBlue),

	ColorFree:        hex(darkCard),
	ColorFreeText:    hex(nhsGrey5),
	ColorHeld:        hex(0x4A3A0E),
	ColorHeldText:    hex(0xFFE08A),
	ColorBooked:      hex(0x1B5FA3),
	ColorBookedText:  hex(nhsWhite),
	ColorBlocked:     hex(0x34424C),
	ColorBlockedText: hex(0xC6CFD5),
	ColorPast:        hex(0x151D23),
	ColorPastText:    hex(0x8C9AA4),
	ColorChosen:      hex(0x08803F),
	ColorChosenText:  hex(nhsWhite),

	ColorGridLine:    hex(0x34424C),
	ColorGhost:       hex(0x2B3F52),
	SeriesColor(0):   hex(0x4C97E0),
	SeriesHover(0):   hex(0x8CC2F7),
	SeriesColor(1):   hex(0x2BB8AD),
	SeriesHover(1):   hex(0x72DCD4),
	SeriesColor(2):   hex(nhsWarm),
	SeriesHover(2):   hex(0xFFD97A),
	SeriesColor(3):   hex(0xD9629F),
	SeriesHover(3):   hex(0xF09CC7),
	SeriesColor(4):   hex(0x8798A3),
	SeriesHover(4):   hex(0xB8C1C7),
	SeriesColor(5):   hex(0x9E7BD1),
	SeriesHover(5):   hex(0xC6AEEB),
	Neutral.Ground(): hex(0x33414B), Neutral.Text(): hex(0xDCE3E7), Neutral.Figure(): hex(nhsGrey5), Neutral.Line(): hex(0x8798A3),
	Info.Ground(): hex(0x173A5C), Info.Text(): hex(0xBFDDFA), Info.Figure(): hex(paleBlue), Info.Line(): hex(0x4C97E0),
	Success.Ground(): hex(0x12402A), Success.Text(): hex(0xAEE6C6), Success.Figure(): hex(0x6FD19B), Success.Line(): hex(0x35A866),
	Warning.Ground(): hex(0x4A3A0E), Warning.Text(): hex(0xFFE08A), Warning.Figure(): hex(0xFFCE54), Warning.Line(): hex(nhsWarm),
	Danger.Ground(): hex(0x571E19), Danger.Text(): hex(0xFFC9C3), Danger.Figure(): hex(0xFF8A7F), Danger.Line(): hex(0xE9564A),
	Purple.Ground(): hex(0x3A2A5C), Purple.Text(): hex(0xDDCDF7), Purple.Figure(): hex(0xC2A6F0), Purple.Line(): hex(0x9E7BD1),

	// Fyne's own widgets, where a screen uses one.
	theme.ColorNamePrimary:             hex(paleBlue),
	theme.ColorNameForegroundOnPrimary: hex(darkSidebar),
	theme.ColorNameForegroundOnError:   hex(darkSidebar),
	theme.ColorNameForegroundOnSuccess: hex(darkSidebar),
	theme.ColorNameForegroundOnWarning: hex(darkSidebar),
	theme.ColorNameSuccess:             hex(0x6FD19B),
	theme.ColorNameWarning:             hex(nhsWarm),
	theme.ColorNameButton:              hex(0x2B3740),
	theme.ColorNameDisabledButton:      hex(0x25313A),
	theme.ColorNameDisabled:            hex(0x9AA7B0),
	theme.ColorNameMenuBackground:      hex(darkRaised),
	theme.ColorNameOverlayBackground:   hex(darkRaised),
	theme.ColorNameHeaderBackground:    hex(0x25323B),
	theme.ColorNameSeparator:           hex(darkBorder),
	theme.ColorNameSelection:           hexA(lightBlue, 0x48),
	theme.ColorNameHover:               hexA(nhsWhite, 0x10),
	theme.ColorNamePressed:             hexA(nhsWhite, 0x28),
	theme.ColorNameFocus:               hexA(nhsYellow, 0x80),
	theme.ColorNameScrollBar:           hexA(0xB8C1C7, 0x8c),
	theme.ColorNameScrollBarBackground: hexA(nhsWhite, 0x0c),
}
