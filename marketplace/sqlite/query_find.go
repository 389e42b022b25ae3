package sqlite

import (
	"cmp"
	"context"
	"math"
	"slices"

	"settle.example/settle/marketplace"
)

// Bounds of a search.
const (
	findLimit    = 50
	maxFindLimit = 500
	// A search takes cells in batches, nearest first: about this many rooms at first, twice as many with each batch. A
	// cell with as many rooms by itself is read in the order of rents, and no further than needed.
	firstBatch = 256
	lastBatch  = 16384
	// Without a place, so many rooms are looked at rather than all in the order of rents.
	fewRooms = 4096
)

// findRadii are how far a search looks, ring by ring, in kilometres. The last reaches round the world.
var findRadii = []float64{4, 15, 60, 21000}

// candidate is a room that is free and suits.
type candidate struct {
	room     int64
	cell     int64
	week     int64
	tie      int64
	distance float64
}

// FindRooms implements marketplace.Queries. Of rooms at the same distance the cheapest come first. Rooms that are not
// live, not reconfirmed or over the cap in force, and those whose home has as many lodgers as it takes, are left out.
func (s *Store) FindRooms(ctx context.Context, search marketplace.RoomSearch) ([]marketplace.RoomHit, error) {
	var hits []marketplace.RoomHit
	err := s.ask(ctx, func(a *asking) error {
		f, err := newFinder(ctx, a, search)
		if err != nil {
			return err
		}
		if err := f.find(ctx); err != nil {
			return err
		}
		hits, err = f.hits(ctx)
		return err
	})
	return hits, err
}

type finder struct {
	*asking
	search marketplace.RoomSearch
	limit  int
	args   []any // of spotSuits
	cells  []any // of cellSuits
	found  []candidate
}

// spotSuits are the conditions on a row of spot, with the arguments ?2 to ?15 that newFinder gives. Those that need
// another table come last.
const spotSuits = `s.features & ?2 = ?2 AND s.lapses > ?3 AND s.guests >= ?4 AND (?5 = 0 OR s.bathroom = ?5) AND ?6 >> s.supply & 1
	AND (?7 = '' OR s.host_org = ?7) AND s.min_nights <= ?8 AND s.max_nights >= ?9 AND s.notice_days <= ?10 AND s.week <= ?11
	AND s.week <= ifnull((SELECT c.most FROM cap_area c WHERE c.cap = ?12 AND c.area = s.area), s.week)
	AND ifnull((SELECT b.ends FROM busy b WHERE b.room = s.room AND b.starts < ?13 ORDER BY b.starts DESC LIMIT 1), 0) <= ?14`

// cellSuits are the conditions on a row of cell: no room in another cell suits.
const cellSuits = "least <= ?1 AND pairs0 & ?2 = ?2 AND pairs1 & ?3 = ?3 AND pairs2 & ?4 = ?4 AND pairs3 & ?5 = ?5"

func newFinder(ctx context.Context, a *asking, search marketplace.RoomSearch) (*finder, error) {
	dates := search.Dates
	if dates != (marketplace.Range{}) && !dates.Valid() {
		return nil, marketplace.Errorf(marketplace.Invalid, "The stay must end after it begins, and last 1,200 nights at most. Change the dates.").On("dates")
	}
	if search.Near && (math.Abs(search.Lat) > 90 || math.Abs(search.Lon) > 180 || search.Lat != search.Lat || search.Lon != search.Lon) {
		return nil, marketplace.Errorf(marketplace.Invalid, "That place is not on the map. Choose another one.").On("near")
	}
	f := &finder{asking: a, search: search, limit: search.Limit}
	if f.limit <= 0 {
		f.limit = findLimit
	}
	f.limit = min(f.limit, maxFindLimit)
	atMostMin, atLeastMax, notice := dates.Nights(), dates.Nights(), int(dates.From-a.today)
	if dates == (marketplace.Range{}) {
		atMostMin, notice = math.MaxInt32, math.MaxInt32
	}
	supply := 0
	for _, s := range search.Supply {
		supply |= 1 << min(s, 62)
	}
	if len(search.Supply) == 0 {
		supply = -1
	}
	most := search.MaxWeek
	if most <= 0 {
		most = math.MaxInt64
	}
	policy := int64(0)
	if c, ok := a.sys.CapOn(a.today); ok {
		var err error
		if policy, err = entryRow(ctx, a.querier, c.Ref); err != nil {
			return nil, err
		}
	}
	f.args = []any{
		search.Features, a.today, max(search.Guests, 1), search.Bathroom, supply, search.HostOrg, atMostMin, atLeastMax, notice, most, policy,
		dates.To, dates.From,
	}
	p := pairsOf(search.Features)
	f.cells = []any{most, p[0], p[1], p[2], p[3]}
	return f, nil
}

