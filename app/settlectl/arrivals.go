package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// arrivalsCmd lists arrivals.
type arrivalsCmd struct {
	Org        string           `placeholder:"ODS" help:"Only those of this organisation."`
	From       marketplace.Date `placeholder:"DATE" help:"Only those who land on this day or later."`
	To         marketplace.Date `placeholder:"DATE" help:"Only those who land before this day."`
	WithoutBed bool             `help:"Only those without a bed."`
	Closed     bool             `help:"Also those that are closed."`
	Text       string           `placeholder:"WORDS" help:"Only those with these words in the name or alias."`
	paging
}

// arrivalOut is an arrival in a list.
type arrivalOut struct {
	Arrival string            `json:"arrival"`
	Name    string            `json:"name"`
	Alias   string            `json:"alias"`
	Org     string            `json:"org"`
	Site    string            `json:"site,omitempty"`
	Group   string            `json:"staff_group"`
	Route   string            `json:"route"`
	At      string            `json:"arrives_at"`
	Airport string            `json:"airport,omitempty"`
	Nights  int               `json:"nights_wanted"`
	Needs   []string          `json:"needs"`
	Budget  marketplace.Pence `json:"budget_week_pence,omitempty"`
	Closed  bool              `json:"closed"`
	Booking string            `json:"booking,omitempty"`
	Bed     string            `json:"bed_state,omitempty"`
	Room    string            `json:"room,omitempty"`
	Title   string            `json:"room_title,omitempty"`
	Ref     string            `json:"ref,omitempty"`
}

func arrivalRow(r *marketplace.ArrivalRow) arrivalOut {
	o := arrivalOut{
		Arrival: r.Arrival.String(), Name: r.Name, Alias: r.Alias, Org: r.Org, Site: r.Site, Group: r.Group, Route: r.Route.String(), At: instant(r.At),
		Airport: r.Airport, Nights: r.Nights, Needs: list(r.Needs.Names()), Budget: r.Budget, Closed: r.Closed, Booking: idText(r.Booking),
		Room: idText(r.BedRoom), Title: r.BedTitle, Ref: r.Ref,
	}
	if !r.Booking.IsZero() {
		o.Bed = r.BedState.String()
	}
	return o
}

// bedWords says how an arrival stands for a bed.
func bedWords(r *marketplace.ArrivalRow) string {
	if r.Booking.IsZero() {
		return "No bed"
	}
	return r.BedState.Label()
}

// Run lists them.
func (c *arrivalsCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		f := marketplace.ArrivalFilter{Org: strings.ToUpper(c.Org), From: c.From, To: c.To, WithoutBed: c.WithoutBed, Closed: c.Closed, Text: c.Text}
		rows, err := pages(c.Limit, c.Offset, func(limit, offset int) ([]marketplace.ArrivalRow, error) {
			f.Limit, f.Offset = limit, offset
			return s.Arrivals(e.ctx, f)
		})
		if err != nil {
			return err
		}
		out := make([]arrivalOut, len(rows))
		for i := range rows {
			out[i] = arrivalRow(&rows[i])
		}
		return e.answer(out, func(p *paper) {
			var cells [][]string
			for i := range rows {
				r := &rows[i]
				cells = append(cells, []string{short(r.Arrival), r.Name, r.Org, r.Group, r.At.String(), r.Airport, fmt.Sprint(r.Nights), bedWords(r), r.BedTitle})
			}
			table(p, "ARRIVAL|NAME|ORGANISATION|GROUP|LANDS|AIRPORT|NIGHTS|BED|ROOM", cells)
		})
	})
}

// arrivalCmd shows an arrival.
type arrivalCmd struct {
	Arrival string `arg:"" help:"Id of the arrival, or its first digits."`
}

// arrivalDetailOut is an arrival's page.
type arrivalDetailOut struct {
	arrivalOut
	Given     string       `json:"given_name,omitempty"`
	Family    string       `json:"family_name,omitempty"`
	Email     string       `json:"email,omitempty"`
	Phone     string       `json:"phone,omitempty"`
	Flight    string       `json:"flight,omitempty"`
	Note      string       `json:"note,omitempty"`
	Languages []string     `json:"languages"`
	Bookings  []bookingOut `json:"bookings"`
	Pairings  []pairingOut `json:"pairings"`
}

// Run shows it.
func (c *arrivalCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.arrival(s, c.Arrival)
		if err != nil {
			return err
		}
		d, err := s.ArrivalDetail(e.ctx, id)
		if err != nil {
			return err
		}
		out := arrivalDetailOut{
			arrivalOut: arrivalRow(&d.ArrivalRow), Given: d.Given, Family: d.Family, Email: d.Email, Phone: d.Phone, Flight: d.Flight, Note: d.Note,
			Languages: list(d.Languages), Bookings: []bookingOut{}, Pairings: []pairingOut{},
		}
		for i := range d.Bookings {
			out.Bookings = append(out.Bookings, bookingRow(&d.Bookings[i]))
		}
		for i := range d.Pairings {
			out.Pairings = append(out.Pairings, pairingRow(&d.Pairings[i]))
		}
		return e.answer(out, func(p *paper) {
			lines(p, "Arrival", d.Arrival.String(), "Name", d.Name, "Alias", d.Alias, "Organisation", d.Org, "Site", d.Site, "Staff group", d.Group,
				"Route", d.Route.Label(), "Lands", d.At.String(), "Airport", d.Airport, "Flight", d.Flight, "Nights wanted", fmt.Sprint(d.Nights),
				"Needs", strings.Join(d.Needs.Labels(), ", "), "Bed", bedWords(&d.ArrivalRow), "Email", d.Email, "Telephone", d.Phone, "Note", d.Note)
			if len(d.Bookings) > 0 {
				p.f("\n")
				showBookings(p, d.Bookings)
			}
			if len(d.Pairings) > 0 {
				p.f("\n")
				showPairings(p, d.Pairings)
			}
		})
	})
}
