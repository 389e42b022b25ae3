package assets

import "strings"

var outcodeColumns = []string{"outcode", "lat", "lon", "town"}

// The box that holds the United Kingdom and the Crown dependencies, in
// degrees. A position outside it is refused: latitude and longitude swapped,
// or a minus sign lost.
const (
	minLat, maxLat = 49.0, 61.0
	minLon, maxLon = -9.0, 2.0
)

// OutcodeCentre is a postcode district with its centre.
type OutcodeCentre struct {
	Outcode  string // as "GU2"
	Lat, Lon float64
	Town     string // the town, or the county where no town is known
}

// OutcodePosition returns the centre of an outcode or of the outcode of a full
// postcode, in any case.
func (r *Reference) OutcodePosition(outcode string) (lat, lon float64, ok bool) {
	c, ok := r.outcode(outcode)
	return c.Lat, c.Lon, ok
}

// OutcodeTown returns the town of an outcode or of a full postcode.
func (r *Reference) OutcodeTown(outcode string) (town string, ok bool) {
	c, ok := r.outcode(outcode)
	return c.Town, ok
}

// outcode finds the district of an outcode or postcode.
func (r *Reference) outcode(s string) (OutcodeCentre, bool) {
	code, ok := Outcode(s)
	if !ok {
		return OutcodeCentre{}, false
	}
	i, ok := r.outcodeAt[code]
	if !ok {
		return OutcodeCentre{}, false
	}
	return r.outcodes[i], true
}

// Outcode returns the outcode of an outcode or of a full postcode, in upper
// case: "GU2" of "gu2", "gu2 7xx" and "GU27XX". Whether the district exists is
// for OutcodePosition to say.
func Outcode(s string) (string, bool) {
	if p, ok := NormalisePostcode(s); ok {
		out, _, _ := strings.Cut(p, " ")
		return out, true
	}
	s = strings.ToUpper(strings.TrimSpace(s))
	return s, isOutcode(s)
}

// NormalisePostcode returns a full postcode as "GU2 7XX", and whether s has
// the form of one. Spaces and case do not matter.
func NormalisePostcode(s string) (string, bool) {
	if len(s) > 16 {
		return "", false
	}
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if len(s) < 5 {
		return "", false
	}
	out, in := s[:len(s)-3], s[len(s)-3:]
	if !isOutcode(out) || !isDigit(in[0]) || !isLetter(in[1]) || !isLetter(in[2]) {
		return "", false
	}
	return out + " " + in, true
}

// isOutcode reports whether s is one or two letters, a digit, and perhaps one
// more digit or letter.
func isOutcode(s string) bool {
	letters := 0
	for letters < len(s) && isLetter(s[letters]) {
		letters++
	}
	rest := s[letters:]
	if letters < 1 || letters > 2 || len(rest) < 1 || len(rest) > 2 || !isDigit(rest[0]) {
		return false
	}
	return len(rest) == 1 || isDigit(rest[1]) || isLetter(rest[1])
}

// postcodeArea returns the leading letters of an outcode or postcode.
func postcodeArea(s string) string {
	i := 0
	for i < len(s) && isLetter(s[i]) {
		i++
	}
	return s[:i]
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// readOutcodes fills outcodes and outcodeAt.
func (r *Reference) readOutcodes(t *table, _ bool) {
	r.outcodeAt = make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		c := OutcodeCentre{Outcode: strings.ToUpper(x.text("outcode")), Town: x.text("town")}
		if c.Outcode != "" && !isOutcode(c.Outcode) {
			x.bad("outcode", "%q is not an outcode; write the first half of a postcode, as GU2", clip(c.Outcode))
			continue
		}
		c.Lat, c.Lon = x.position()
		if x.unique("outcode", c.Outcode, r.outcodeAt) {
			r.outcodeAt[c.Outcode] = len(r.outcodes)
			r.outcodes = append(r.outcodes, c)
		}
	}
}

// position reads the columns lat and lon.
func (r row) position() (lat, lon float64) {
	return r.decimal("lat", minLat, maxLat), r.decimal("lon", minLon, maxLon)
}

// postcode reads a full postcode.
func (r row) postcode(column string) string {
	s := r.text(column)
	if s == "" {
		return ""
	}
	p, ok := NormalisePostcode(s)
	if !ok {
		r.bad(column, "%q is not a postcode; write it as GU2 7XX", clip(s))
	}
	return p
}

// optionalPostcode reads a postcode that may be blank.
func (r row) optionalPostcode(column string) string {
	if r.optional(column) == "" {
		return ""
	}
	return r.postcode(column)
}

// unique reports whether a key is new in its column, and says so when it is
// not. A blank key has been reported already.
func (r row) unique(column, key string, seen map[string]int) bool {
	if key == "" {
		return false
	}
	if _, twice := seen[key]; twice {
		r.bad(column, "%q stands in an earlier line too; keep one", clip(key))
		return false
	}
	return true
}
