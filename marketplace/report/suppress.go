package report

// The disclosure rule for counts of people below the national level (NHS
// Digital, 2018): from 1 to smallest-1 prints as a star, 0 is shown, others
// are rounded to the nearest roundTo. Nights and money print as a star where
// fewer than smallest people stand behind them.
const (
	smallest = 8
	roundTo  = 5
)

// Count is what stands behind one row of a table, or behind its total. Nights
// and money of the rows add up to those of the total; people need not, since
// one person may stand behind several rows.
//
// People must be the number of different people whom the figure could point
// to. Where it could point to guests and to hosts, pass the smaller number.
type Count struct {
	People      int   // behind Nights, SavingPence and RentPence
	Nights      int   // slept
	SavingPence int64 // against the area average
	RentPence   int64 // agreed

	PlannedPeople int // behind Planned
	Planned       int // nights to come
}

// Published is a Count as it may leave the machine.
type Published struct {
	People, Nights, Planned, Saving, Rent Cell
}

// Suppressed reports whether a figure of it is withheld.
func (p Published) Suppressed() bool {
	for _, c := range []Cell{p.People, p.Nights, p.Planned, p.Saving, p.Rent} {
		if c.kind == KindSuppressed {
			return true
		}
	}
	return false
}

// Exact returns the figures as they are, for a report marked internal.
func Exact(c Count) Published {
	return Published{
		People: Int(int64(c.People)), Nights: Int(int64(c.Nights)), Planned: Int(int64(c.Planned)),
		Saving: Pence(c.SavingPence), Rent: Pence(c.RentPence),
	}
}

// PublishPeople returns a single count of people as it may leave the machine.
func PublishPeople(n int) Cell {
	switch {
	case n == 0:
		return Int(0)
	case n < smallest:
		return Suppressed()
	default:
		return Int(int64(rounded(n)))
	}
}

// Publish returns the rows of one table and their total as they may leave the
// machine, and how many rows have a figure withheld. whole is the count behind
// the total: the sum of the rows' nights and money, and its own number of
// different people.
//
// Small rows are withheld, and so many more that no withheld figure is the
// total less the figures shown, nor is any sum of withheld figures that can be
// worked out backed by fewer than 8 people. The total is kept as long as that
// is possible at all; see DESIGN.md. Publish holds for one table: tables over
// the same nights, cut in different ways or over little different periods,
// must not be published side by side without thought.
func Publish(rows []Count, whole Count) (published []Published, total Published, suppressed int) {
	slept := hide(rows, whole, func(c Count) (int, int64) { return c.People, int64(c.Nights) })
	planned := hide(rows, whole, func(c Count) (int, int64) { return c.PlannedPeople, int64(c.Planned) })
	published = make([]Published, len(rows))
	for i, c := range rows {
		p := Exact(c)
		p.People = PublishPeople(c.People)
		if slept.hidden[i] || c.People == 0 && (c.SavingPence != 0 || c.RentPence != 0) {
			p.People, p.Nights, p.Saving, p.Rent = Suppressed(), Suppressed(), Suppressed(), Suppressed()
		}
		if planned.hidden[i] {
			p.Planned = Suppressed()
		}
		if p.Suppressed() {
			suppressed++
		}
		published[i] = p
	}
	total = Exact(whole)
	total.People = PublishPeople(slept.people)
	if !slept.total || slept.peoplePinned(rows) {
		total.People = Suppressed()
	}
	if !slept.total {
		total.Nights = Suppressed()
	}
	if !slept.total || slept.moneyPinned(rows, whole, func(c Count) int64 { return c.SavingPence }) {
		total.Saving = Suppressed()
	}
	if !slept.total || slept.moneyPinned(rows, whole, func(c Count) int64 { return c.RentPence }) {
		total.Rent = Suppressed()
	}
	if !planned.total {
		total.Planned = Suppressed()
	}
	return published, total, suppressed
}

// rounded is n to the nearest roundTo.
func rounded(n int) int { return (n + roundTo/2) / roundTo * roundTo }
