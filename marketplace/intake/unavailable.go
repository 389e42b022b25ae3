package intake

import (
	"fmt"
	"slices"

	"settle.example/settle/marketplace"
)

// unavailable is the dates on which rooms are not free, by their references.
type unavailable struct {
	ranges  map[string][]marketplace.Range
	notRead []Remark
}

// readUnavailable reads a table of ranges [from, to). A range that cannot be read is remarked on and left out.
func readUnavailable(t *Table, m Mapping) (*unavailable, error) {
	if m == nil {
		m = Map(t, UnavailableColumns)
	}
	if err := m.Check(t, UnavailableColumns); err != nil {
		return nil, err
	}
	u := &unavailable{ranges: map[string][]marketplace.Range{}}
	for i := range t.Rows {
		source := &t.Rows[i]
		r := &reader{t: t, m: m, columns: UnavailableColumns, row: source, reason: source.Problem}
		ref := r.needed("ref")
		dates := marketplace.Range{From: r.date("from"), To: r.date("to")}
		if r.reason == "" && !dates.Valid() {
			r.fail("to", "From %s to %s is not a range of 1 to 1,200 nights.", dates.From.Long(), dates.To.Long())
		}
		if r.reason != "" {
			u.notRead = append(u.notRead, Remark{Text: fmt.Sprintf("Line %d of %s was left out: %s", source.Line, t.Name, r.reason)})
			continue
		}
		u.ranges[ref] = append(u.ranges[ref], dates)
	}
	return u, nil
}

// remarks says which ranges were not used: those that cannot be read, those of rooms that are not in the file, and those
// of rooms that were refused.
func (u *unavailable) remarks(p *Plan) {
	p.Remarks = append(p.Remarks, u.notRead...)
	refused := map[int]bool{}
	for _, r := range p.Rejected {
		refused[r.Line] = true
	}
	there, taken := map[string]bool{}, map[string]bool{}
	for i := range p.table.Rows {
		ref := p.mapping.cell(&p.table.Rows[i], "ref")
		there[ref] = true
		taken[ref] = taken[ref] || !refused[p.table.Rows[i].Line]
	}
	left, rooms, strangers := 0, 0, []string{}
	for ref, ranges := range u.ranges {
		switch {
		case !there[ref]:
			strangers = append(strangers, short(ref))
		case !taken[ref]:
			left, rooms = left+len(ranges), rooms+1
		}
	}
	switch {
	case left == 1:
		p.Remarks = append(p.Remarks, Remark{Text: "1 range of dates was left out, because its room was refused."})
	case left > 1:
		p.Remarks = append(p.Remarks, Remark{Text: fmt.Sprintf("%d ranges of dates were left out, because their rooms were refused (%d).", left, rooms)})
	}
	if len(strangers) > 0 {
		slices.Sort(strangers)
		p.Remarks = append(p.Remarks, Remark{Text: fmt.Sprintf("There are dates for rooms that are not in %s: %s. They were left out.", p.table.Name, found(strangers))})
	}
}
