package find

import (
	"strconv"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// criteria are what the person asks for. Zero fields do not restrict.
type criteria struct {
	listing.Stay
	within   int // kilometres from the place
	maxWeek  marketplace.Pence
	features marketplace.Features
	bathroom marketplace.Bathroom
}

// usualWithin is how far from a place is looked unless the person says otherwise: about half an hour by bus.
const usualWithin = 20

// anything stands in a route for a condition that the person took away, so that nothing presets it again.
const anything = "any"

// criteriaOf reads criteria from a route. What is not well formed does not restrict.
func criteriaOf(r ui.Route) criteria {
	c := criteria{Stay: listing.StayOf(r), within: usualWithin}
	switch n, err := strconv.Atoi(r.Get("within")); {
	case r.Get("within") == anything:
		c.within = 0
	case err == nil && n > 0 && n <= 1000:
		c.within = n
	}
	if n, err := strconv.ParseInt(r.Get("rent"), 10, 32); err == nil && n > 0 {
		c.maxWeek = marketplace.Pence(n)
	}
	if f, err := marketplace.ParseFeatures(r.Get("with")); err == nil {
		c.features = f
	}
	if r.Get("bathroom") == marketplace.BathroomPrivate.String() {
		c.bathroom = marketplace.BathroomPrivate
	}
	return c
}

// on is the route with the criteria in it.
func (c criteria) on(r ui.Route) ui.Route {
	r = c.Stay.On(r).Set("within", numberOr(int64(c.within))).Set("rent", numberOr(int64(c.maxWeek)))
	with, bathroom := anything, anything
	if names, err := c.features.MarshalText(); err == nil && c.features != 0 {
		with = string(names)
	}
	if c.bathroom == marketplace.BathroomPrivate {
		bathroom = c.bathroom.String()
	}
	return r.Set("with", with).Set("bathroom", bathroom)
}

func numberOr(n int64) string {
	if n == 0 {
		return anything
	}
	return strconv.FormatInt(n, 10)
}

// noted tells whether a route holds criteria that this page wrote: whoever opens it says no more than the stay.
func noted(r ui.Route) bool { return r.Get("within") != "" }

// presetFrom is the criteria for an arrival: what the route says of the stay goes before what the arrival says.
func (c criteria) presetFrom(a marketplace.ArrivalRow, r ui.Route) criteria {
	c.Arrival = a.Arrival
	if noted(r) {
		return c
	}
	need := listing.For(a)
	if said := listing.StayOf(r).Dates; said == (marketplace.Range{}) && need.Dates.Valid() {
		c.Dates = need.Dates
	}
	if r.Get("near") == "" && need.Near != "" {
		c.Near = need.Near
	}
	c.maxWeek = a.Budget
	c.features, c.bathroom = listing.Wanted(a.Needs)
	return c
}

// search is what the store is asked for. Without both dates it is asked for any room that is offered.
func (c criteria) search(ref *assets.Reference, limit int) marketplace.RoomSearch {
	s := marketplace.RoomSearch{MaxWeek: c.maxWeek, Features: c.features, Bathroom: c.bathroom, Limit: limit}
	if c.Whole() {
		s.Dates = c.Dates
	}
	if place, ok := listing.Place(ref, c.Near); ok {
		s.Near, s.Lat, s.Lon, s.WithinKM = true, place.Lat, place.Lon, float64(c.within)
	}
	return s
}
