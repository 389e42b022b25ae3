package offer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// choice is how a kind of offer is put to a volunteer.
type choice struct {
	kind marketplace.OfferKind
	icon look.Icon
	what string
}

// choices are the kinds, those that arrivals need first first.
var choices = []choice{
	{marketplace.OfferPickup, look.IconPlane, "Meet somebody at the airport and bring them to their new home. It happens once, at the landing."},
	{marketplace.OfferBuddy, look.IconPeople, "Be in touch about once a week through the first months, in a way that suits you both."},
	{marketplace.OfferTour, look.IconPin, "Show somebody round: the town, the shops, the way to work. An hour or two, once."},
	{marketplace.OfferMentor, look.IconStar, "Share what you know of the work and the way on, every few weeks."},
	{marketplace.OfferCoach, look.IconMessage, "Help somebody to find their own next step. It goes on for as long as it helps."},
	{marketplace.OfferBank, look.IconPound, "Go along to open a bank account, with the right papers. It happens once."},
	{marketplace.OfferGP, look.IconWelcome, "Help to register with a GP practice. It happens once."},
	{marketplace.OfferSIM, look.IconPhone, "Help to get a UK SIM card and a plan. It happens once."},
	{marketplace.OfferSchool, look.IconBuilding, "Help a family to find a school place. It happens once."},
	{marketplace.OfferWorship, look.IconHome, "Show the way to a place of worship. It happens once."},
	{marketplace.OfferTransport, look.IconBus, "Explain buses and trains, and travel the way to work together. It happens once."},
	{marketplace.OfferDialect, look.IconLanguages, "Practise how people here speak, on the ward and off it. It goes on for as long as it helps."},
	{marketplace.OfferOther, look.IconMore, "Say in a few words below what it is. It goes on for as long as it helps."},
}

// chips are the kinds to choose from, one at a time.
func (f *form) chips() fyne.CanvasObject {
	all := []fyne.CanvasObject{}
	for _, c := range choices {
		chip := xwidget.NewChip(c.icon, c.kind.Label(), nil)
		chip.OnChanged = func(bool) {
			f.touch()
			f.choose(c.kind)
		}
		f.kinds = append(f.kinds, chip)
		all = append(all, chip)
	}
	return xwidget.Flow(look.Space8, all...)
}

// choose takes a kind and says what it asks of one.
func (f *form) choose(kind marketplace.OfferKind) {
	f.kind, f.chosen = kind, true
	for i, c := range choices {
		f.kinds[i].SetOn(c.kind == kind)
		if c.kind == kind {
			f.what.SetContent(c.what)
		}
	}
	f.fAirports.Hidden = kind != marketplace.OfferPickup
	f.refresh()
}

// refresh lays the page out anew, once it stands.
func (f *form) refresh() {
	if f.page != nil {
		f.page.Refresh()
	}
}

// suggest offers the languages that a text may mean.
func (f *form) suggest(typed string) []xwidget.Option {
	var all []xwidget.Option
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, l := range f.s.desk.Reference().Languages() {
		if typed != "" && strings.Contains(strings.ToLower(l.Name), typed) && !slices.Contains(f.languages, l.Code) && len(all) < 8 {
			all = append(all, xwidget.Option{Value: l.Code, Label: l.Name})
		}
	}
	return all
}

func (f *form) add(o xwidget.Option) {
	if o.Value == "" || slices.Contains(f.languages, o.Value) {
		return
	}
	f.touch()
	f.languages = append(f.languages, o.Value)
	f.language.SetChosen(xwidget.Option{})
	f.showSpoken()
}

// showSpoken shows each language as a chip that takes it away.
func (f *form) showSpoken() {
	f.spoken.Objects = nil
	for _, code := range f.languages {
		chip := xwidget.NewChip(look.Icon{}, f.s.language(code), nil)
		chip.On = true
		chip.OnChanged = func(bool) {
			f.touch()
			f.languages = slices.DeleteFunc(f.languages, func(c string) bool { return c == code })
			f.showSpoken()
		}
		f.spoken.Add(chip)
	}
	f.refresh()
}
