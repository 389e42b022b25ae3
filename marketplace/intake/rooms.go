package intake

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"

	"settle.example/settle/marketplace"
)

// RoomOptions say how a table of rooms is read. The zero RoomOptions will do for a file with the usual column names.
type RoomOptions struct {
	Mapping Mapping // nil: found by Map
	// Source tells the references of one list from those of another, so that a second import of the same list knows its
	// rooms again. Empty: each row's organisation.
	Source string
	// Unavailable is a table of the dates on which rooms are not free; nil for none.
	Unavailable        *Table
	UnavailableMapping Mapping
	// Position finds an outcode, for rows without a latitude and longitude; nil knows none.
	Position func(outcode string) (lat, lon float64, ok bool)
}

// mostNights is the length of stay above which a listing is taken to have no most: more than a calendar holds.
const mostNights = 1200

// Rooms finds out what an import of rooms comes to. A room goes live at once with its guards pending, without a host
// until one claims it; one over the cap of its area, or without a rent, is refused. It changes nothing: the commands
// are tried at the store and not done.
func Rooms(ctx context.Context, store Doer, t *Table, o RoomOptions) (*Plan, error) {
	if o.Mapping == nil {
		o.Mapping = Map(t, RoomColumns)
	}
	if err := o.Mapping.Check(t, RoomColumns); err != nil {
		return nil, err
	}
	p := &Plan{table: t, mapping: o.Mapping}
	blocked := &unavailable{}
	if o.Unavailable != nil {
		var err error
		if blocked, err = readUnavailable(o.Unavailable, o.UnavailableMapping); err != nil {
			return nil, err
		}
	}
	err := p.gather(ctx, store, "room", func(source *Row) (*reader, marketplace.Command, [16]byte) {
		r := &reader{t: t, m: o.Mapping, columns: RoomColumns, row: source, reason: source.Problem}
		c := r.room(o)
		c.Unavailable = blocked.ranges[c.Reference]
		return r, c, c.Facts.Import
	})
	if err != nil {
		return nil, err
	}
	blocked.remarks(p)
	return p, nil
}

func (r *reader) room(o RoomOptions) marketplace.ImportRoom {
	ref, org := r.needed("ref"), strings.ToUpper(r.needed("host_org"))
	source := o.Source
	if source == "" {
		source = org
	}
	week, ok := r.money("rent_week")
	if !ok || week == 0 {
		r.fail("rent_week", "There is no price. Fill in the rent a week in pounds.")
	}
	c := marketplace.ImportRoom{
		Facts: marketplace.RoomFacts{
			HostOrg: org, Supply: r.supply(), Outcode: r.outcode(), Area: r.needed("rental_area"), Bed: r.bed(),
			Bathroom: bathroom(r.text("bathroom")), Guests: r.whole("max_guests", 1, 20),
			MinNights: r.whole("min_nights", 0, mostNights), MaxNights: r.mostNights(),
			Import: marketplace.ImportKey(marketplace.AggregateRoom, source, ref),
		},
		Words:     marketplace.RoomWords{Title: r.text("title"), Description: r.text("description"), HouseRules: r.text("house_rules")},
		Reference: ref, Week: week,
	}
	if f := &c.Facts; f.MaxNights > 0 && f.MinNights > f.MaxNights {
		r.fail("min_nights", "The least number of nights, %d, is more than the greatest, %d. Correct one of them.", f.MinNights, f.MaxNights)
	}
	c.Facts.Cell = r.cell(c.Facts.Outcode, o.Position)
	c.Facts.Features, c.Known = r.features()
	c.Safety = r.alarms()
	return c
}

// mostNights is the greatest number of nights; a listing with more than a calendar holds has none.
func (r *reader) mostNights() int {
	n := r.whole("max_nights", 0, 1_000_000)
	if n >= mostNights {
		return 0
	}
	// People who write 1125 mean that they set no limit: sites that let rooms use it so.
	return n
}