// find finds the rooms, nearest or cheapest first; none of an organisation that has none.
func (f *finder) find(ctx context.Context) error {
	if f.search.HostOrg != "" {
		var rooms bool
		if _, err := one(ctx, f, "SELECT EXISTS (SELECT 1 FROM room WHERE host_org = ?)", []any{f.search.HostOrg}, &rooms); err != nil || !rooms {
			return err
		}
	}
	if f.search.Near {
		return f.near(ctx)
	}
	return f.cheapest(ctx)
}

// near finds the nearest rooms: ring by ring, and within a ring cell by cell.
func (f *finder) near(ctx context.Context) error {
	within := f.search.WithinKM
	if within <= 0 {
		within = math.Inf(1)
	}
	from := -1.0
	for _, radius := range findRadii {
		radius = min(radius, within)
		cells, err := f.ring(ctx, from, radius)
		if err != nil {
			return err
		}
		if err := f.takeCells(ctx, cells); err != nil {
			return err
		}
		if len(f.found) >= f.limit || radius >= within {
			return nil
		}
		from = radius
	}
	return nil
}

// cellAway is a cell that has rooms.
type cellAway struct {
	cell     int64
	rooms    int
	distance float64
}

// ring is the cells more than from and at most to kilometres away, nearest first.
func (f *finder) ring(ctx context.Context, from, to float64) ([]cellAway, error) {
	south, north, west, east := boxAround(f.search.Lat, f.search.Lon, to)
	var cells []cellAway
	err := f.eachCell(ctx, " AND lat BETWEEN ?6 AND ?7 AND lon BETWEEN ?8 AND ?9", []any{south, north, west, east}, func(at marketplace.Cell, rooms int) {
		if distance := distanceKM(f.search.Lat, f.search.Lon, at); distance > from && distance <= to {
			cells = append(cells, cellAway{spotCell(at), rooms, distance})
		}
	})
	slices.SortFunc(cells, func(a, b cellAway) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.cell, b.cell))
	})
	return cells, err
}

// eachCell goes over the cells in which a room may suit, as far as they meet a condition.
func (f *finder) eachCell(ctx context.Context, condition string, args []any, take func(at marketplace.Cell, rooms int)) error {
	return f.each(ctx, "SELECT lat, lon, rooms FROM cell WHERE "+cellSuits+condition, append(slices.Clone(f.cells), args...), func(scan scanner) error {
		var at marketplace.Cell
		var rooms int
		err := scan(&at.Lat, &at.Lon, &rooms)
		take(at, rooms)
		return err
	})
}

func (f *finder) takeCells(ctx context.Context, cells []cellAway) error {
	size := firstBatch
	for len(cells) > 0 && len(f.found) < f.limit {
		if cells[0].rooms >= firstBatch {
			if err := f.takeInOrder(ctx, findInCell, cells[0].cell, cells[0].distance); err != nil {
				return err
			}
			cells = cells[1:]
			continue
		}
		n, rooms := 0, 0
		for n < len(cells) && rooms < size && cells[n].rooms < firstBatch {
			rooms += cells[n].rooms
			n++
		}
		if err := f.takeBatch(ctx, cells[:n]); err != nil {
			return err
		}
		cells, size = cells[n:], min(2*size, lastBatch)
	}
	return nil
}

const findInCells = "SELECT s.cell, s.week, s.tie, s.room FROM json_each(?1) j CROSS JOIN spot s ON s.cell = j.value WHERE " + spotSuits

// takeBatch takes what is free in several small cells.
func (f *finder) takeBatch(ctx context.Context, cells []cellAway) error {
	numbers := make([]int64, len(cells))
	away := make(map[int64]float64, len(cells))
	for i, c := range cells {
		numbers[i], away[c.cell] = c.cell, c.distance
	}
	var batch []candidate
	err := f.each(ctx, findInCells, append([]any{list(numbers)}, f.args...), func(scan scanner) error {
		var c candidate
		err := scan(&c.cell, &c.week, &c.tie, &c.room)
		c.distance = away[c.cell]
		batch = append(batch, c)
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(batch, func(a, b candidate) int {
		cheaper := cmp.Or(cmp.Compare(a.week, b.week), cmp.Compare(a.tie, b.tie), cmp.Compare(a.room, b.room))
		if f.search.Near {
			return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.cell, b.cell), cheaper)
		}
		return cheaper
	})
	return f.take(ctx, batch)
}

