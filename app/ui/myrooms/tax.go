package myrooms

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// tax is a host's income by tax year against the Rent a Room limit.
type tax struct {
	desk  ui.Desk
	data  Data
	route ui.Route

	years []marketplace.HostYear
	at    int
	read  ui.Latest

	page   *fyne.Container
	header *xwidget.PageHeader
	body   *fyne.Container
	year   *xwidget.Select
}

var (
	_ ui.Reloader        = (*tax)(nil)
	_ ui.Helper          = (*tax)(nil)
	_ xwidget.GridSource = (*tax)(nil)
)

// Content builds the page and begins to load it.
func (s *tax) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Income and tax", "What your rooms earn against the Rent a Room limit. Only you see this.")
	s.year = xwidget.NewSelect("Tax year", nil, func(o xwidget.Option) {
		s.route = s.route.Set("year", o.Value)
		s.desk.Replace(s.route)
		s.show()
	})
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Adding up your nights…")))
	s.page = xwidget.NewPage(s.header, s.body)
	s.load()
	return s.page
}

// Reload adds up again; the year stays.
func (s *tax) Reload(marketplace.Change) { s.load() }

func (s *tax) load() {
	ui.Load(s.desk.Work(), &s.read, func(ctx context.Context) ([]marketplace.HostYear, error) {
		return s.data.HostYears(ctx, marketplace.ID{})
	},
		func(years []marketplace.HostYear, err error) {
			if err != nil {
				s.body.Objects = []fyne.CanvasObject{failure(err, s.load)}
				s.page.Refresh()
				return
			}
			s.years = years
			s.show()
		})
}

// choose finds the year of the route, or else the present one.
func (s *tax) choose() {
	today := marketplace.DateOf(s.desk.Now())
	options := make([]xwidget.Option, len(s.years))
	s.at = len(s.years) - 1
	for i, y := range s.years {
		options[i] = xwidget.Option{Value: y.Year, Label: "Tax year " + y.Year}
		if today >= y.From && today < y.To {
			s.at = i
		}
	}
	for i, y := range s.years {
		if y.Year == s.route.Get("year") {
			s.at = i
		}
	}
	s.year.SetOptions(options)
	if s.at >= 0 {
		s.year.SetValue(s.years[s.at].Year)
	}
}

func (s *tax) show() {
	s.choose()
	if s.at < 0 || len(s.years) == 1 && s.years[0].Expected == 0 {
		s.body.Objects = []fyne.CanvasObject{xwidget.NewCard(xwidget.NewEmptyState(look.IconPound, "No income yet",
			"When a guest has booked one of your rooms, you see here what it earns, and when you come near the limit up to which rent is free of tax.",
			xwidget.NewButton(xwidget.Secondary, "See my rooms", func() { s.desk.Go(ui.To(ui.PageMyRooms)) })))}
		s.page.Refresh()
		return
	}
	y := s.years[s.at]
	s.body.Objects = []fyne.CanvasObject{
		xwidget.Row(look.Space16, xwidget.NewLink("All my rooms", func() { s.desk.Go(ui.To(ui.PageMyRooms)) }), xwidget.Grow(xwidget.NewText(xwidget.Body, "")), s.year),
		s.tiles(y), s.limit(y), s.table(y),
	}
	s.page.Refresh()
}

func (s *tax) tiles(y marketplace.HostYear) fyne.CanvasObject {
	left, tone, note := y.Limit-y.Expected, look.Success, "at the present bookings"
	label := "Left under the limit"
	if left < 0 {
		left, tone, label = -left, look.Warning, "Above the limit"
	}
	return xwidget.Columns(3, 200, look.PageGap,
		xwidget.NewStatTile(look.Info, "Earned so far", y.Earned.String(), xwidget.CountOf(y.Nights, "night slept", "nights slept"), nil),
		xwidget.NewStatTile(look.Purple, "Expected in the year", y.Expected.String(), "with the nights agreed", nil),
		xwidget.NewStatTile(tone, label, left.String(), note, nil))
}

// limit shows how far the year has come, and when the limit will be passed.
func (s *tax) limit(y marketplace.HostYear) fyne.CanvasObject {
	bar := xwidget.NewLimitBar(int64(y.Earned), int64(y.Expected), int64(y.Limit))
	words := "At the present bookings you stay within your limit of " + y.Limit.String() + "."
	if !y.CrossesOn.IsZero() {
		words = "At the present bookings you pass your limit of " + y.Limit.String() + " on " + y.CrossesOn.Long() + "."
		if y.CrossesOn <= marketplace.DateOf(s.desk.Now()) {
			words = "You passed your limit of " + y.Limit.String() + " on " + y.CrossesOn.Long() + "."
		}
		words += " What lies above it is taxed: tell HMRC in your tax return."
	}
	share := "Nobody else has income from letting in your home, so the whole limit is yours. You can change that at the home, in “Change the listing”."
	if y.Limit <= marketplace.AllowanceShared {
		share = "The limit is halved, because somebody else also has income from letting in your home. You can change that at the home, in “Change the listing”."
	}
	return xwidget.NewTitledCard("Rent a Room limit, "+y.From.Long()+" to "+(y.To-1).Long(), xwidget.VBox(look.Space16, bar,
		xwidget.NewText(xwidget.Strong, words), xwidget.NewText(xwidget.Body, share),
		xwidget.NewText(xwidget.Caption, "Source: HMRC helpsheet HS223, Rent a Room Scheme. Counted by night; the scheme counts what you were paid, and when. This is not tax advice.")))
}

// table lists what each booking adds to the year.
func (s *tax) table(y marketplace.HostYear) fyne.CanvasObject {
	grid := xwidget.NewGrid([]xwidget.Column{
		{Title: "Room", Flex: 2}, {Title: "Nights", Width: 110, Align: fyne.TextAlignTrailing}, {Title: "Rent", Width: 140, Align: fyne.TextAlignTrailing},
	}, s)
	grid.OnActivated = func(i int) {
		if rows := s.years[s.at].PerBooking; i < len(rows) {
			s.desk.Go(ui.ToID(ui.PageBooking, rows[i].Booking))
		}
	}
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(1, float32(min(12, max(2, len(y.PerBooking)))+1)*44+8)
	return xwidget.NewPlainCard(xwidget.VBox(0, xwidget.Inset(look.Space16, look.Space16, look.Space8, look.Space16, xwidget.NewText(xwidget.Heading, "By booking")),
		container.NewStack(room, grid)))
}

// Len is how many bookings the year has.
func (s *tax) Len() int {
	if s.at < 0 || s.at >= len(s.years) {
		return 0
	}
	return len(s.years[s.at].PerBooking)
}

// Row fills the cells of a booking.
func (s *tax) Row(i int, cells []xwidget.Cell) (string, bool) {
	b := s.years[s.at].PerBooking[i]
	cells[0] = xwidget.Cell{Text: b.Title, Bold: true}
	cells[1], cells[2] = xwidget.Cell{Text: xwidget.FormatCount(b.Nights)}, xwidget.Cell{Text: b.Amount.String()}
	return "", true
}
