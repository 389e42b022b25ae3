package find

import (
	"context"
	"slices"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// soonDays is within how many days an arrival without a bed is urgent.
const soonDays = 21

// anyone is the option for a search that is for nobody yet.
var anyone = xwidget.Option{Value: "", Label: "Nobody in particular"}

// loadWhom reads the arrivals that this person may ask for and that have no bed.
func (s *screen) loadWhom() {
	me := s.desk.Me()
	if !me.Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		return
	}
	f := marketplace.ArrivalFilter{WithoutBed: true, From: marketplace.DateOf(s.desk.Now()), Limit: 500}
	if !me.Roles.Has(marketplace.RoleCoordinator) {
		f.Org = me.Org
	}
	ui.Load(s.desk.Work(), &s.whom, func(ctx context.Context) ([]marketplace.ArrivalRow, error) { return s.data.Arrivals(ctx, f) },
		func(rows []marketplace.ArrivalRow, err error) {
			if err != nil {
				return // the rooms can be searched all the same
			}
			s.waiting = rows
			s.showWhom()
		})
}

// showWhom lists for whom a room can be looked for.
func (s *screen) showWhom() {
	options := []xwidget.Option{anyone}
	rows := s.waiting
	if s.arrival != nil && !slices.ContainsFunc(rows, func(a marketplace.ArrivalRow) bool { return a.Arrival == s.arrival.Arrival }) {
		rows = append([]marketplace.ArrivalRow{*s.arrival}, rows...)
	}
	for _, a := range rows {
		options = append(options, xwidget.Option{Value: a.Arrival.String(), Label: a.Name, Note: a.At.Date().Short()})
	}
	s.forWhom.SetOptions(options)
	if s.arrival != nil {
		s.forWhom.SetValue(s.arrival.Arrival.String())
	}
	s.showHeader()
}

// loadArrival reads for whom the room is, and presets what the route leaves open.
func (s *screen) loadArrival(id marketplace.ID, r ui.Route) {
	ui.Load(s.desk.Work(), &s.one, func(ctx context.Context) (marketplace.ArrivalDetail, error) { return s.data.ArrivalDetail(ctx, id) },
		func(a marketplace.ArrivalDetail, err error) {
			if err != nil {
				s.desk.Fail(err)
				s.c.Arrival = marketplace.ID{}
				s.search()
				return
			}
			s.arrival = &a.ArrivalRow
			s.showWhom()
			s.apply(s.c.presetFrom(a.ArrivalRow, r))
		})
}

// chooseWhom turns the search to another arrival, or to nobody in particular.
func (s *screen) chooseWhom(value string) {
	id, err := marketplace.ParseID(value)
	if err != nil {
		s.arrival = nil
		s.c.Arrival = marketplace.ID{}
		s.note()
		s.showHeader()
		return
	}
	s.loadArrival(id, ui.To(ui.PageFind))
}

// headline is the page's title and the line that says what matters today.
func (s *screen) headline() (title, subtitle string) {
	if a := s.arrival; a != nil {
		return "Find a room for " + a.Name, describe(s.desk, *a)
	}
	soon := marketplace.DateOf(s.desk.Now()) + soonDays
	n := 0
	for _, a := range s.waiting {
		if a.At.Date() < soon {
			n++
		}
	}
	switch {
	case n == 1:
		return "Find a room", "1 colleague who arrives within 21 days has no bed yet."
	case n > 1:
		return "Find a room", xwidget.FormatCount(n) + " colleagues who arrive within 21 days have no bed yet."
	case len(s.waiting) > 0:
		return "Find a room", "Everybody who arrives within 21 days has a bed."
	}
	return "Find a room", "Say the nights first. The rooms change as you type."
}

// describe says who an arrival is, when and where they land, and what they need.
func describe(desk ui.Desk, a marketplace.ArrivalRow) string {
	s := "Arrives " + a.At.String()
	if g, ok := desk.Reference().StaffGroup(a.Group); ok {
		s = g.Label + ". " + s
	}
	if airport, ok := desk.Reference().Airport(a.Airport); ok {
		s += " at " + airport.Name
	}
	if site, ok := desk.Reference().Site(a.Site); ok {
		s += ", for " + site.Name
	}
	s += "."
	if needs := a.Needs.Labels(); len(needs) > 0 {
		for i := range needs {
			needs[i] = listing.Lower(needs[i])
		}
		s += " Needs: " + listing.And(needs) + "."
	}
	if !a.Booking.IsZero() && a.BedState == marketplace.StateRequested {
		s += " You have asked for “" + a.BedTitle + "” already."
	}
	return s
}
