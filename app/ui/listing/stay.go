package listing

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Stay is what somebody looks for a room for: the nights, a place to be near, and perhaps the arrival who will sleep
// there. It travels from screen to screen in their routes. Zero fields are not said.
type Stay struct {
	Arrival marketplace.ID
	Dates   marketplace.Range
	Near    string // the Code of an assets.Place
}

// StayOf reads a stay from a route. What is not well formed is not said.
func StayOf(r ui.Route) Stay {
	s := Stay{Arrival: r.GetID("arrival"), Near: r.Get("near")}
	from, err := marketplace.ParseDate(r.Get("arrive"))
	if err == nil {
		s.Dates.From = from
	}
	to, err := marketplace.ParseDate(r.Get("leave"))
	if err == nil {
		s.Dates.To = to
	}
	return s
}

// On is the route with the stay in it.
func (s Stay) On(r ui.Route) ui.Route {
	arrival := ""
	if !s.Arrival.IsZero() {
		arrival = s.Arrival.String()
	}
	return r.Set("arrival", arrival).Set("arrive", s.Dates.From.String()).Set("leave", s.Dates.To.String()).Set("near", s.Near)
}

// Whole tells whether both dates are said and hold at least one night.
func (s Stay) Whole() bool { return s.Dates.Valid() }

// For is the stay that an arrival needs: from the day on which they land for as many nights as they want, near where
// they will work, or else near where they land.
func For(a marketplace.ArrivalRow) Stay {
	s := Stay{Arrival: a.Arrival, Near: a.Site}
	if s.Near == "" {
		s.Near = a.Airport
	}
	if !a.At.IsZero() {
		s.Dates.From = a.At.Date()
		if a.Nights > 0 {
			s.Dates.To = s.Dates.From + marketplace.Date(a.Nights)
		}
	}
	return s
}

// Place is the place that a text means best; ok is false where it means none.
func Place(ref *assets.Reference, near string) (place assets.Place, ok bool) {
	if near == "" {
		return assets.Place{}, false
	}
	found := ref.FindPlace(near)
	if len(found) == 0 {
		return assets.Place{}, false
	}
	return found[0], true
}

// PlaceName is what people call a place: the name of a hospital or an airport, "GU2, Guildford" for an outcode.
func PlaceName(p assets.Place) string {
	switch {
	case p.Kind == assets.PlaceOutcode && p.Name != "":
		return p.Code + ", " + p.Name
	case p.Name == "":
		return p.Code
	}
	return p.Name
}
