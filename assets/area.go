package assets

import (
	"math"
	"slices"
	"strings"
	"time"
)

var (
	rentColumns  = []string{"area", "effective_from", "estimated_average_week_pence", "source"}
	guessColumns = []string{"outcode", "area", "basis"}
)

// AreaRent is the average weekly rent of a shared room in a rental area (Broad
// Rental Market Area) from a day on. Where LHAWeekPence is set the average is
// an estimate: the Local Housing Allowance, a low percentile, times Factor.
// Show Source, From, Percentile, SampleSize and Factor beside it.
type AreaRent struct {
	Area             string
	RateYear         string // as "2026-27"; may be empty
	From             time.Time
	LHAWeekPence     int64   // shared accommodation rate; 0 when the average was measured
	Percentile       int     // of rents, that LHAWeekPence stands for; 0 without it
	ListP30Pence     int64   // that percentile in the list of rents; 0 when not known
	ListMedianPence  int64   // the median in the same list; 0 when not known
	SampleSize       int     // rents in the list; 0 when not known
	Factor           float64 // ListMedianPence / ListP30Pence; 0 without LHAWeekPence
	AverageWeekPence int64
	Source           string
}

// Estimated reports whether the average is estimated from a percentile.
func (a AreaRent) Estimated() bool { return a.LHAWeekPence > 0 }

// AreaGuess is the rental area in which homes of an outcode usually lie.
// Boundaries cut through outcodes: it is a suggestion, never a ruling.
type AreaGuess struct {
	Area  string
	Basis string // council, name, nearest (see outcode_area.csv) or distance
	Check bool   // a coordinator should confirm it
}

// Areas returns the names of the rental areas, sorted.
func (r *Reference) Areas() []string {
	var names []string
	for _, a := range r.rents {
		if len(names) == 0 || names[len(names)-1] != a.Area {
			names = append(names, a.Area)
		}
	}
	return names
}

// AreaRents returns every year of every area, by area and then by date.
func (r *Reference) AreaRents() []AreaRent { return slices.Clone(r.rents) }

// AreaRent returns what is in force in the area on the day: the latest that
// has begun. The name is matched without regard to case and punctuation.
func (r *Reference) AreaRent(area string, day time.Time) (AreaRent, bool) {
	list := r.areaRents[fold(area)]
	for _, a := range slices.Backward(list) {
		if !a.From.After(day) {
			return a, true
		}
	}
	return AreaRent{}, false
}

// guessWithin is how far, in km, the nearest district of a known area may be
// for AreaOf to suggest it.
const guessWithin = 12

// AreaOf suggests the rental area of an outcode or postcode: from the table,
// or else the area of the nearest district in the table within 12 km, marked
// for a check.
func (r *Reference) AreaOf(outcode string) (AreaGuess, bool) {
	c, ok := r.outcode(outcode)
	if !ok {
		code, _ := Outcode(outcode)
		g, ok := r.guesses[code]
		return g, ok
	}
	if g, ok := r.guesses[c.Outcode]; ok {
		return g, true
	}
	best, nearest := AreaGuess{}, float64(guessWithin)
	for _, o := range r.guessed {
		if d := kilometres(c.Lat, c.Lon, o.Lat, o.Lon); d < nearest {
			best, nearest = AreaGuess{Area: r.guesses[o.Outcode].Area, Basis: "distance", Check: true}, d
		}
	}
	return best, best.Area != ""
}

// kilometres is the distance of two near positions on a sphere of 6,371 km,
// taking the ground between them as flat; good to 0.1 % at this size.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	x := (lon2 - lon1) * rad * math.Cos((lat1+lat2)/2*rad)
	y := (lat2 - lat1) * rad
	return 6371 * math.Hypot(x, y)
}

