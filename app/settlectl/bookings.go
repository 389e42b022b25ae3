package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// bookingsCmd lists bookings.
type bookingsCmd struct {
	State   []marketplace.BookingState `sep:"," placeholder:"STATE" help:"Only those in these states, with commas between: requested, accepted, confirmed, arrived, completed and so on."`
	Mine    bool                       `help:"Only those in which you are the host or the lead."`
	Room    string                     `placeholder:"ROOM" help:"Only those of this room."`
	Arrival string                     `placeholder:"ARRIVAL" help:"Only those of this arrival."`
	From    marketplace.Date           `placeholder:"DATE" help:"Only those with a night on this day or later."`
	To      marketplace.Date           `placeholder:"DATE" help:"Only those with a night before this day."`
	Sort    string                     `enum:",dates,guest,room,rent,state,next" default:"" placeholder:"BY" help:"In the order of dates, guest, room, rent, state or what is next; the latest first night first when left out."`
	Desc    bool                       `help:"The other way round."`
	paging
}

// bookingOut is a booking in a list.
type bookingOut struct {
	Booking  string            `json:"booking"`
	State    string            `json:"state"`
	Room     string            `json:"room"`
	Title    string            `json:"room_title"`
	Outcode  string            `json:"outcode"`
	Arrival  string            `json:"arrival"`
	Guest    string            `json:"guest"`
	People   int               `json:"people"`
	Arrive   string            `json:"arrive"`
	Leave    string            `json:"leave"`
	Nights   int               `json:"nights"`
	Week     marketplace.Pence `json:"rent_week_pence"`
	HostOrg  string            `json:"host_org"`
	Host     string            `json:"host,omitempty"`
	GuestOrg string            `json:"guest_org"`
	Group    string            `json:"staff_group"`
	Deadline string            `json:"deadline,omitempty"`
	Arrived  string            `json:"arrived_on,omitempty"`
	Left     string            `json:"left_on,omitempty"`
	Via      string            `json:"accepted_via,omitempty"` // app, phone or rules, once it is accepted
}

func bookingRow(r *marketplace.BookingRow) bookingOut {
	via := ""
	if r.Agreed() {
		via = r.Via.String()
	}
	return bookingOut{
		Booking: r.Booking.String(), State: r.State.String(), Room: r.Room.String(), Title: r.RoomTitle, Outcode: r.Outcode, Arrival: idText(r.Arrival),
		Guest: r.Guest, People: r.People, Arrive: r.Dates.From.String(), Leave: r.Dates.To.String(), Nights: r.Dates.Nights(), Week: r.Week,
		HostOrg: r.HostOrg, Host: r.HostName, GuestOrg: r.GuestOrg, Group: r.Group, Deadline: instant(r.Deadline), Arrived: r.ArrivedOn.String(),
		Left: r.LeftOn.String(), Via: via,
	}
}

// Run lists them.
func (c *bookingsCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		f := marketplace.BookingFilter{States: c.State, Mine: c.Mine, From: c.From, To: c.To, Sort: c.Sort, Desc: c.Desc}
		var err error
		if c.Room != "" {
			if f.Room, err = e.room(s, c.Room); err != nil {
				return err
			}
		}
		if c.Arrival != "" {
			if f.Arrival, err = e.arrival(s, c.Arrival); err != nil {
				return err
			}
		}
		rows, err := pages(c.Limit, c.Offset, func(limit, offset int) ([]marketplace.BookingRow, error) {
			f.Limit, f.Offset = limit, offset
			return s.Bookings(e.ctx, f)
		})
		if err != nil {
			return err
		}
		out := make([]bookingOut, len(rows))
		for i := range rows {
			out[i] = bookingRow(&rows[i])
		}
		return e.answer(out, func(p *paper) { showBookings(p, rows) })
	})
}

func showBookings(p *paper, rows []marketplace.BookingRow) {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, []string{short(r.Booking), r.State.Label(), r.Dates.From.Short(), r.Dates.To.Short(), r.Guest, r.GuestOrg, r.HostOrg, r.Week.String(), r.RoomTitle})
	}
	table(p, "BOOKING|STATE|FIRST NIGHT|LEAVES|GUEST|GUEST OF|HOST OF|A WEEK|ROOM", cells)
}

