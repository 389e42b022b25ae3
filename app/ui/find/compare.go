package find

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// CompareData is what the comparison reads.
type CompareData interface {
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
}

// comparison lays two or three rooms side by side: what differs first.
type comparison struct {
	desk   ui.Desk
	data   CompareData
	route  ui.Route
	stay   listing.Stay
	picked []marketplace.ID
	whom   string
	photos *xwidget.Photos

	rooms, one ui.Latest

	header *xwidget.PageHeader
	body   *fyne.Container
	page   *fyne.Container
}

// NewCompare makes the page for a route: rooms are those to compare; arrival, arrive, leave and near the stay.
func NewCompare(desk ui.Desk, data CompareData, r ui.Route) ui.Screen {
	return &comparison{desk: desk, data: data, route: r, stay: listing.StayOf(r), picked: picksOf(r), photos: listing.Photos(desk.Work(), 12, data.Photo)}
}

// Content builds the page and begins to load what it shows.
func (c *comparison) Content() fyne.CanvasObject {
	c.header = xwidget.NewPageHeader("Compare rooms", c.subtitle(), xwidget.NewButton(xwidget.Secondary, "Back to the search", c.desk.Back))
	c.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Reading the rooms…")))
	c.page = xwidget.NewPage(c.header, c.body)
	c.load()
	return c.page
}

// Reload reads the rooms again.
func (c *comparison) Reload(marketplace.Change) {
	c.photos.Again()
	c.load()
}

func (c *comparison) load() {
	if !c.stay.Arrival.IsZero() {
		ui.Load(c.desk.Work(), &c.one, func(ctx context.Context) (marketplace.ArrivalDetail, error) {
			return c.data.ArrivalDetail(ctx, c.stay.Arrival)
		}, func(a marketplace.ArrivalDetail, err error) {
			if err == nil {
				c.whom = a.Name
				c.header.SetTitle("Compare rooms", c.subtitle())
			}
		})
	}
	ui.Load(c.desk.Work(), &c.rooms, c.read, c.show)
}