const (
	findInCell = `SELECT s.cell, s.week, s.tie, s.room FROM spot s WHERE s.cell = ?1 AND (s.week, s.tie, s.room) > (?15, ?16, ?17) AND ` + spotSuits +
		` ORDER BY s.week, s.tie, s.room LIMIT ?18`
	findCheapest = `SELECT s.cell, s.week, s.tie, s.room FROM spot s INDEXED BY spot_week WHERE ?1 = 0 AND (s.week, s.tie, s.room) > (?15, ?16, ?17) AND ` +
		spotSuits + ` ORDER BY s.week, s.tie, s.room LIMIT ?18`
)

// cheapest finds the cheapest rooms wherever they are. Where few can suit, those are all looked at.
func (f *finder) cheapest(ctx context.Context) error {
	var rooms int
	if _, err := one(ctx, f, "SELECT ifnull(sum(rooms), 0) FROM cell WHERE "+cellSuits, f.cells, &rooms); err != nil {
		return err
	}
	if rooms > fewRooms {
		return f.takeInOrder(ctx, findCheapest, 0, -1)
	}
	var cells []cellAway
	if err := f.eachCell(ctx, "", nil, func(at marketplace.Cell, rooms int) {
		cells = append(cells, cellAway{spotCell(at), rooms, -1})
	}); err != nil {
		return err
	}
	return f.takeBatch(ctx, cells)
}

// takeInOrder takes rooms in the order of rents until there are enough, or no more.
func (f *finder) takeInOrder(ctx context.Context, query string, cell int64, distance float64) error {
	after := candidate{week: math.MinInt64}
	for len(f.found) < f.limit {
		want := f.limit - len(f.found)
		args := append(append([]any{cell}, f.args...), after.week, after.tie, after.room, want)
		var batch []candidate
		err := f.each(ctx, query, args, func(scan scanner) error {
			c := candidate{distance: distance}
			err := scan(&c.cell, &c.week, &c.tie, &c.room)
			batch = append(batch, c)
			return err
		})
		if err != nil {
			return err
		}
		if err := f.take(ctx, batch); err != nil || len(batch) < want {
			return err
		}
		after = batch[len(batch)-1]
	}
	return nil
}

// take appends candidates, in their order, as long as more are wanted. Those in a home that is full are left out.
func (f *finder) take(ctx context.Context, batch []candidate) error {
	for len(batch) > 0 && len(f.found) < f.limit {
		n := min(len(batch), f.limit-len(f.found))
		full, err := f.full(ctx, batch[:n])
		if err != nil {
			return err
		}
		for _, c := range batch[:n] {
			if !full[c.room] {
				f.found = append(f.found, c)
			}
		}
		batch = batch[n:]
	}
	return nil
}

const findCrowded = `SELECT r.room, r.home, h.lodger_limit FROM json_each(?1) j CROSS JOIN room r ON r.room = j.value CROSS JOIN home h ON h.id = r.home
	WHERE (SELECT sum(o.guests) FROM room o WHERE o.home = r.home) > h.lodger_limit`

// full is those of the rooms whose home takes no further lodgers at some time of the stay.
func (f *finder) full(ctx context.Context, batch []candidate) (map[int64]bool, error) {
	if f.search.Dates == (marketplace.Range{}) {
		return nil, nil
	}
	type crowded struct {
		room  int64
		home  marketplace.ID
		limit int
	}
	rooms := make([]int64, len(batch))
	for i, c := range batch {
		rooms[i] = c.room
	}
	var homes []crowded
	if err := f.each(ctx, findCrowded, []any{list(rooms)}, func(scan scanner) error {
		var c crowded
		err := scan(&c.room, &c.home, &c.limit)
		homes = append(homes, c)
		return err
	}); err != nil {
		return nil, err
	}
	full := map[int64]bool{}
	for _, c := range homes {
		n, err := lodgersIn(ctx, f.querier, c.home, f.search.Dates, marketplace.ID{})
		if err != nil {
			return nil, err
		}
		full[c.room] = n+max(f.search.Guests, 1) > c.limit
	}
	return full, nil
}
