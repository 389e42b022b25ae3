package find

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// filters is the card at the top in which the person says what they look for. Every change is told at once.
type filters struct {
	s    *screen
	card *xwidget.Card

	arrive, leave *xwidget.DateField
	leaveField    *xwidget.Field
	near          *xwidget.Lookup
	within        *xwidget.Select
	rent          *xwidget.MoneyField
	bathroom      *xwidget.Chip
	chips         map[marketplace.Features]*xwidget.Chip
	more          *xwidget.Button
	open          bool // all features show
	line          *fyne.Container
}

// usual are the features that most people ask about; the others show when they are on, and when the person asks for more.
var usual = []marketplace.Features{marketplace.Desk, marketplace.Lock}

var distances = []xwidget.Option{
	{Value: "5", Label: "Within 5 km"},
	{Value: "10", Label: "Within 10 km"},
	{Value: "20", Label: "Within 20 km"},
	{Value: "40", Label: "Within 40 km"},
	{Value: anything, Label: "Any distance"},
}

func newFilters(s *screen) *filters {
	f := &filters{s: s, chips: map[marketplace.Features]*xwidget.Chip{}}
	f.arrive, f.leave = xwidget.NewDateField(f.arriveOn), xwidget.NewDateField(f.leaveOn)
	f.arrive.Now, f.leave.Now = s.desk.Now, s.desk.Now
	f.arrive.Chars, f.leave.Chars = 0, 0 // as wide as their columns
	f.arrive.Min = marketplace.DateOf(s.desk.Now()).Time()
	f.near = xwidget.NewLookup("Hospital, town or postcode", f.suggest, func(o xwidget.Option) {
		c := s.c
		c.Near = o.Value
		f.setWithin(o.Value != "")
		s.changed(c)
	})
	f.near.Hint, f.near.None = "Type a hospital, a town, a postcode or an airport.", "No place of that name. Try the first half of the postcode."
	f.within = xwidget.NewSelect("Distance", distances, func(o xwidget.Option) {
		c := s.c
		c.within = criteriaOf(s.route.Set("within", o.Value)).within
		s.changed(c)
	})
	f.rent = xwidget.NewMoneyField("a week")
	f.rent.Prefix, f.rent.Placeholder = "Up to £", "any"
	f.rent.OnChanged = f.rentTyped
	f.bathroom = xwidget.NewChip(look.IconBath, "Own bathroom", func(on bool) {
		c := s.c
		c.bathroom = marketplace.BathroomUnknown
		if on {
			c.bathroom = marketplace.BathroomPrivate
		}
		s.changed(c)
	})
	for _, feature := range marketplace.AllFeatures() {
		f.chips[feature] = xwidget.NewChip(listing.FeatureIcon(feature), listing.FeatureLabel(feature), func(on bool) {
			c := s.c
			c.features &^= feature
			if on {
				c.features |= feature
			}
			s.changed(c)
		})
	}
	f.more = xwidget.NewButton(xwidget.Quiet, "", func() {
		f.open = !f.open
		f.arrange()
		s.root.Refresh()
	})
	f.leaveField = xwidget.NewField("Leave", "", f.leave)
	f.line = xwidget.Flow(look.Space8)
	f.card = xwidget.NewCard(xwidget.VBox(look.Space16,
		xwidget.Columns(3, 200, look.Space16, xwidget.NewField("Arrive", "", f.arrive), f.leaveField, xwidget.NewField("Near", "", f.near)), f.line))
	f.show(s.c)
	return f
}

// show puts criteria into the fields, without telling.
func (f *filters) show(c criteria) {
	f.arrive.SetValue(dayOf(c.Dates.From))
	f.leave.SetValue(dayOf(c.Dates.To))
	f.bound(c.Dates)
	chosen := xwidget.Option{}
	if place, ok := listing.Place(f.s.desk.Reference(), c.Near); ok {
		chosen = optionOf(place)
		chosen.Value = c.Near
	}
	f.near.SetChosen(chosen)
	f.within.SetValue(numberOr(int64(c.within)))
	f.setWithin(chosen.Value != "")
	if c.maxWeek == 0 {
		f.rent.SetText("")
	} else {
		f.rent.SetPence(int64(c.maxWeek))
	}
	f.rent.SetInvalid(false)
	f.bathroom.SetOn(c.bathroom == marketplace.BathroomPrivate)
	for feature, chip := range f.chips {
		chip.SetOn(c.features.Has(feature))
	}
	f.arrange()
}

