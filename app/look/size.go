package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The spacing steps. Nothing on a screen stands a different distance apart.
const (
	Space4  float32 = 4
	Space8  float32 = 8
	Space16 float32 = 16
	Space24 float32 = 24
	Space32 float32 = 32
	Space40 float32 = 40
	Space48 float32 = 48
	Space56 float32 = 56
	Space64 float32 = 64
)

// The type scale.
const (
	TextCaption float32 = 13
	TextBody    float32 = 15
	TextHeading float32 = 19
	TextFigure  float32 = 34
	TextTitle   float32 = 28
)

// Measures that screens and widgets share.
const (
	// NavWidth is the navigation with its labels beside the icons; NavNarrow
	// with them small underneath.
	NavWidth  float32 = 220
	NavNarrow float32 = 76
	// PageMargin stands around a page, PageGap between its cards.
	PageMargin float32 = 28
	PageGap    float32 = 20
	// PageWidest is how wide a page is in a very wide window, in its middle: beyond it an
	// action would stand too far from what it acts on.
	PageWidest float32 = 1600
	// InputHeight is the height of every one-line control.
	InputHeight float32 = 40
	// InputBorder is the line around an input at rest.
	InputBorder float32 = 2
	// CardRadius rounds cards and dialogs, ControlRadius buttons and inputs.
	CardRadius    float32 = 8
	ControlRadius float32 = 4
	// ButtonEdge is the darker lower edge of a button and the dark bar of focus.
	ButtonEdge float32 = 4
	// ReadableWidth is the widest a paragraph or form should be: about 75
	// characters of body text.
	ReadableWidth float32 = 640
)

// entryPadding makes a one-line Fyne entry InputHeight high: Noto Sans at 15
// is 20.4 high, and an entry pads it above and below.
const entryPadding float32 = 9.75

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               TextBody,
	theme.SizeNameCaptionText:        TextCaption,
	theme.SizeNameSubHeadingText:     TextHeading,
	theme.SizeNameHeadingText:        TextTitle,
	theme.SizeNamePadding:            Space4,
	theme.SizeNameInnerPadding:       entryPadding,
	theme.SizeNameLineSpacing:        4,
	theme.SizeNameInlineIcon:         20,
	theme.SizeNameInputBorder:        InputBorder,
	theme.SizeNameInputRadius:        ControlRadius,
	theme.SizeNameSelectionRadius:    ControlRadius,
	theme.SizeNameButtonRadius:       ControlRadius,
	theme.SizeNameCardRadius:         CardRadius,
	theme.SizeNameDialogRadius:       CardRadius,
	theme.SizeNamePopupRadius:        CardRadius,
	theme.SizeNameMenuRadius:         CardRadius,
	theme.SizeNameModalBlurRadius:    0,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameScrollBar:          12,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    4,
}
