package assets

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

var organisationColumns = []string{"code", "name", "type", "valid_from", "valid_to", "successors", "hq_postcode", "source"}

// Organisation is an NHS organisation or another employer, as the
// Organisation Data Service (ODS) knows it.
type Organisation struct {
	Code       string // ODS code, upper case
	Name       string
	Type       string      // as "Acute", "ICB"
	From       time.Time   // first day; zero when not known
	Until      time.Time   // last day; zero while open
	Successors []Successor // who followed it; empty while open
	Postcode   string      // of its headquarters; may be empty
	Source     string
}

// Successor is an organisation that took over from another.
type Successor struct {
	Code  string  // may lie outside the table: a neighbouring system's
	Share float64 // of the population taken over, 0 to 1; 0 when not known
}

// OpenOn reports whether the organisation is open on the day.
func (o Organisation) OpenOn(day time.Time) bool {
	return !day.Before(o.From) && (o.Until.IsZero() || !day.After(o.Until))
}

// Organisations returns every organisation in the order of the file.
func (r *Reference) Organisations() []Organisation { return slices.Clone(r.organisations) }

// Organisation returns the organisation with the code, in any case.
func (r *Reference) Organisation(code string) (Organisation, bool) {
	i, ok := r.organisationAt[strings.ToUpper(strings.TrimSpace(code))]
	if !ok {
		return Organisation{}, false
	}
	return r.organisations[i], true
}

// Successors returns who stands for the organisation on the day: itself while
// it is open, otherwise those who followed it, and those who followed them,
// each with its share of the first. An organisation outside the table stands
// for itself. It is empty when the organisation ended without successors.
func (r *Reference) Successors(code string, day time.Time) []Successor {
	now := []Successor{{Code: strings.ToUpper(strings.TrimSpace(code)), Share: 1}}
	for range maxSuccession {
		var next []Successor
		moved := false
		for _, s := range now {
			o, ok := r.Organisation(s.Code)
			if !ok || o.Until.IsZero() || !day.After(o.Until) {
				next = addShare(next, s)
				continue
			}
			moved = true
			for _, heir := range o.Successors {
				next = addShare(next, Successor{Code: heir.Code, Share: s.Share * heir.Share})
			}
		}
		now = next
		if !moved {
			break
		}
	}
	return now
}

// addShare adds s to the list, or its share to the entry of the same code.
func addShare(list []Successor, s Successor) []Successor {
	if i := slices.IndexFunc(list, func(x Successor) bool { return x.Code == s.Code }); i >= 0 {
		list[i].Share += s.Share
		return list
	}
	return append(list, s)
}

// maxSuccession bounds how many successions in a row are followed.
const maxSuccession = 16

// readOrganisations fills organisations and organisationAt.
func (r *Reference) readOrganisations(t *table, _ bool) {
	r.organisationAt = make(map[string]int, len(t.rows))
	lines := make([]row, 0, len(t.rows))
	for _, x := range t.rows {
		o := Organisation{
			Code: x.code("code"), Name: x.text("name"), Type: x.text("type"),
			From: x.date("valid_from"), Until: x.date("valid_to"),
			Postcode: x.optionalPostcode("hq_postcode"), Source: x.text("source"),
		}
		o.Successors = x.successors("successors")
		if !o.From.IsZero() && !o.Until.IsZero() && o.Until.Before(o.From) {
			x.bad("valid_to", "lies before valid_from; swap or correct them")
		}
		if len(o.Successors) > 0 && o.Until.IsZero() {
			x.bad("valid_to", "is blank although successors are named; write the last day")
		}
		if !x.unique("code", o.Code, r.organisationAt) {
			continue
		}
		r.organisationAt[o.Code] = len(r.organisations)
		r.organisations = append(r.organisations, o)
		lines = append(lines, x)
	}
	r.refuseCircles(lines)
}

// refuseCircles reports organisations that succeed themselves, by whatever way.
// It removes organisations without a successor in doubt until none is left:
// what remains stands in a circle or leads to one.
func (r *Reference) refuseCircles(lines []row) {
	waits := make([]int, len(r.organisations)) // successors not yet cleared
	before := make(map[int][]int)              // successor -> predecessors
	var cleared []int
	for i, o := range r.organisations {
		for _, s := range o.Successors {
			if j, ok := r.organisationAt[s.Code]; ok {
				waits[i]++
				before[j] = append(before[j], i)
			}
		}
		if waits[i] == 0 {
			cleared = append(cleared, i)
		}
	}
	for len(cleared) > 0 {
		j := cleared[len(cleared)-1]
		cleared = cleared[:len(cleared)-1]
		for _, i := range before[j] {
			if waits[i]--; waits[i] == 0 {
				cleared = append(cleared, i)
			}
		}
	}
	for i, n := range waits {
		if n > 0 {
			lines[i].bad("successors", "lead round in a circle; remove the one that is wrong")
		}
	}
}

// successors reads "A1" or "A1=0.4;B2=0.6"; shares add up to 1.
func (r row) successors(column string) []Successor {
	s := r.optional(column)
	if s == "" {
		return nil
	}
	parts := strings.Split(s, ";")
	if len(parts) > 20 {
		r.bad(column, "names more than 20 successors; leave out what you do not need")
		return nil
	}
	var out []Successor
	shares, total := 0, 0.0
	for _, part := range parts {
		code, share, hasShare := strings.Cut(strings.TrimSpace(part), "=")
		x := Successor{Code: strings.ToUpper(strings.TrimSpace(code))}
		if !isCode(x.Code) || slices.ContainsFunc(out, func(y Successor) bool { return y.Code == x.Code }) {
			r.bad(column, "%q is not a new code; write codes as QXU or QXU=0.4;QNX=0.6", clip(part))
			return nil
		}
		if hasShare {
			f, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
			if err != nil || !(f > 0 && f <= 1) {
				r.bad(column, "%q is not a share from 0 to 1; write it as %s=0.4", clip(share), x.Code)
				return nil
			}
			x.Share = f
			shares++
			total += f
		}
		out = append(out, x)
	}
	switch {
	case len(out) == 1 && shares == 0:
		out[0].Share = 1
	case shares > 0 && (shares < len(out) || math.Abs(total-1) > 0.01):
		r.bad(column, "gives shares that do not add up to 1; give all or none")
	}
	return out
}
