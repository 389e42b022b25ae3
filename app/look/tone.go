package look

import "fyne.io/fyne/v2"

// Tone is what a tag, a banner or a figure means.
type Tone int

// The tones, each a hue.
const (
	Neutral Tone = iota // grey: a state that asks nothing
	Info                // blue: worth knowing
	Success             // green: done, free, under the cap
	Warning             // yellow: waits for somebody
	Danger              // red: wrong, over the cap, too late
	Purple              // purple: apart from the rest, such as planned
	tones
)

var toneNames = [tones]string{"neutral", "info", "success", "warning", "danger", "purple"}

func (t Tone) name() string {
	if t < 0 || t >= tones {
		return toneNames[Neutral]
	}
	return toneNames[t]
}

// String returns the tone's English name.
func (t Tone) String() string { return t.name() }

// Ground names the tinted ground of the tone.
func (t Tone) Ground() fyne.ThemeColorName {
	return fyne.ThemeColorName("settle.tone." + t.name() + ".ground")
}

// Text names the dark text of the same hue that stands on Ground.
func (t Tone) Text() fyne.ThemeColorName {
	return fyne.ThemeColorName("settle.tone." + t.name() + ".text")
}

// Figure names the colour for a large figure in the tone on a card or a page.
func (t Tone) Figure() fyne.ThemeColorName {
	return fyne.ThemeColorName("settle.tone." + t.name() + ".figure")
}

// Line names the full colour of the tone, for bars, dots and borders: it is
// never the colour of text.
func (t Tone) Line() fyne.ThemeColorName {
	return fyne.ThemeColorName("settle.tone." + t.name() + ".line")
}

// Tones returns every tone in order.
func Tones() []Tone {
	all := make([]Tone, 0, tones)
	for t := range tones {
		all = append(all, t)
	}
	return all
}
