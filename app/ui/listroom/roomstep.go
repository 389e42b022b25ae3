package listroom

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// roomStep asks what the room and the home offer, and who lives there.
type roomStep struct {
	s         *screen
	languages []string

	title, description *xwidget.TextField
	bed, bathroom      *xwidget.Select
	shared             *xwidget.RadioGroup
	furnished          *xwidget.CheckGroup
	features, included *xwidget.CheckGroup
	guests             *xwidget.NumberField
	adults, children   *xwidget.NumberField
	language           *xwidget.Lookup
	spoken             *fyne.Container

	fTitle, fDescription, fBed, fBathroom, fShared, fFurnished, fFeatures, fIncluded, fGuests, fAdults, fChildren, fLanguage *xwidget.Field
	box                                                                                                                      *fyne.Container
}

func newRoomStep(s *screen) *roomStep {
	r := &roomStep{s: s, title: line(s, marketplace.MaxName), description: xwidget.NewTextArea(4, marketplace.MaxProse)}
	r.bed = xwidget.NewSelect("Choose", []xwidget.Option{choice(marketplace.BedSingle), choice(marketplace.BedDouble), choice(marketplace.BedTwin), choice(marketplace.BedSofa)}, nil)
	r.bathroom = xwidget.NewSelect("Choose", []xwidget.Option{choice(marketplace.BathroomShared), choice(marketplace.BathroomPrivate)}, nil)
	r.shared = xwidget.NewRadioGroup([]xwidget.Option{
		{Value: marketplace.SharedYes.String(), Label: "Yes: kitchen, bathroom or living room"}, {Value: marketplace.SharedNo.String(), Label: "No, nothing is shared"},
	}, nil)
	r.furnished = xwidget.NewCheckGroup([]xwidget.Option{{Value: "yes", Label: "Yes, the room is furnished"}}, false, nil)
	r.features = xwidget.NewCheckGroup(featureOptions(), true, nil)
	r.included = xwidget.NewCheckGroup(includedOptions(), true, nil)
	r.guests, r.adults, r.children = xwidget.NewNumberField(1, 20), xwidget.NewNumberField(0, 12), xwidget.NewNumberField(0, 12)
	r.language = xwidget.NewLookup("Add a language", r.suggest, r.add)
	r.spoken = xwidget.Flow(look.Space8)

	entering(s, &r.guests.TextField, &r.adults.TextField, &r.children.TextField)

	r.fTitle = xwidget.NewField("Title", "A few words by which you and others know the room: “Quiet double near the hospital”.", r.title)
	r.fDescription = xwidget.NewField("Description (optional)", "What makes it a good place to arrive at. No names, no address.", r.description)
	r.fBed, r.fBathroom = xwidget.NewField("Bed", "", r.bed), xwidget.NewField("Bathroom", "", r.bathroom)
	r.fGuests = xwidget.NewField("People who may share the room", "", r.guests)
	r.fShared = xwidget.NewField("Does the guest share space with your household?", "It decides which rules protect the guest, and how much notice they get.", r.shared)
	r.fFurnished = xwidget.NewField("Is it furnished?", "The Rent a Room scheme is for furnished rooms: a bed, somewhere for clothes, a lamp.", r.furnished)
	r.fFeatures, r.fIncluded = xwidget.NewField("What there is", "", r.features), xwidget.NewField("What the rent includes", "", r.included)
	r.fAdults, r.fChildren = xwidget.NewField("Adults in the household", "", r.adults), xwidget.NewField("Children", "", r.children)
	r.fLanguage = xwidget.NewField("Languages spoken at home (optional)", "", r.language)
	r.box = xwidget.VBox(look.Space24, r.fTitle, r.fDescription, xwidget.Columns(3, 180, look.Space16, r.fBed, r.fBathroom), r.fGuests, r.fShared, r.fFurnished,
		r.fFeatures, r.fIncluded, xwidget.NewRule(), xwidget.Columns(2, 200, look.Space16, r.fAdults, r.fChildren), xwidget.VBox(look.Space8, r.fLanguage, r.spoken))
	return r
}

// coded is a set of choices with a name and a label each.
type coded interface {
	String() string
	Label() string
}

func choice(v coded) xwidget.Option { return xwidget.Option{Value: v.String(), Label: v.Label()} }

func featureOptions() []xwidget.Option {
	var all []xwidget.Option
	for _, f := range marketplace.AllFeatures() {
		all = append(all, xwidget.Option{Value: strings.Join(f.Names(), ","), Label: listing.FeatureLabel(f)})
	}
	return all
}

// includedOptions have the bit as their value.
func includedOptions() []xwidget.Option {
	var all []xwidget.Option
	for i, label := range listing.IncludedLabels(^marketplace.Included(0)) {
		all = append(all, xwidget.Option{Value: strconv.Itoa(i), Label: label})
	}
	return all
}

func (r *roomStep) content() fyne.CanvasObject { return r.box }

func (r *roomStep) fields() []*xwidget.Field {
	all := []*xwidget.Field{r.fTitle, r.fDescription, r.fBed, r.fBathroom, r.fGuests, r.fShared, r.fFurnished, r.fFeatures, r.fIncluded, r.fAdults, r.fChildren, r.fLanguage}
	return slices.DeleteFunc(all, func(f *xwidget.Field) bool { return f.Hidden })
}

func (r *roomStep) named(field string) *xwidget.Field {
	return map[string]*xwidget.Field{"title": r.fTitle, "description": r.fDescription, "guests": r.fGuests}[field]
}

