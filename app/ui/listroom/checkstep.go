package listroom

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// checkStep shows all that was said, and what still keeps the room from going live.
type checkStep struct {
	s   *screen
	box *fyne.Container
}

func newCheckStep(s *screen) *checkStep { return &checkStep{s: s, box: xwidget.VBox(look.Space24)} }

func (c *checkStep) content() fyne.CanvasObject      { return c.box }
func (c *checkStep) fields() []*xwidget.Field        { return nil }
func (c *checkStep) check(*answers, strict) []string { return nil }
func (c *checkStep) read(*answers)                   {}
func (c *checkStep) write(*answers)                  {}

func (c *checkStep) shown(a *answers) {
	c.box.Objects = nil
	c.box.Add(c.verdict(a))
	c.box.Add(c.row(stepHome, "Where", where(c.s, a)))
	c.box.Add(xwidget.NewRule())
	c.box.Add(c.row(stepRoom, a.Title, c.room(a)))
	c.box.Add(xwidget.NewRule())
	price := "No price yet"
	if a.Week > 0 {
		price = a.Week.Week() + ", or " + a.Week.Night().String() + " a night"
		if included := listing.IncludedLabels(a.Included); len(included) > 0 {
			price += ". Includes " + lowered(included) + "."
		}
	}
	c.box.Add(c.row(stepPrice, "Price", price))
	c.box.Add(xwidget.NewRule())
	c.box.Add(c.row(stepRules, "Rules and dates", c.rules(a)))
	c.box.Add(xwidget.NewRule())
	c.box.Add(c.row(stepSafety, "Safety and vouching", c.safety(a)))
	c.box.Add(xwidget.NewRule())
	photos := "No photos yet"
	if n := len(a.Photos); n > 0 {
		photos = xwidget.CountOf(n, "photo", "photos")
	}
	c.box.Add(c.row(stepPhotos, "Photos", photos))
}

// verdict says whether the room can go live, or what it lacks.
func (c *checkStep) verdict(a *answers) fyne.CanvasObject {
	lacks := a.missing(c.s.claimed())
	if len(lacks) == 0 {
		return xwidget.NewBanner(xwidget.BannerSuccess, "", "Everything is there. Look it over once more.")
	}
	list := xwidget.VBox(look.Space4)
	for _, l := range lacks {
		list.Add(xwidget.NewLink(l.words, func() { c.s.turn(l.step) }))
	}
	return xwidget.VBox(look.Space16, xwidget.NewBanner(xwidget.BannerInfo, "",
		"Before it can go live, the room still needs "+xwidget.CountOf(len(lacks), "thing", "things")+". You can save it as it is and come back."), list)
}

func (c *checkStep) row(step int, title, words string) fyne.CanvasObject {
	if title == "" {
		title = "The room"
	}
	change := xwidget.NewButton(xwidget.Quiet, "Change", func() { c.s.turn(step) })
	change.Compact = true
	return xwidget.TopRow(look.Space16, xwidget.Grow(xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, title), xwidget.NewText(xwidget.Body, words))), change)
}

func where(s *screen, a *answers) string {
	words := a.Outcode
	if town, ok := s.desk.Reference().OutcodeTown(a.Outcode); ok {
		words += ", " + town
	}
	if a.Area != "" {
		words += ". Rental area " + a.Area
	}
	if a.Address != "" {
		words += ". Address, sealed: " + a.Address
	}
	return words + "."
}

func (c *checkStep) room(a *answers) string {
	var parts []string
	if a.Bed != marketplace.BedUnknown {
		parts = append(parts, a.Bed.Label())
	}
	if a.Bathroom != marketplace.BathroomUnknown {
		parts = append(parts, listing.Lower(a.Bathroom.Label()))
	}
	words := listing.And(parts)
	if f := a.Features.Labels(); len(f) > 0 {
		for i := range f[1:] {
			f[i+1] = listing.Lower(f[i+1])
		}
		words += ". " + listing.And(f)
	}
	if h := listing.Household(marketplace.Household{Adults: a.Adults, Children: a.Children, Languages: a.Languages}, c.s.desk.Reference()); h != "" {
		words += ". Household: " + h
	}
	return strings.TrimPrefix(words+".", ". ")
}

func (c *checkStep) rules(a *answers) string {
	words := strings.Join(listing.Terms(marketplace.RoomFacts{MinNights: a.MinNights, MaxNights: a.MaxNights, NoticeDays: a.Notice, GapDays: a.Gap, Guests: a.Guests}), ". ") + "."
	nights := 0
	for _, b := range a.Blocks {
		nights += b.Nights()
	}
	if nights > 0 {
		words += " " + xwidget.CountOf(nights, "night is", "nights are") + " kept for yourself."
	}
	if a.Instant.On {
		words += " Accepted by itself: " + listing.Lower(a.Instant.Label()) + "."
	}
	return words
}

func (c *checkStep) safety(a *answers) string {
	done := 0
	for _, ok := range []bool{a.NoGas || a.Gas.Valid(), a.Smoke.Valid(), a.CO.Valid(), a.Wiring.Valid()} {
		if ok {
			done++
		}
	}
	words := strconv.Itoa(done) + " of 4 checks dated."
	switch {
	case a.Supply != marketplace.SupplyHome:
	case a.VouchedBy != "":
		words += " Vouched for by " + a.VouchedBy + "."
	default:
		words += " Nobody vouches yet."
	}
	return words
}

// lowered joins labels inside a sentence.
func lowered(labels []string) string {
	all := make([]string, len(labels))
	for i, l := range labels {
		all[i] = listing.Lower(l)
	}
	return listing.And(all)
}

func (c *checkStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What happens next?", Body: "Leads who look for a room near you find it at once. They ask for nights, and you accept or decline in My rooms before the deadline that stands there."},
		{Heading: "You stay in charge", Body: "Pause the room or block nights whenever you like. After six months you are asked whether it is all still true."},
	}
}

// Help says what the page is for.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "One step at a time", Body: "Continue goes on, Back goes back, and the steps at the side take you anywhere. Enter in a field is the same as Continue."},
		{Heading: "Drafts", Body: "“Save as a draft” keeps what you have. Only you see a draft; you find it in My rooms. Until you save, nothing is stored."},
		{Heading: "The cap", Body: "No room in Settle costs more than the cap of its area. The meter shows where your price stands; a price over the cap is refused, with the one that would pass."},
		{Heading: "What is sealed", Body: "Address, telephone, door notes and safety dates are encrypted on this computer for those who need them, and for nobody else."},
		{Heading: "Changing a live room", Body: "Changes show at once. Bookings already agreed keep their price and their dates."},
	}
}
