package report

import (
	"time"

	"settle.example/settle/marketplace"
)

// Ledger is what a report of nights provided is made of: the rows of the ledger as grouped, and the one row for all of
// them, with its own number of different people.
type Ledger struct {
	Rows     []marketplace.NightsRow
	Whole    marketplace.NightsRow
	By       marketplace.NightsBy
	From, To marketplace.Date // half-open; zero is open
	System   string
	Made     time.Time
	Internal bool
	Org      func(code string) string // an organisation's name
	Group    func(code string) string // a staff group's label
}

// NightsRow is a row of the ledger as it may leave the machine.
type NightsRow struct {
	marketplace.NightsRow
	Published Published
}

// Published is the ledger's rows and total as they may leave the machine, and how many rows have a figure withheld. An
// internal ledger is as it is.
func (l Ledger) Published() (rows []NightsRow, total Published, suppressed int) {
	counts := make([]Count, len(l.Rows))
	for i, r := range l.Rows {
		counts[i] = countOf(r)
	}
	var published []Published
	if l.Internal {
		for _, c := range counts {
			published = append(published, Exact(c))
		}
		total = Exact(countOf(l.Whole))
	} else {
		published, total, suppressed = Publish(counts, countOf(l.Whole))
	}
	rows = make([]NightsRow, len(l.Rows))
	for i, r := range l.Rows {
		rows[i] = NightsRow{r, published[i]}
	}
	return rows, total, suppressed
}

// countOf is what stands behind a row. Nights in a single room point to its host, however many guests there were: they
// count as one person's.
func countOf(r marketplace.NightsRow) Count {
	people := r.People
	if r.Rooms < 2 {
		people = min(people, 1)
	}
	return Count{
		People: people, Nights: r.Nights, SavingPence: int64(r.Saving), RentPence: int64(r.Rent), PlannedPeople: r.PlannedPeople, Planned: r.Planned,
	}
}

// Nights is the report of nights provided: one table, grouped as the ledger is, and a bar a month where it is by month
// alone.
func Nights(l Ledger) Report {
	rows, total, suppressed := l.Published()
	columns := l.columns()
	t := &Table{Caption: "Nights provided", Columns: append(columns,
		Column{Title: "Nights slept", Align: AlignRight}, Column{Title: "Nights planned", Align: AlignRight}, Column{Title: "People", Align: AlignRight},
		Column{Title: "Rent agreed", Align: AlignRight}, Column{Title: "Saved against the area average", Align: AlignRight})}
	for _, r := range rows {
		t.Rows = append(t.Rows, append(l.keys(r.NightsRow), figures(r.Published)...))
	}
	if len(columns) > 0 {
		last := make([]Cell, len(columns))
		last[0] = Text("Total")
		t.Total = append(last, figures(total)...)
	} else {
		t.Rows = [][]Cell{figures(total)}
	}
	r := Report{
		Title: "Nights provided", Subtitle: l.period(), System: l.System, Made: l.Made, Internal: l.Internal,
		Notes: []string{
			"Nights slept are nights on which a guest was there, up to the day of this report. Planned nights are agreed and still to come. Several people in one room are one night.",
			"The saving is the estimated area average for a shared room less the rent agreed, for nights slept. The average is an estimate: the Local Housing Allowance shared rate times median over 30th percentile of the list of rents.",
		},
		Sections: []Section{{Table: t}},
	}
	if !l.Internal && suppressed > 0 {
		r.Notes = append(r.Notes, SuppressionNote)
	}
	if l.By == marketplace.ByMonth {
		chart := &Chart{Title: "Nights slept by month", Unit: "nights"}
		for _, row := range rows {
			chart.Bars = append(chart.Bars, Bar{Label: row.Month.Time().Format("Jan 2006"), Value: row.Published.Nights})
		}
		r.Sections[0].Chart = chart
	}
	return r
}

func figures(p Published) []Cell { return []Cell{p.Nights, p.Planned, p.People, p.Rent, p.Saving} }

func (l Ledger) columns() []Column {
	out := []Column{}
	for _, c := range []struct {
		by    marketplace.NightsBy
		title string
	}{
		{marketplace.ByMonth, "Month"},
		{marketplace.ByHostOrg, "Host organisation"},
		{marketplace.ByGuestOrg, "Guest organisation"},
		{marketplace.ByArea, "Rental area"},
		{marketplace.ByGroup, "Staff group"},
	} {
		if l.By&c.by != 0 {
			out = append(out, Column{Title: c.title})
		}
	}
	return out
}

func (l Ledger) keys(r marketplace.NightsRow) []Cell {
	out := []Cell{}
	if l.By&marketplace.ByMonth != 0 {
		out = append(out, Text(r.Month.Time().Format("January 2006")))
	}
	if l.By&marketplace.ByHostOrg != 0 {
		out = append(out, Text(l.Org(r.HostOrg)))
	}
	if l.By&marketplace.ByGuestOrg != 0 {
		out = append(out, Text(l.Org(r.GuestOrg)))
	}
	if l.By&marketplace.ByArea != 0 {
		out = append(out, Text(r.Area))
	}
	if l.By&marketplace.ByGroup != 0 {
		out = append(out, Text(l.Group(r.Group)))
	}
	return out
}

func (l Ledger) period() string {
	switch {
	case l.From.IsZero() && l.To.IsZero():
		return "All nights so far"
	case l.To.IsZero():
		return "From " + l.From.Long()
	case l.From.IsZero():
		return "Up to " + (l.To - 1).Long()
	}
	return l.From.Long() + " to " + (l.To - 1).Long()
}
