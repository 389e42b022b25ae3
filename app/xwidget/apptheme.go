package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// appTheme is the theme of the app, whichever it is at the moment. Themes that
// change one size or colour for a part of a widget embed it. theme.Current
// will not do: while such a part is drawn, it is that very theme.
type appTheme struct{}

func (appTheme) now() fyne.Theme {
	if th := fyne.CurrentApp().Settings().Theme(); th != nil {
		return th
	}
	return theme.DefaultTheme()
}

// Color asks the app's theme.
func (t appTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return t.now().Color(n, v)
}

// Font asks the app's theme.
func (t appTheme) Font(s fyne.TextStyle) fyne.Resource { return t.now().Font(s) }

// Icon asks the app's theme.
func (t appTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.now().Icon(n) }

// Size asks the app's theme.
func (t appTheme) Size(n fyne.ThemeSizeName) float32 { return t.now().Size(n) }

// fieldTheme takes the border and the ground off Fyne's entry, which stands on
// those of its text field, and leaves room before the text.
type fieldTheme struct {
	appTheme
	field *TextField
}

// Color returns none for the border and the ground.
func (t *fieldTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameInputBorder || n == theme.ColorNameInputBackground {
		return noColour
	}
	return t.appTheme.Color(n, v)
}

// Size makes the icon as wide as what stands before the text.
func (t *fieldTheme) Size(n fyne.ThemeSizeName) float32 {
	if left := t.field.sides().left; n == theme.SizeNameInlineIcon && left > 0 {
		return left - t.appTheme.Size(theme.SizeNameLineSpacing)
	}
	return t.appTheme.Size(n)
}

// noPicture is an icon of which nothing is seen.
var noPicture = fyne.NewStaticResource("settle-nothing.svg",
	[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M0 0h24v24H0z" fill="none"/></svg>`))
