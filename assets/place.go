package assets

import "strings"

// PlaceKind says what a Place is.
type PlaceKind string

// The kinds of place, in the order in which equal matches are ranked.
const (
	PlaceSite    PlaceKind = "site"
	PlaceTown    PlaceKind = "town"
	PlaceAirport PlaceKind = "airport"
	PlaceOutcode PlaceKind = "outcode"
)

// Place is somewhere on the map that a person can name.
type Place struct {
	Kind     PlaceKind
	Code     string // site code, IATA code or outcode; for a town as "Guildford (GU)"
	Name     string // for an outcode its town
	Lat, Lon float64
}

// maxPlaces is how many places a search returns.
const maxPlaces = 20

// FindPlace returns the places that a text may mean, best first, at most 20.
// Case, accents and punctuation do not matter. It understands a site's code or
// name, an outcode, an airport's code or name, a town, the beginnings of their
// words in any order, and a full postcode: the site that has it, if any, and
// then its outcode. Of towns of one name, those near the system's own sites
// come first. A Place's Code finds that Place first.
func (r *Reference) FindPlace(q string) []Place {
	if found := r.placesOfPostcode(q); found != nil {
		return found
	}
	return r.places.find(foldBounded(q))
}

// placesOfPostcode answers for a full postcode, and for one of which the last
// two letters are still to be typed.
func (r *Reference) placesOfPostcode(q string) []Place {
	postcode, full := NormalisePostcode(q)
	if !full {
		if len(q) > maxQuery {
			return nil
		}
		out, in, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(q)), " ")
		in = strings.TrimSpace(in)
		if len(in) < 1 || len(in) > 2 || !isDigit(in[0]) || !isOutcode(out) {
			return nil
		}
		postcode = out
	}
	var found []Place
	if s, ok := r.SiteByPostcode(postcode); ok {
		found = append(found, sitePlace(s))
	}
	if c, ok := r.outcode(postcode); ok {
		found = append(found, outcodePlace(c))
	}
	return found
}

func sitePlace(s Site) Place {
	return Place{Kind: PlaceSite, Code: s.Code, Name: s.Name, Lat: s.Lat, Lon: s.Lon}
}

func outcodePlace(c OutcodeCentre) Place {
	return Place{Kind: PlaceOutcode, Code: c.Outcode, Name: c.Town, Lat: c.Lat, Lon: c.Lon}
}

// townPlaces makes a place of each town: its districts within one postcode
// area, at the centre of the one nearest to their middle. Towns of one name in
// several postcode areas carry the area's letters, as "Newport (PO)".
func townPlaces(outcodes []OutcodeCentre) []namedPlace {
	type key struct{ town, area string }
	groups := make(map[key][]OutcodeCentre)
	var order []key
	areas := make(map[string]int)
	for _, c := range outcodes {
		k := key{c.Town, postcodeArea(c.Outcode)}
		if len(groups[k]) == 0 {
			order = append(order, k)
			areas[fold(c.Town)]++
		}
		groups[k] = append(groups[k], c)
	}
	places := make([]namedPlace, 0, len(order))
	for _, k := range order {
		centre := middleOf(groups[k])
		code, name := k.town+" ("+k.area+")", k.town
		if areas[fold(k.town)] > 1 {
			name = code
		}
		places = append(places, namedPlace{
			Place: Place{Kind: PlaceTown, Code: code, Name: name, Lat: centre.Lat, Lon: centre.Lon},
			alias: fold(k.town), area: k.area, size: len(groups[k]),
		})
	}
	return places
}

// middleOf returns the district nearest to the mean position of all.
func middleOf(list []OutcodeCentre) OutcodeCentre {
	var lat, lon float64
	for _, c := range list {
		lat += c.Lat / float64(len(list))
		lon += c.Lon / float64(len(list))
	}
	best := list[0]
	for _, c := range list[1:] {
		if kilometres(lat, lon, c.Lat, c.Lon) < kilometres(lat, lon, best.Lat, best.Lon) {
			best = c
		}
	}
	return best
}
