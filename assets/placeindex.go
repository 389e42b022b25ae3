package assets

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// Bounds of one search: how many words of the query count, and how many places
// are looked at for a word that very many begin with.
const (
	maxQueryWords = 8
	maxCandidates = 4000
)

// namedPlace is a Place with what a search compares.
type namedPlace struct {
	Place
	code  string // folded
	name  string // folded; empty when the place is found by its code alone
	alias string // the folded name without the letters that tell towns apart
	area  string // postcode area, for nearness to the system's sites
	local bool   // in a postcode area where the system has a site
	size  int    // districts of a town
}

// placeWord leads from a word of a code or name to a place.
type placeWord struct {
	word  string
	place int32
}

// placeIndex finds places by the beginnings of words.
type placeIndex struct {
	places []namedPlace
	words  []placeWord // sorted
}

// newPlaceIndex indexes the sites, airports, outcodes and towns of r.
func newPlaceIndex(r *Reference) placeIndex {
	var x placeIndex
	local := make(map[string]bool)
	for _, s := range r.sites {
		area := postcodeArea(s.Postcode)
		local[area] = true
		x.places = append(x.places, namedPlace{Place: sitePlace(s), name: fold(s.Name), area: area})
	}
	for _, a := range r.airports {
		x.places = append(x.places, namedPlace{
			Place: Place{Kind: PlaceAirport, Code: a.Code, Name: a.Name, Lat: a.Lat, Lon: a.Lon}, name: fold(a.Name),
		})
	}
	for _, c := range r.outcodes {
		x.places = append(x.places, namedPlace{Place: outcodePlace(c), area: postcodeArea(c.Outcode)})
	}
	for _, t := range townPlaces(r.outcodes) {
		t.name = fold(t.Name)
		x.places = append(x.places, t)
	}
	for i := range x.places {
		p := &x.places[i]
		p.code = fold(p.Code)
		p.local = local[p.area]
		if p.alias == "" {
			p.alias = p.name
		}
		x.add(p.code, i)
		x.add(p.name, i)
	}
	slices.SortFunc(x.words, func(a, b placeWord) int {
		return cmp.Or(strings.Compare(a.word, b.word), cmp.Compare(a.place, b.place))
	})
	x.words = slices.Compact(x.words)
	return x
}

// add indexes the words of a folded text.
func (x *placeIndex) add(folded string, place int) {
	for word := range strings.FieldsSeq(folded) {
		x.words = append(x.words, placeWord{word, int32(place)})
	}
}

// beginning returns the entries whose word begins with prefix.
func (x *placeIndex) beginning(prefix string) []placeWord {
	from := sort.Search(len(x.words), func(i int) bool { return x.words[i].word >= prefix })
	rest := x.words[from:]
	n := sort.Search(len(rest), func(i int) bool { return !strings.HasPrefix(rest[i].word, prefix) })
	return rest[:n]
}

// find returns the places that match a folded query, best first.
func (x *placeIndex) find(query string) []Place {
	words := strings.Fields(query)
	if len(words) == 0 || len(words) > maxQueryWords {
		return nil
	}
	fewest := x.beginning(words[0])
	for _, w := range words[1:] {
		if list := x.beginning(w); len(list) < len(fewest) {
			fewest = list
		}
	}
	if len(fewest) > maxCandidates {
		fewest = fewest[:maxCandidates]
	}
	type hit struct {
		place int32
		rank  int
	}
	var hits []hit
	for _, c := range fewest {
		if rank := x.places[c.place].rank(query, words); rank < noMatch {
			hits = append(hits, hit{c.place, rank})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compareEqualRank(&x.places[a.place], &x.places[b.place]),
			cmp.Compare(a.place, b.place))
	})
	hits = slices.CompactFunc(hits, func(a, b hit) bool { return a.place == b.place })
	found := make([]Place, 0, min(len(hits), maxPlaces))
	for _, h := range hits[:min(len(hits), maxPlaces)] {
		found = append(found, x.places[h.place].Place)
	}
	return found
}

// noMatch is the rank of a place that a query does not mean.
const noMatch = 9

// rank says how well a query names the place; less is better. Its code comes
// first. A name that the query is, or begins in whole words, comes before one
// that goes on in the middle of a word, as Londonderry for "london"; and among
// these the system's own neighbourhood comes first, so that "walton" is on the
// Thames. Last come beginnings of words in any order, and of codes.
func (p *namedPlace) rank(query string, words []string) int {
	rest, begins := strings.CutPrefix(p.name, query)
	begins = begins && p.name != ""
	switch {
	case p.code == query:
		return 0
	case begins && rest == "" || p.alias == query:
		if p.local {
			return 1
		}
		return 3
	case begins && rest[0] == ' ':
		if p.local {
			return 2
		}
		return 4
	case begins:
		if p.local {
			return 5
		}
		return 6
	case wordsBegin(p.name, words):
		return 7
	case strings.HasPrefix(p.code, query):
		return 8
	}
	return noMatch
}

// wordsBegin reports whether each query word begins a word of the name.
func wordsBegin(name string, query []string) bool {
	for _, q := range query {
		if !strings.HasPrefix(name, q) && !strings.Contains(name, " "+q) {
			return false
		}
	}
	return true
}

// kindOrder ranks kinds of place that match equally well.
var kindOrder = map[PlaceKind]int{PlaceSite: 0, PlaceTown: 1, PlaceAirport: 2, PlaceOutcode: 3}

// compareEqualRank orders places that match equally well: by kind, those in
// the postcode areas of the system's sites first, larger towns first, shorter
// names and codes first.
func compareEqualRank(a, b *namedPlace) int {
	if a.local != b.local && a.Kind == b.Kind {
		if a.local {
			return -1
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(kindOrder[a.Kind], kindOrder[b.Kind]),
		cmp.Compare(b.size, a.size),
		cmp.Compare(len(a.name), len(b.name)),
		cmp.Compare(len(a.code), len(b.code)),
		strings.Compare(a.name, b.name),
	)
}
