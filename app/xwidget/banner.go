package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// BannerKind says what a banner is about.
type BannerKind int

// The kinds of banner.
const (
	BannerInfo BannerKind = iota
	BannerSuccess
	BannerWarning
	BannerOffline
	BannerError
)

var bannerLooks = [...]struct {
	tone look.Tone
	icon look.Icon
	said string
}{
	BannerInfo:    {look.Info, look.IconInfo, "Information"},
	BannerSuccess: {look.Success, look.IconCheck, "Done"},
	BannerWarning: {look.Warning, look.IconWarning, "Warning"},
	BannerOffline: {look.Neutral, look.IconOffline, "Offline"},
	BannerError:   {look.Danger, look.IconError, "Error"},
}

var (
	_ fyne.Widget     = (*Banner)(nil)
	_ fyne.Accessible = (*Banner)(nil)
)

// Banner is a message across the page that stays until it is dealt with.
type Banner struct {
	composite
	Kind    BannerKind
	Title   string
	Message string
	// OnDismiss, when set, gives the banner a close button. The owner hides
	// the banner.
	OnDismiss func()

	ground, bar *Surface
	glyph       *Glyph
	title, body *Text
	dismiss     *Button
}

// NewBanner returns a banner with a message and perhaps actions at its right.
// A title is optional.
func NewBanner(kind BannerKind, title, message string, actions ...fyne.CanvasObject) *Banner {
	b := &Banner{
		Kind: kind, Title: title, Message: message,
		ground: NewSurface(""), bar: NewSurface(""), glyph: NewGlyph(look.Icon{}, "", 20),
		title: NewText(Strong, ""), body: NewText(Body, ""),
	}
	b.ground.Radius, b.bar.Radius, b.bar.Least = look.ControlRadius, 2, fyne.NewSize(4, 1)
	b.dismiss = NewGlyphButton(look.IconClose, "Close this message", func() {
		if b.OnDismiss != nil {
			b.OnDismiss()
		}
	})
	words := Row(12, b.glyph, Grow(VBox(0, b.title, b.body)))
	for _, a := range append(actions, b.dismiss) {
		words.Add(a)
	}
	b.sync = b.fill
	b.compose(b, Stack(b.ground, Frame(Edges{Left: b.bar}, Inset(12, 12, 12, 16, words))))
	return b
}

// Set replaces the kind and the words.
func (b *Banner) Set(kind BannerKind, title, message string) {
	b.Kind, b.Title, b.Message = kind, title, message
	b.Refresh()
}

func (b *Banner) look() (look.Tone, look.Icon, string) { return bannerLook(b.Kind) }

// bannerLook returns the tone of a kind, its icon, and how it is read out.
func bannerLook(kind BannerKind) (look.Tone, look.Icon, string) {
	if kind < 0 || int(kind) >= len(bannerLooks) {
		kind = BannerInfo
	}
	l := bannerLooks[kind]
	return l.tone, l.icon, l.said
}

func (b *Banner) fill() {
	tone, icon, _ := b.look()
	b.ground.Fill, b.bar.Fill = tone.Ground(), tone.Line()
	b.glyph.Icon, b.glyph.Color = icon, tone.Text()
	b.title.Content, b.title.Color, b.title.Hidden = b.Title, tone.Text(), b.Title == ""
	b.body.Content, b.body.Color, b.body.Hidden = b.Message, tone.Text(), b.Message == ""
	b.dismiss.Hidden = b.OnDismiss == nil
}

// AccessibilityLabel reads the banner out, its kind first.
func (b *Banner) AccessibilityLabel() string {
	_, _, said := b.look()
	for _, s := range []string{b.Title, b.Message} {
		if s != "" {
			said += ": " + s
		}
	}
	return said
}

// AccessibilityRole says that this is text.
func (b *Banner) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
