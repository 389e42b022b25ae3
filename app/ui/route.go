package ui

import (
	"net/url"
	"strings"

	"settle.example/settle/marketplace"
)

// Page names a page of the desktop.
type Page string

// The pages.
const (
	PageHome     Page = "home"
	PageFind     Page = "find"
	PageRoom     Page = "room" // one room, by ID
	PageCompare  Page = "compare"
	PageMyRooms  Page = "my-rooms"
	PageListRoom Page = "list-room" // the steps to list or change one; ID for an existing room
	PageBookings Page = "bookings"
	PageBooking  Page = "booking" // one booking, by ID
	PageArrivals Page = "arrivals"
	PageArrival  Page = "arrival" // one arrival, by ID
	PageImport   Page = "import"  // With["what"] is rooms or arrivals
	PageWelcome  Page = "welcome"
	PageOffer    Page = "offer" // one offer, by ID
	PageNights   Page = "nights"
	PagePeople   Page = "people"   // who takes part, organisations
	PageCap      Page = "cap"      // the cap policy
	PageSettings Page = "settings" // this machine: data, backup, look
	PageSharing  Page = "sharing"  // how this machine stands among the others
)

// Route is where a person is: a page, what it shows, and how. It is a value: two equal routes show the same.
type Route struct {
	Page Page
	ID   marketplace.ID
	With string // further choices as a URL query, such as "arrive=2026-12-07&near=RA201"
}

// To is the route of a page.
func To(p Page) Route { return Route{Page: p} }

// ToID is the route of a page about one thing.
func ToID(p Page, id marketplace.ID) Route { return Route{Page: p, ID: id} }

// Set is the route with a further choice.
func (r Route) Set(key, value string) Route {
	v := r.values()
	if value == "" {
		v.Del(key)
	} else {
		v.Set(key, value)
	}
	r.With = v.Encode()
	return r
}

// Get is a choice of the route, or nothing.
func (r Route) Get(key string) string { return r.values().Get(key) }

// GetID is a choice that is an id, or zero.
func (r Route) GetID(key string) marketplace.ID {
	id, err := marketplace.ParseID(r.Get(key))
	if err != nil {
		return marketplace.ID{}
	}
	return id
}

func (r Route) values() url.Values {
	v, err := url.ParseQuery(r.With)
	if err != nil {
		return url.Values{}
	}
	return v
}

// String is the route as the --route flag takes it: page, page/ID, page/ID?key=value.
func (r Route) String() string {
	s := string(r.Page)
	if !r.ID.IsZero() {
		s += "/" + r.ID.String()
	}
	if r.With != "" {
		s += "?" + r.With
	}
	return s
}

// ParseRoute reads what String wrote.
func ParseRoute(s string) (Route, error) {
	path, with, _ := strings.Cut(s, "?")
	page, id, found := strings.Cut(path, "/")
	r := Route{Page: Page(page), With: with}
	if found {
		parsed, err := marketplace.ParseID(id)
		if err != nil {
			return Route{}, err
		}
		r.ID = parsed
	}
	if _, err := url.ParseQuery(with); err != nil {
		return Route{}, marketplace.Errorf(marketplace.Invalid, "The page address %q is not well formed.", s)
	}
	return r, nil
}
