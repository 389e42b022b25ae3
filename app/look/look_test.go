package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"settle.example/settle/app/look"
)

var modes = map[string]look.Mode{"light": look.Light, "dark": look.Dark}

func TestEveryTextPairHasTheContrastThatReadersNeed(t *testing.T) {
	for name, mode := range modes {
		th := look.New(mode)
		for _, p := range look.Pairs() {
			text, ground := th.Color(p.Text, 0), th.Color(p.Ground, 0)
			if c := look.Contrast(text, ground); c < look.MinContrast {
				t.Errorf("%s: %s on %s has contrast %.2f, want at least %v", name, p.Text, p.Ground, c, look.MinContrast)
			}
		}
	}
}

func TestLinesAndMarksStandOutFromTheirGround(t *testing.T) {
	// WCAG 2.2, 1.4.11: what is needed to make out a control has contrast 3.
	for name, mode := range modes {
		th := look.New(mode)
		for _, p := range []look.Pair{
			{Text: look.ColorInputBorder, Ground: look.ColorInput},
			{Text: look.ColorInputBorder, Ground: look.ColorCard},
			{Text: look.ColorInputFocus, Ground: look.ColorInput},
			{Text: look.ColorSecondaryEdge, Ground: look.ColorCard},
			{Text: look.ColorMark, Ground: look.ColorInput},
			{Text: look.ColorFocusText, Ground: look.ColorFocus},
		} {
			if c := look.Contrast(th.Color(p.Text, 0), th.Color(p.Ground, 0)); c < 3 {
				t.Errorf("%s: %s on %s has contrast %.2f, want at least 3", name, p.Text, p.Ground, c)
			}
		}
	}
}

func TestContrastMeasuresAsWCAGDoes(t *testing.T) {
	grey := color.NRGBA{R: 0x76, G: 0x76, B: 0x76, A: 0xff}
	tests := []struct {
		name string
		a, b color.Color
		want float64
	}{
		{"black on white", color.Black, color.White, 21},
		{"order does not matter", color.White, color.Black, 21},
		{"a colour on itself", grey, grey, 1},
		{"the darkest grey that passes", grey, color.White, 4.54},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := look.Contrast(tc.a, tc.b); math.Abs(got-tc.want) > 0.01 {
				t.Errorf("contrast = %.3f, want %.2f", got, tc.want)
			}
		})
	}
}

func TestModeDecidesTheVariant(t *testing.T) {
	tests := []struct {
		name   string
		mode   look.Mode
		system fyne.ThemeVariant
		dark   bool
	}{
		{"light on a dark system", look.Light, theme.VariantDark, false},
		{"dark on a light system", look.Dark, theme.VariantLight, true},
		{"system, light", look.System, theme.VariantLight, false},
		{"system, dark", look.System, theme.VariantDark, true},
		{"an unknown mode follows the system", look.Mode(99), theme.VariantDark, true},
	}
	light := look.New(look.Light).Color(look.ColorCard, 0)
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			th := look.New(tc.mode)
			if got := th.IsDark(tc.system); got != tc.dark {
				t.Errorf("IsDark = %v, want %v", got, tc.dark)
			}
			if got := th.Color(look.ColorCard, tc.system) != light; got != tc.dark {
				t.Errorf("card is dark: %v, want %v", got, tc.dark)
			}
		})
	}
}

func TestBothVariantsNameTheSameColours(t *testing.T) {
	names := map[fyne.ThemeColorName]bool{}
	for _, p := range look.Pairs() {
		names[p.Text], names[p.Ground] = true, true
	}
	for _, n := range []fyne.ThemeColorName{look.ColorBorder, look.ColorScrim, look.ColorSkeleton, look.ColorGhost, look.ColorGridLine, look.ColorMark} {
		names[n] = true
	}
	for i := range look.Series {
		names[look.SeriesColor(i)], names[look.SeriesHover(i)] = true, true
	}
	for _, tone := range look.Tones() {
		names[tone.Line()] = true
	}
	for name, mode := range modes {
		for n := range names {
			if _, _, _, a := look.New(mode).Color(n, 0).RGBA(); a == 0 {
				t.Errorf("%s: no colour %s", name, n)
			}
		}
	}
}

func TestSeriesColoursBeginAgain(t *testing.T) {
	if look.SeriesColor(look.Series) != look.SeriesColor(0) || look.SeriesColor(-1) != look.SeriesColor(look.Series-1) {
		t.Error("series colours do not repeat")
	}
}

func TestSizes(t *testing.T) {
	th := look.New(look.Light)
	for name, want := range map[fyne.ThemeSizeName]float32{
		theme.SizeNameText: 15, theme.SizeNameCaptionText: 13,
		theme.SizeNameSubHeadingText: 19, theme.SizeNameHeadingText: 28,
		theme.SizeNameInputBorder: 2, theme.SizeNameCardRadius: 8,
	} {
		if got := th.Size(name); got != want {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
}

func TestColourFallsBackUnderAForeignTheme(t *testing.T) {
	test.NewTempApp(t)
	got := look.Colour(theme.DefaultTheme(), look.ColorCard)
	if want := look.New(look.Light).Color(look.ColorCard, 0); got != want {
		t.Errorf("card under Fyne's theme = %v, want %v", got, want)
	}
	dark := look.New(look.Dark)
	if got := look.Colour(dark, look.ColorCard); got != dark.Color(look.ColorCard, 0) {
		t.Errorf("card under Settle's dark theme = %v", got)
	}
}