// bookingCmd shows a booking.
type bookingCmd struct {
	Booking string `arg:"" help:"Id of the booking, or its first digits."`
}

// bookingDetailOut is a booking's page.
type bookingDetailOut struct {
	bookingOut
	Total     marketplace.Pence `json:"total_pence"`
	Names     []string          `json:"names"`
	Lead      string            `json:"lead,omitempty"`
	Note      string            `json:"note,omitempty"`
	Address   string            `json:"address,omitempty"`
	Phone     string            `json:"phone,omitempty"`
	DoorNotes string            `json:"door_notes,omitempty"`
	Occupier  string            `json:"shared_space"`
	RTRFrom   string            `json:"right_to_rent_from,omitempty"`
	RTRNeeded bool              `json:"right_to_rent_due"`
	Actions   []string          `json:"actions"`
	Keeper    string            `json:"keeper,omitempty"`
	KeptHere  bool              `json:"kept_here"`
	Waiting   string            `json:"waiting,omitempty"` // for whom, in a sentence
	Steps     []stepOut         `json:"steps"`
	Messages  []letterOut       `json:"messages"`
}

// stepOut is a step of a booking's history.
type stepOut struct {
	At   string `json:"at"`
	Who  string `json:"who"`
	What string `json:"what"`
}

// letterOut is a message.
type letterOut struct {
	At   string `json:"at"`
	From string `json:"from"`
	Text string `json:"text"`
}

// Run shows it.
func (c *bookingCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.booking(s, c.Booking)
		if err != nil {
			return err
		}
		d, err := s.BookingDetail(e.ctx, id)
		if err != nil {
			return err
		}
		letters, err := s.Thread(e.ctx, id)
		if err != nil {
			return err
		}
		out := bookingDetailOut{
			bookingOut: bookingRow(&d.BookingRow), Total: d.Total, Names: list(d.Names), Lead: d.LeadName, Note: d.Note, Address: d.Address, Phone: d.Phone,
			DoorNotes: d.DoorNotes, Occupier: d.Occupier.String(), RTRFrom: d.RTRFrom.String(), RTRNeeded: d.RTRNeeded, Actions: []string{},
			Keeper: d.KeeperName, KeptHere: d.KeptHere, Waiting: d.Turn.Sentence(marketplace.InstantOf(e.time())), Steps: []stepOut{}, Messages: []letterOut{},
		}
		for _, a := range d.Actions {
			out.Actions = append(out.Actions, string(a))
		}
		for _, step := range d.Steps {
			out.Steps = append(out.Steps, stepOut{instant(step.At), step.Who, step.What})
		}
		for _, l := range letters {
			out.Messages = append(out.Messages, letterOut{instant(l.At), l.From, l.Text})
		}
		return e.answer(out, func(p *paper) { showBooking(p, &d, letters, out.Waiting) })
	})
}

func showBooking(p *paper, d *marketplace.BookingDetail, letters []marketplace.Letter, waiting string) {
	deadline := ""
	if !d.Deadline.IsZero() {
		deadline = d.Deadline.String()
	}
	title, note := marketplace.OccupierNote(d.Occupier)
	lines(p, "Booking", d.Booking.String(), "State", d.State.Label(), "Deadline", deadline, "Now", waiting, "Room", d.RoomTitle+", "+d.Outcode,
		"Guest", strings.Join(d.Names, ", "), "Guest of", d.GuestOrg, "Lead", d.LeadName, "Host", d.HostName, "Host of", d.HostOrg,
		"Nights", fmt.Sprintf("%s (%d)", d.Dates, d.Dates.Nights()), "Rent", fmt.Sprintf("%s, %s in all", d.Week.Week(), d.Total),
		"Arrived", d.ArrivedOn.Short(), "Left", d.LeftOn.Short(), "Address", d.Address, "Telephone", d.Phone, "Door notes", d.DoorNotes, "Note", d.Note,
		title, note)
	if len(d.Steps) > 0 {
		p.f("\n")
	}
	for _, s := range d.Steps {
		p.f("%s  %s %s\n", s.At, line(s.Who), line(s.What))
	}
	for _, l := range letters {
		p.f("%s  %s wrote: %s\n", l.At, line(l.From), line(l.Text))
	}
}