// readRents fills rents and areaRents.
func (r *Reference) readRents(t *table, _ bool) {
	const most = 1_000_000 // £10,000 a week: beyond it a point was lost
	seen := make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		a := AreaRent{
			Area: x.text("area"), RateYear: x.optional("rate_year"), From: x.date("effective_from"),
			LHAWeekPence:     x.optionalNumber("lha_week_pence", 1, most),
			Percentile:       int(x.optionalNumber("percentile", 1, 99)),
			ListP30Pence:     x.optionalNumber("list_p30_pence", 1, most),
			ListMedianPence:  x.optionalNumber("list_median_pence", 1, most),
			SampleSize:       int(x.optionalNumber("list_n", 1, 10_000_000)),
			AverageWeekPence: x.number("estimated_average_week_pence", 1, most),
			Source:           x.text("source"),
		}
		if x.optional("factor") != "" {
			a.Factor = x.decimal("factor", 0.5, 3)
		}
		if a.From.IsZero() {
			x.bad("effective_from", "is blank; write the first day of the rate as 2026-04-01")
		}
		x.checkEstimate(a)
		key := fold(a.Area) + " " + a.From.Format(time.DateOnly)
		if x.unique("area", key, seen) {
			seen[key] = x.line
			r.rents = append(r.rents, a)
		}
	}
	slices.SortStableFunc(r.rents, func(a, b AreaRent) int {
		if c := strings.Compare(a.Area, b.Area); c != 0 {
			return c
		}
		return a.From.Compare(b.From)
	})
	r.areaRents = make(map[string][]AreaRent)
	for _, a := range r.rents {
		r.areaRents[fold(a.Area)] = append(r.areaRents[fold(a.Area)], a)
	}
}

// checkEstimate reports figures that contradict each other by more than a
// penny: the average is the allowance times median over percentile.
func (r row) checkEstimate(a AreaRent) {
	if (a.LHAWeekPence > 0) != (a.Percentile > 0) {
		r.bad("percentile", "and lha_week_pence go together; fill in both or neither")
	}
	if a.LHAWeekPence > 0 && a.Factor == 0 {
		r.bad("factor", "is blank; write the factor from lha_week_pence to the average, 1 if there is none")
		return
	}
	if a.LHAWeekPence == 0 || a.AverageWeekPence == 0 {
		return
	}
	// A factor of four decimals is itself off by up to half its last digit.
	want, off := float64(a.LHAWeekPence)*a.Factor, 1+float64(a.LHAWeekPence)*0.00005
	if a.ListP30Pence > 0 && a.ListMedianPence > 0 {
		exact := float64(a.ListMedianPence) / float64(a.ListP30Pence)
		if math.Abs(exact-a.Factor) > 0.0001 {
			r.bad("factor", "is %.4f, but list_median_pence over list_p30_pence is %.4f; correct one of them", a.Factor, exact)
			return
		}
		want, off = float64(a.LHAWeekPence)*exact, 1
	}
	if math.Abs(want-float64(a.AverageWeekPence)) > off {
		r.bad("estimated_average_week_pence", "is %d, but lha_week_pence times factor is %.0f; correct one of them", a.AverageWeekPence, want)
	}
}

// readGuesses fills guesses and guessed. The built-in table beside another system's rents
// keeps only what those rents know.
func (r *Reference) readGuesses(t *table, own bool) {
	r.guesses = make(map[string]AreaGuess, len(t.rows))
	seen := make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		outcode, area, basis := strings.ToUpper(x.text("outcode")), x.text("area"), strings.ToLower(x.text("basis"))
		if outcode != "" && !isOutcode(outcode) {
			x.bad("outcode", "%q is not an outcode; write the first half of a postcode, as GU2", clip(outcode))
			continue
		}
		if basis != "" && basis != "council" && basis != "name" && basis != "nearest" {
			x.bad("basis", "%q is not known; write council, name or nearest", clip(basis))
			continue
		}
		if !x.unique("outcode", outcode, seen) {
			continue
		}
		seen[outcode] = x.line
		rents := r.areaRents[fold(area)]
		if len(rents) == 0 {
			if own && area != "" && len(r.rents) > 0 {
				x.bad("area", "%q has no rent in %s; add it there or correct the name", clip(area), rentalAreasFile)
			}
			continue
		}
		r.guesses[outcode] = AreaGuess{Area: rents[0].Area, Basis: basis, Check: basis == "nearest"}
		if i, ok := r.outcodeAt[outcode]; ok {
			r.guessed = append(r.guessed, r.outcodes[i])
		}
	}
}