func (r *roomStep) write(a *answers) {
	r.title.SetText(a.Title)
	r.description.SetText(a.Description)
	r.bed.SetValue(a.Bed.String())
	r.bathroom.SetValue(a.Bathroom.String())
	r.shared.SetValue(a.Shared.String())
	r.furnished.SetValues()
	if a.Furnished {
		r.furnished.SetValues("yes")
	}
	r.features.SetValues(a.Features.Names()...)
	var in []string
	for i := range 16 {
		if a.Included&(1<<i) != 0 {
			in = append(in, strconv.Itoa(i))
		}
	}
	r.included.SetValues(in...)
	r.guests.SetValue(max(1, a.Guests))
	writeNumber(r.adults, a.Adults)
	writeNumber(r.children, a.Children)
	r.languages = slices.Clone(a.Languages)
	r.showSpoken()
}

func (r *roomStep) read(a *answers) {
	a.Title, a.Description = strings.TrimSpace(r.title.Text()), strings.TrimSpace(r.description.Text())
	a.Bed, a.Bathroom, a.Shared = marketplace.BedUnknown, marketplace.BathroomUnknown, marketplace.SharedUnknown
	for _, b := range []marketplace.Bed{marketplace.BedSingle, marketplace.BedDouble, marketplace.BedTwin, marketplace.BedSofa} {
		if b.String() == r.bed.Value() {
			a.Bed = b
		}
	}
	for _, b := range []marketplace.Bathroom{marketplace.BathroomShared, marketplace.BathroomPrivate} {
		if b.String() == r.bathroom.Value() {
			a.Bathroom = b
		}
	}
	for _, v := range []marketplace.Shared{marketplace.SharedYes, marketplace.SharedNo} {
		if v.String() == r.shared.Value() {
			a.Shared = v
		}
	}
	a.Furnished = len(r.furnished.Values()) > 0
	known, err := marketplace.ParseFeatures(strings.Join(r.features.Values(), ","))
	if err == nil {
		a.Features = known
	}
	a.Included &^= 1<<len(includedOptions()) - 1 // what a newer Settle knows besides stays
	for _, v := range r.included.Values() {
		if bit, err := strconv.Atoi(v); err == nil {
			a.Included |= 1 << bit
		}
	}
	a.Guests, a.Adults, a.Children = max(1, number(r.guests)), number(r.adults), number(r.children)
	a.Languages = slices.Clone(r.languages)
}

func (r *roomStep) check(a *answers, how strict) []string {
	set(r.fTitle, a.Title == "", "Give the room a title.")
	set(r.fBed, how == forNext && a.Bed == marketplace.BedUnknown, "Choose the bed.")
	set(r.fBathroom, how == forNext && a.Bathroom == marketplace.BathroomUnknown, "Choose the bathroom.")
	set(r.fShared, how > forDraft && a.Shared == marketplace.SharedUnknown, "Say whether space is shared.")
	set(r.fFurnished, how == forLive && !a.Furnished, "Only a furnished room can go live.")
	checkNumber(r.fGuests, r.guests)
	checkNumber(r.fAdults, r.adults)
	checkNumber(r.fChildren, r.children)
	return nil
}

func (r *roomStep) shown(a *answers) {
	home := a.Supply == marketplace.SupplyHome
	r.fAdults.Hidden, r.fChildren.Hidden, r.fLanguage.Hidden, r.spoken.Hidden = !home, !home, !home, !home
	r.fShared.Label = "Does the guest share space with your household?"
	if !home {
		r.fShared.Label = "Is any space shared with other residents?"
	}
}

// suggest offers the languages that a text may mean.
func (r *roomStep) suggest(typed string) []xwidget.Option {
	var all []xwidget.Option
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, l := range r.s.desk.Reference().Languages() {
		if typed != "" && strings.Contains(strings.ToLower(l.Name), typed) && !slices.Contains(r.languages, l.Code) && len(all) < 8 {
			all = append(all, xwidget.Option{Value: l.Code, Label: l.Name})
		}
	}
	return all
}

func (r *roomStep) add(o xwidget.Option) {
	if o.Value == "" || slices.Contains(r.languages, o.Value) {
		return
	}
	r.languages = append(r.languages, o.Value)
	r.language.SetChosen(xwidget.Option{})
	r.showSpoken()
	r.s.page.Refresh()
}

// showSpoken shows each language as a chip that takes it away.
func (r *roomStep) showSpoken() {
	r.spoken.Objects = nil
	for _, code := range r.languages {
		name := code
		if l, ok := r.s.desk.Reference().Language(code); ok {
			name = l.Name
		}
		chip := xwidget.NewChip(look.Icon{}, name, func(bool) {
			r.languages = slices.DeleteFunc(r.languages, func(c string) bool { return c == code })
			r.showSpoken()
			r.s.page.Refresh()
		})
		chip.On = true
		r.spoken.Add(chip)
	}
}

func (r *roomStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What guests look for", Body: "A lock on the door, a desk, Wi-Fi, and a kitchen that they may use. Say only what is there."},
		{Heading: "Sharing space", Body: "A guest who shares your kitchen, bathroom or living room is an excluded occupier: reasonable notice is enough. One who shares nothing has basic protection (gov.uk, Rent a room in your home)."},
		{Heading: "Your household", Body: "Only counts and languages are stored, never names."},
	}
}
