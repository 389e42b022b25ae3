package arrivals

import (
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// sorts names what each column sorts by; "" cannot be sorted by.
var sorts = []string{"name", "group", "at", "", "", "bed", "", ""}

func sortColumn(sort string) int {
	for i, s := range sorts {
		if s != "" && s == sort {
			return i
		}
	}
	return 2
}

// filters is the row of choices above the grid.
func (s *screen) filters() fyne.CanvasObject {
	s.search = xwidget.NewSearchField("Search by name or alias")
	s.search.SetText(s.f.Text)
	s.search.OnChanged = func(text string) {
		s.f.Text = text
		s.again()
	}
	nobed := xwidget.NewChip(look.IconBed, "Without a bed", func(on bool) {
		s.f.WithoutBed = on
		s.again()
	})
	nobed.SetOn(s.f.WithoutBed)
	past := xwidget.NewChip(look.IconClock, "Also past", func(on bool) {
		yes := ""
		if on {
			yes = "yes"
		}
		s.route = s.route.Set("past", yes)
		s.f.From, s.f.To = period(s.desk, s.route)
		s.again()
	})
	past.SetOn(s.route.Get("past") == "yes")
	closed := xwidget.NewChip(look.IconCheck, "Also closed", func(on bool) {
		s.f.Closed = on
		s.again()
	})
	closed.SetOn(s.f.Closed)
	months := []xwidget.Option{{Value: "", Label: "Any month"}}
	first, _ := monthOf(marketplace.DateOf(s.desk.Now()))
	for range 14 {
		months = append(months, xwidget.Option{Value: first.String(), Label: first.Time().Format("January 2006")})
		_, first = monthOf(first)
	}
	month := xwidget.NewSelect("Any month", months, func(o xwidget.Option) {
		s.route = s.route.Set("month", o.Value)
		s.f.From, s.f.To = period(s.desk, s.route)
		s.again()
	})
	month.SetValue(s.route.Get("month"))
	return xwidget.VBox(look.Space8, s.search, xwidget.Flow(look.Space8, month, nobed, past, closed))
}

// monthOf is the first of the month of a date and the first of the next.
func monthOf(d marketplace.Date) (from, to marketplace.Date) {
	y, m, _ := d.Time().Date()
	return marketplace.NewDate(y, m, 1), marketplace.NewDate(y, m+1, 1)
}

// chosen tells whether the person left somebody out.
func (s *screen) chosen() bool { return s.f.Text != "" || s.f.WithoutBed || s.route.Get("month") != "" }

// empty says what the page is for, or that nothing matches.
func (s *screen) empty() fyne.CanvasObject {
	if s.chosen() {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconArrivals, "Nobody matches", "No arrival matches what you chose above.",
			xwidget.NewButton(xwidget.Secondary, "Show everybody", func() { s.desk.Go(ui.To(ui.PageArrivals)) })))
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconArrivals, "Who comes next?",
		"Record the colleagues who land in the coming months: one by one, from a file, or pasted from a spreadsheet. Then find each a bed before the flight.",
		xwidget.NewButton(xwidget.Secondary, "Import a file", s.importFile)))
}

func (s *screen) importFile() { s.desk.Go(ui.To(ui.PageImport).Set("what", "arrivals")) }

// record opens the form for one arrival.
func (s *screen) record() { s.desk.Go(ui.To(ui.PageArrival)) }

// Pasted takes rows from a spreadsheet to the import, which reads them from the clipboard itself.
func (s *screen) Pasted(text string) {
	if text == "" {
		s.desk.Toast("There is nothing to paste. Copy rows in your spreadsheet first.", nil)
		return
	}
	s.desk.Go(ui.To(ui.PageImport).Set("what", "arrivals").Set("from", "clipboard"))
}

// Dropped takes a file to the import.
func (s *screen) Dropped(files []fyne.URI) {
	if len(files) > 0 {
		s.desk.Go(ui.To(ui.PageImport).Set("what", "arrivals").Set("file", files[0].Path()))
	}
}

// findRoom looks for a room for the current row.
func (s *screen) findRoom() {
	if row, ok := s.rows.At(s.grid.Current()); ok && canPlace(row) {
		s.desk.Go(placeRoute(row))
	}
}

// canPlace tells whether the arrival still needs a bed.
func canPlace(r marketplace.ArrivalRow) bool { return !r.Closed && r.Booking.IsZero() }

// placeRoute is the search for an arrival's room: their nights, near their work.
func placeRoute(r marketplace.ArrivalRow) ui.Route {
	arrive := r.At.Date()
	return ui.To(ui.PageFind).Set("arrival", r.Arrival.String()).Set("arrive", arrive.String()).
		Set("leave", (arrive+marketplace.Date(max(1, r.Nights))).String()).Set("near", r.Site)
}

// days is how long until an instant, in whole days of the calendar.
func days(now time.Time, at marketplace.Instant) int { return int(at.Date() - marketplace.DateOf(now)) }
