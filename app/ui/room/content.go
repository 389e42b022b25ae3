package room

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// show fills the page from what was read. The gallery, the calendar and the buttons above stay the same objects, so
// that the keyboard and the scroll position stay where they are.
func (s *screen) show() {
	d := &s.d
	items := make([]xwidget.GalleryPhoto, len(d.Photos))
	for i, p := range d.Photos {
		items[i] = xwidget.GalleryPhoto{Key: listing.PhotoKey(p.Blob)}
		if i < len(d.Captions) {
			items[i].Caption = d.Captions[i]
		}
	}
	s.gallery.SetItems(items...)
	s.gallery.Hidden = len(items) == 0 && !d.Mine // a host sees that there are none yet
	s.nights.show(d, s.stay.Dates)
	s.showPrice()
	if s.asking != nil {
		s.asking.reckon()
	}

	main := xwidget.VBox(look.PageGap, s.gallery, s.about(), s.nights.card, s.home(), s.lodger())
	aside := xwidget.VBox(look.PageGap, s.price.card, s.host())
	if c := s.coordination(); c != nil {
		aside.Add(c)
	}
	if c := s.keeper(); c != nil {
		aside.Add(c)
	}
	s.body.Objects = append(s.banners(), xwidget.MainAside(400, 320, look.PageGap, main, aside))
	s.showHeader()
}

// showHeader says where the room is and whose it is, and what can be done.
func (s *screen) showHeader() {
	if !s.loaded {
		return
	}
	d := &s.d
	s.ask.Hidden = !s.mayAsk() || s.closed() != ""
	s.change.Hidden = !d.Mine
	s.header.Title, s.header.Subtitle = d.Title, s.where()
	if s.sent == nil {
		s.header.SetActions(s.change, s.ask)
	} else {
		s.header.SetActions(s.change, s.booking)
	}
	s.page.Refresh()
}

// where says for whom the room is, the rent and where it is.
func (s *screen) where() string {
	d := &s.d
	words := d.Week.Week()
	if d.Week == 0 {
		words = "No rent yet"
	} else if s.stay.Whole() {
		n := s.stay.Dates.Nights()
		words += ", " + marketplace.Rent(d.Week, n).String() + " for " + xwidget.CountOf(n, "night", "nights")
	}
	if place, ok := listing.Place(s.desk.Reference(), s.stay.Near); ok {
		at := d.Facts.Cell
		away := listing.Kilometres(float64(at.Lat)/100, float64(at.Lon)/100, place.Lat, place.Lon)
		words += ". " + listing.Away(away, listing.PlaceName(place))
	}
	if s.arrival != nil {
		words = "For " + s.arrival.Name + ": " + words
	}
	return words + ". " + s.area() + "."
}

// area is the postcode area with its town.
func (s *screen) area() string {
	if town, ok := s.desk.Reference().OutcodeTown(s.d.Facts.Outcode); ok {
		return s.d.Facts.Outcode + ", " + town
	}
	return s.d.Facts.Outcode
}

// closed says why nobody can ask for the room now, and what to do; nothing where they can.
func (s *screen) closed() string {
	d := &s.d
	switch d.StateNow {
	case marketplace.RoomLive:
	case marketplace.RoomDraft:
		return "This room is not listed yet. Its host makes it live when everything is said."
	case marketplace.RoomPaused:
		return "The host has paused this room. It can be asked for when they make it live again."
	case marketplace.RoomSuspended:
		return "A coordinator has suspended this room: " + listing.Lower(d.Reason.Label()) + "."
	case marketplace.RoomLapsed:
		return "The host has not confirmed this room for six months. It can be asked for when they do."
	default:
		return "This room is no longer offered."
	}
	if d.Reprice {
		return "The rent, " + d.Week.Week() + ", is over the cap now in force, " + d.CapWeek.Week() + ". It can be asked for when the host lowers it."
	}
	return ""
}

// banners is what stands above everything else: the request that was sent, and what is not as it should be.
func (s *screen) banners() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if b := s.sentBanner(); b != nil {
		all = append(all, b)
	}
	if why := s.closed(); why != "" {
		all = append(all, xwidget.NewBanner(xwidget.BannerWarning, s.d.StateNow.Label(), why))
	}
	if s.d.Facts.Pending {
		missing := s.d.Facts.Guards.Missing()
		for i := range missing {
			missing[i] = listing.Lower(missing[i])
		}
		words := "This room came from a spreadsheet. Its host has still to complete it."
		if s.d.Facts.Host == s.desk.Me().Person && len(missing) > 0 {
			words = "This room came from a spreadsheet. Still to be said by you: " + strings.Join(missing, "; ") + "."
		}
		all = append(all, xwidget.NewBanner(xwidget.BannerInfo, "Host to complete", words))
	}
	return all
}

// about is the description with what the room has.
func (s *screen) about() fyne.CanvasObject {
	d := &s.d
	content := xwidget.VBox(look.Space16)
	if d.Description != "" {
		content.Add(xwidget.NewText(xwidget.Body, d.Description))
	}
	has := []fyne.CanvasObject{}
	if d.Facts.Bed != marketplace.BedUnknown {
		has = append(has, iconLine(look.IconBed, d.Facts.Bed.Label()))
	}
	if d.Facts.Bathroom != marketplace.BathroomUnknown {
		has = append(has, iconLine(look.IconBath, d.Facts.Bathroom.Label()))
	}
	for _, f := range marketplace.AllFeatures() {
		if d.Facts.Features.Has(f) {
			has = append(has, iconLine(listing.FeatureIcon(f), listing.FeatureLabel(f)))
		}
	}
	if len(has) == 0 {
		content.Add(xwidget.NewText(xwidget.Muted, "The host has not said yet what the room has."))
	} else {
		content.Add(xwidget.Columns(3, 170, look.Space8, has...))
	}
	return xwidget.NewTitledCard("What the room has", content)
}

// iconLine is an icon with words beside it.
func iconLine(icon look.Icon, words string) fyne.CanvasObject {
	return xwidget.Row(10, xwidget.NewGlyph(icon, look.ColorSecondary, 20), xwidget.Grow(xwidget.NewText(xwidget.Body, words)))
}

// fact is a label with what is said of it below.
func fact(label, words string) fyne.CanvasObject {
	return xwidget.VBox(2, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Body, words))
}