var postcode = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)( *[0-9][A-Z]{2})?$`)

// outcode is the first half of a postcode; the second is not kept.
func (r *reader) outcode() string {
	s := r.needed("outcode")
	m := postcode.FindStringSubmatch(strings.ToUpper(s))
	if m == nil && s != "" {
		r.fail("outcode", "%q is not the first half of a postcode. Write it like GU2.", short(s))
	}
	if m == nil {
		return ""
	}
	return m[1]
}

// cell is the position, kept to a hundredth of a degree.
func (r *reader) cell(outcode string, position func(string) (lat, lon float64, ok bool)) marketplace.Cell {
	lat, okLat := r.degrees("lat", 90)
	lon, okLon := r.degrees("lon", 180)
	if okLat != okLon {
		r.fail("lat", "Latitude and longitude go together. Fill in both, or neither.")
	}
	if !okLat && position != nil {
		lat, lon, okLat = position(outcode)
	}
	if !okLat {
		r.fail("outcode", "It is not known where %s lies. Correct the outcode, or fill in latitude and longitude.", short(outcode))
	}
	return marketplace.Cell{Lat: int32(math.Round(lat * 100)), Lon: int32(math.Round(lon * 100))}
}

// bathroom reads what people write: "1 private bath", "1.5 shared baths", "Shared half-bath", "ensuite", "1 bath".
func bathroom(s string) marketplace.Bathroom {
	s = fold(s)
	switch {
	case strings.Contains(s, "shared"), strings.Contains(s, "family"):
		return marketplace.BathroomShared
	case strings.Contains(s, "private"), strings.Contains(s, "own"), strings.Contains(s, "ensuite"), strings.Contains(s, "en suite"):
		return marketplace.BathroomPrivate
	}
	return marketplace.BathroomUnknown
}

// bed reads a kind of bed. A bare number of beds does not say which kind.
func (r *reader) bed() marketplace.Bed {
	s := fold(r.text("beds"))
	switch {
	case strings.Contains(s, "sofa"):
		return marketplace.BedSofa
	case strings.Contains(s, "twin"), strings.Contains(s, "two single"), strings.Contains(s, "2 single"):
		return marketplace.BedTwin
	case strings.Contains(s, "single"):
		return marketplace.BedSingle
	case strings.Contains(s, "double"), strings.Contains(s, "king"), strings.Contains(s, "queen"):
		return marketplace.BedDouble
	}
	r.whole("beds", 0, 100)
	return marketplace.BedUnknown
}

func (r *reader) supply() marketplace.Supply {
	s := fold(r.text("supply"))
	switch {
	case s == "", strings.Contains(s, "home"), strings.Contains(s, "house"), strings.Contains(s, "lodg"):
		return marketplace.SupplyHome
	case strings.Contains(s, "university"), strings.Contains(s, "student"), strings.Contains(s, "hall"):
		return marketplace.SupplyUniversity
	case strings.Contains(s, "trust"), strings.Contains(s, "hospital"), strings.Contains(s, "staff"):
		return marketplace.SupplyTrust
	}
	r.fail("supply", "%q is not a kind of supply. Write home, university or trust.", short(r.text("supply")))
	return marketplace.SupplyHome
}

var featureColumns = []struct {
	field   string
	feature marketplace.Features
	when    bool // which answer gives the feature
}{
	{"lock", marketplace.Lock, true},
	{"wifi", marketplace.Wifi, true},
	{"kitchen", marketplace.Kitchen, true},
	{"desk", marketplace.Desk, true},
	{"washer", marketplace.Washer, true},
	{"parking", marketplace.Parking, true},
	{"linen", marketplace.Linen, true},
	{"step_free", marketplace.StepFree, true},
	{"pets_in_home", marketplace.NoPets, false},
}

// features is the features that the row has, and those that it tells of at all.
func (r *reader) features() (has, known marketplace.Features) {
	for _, c := range featureColumns {
		yes, said := r.flag(c.field)
		if !said {
			continue
		}
		known |= c.feature
		if yes == c.when {
			has |= c.feature
		}
	}
	return has, known
}

// alarms is what the row says of alarms, in words: a yes without a date is worth knowing and is no safety check.
func (r *reader) alarms() string {
	var said []string
	for _, field := range []string{"smoke_alarm", "co_alarm"} {
		if yes, ok := r.flag(field); ok {
			answer := "no"
			if yes {
				answer = "yes"
			}
			said = append(said, fmt.Sprintf("%s: %s.", labelOf(RoomColumns, field), answer))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, " ") + " From the imported list; to be dated by the host."
}