// read reads the rooms that are here.
func (c *comparison) read(ctx context.Context) ([]marketplace.RoomDetail, error) {
	var all []marketplace.RoomDetail
	for _, id := range c.picked {
		d, err := c.data.RoomDetail(ctx, id)
		if marketplace.CodeOf(err) == marketplace.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

func (c *comparison) show(rooms []marketplace.RoomDetail, err error) {
	switch {
	case err != nil:
		c.put(xwidget.NewCard(xwidget.NewEmptyState(look.IconError, "The rooms cannot be shown", marketplace.Sentence(err),
			xwidget.NewButton(xwidget.Secondary, "Try again", c.load))))
	case len(rooms) < 2:
		c.put(xwidget.NewCard(xwidget.NewEmptyState(look.IconRooms, "Choose two or three rooms",
			"Rooms that you tick in the search stand side by side here, with what differs first.",
			xwidget.NewButton(xwidget.Primary, "Find a room", func() { c.desk.Go(c.stay.On(ui.To(ui.PageFind))) }))))
	default:
		differ, same := compared(c.desk, c.stay, rooms)
		c.put(c.heads(rooms), xwidget.NewTitledCard("What differs", c.table(differ)), xwidget.NewTitledCard("The same in all", c.common(same)))
	}
}

func (c *comparison) put(cards ...fyne.CanvasObject) {
	c.body.Objects = cards
	c.page.Refresh()
}

func (c *comparison) subtitle() string {
	s := ""
	if c.stay.Whole() {
		s = listing.Dates(c.stay.Dates)
	}
	if c.whom != "" {
		if s != "" {
			s = ", " + s
		}
		return "For " + c.whom + s
	}
	if s == "" {
		return "Side by side, what differs first."
	}
	return s
}

// heads is a column for each room with its photo, its rent and what to do.
func (c *comparison) heads(rooms []marketplace.RoomDetail) fyne.CanvasObject {
	heads := []fyne.CanvasObject{xwidget.NewText(xwidget.Muted, c.cheapest(rooms))}
	bare := !slices.ContainsFunc(rooms, func(d marketplace.RoomDetail) bool { return len(d.Photos) > 0 })
	for _, d := range rooms {
		key := ""
		if len(d.Photos) > 0 {
			key = listing.PhotoKey(d.Photos[0].Blob)
		}
		picture := xwidget.NewPicture(c.photos, key, d.Title)
		picture.Proportion = 1.6
		picture.Hidden = bare
		note, tone := listing.PriceNote(d.Week, d.AvgWeek)
		price := xwidget.NewText(xwidget.Caption, note)
		price.Color = tone.Figure()
		title := xwidget.NewText(xwidget.Strong, d.Title)
		title.MaxLines = 3
		heads = append(heads, xwidget.VBox(look.Space8, picture, xwidget.VBox(0, xwidget.NewText(xwidget.Heading, d.Week.Week()), price), title,
			xwidget.Flow(look.Space8, c.openButton(d), c.dropButton(d, len(rooms)))))
	}
	return xwidget.NewCard(columnsOf(heads))
}

// cheapest says which room costs least, and how much less than the dearest.
func (c *comparison) cheapest(rooms []marketplace.RoomDetail) string {
	byWeek := func(a, b marketplace.RoomDetail) int { return cmp.Compare(a.Week, b.Week) }
	least, most := slices.MinFunc(rooms, byWeek), slices.MaxFunc(rooms, byWeek)
	if least.Week == most.Week {
		return "All cost the same."
	}
	saved := (most.Week - least.Week).Week()
	if c.stay.Whole() {
		n := c.stay.Dates.Nights()
		saved = (marketplace.Rent(most.Week, n) - marketplace.Rent(least.Week, n)).String() + " for the stay"
	}
	return "“" + least.Title + "” costs least: " + saved + " less than the dearest."
}

func (c *comparison) openButton(d marketplace.RoomDetail) fyne.CanvasObject {
	b := xwidget.NewButton(xwidget.Secondary, "Open", func() { c.desk.Go(c.stay.On(ui.ToID(ui.PageRoom, d.ID))) })
	b.Compact = true
	return b
}

func (c *comparison) dropButton(d marketplace.RoomDetail, rooms int) fyne.CanvasObject {
	if rooms < 3 {
		return container.NewStack()
	}
	b := xwidget.NewButton(xwidget.Quiet, "Take out", func() {
		c.picked = slices.DeleteFunc(c.picked, func(id marketplace.ID) bool { return id == d.ID })
		c.route = withPicks(c.route, c.picked)
		c.desk.Replace(c.route)
		c.load()
	})
	b.Compact = true
	return b
}

// columnsOf stands equal columns side by side, the first for the labels.
func columnsOf(objs []fyne.CanvasObject) fyne.CanvasObject {
	return xwidget.Columns(len(objs), 92, look.Space16, objs...)
}

func (c *comparison) table(rows []line) fyne.CanvasObject {
	if len(rows) == 0 {
		return xwidget.NewText(xwidget.Body, "Nothing: choose by the photos, or by the host.")
	}
	table := xwidget.VBox(10)
	for i, r := range rows {
		if i > 0 {
			table.Add(xwidget.NewRule())
		}
		cells := []fyne.CanvasObject{xwidget.NewText(xwidget.Muted, r.label)}
		for _, v := range r.values {
			cells = append(cells, v.object())
		}
		table.Add(columnsOf(cells))
	}
	return table
}

// common lists what is alike, a line each.
func (c *comparison) common(rows []line) fyne.CanvasObject {
	table := xwidget.VBox(10)
	for _, r := range rows {
		table.Add(xwidget.Columns(2, 200, look.Space16, xwidget.NewText(xwidget.Muted, r.label), r.values[0].object()))
	}
	return table
}

// Help explains the page.
func (c *comparison) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What stands first", Body: "Only what differs between the rooms is in the upper table. What is alike in all of them stands below, once."},
		{Heading: "Free on these nights", Body: "This is read from each room's calendar now. Another lead may ask for the same nights; the host decides."},
		{Heading: "Choose one", Body: "Open a room to see its calendar and its rules, and to ask for it. Back returns to this comparison, and once more to the search."},
	}
}
