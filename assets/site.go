package assets

import (
	"slices"
	"strings"
)

var (
	siteColumns    = []string{"code", "name", "operator", "postcode", "lat", "lon", "source"}
	airportColumns = []string{"iata", "name", "lat", "lon"}
)

// Site is a place of work: a hospital, a clinic.
type Site struct {
	Code     string // ODS site code, upper case
	Name     string
	Operator string // ODS code of the organisation that runs it; may be empty
	Postcode string // as "GU2 7XX"
	Lat, Lon float64
	Source   string
}

// Airport is where people arrive.
type Airport struct {
	Code     string // IATA code, upper case
	Name     string
	Lat, Lon float64
}

// Sites returns every site in the order of the file.
func (r *Reference) Sites() []Site { return slices.Clone(r.sites) }

// Site returns the site with the code, in any case.
func (r *Reference) Site(code string) (Site, bool) {
	i, ok := r.siteAt[strings.ToUpper(strings.TrimSpace(code))]
	if !ok {
		return Site{}, false
	}
	return r.sites[i], true
}

// SiteByPostcode returns the site with the postcode, with or without its
// space; the first in the file where several share it.
func (r *Reference) SiteByPostcode(postcode string) (Site, bool) {
	p, ok := NormalisePostcode(postcode)
	if !ok {
		return Site{}, false
	}
	i, ok := r.siteByPostcode[p]
	if !ok {
		return Site{}, false
	}
	return r.sites[i], true
}

// SitesOf returns the sites that the organisation runs.
func (r *Reference) SitesOf(operator string) []Site {
	operator = strings.ToUpper(strings.TrimSpace(operator))
	var out []Site
	for _, s := range r.sites {
		if s.Operator == operator && operator != "" {
			out = append(out, s)
		}
	}
	return out
}

// Airports returns every airport in the order of the file.
func (r *Reference) Airports() []Airport { return slices.Clone(r.airports) }

// Airport returns the airport with the IATA code, in any case.
func (r *Reference) Airport(code string) (Airport, bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	for _, a := range r.airports {
		if a.Code == code {
			return a, true
		}
	}
	return Airport{}, false
}

// readSites fills sites, siteAt and siteByPostcode.
func (r *Reference) readSites(t *table, _ bool) {
	r.siteAt = make(map[string]int, len(t.rows))
	r.siteByPostcode = make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		s := Site{
			Code: x.code("code"), Name: x.text("name"), Operator: x.optionalCode("operator"),
			Postcode: x.postcode("postcode"), Source: x.text("source"),
		}
		s.Lat, s.Lon = x.position()
		if !x.unique("code", s.Code, r.siteAt) {
			continue
		}
		i := len(r.sites)
		r.siteAt[s.Code] = i
		if _, taken := r.siteByPostcode[s.Postcode]; !taken {
			r.siteByPostcode[s.Postcode] = i
		}
		r.sites = append(r.sites, s)
	}
}

// readAirports fills airports.
func (r *Reference) readAirports(t *table, _ bool) {
	seen := make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		a := Airport{Code: x.code("iata"), Name: x.text("name")}
		a.Lat, a.Lon = x.position()
		if a.Code != "" && len(a.Code) != 3 {
			x.bad("iata", "%q is not an airport code; write its three letters, as LHR", a.Code)
		}
		if x.unique("iata", a.Code, seen) {
			seen[a.Code] = len(r.airports)
			r.airports = append(r.airports, a)
		}
	}
}