// arrange puts the usual features on the line, those that are on, and with more all of them.
func (f *filters) arrange() {
	f.line.Objects = []fyne.CanvasObject{
		container.NewGridWrap(fyne.NewSize(206, look.InputHeight), f.rent), container.NewGridWrap(fyne.NewSize(146, look.InputHeight), f.within), f.bathroom,
	}
	shown := map[marketplace.Features]bool{}
	add := func(feature marketplace.Features) {
		if !shown[feature] {
			shown[feature] = true
			f.line.Objects = append(f.line.Objects, f.chips[feature])
		}
	}
	for _, feature := range usual {
		add(feature)
	}
	for _, feature := range marketplace.AllFeatures() {
		if f.open || f.chips[feature].On {
			add(feature)
		}
	}
	f.more.Text, f.more.Icon = "More", look.IconChevronDown
	if f.open {
		f.more.Text, f.more.Icon = "Fewer", look.IconChevronUp
	}
	f.line.Objects = append(f.line.Objects, f.more)
	f.more.Refresh()
	f.line.Refresh()
}

// bound keeps the day of leaving after that of arriving, and says how many nights lie between.
func (f *filters) bound(dates marketplace.Range) {
	f.leave.Min = f.arrive.Min.AddDate(0, 0, 1)
	if !dates.From.IsZero() {
		f.leave.Min = dates.From.Time().AddDate(0, 0, 1)
	}
	f.leaveField.Label = "Leave"
	if dates.Valid() {
		f.leaveField.Label = "Leave, after " + xwidget.CountOf(dates.Nights(), "night", "nights")
	}
	f.leaveField.Refresh()
}

// arriveOn moves the stay: a day of leaving that was said keeps the number of nights where it no longer fits.
func (f *filters) arriveOn(t time.Time) {
	c := f.s.c
	was := c.Dates
	c.Dates.From = dateOf(t)
	if was.Valid() && !t.IsZero() && c.Dates.From >= was.To {
		c.Dates.To = c.Dates.From + marketplace.Date(was.Nights())
		f.leave.SetValue(c.Dates.To.Time())
	}
	f.bound(c.Dates)
	f.s.changed(c)
}

func (f *filters) leaveOn(t time.Time) {
	c := f.s.c
	c.Dates.To = dateOf(t)
	f.bound(c.Dates)
	f.s.changed(c)
}

func (f *filters) rentTyped(text string) {
	pence, err := f.rent.Pence()
	f.rent.SetInvalid(err != nil && text != "")
	c := f.s.c
	c.maxWeek = marketplace.Pence(pence)
	if err != nil {
		c.maxWeek = 0
	}
	if c.maxWeek != f.s.c.maxWeek {
		f.s.changed(c)
	}
}

// setWithin lets a distance be chosen where there is a place.
func (f *filters) setWithin(place bool) {
	if place {
		f.within.Enable()
	} else {
		f.within.Disable()
	}
}

// suggest is the places that a text may mean; before one types, the sites of this person's organisation.
func (f *filters) suggest(typed string) []xwidget.Option {
	ref := f.s.desk.Reference()
	var options []xwidget.Option
	if typed == "" {
		for _, site := range ref.SitesOf(f.s.desk.Me().Org) {
			options = append(options, optionOf(assets.Place{Kind: assets.PlaceSite, Code: site.Code, Name: site.Name}))
		}
		return options
	}
	for _, place := range ref.FindPlace(typed) {
		options = append(options, optionOf(place))
	}
	return options
}

var placeKinds = map[assets.PlaceKind]string{
	assets.PlaceSite: "Hospital", assets.PlaceTown: "Town", assets.PlaceAirport: "Airport", assets.PlaceOutcode: "Postcode area",
}

func optionOf(p assets.Place) xwidget.Option {
	return xwidget.Option{Value: p.Code, Label: listing.PlaceName(p), Note: placeKinds[p.Kind]}
}

func dayOf(d marketplace.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.Time()
}

func dateOf(t time.Time) marketplace.Date {
	if t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Date())
}
