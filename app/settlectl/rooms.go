package main

import (
	"fmt"
	"math"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// paging is what every list takes.
type paging struct {
	Limit  int `help:"At most so many rows; all when left out."`
	Offset int `help:"Leave out so many rows before."`
}

// roomsCmd lists rooms.
type roomsCmd struct {
	Mine    bool   `help:"Only yours, and those of your organisation that no host has claimed."`
	Org     string `placeholder:"ODS" help:"Only those of this organisation."`
	Pending bool   `help:"Only those whose host has answers to complete."`
	Reprice bool   `help:"Only those over the cap in force."`
	Text    string `placeholder:"WORDS" help:"Only those with these words in title, place or host."`
	paging
}

// roomOut is a room in a list.
type roomOut struct {
	Room     string            `json:"room"`
	Title    string            `json:"title"`
	Outcode  string            `json:"outcode"`
	Area     string            `json:"area"`
	Week     marketplace.Pence `json:"rent_week_pence"`
	CapWeek  marketplace.Pence `json:"cap_week_pence"`
	State    string            `json:"state"`
	Pending  bool              `json:"pending"`
	Reprice  bool              `json:"reprice"`
	Supply   string            `json:"supply"`
	HostOrg  string            `json:"host_org"`
	Host     string            `json:"host,omitempty"`
	Open     int               `json:"open_bookings"`
	NextFrom string            `json:"next_from,omitempty"`
	Ref      string            `json:"ref,omitempty"`
}

// Run lists them.
func (c *roomsCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		f := marketplace.RoomFilter{Mine: c.Mine, HostOrg: strings.ToUpper(c.Org), Pending: c.Pending, Reprice: c.Reprice, Text: c.Text}
		rows, err := pages(c.Limit, c.Offset, func(limit, offset int) ([]marketplace.RoomRow, error) {
			f.Limit, f.Offset = limit, offset
			return s.Rooms(e.ctx, f)
		})
		if err != nil {
			return err
		}
		out := make([]roomOut, len(rows))
		for i, r := range rows {
			out[i] = roomOut{
				Room: r.Room.String(), Title: r.Title, Outcode: r.Outcode, Area: r.Area, Week: r.Week, CapWeek: r.CapWeek, State: r.State.String(),
				Pending: r.Pending, Reprice: r.Reprice, Supply: r.Supply.String(), HostOrg: r.HostOrg, Host: r.HostName, Open: r.Open,
				NextFrom: r.NextFrom.String(), Ref: r.Ref,
			}
		}
		return e.answer(out, func(p *paper) {
			var cells [][]string
			for _, r := range rows {
				cells = append(cells, []string{short(r.Room), r.Outcode, r.Week.String(), r.State.Label(), r.HostOrg, r.HostName, r.NextFrom.Short(), r.Title})
			}
			table(p, "ROOM|PLACE|A WEEK|STATE|ORGANISATION|HOST|NEXT STAY|TITLE", cells)
		})
	})
}

// roomCmd shows a room.
type roomCmd struct {
	Room string `arg:"" help:"Id of the room, or its first digits."`
}

// roomDetailOut is a room's page.
type roomDetailOut struct {
	Room        string            `json:"room"`
	Title       string            `json:"title"`
	Description string            `json:"description,omitempty"`
	Rules       string            `json:"house_rules,omitempty"`
	State       string            `json:"state"`
	Outcode     string            `json:"outcode"`
	Area        string            `json:"area"`
	Week        marketplace.Pence `json:"rent_week_pence"`
	CapWeek     marketplace.Pence `json:"cap_week_pence"`
	AvgWeek     marketplace.Pence `json:"average_week_pence"`
	CapSource   string            `json:"cap_source,omitempty"`
	Reprice     bool              `json:"reprice"`
	Pending     bool              `json:"pending"`
	Missing     []string          `json:"to_complete"`
	Supply      string            `json:"supply"`
	Bed         string            `json:"bed"`
	Bathroom    string            `json:"bathroom"`
	Shared      string            `json:"shared_space"`
	Features    []string          `json:"features"`
	Guests      int               `json:"guests"`
	MinNights   int               `json:"min_nights,omitempty"`
	MaxNights   int               `json:"max_nights,omitempty"`
	NoticeDays  int               `json:"notice_days,omitempty"`
	GapDays     int               `json:"gap_days,omitempty"`
	HostOrg     string            `json:"host_org"`
	Host        string            `json:"host,omitempty"`
	Address     string            `json:"address,omitempty"`
	Phone       string            `json:"phone,omitempty"`
	DoorNotes   string            `json:"door_notes,omitempty"`
	Photos      int               `json:"photos"`
	Confirmed   string            `json:"confirmed_on,omitempty"`
	Keeper      string            `json:"keeper"`
	KeptHere    bool              `json:"kept_here"`
	Instant     instantOut        `json:"instant"`
	Busy        []busyOut         `json:"busy"`
}

// busyOut is nights that are not free.
type busyOut struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Booking string `json:"booking,omitempty"`
	State   string `json:"state,omitempty"`
	Who     string `json:"who,omitempty"`
}

// Run shows it.
func (c *roomCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.room(s, c.Room)
		if err != nil {
			return err
		}
		d, err := s.RoomDetail(e.ctx, id)
		if err != nil {
			return err
		}
		f := &d.Facts
		out := roomDetailOut{
			Room: d.ID.String(), Title: d.Title, Description: d.Description, Rules: d.Rules, State: d.StateNow.String(), Outcode: f.Outcode, Area: f.Area,
			Week: d.Week, CapWeek: d.CapWeek, AvgWeek: d.AvgWeek, CapSource: d.CapSource, Reprice: d.Reprice, Pending: f.Pending, Missing: list(f.Guards.Missing()),
			Supply: f.Supply.String(), Bed: f.Bed.String(), Bathroom: f.Bathroom.String(), Shared: f.Shared.String(), Features: list(f.Features.Names()),
			Guests: max(f.Guests, 1), MinNights: f.MinNights, MaxNights: f.MaxNights, NoticeDays: f.NoticeDays, GapDays: f.GapDays, HostOrg: f.HostOrg,
			Host: d.HostName, Address: d.Address, Phone: d.Phone, DoorNotes: d.DoorNotes, Photos: len(d.Photos), Confirmed: d.ConfirmedOn.String(),
			Keeper: d.Keeper.String(), KeptHere: d.KeptHere, Instant: instantOf(&d.Instant.RoomRules), Busy: []busyOut{},
		}
		for _, b := range d.Busy {
			o := busyOut{From: b.From.String(), To: b.To.String(), Booking: idText(b.Booking), Who: b.Who}
			if !b.Booking.IsZero() {
				o.State = b.State.String()
			}
			out.Busy = append(out.Busy, o)
		}
		return e.answer(out, func(p *paper) { showRoom(p, &d) })
	})
}

func showRoom(p *paper, d *marketplace.RoomDetail) {
	f := &d.Facts
	lines(p,
		"Room", d.ID.String(), "Title", d.Title, "State", d.StateNow.Label(), "Place", f.Outcode+", "+f.Area,
		"Rent", d.Week.Week(), "Cap", fmt.Sprintf("%s (average %s)", d.CapWeek.Week(), d.AvgWeek), "Offered by", or(d.HostName, d.HostOrgName),
		"Organisation", d.HostOrgName, "Supply", f.Supply.Label(), "Bed", f.Bed.Label(), "Bathroom", f.Bathroom.Label(),
		"Features", strings.Join(f.Features.Labels(), ", "), "Still to complete", strings.Join(f.Guards.Missing(), "; "),
		"Over the cap", yes(d.Reprice), "Answers", d.Instant.Label(), "House rules", d.Rules, "Address", d.Address, "Telephone", d.Phone, "Door notes", d.DoorNotes, "About", d.Description,
	)
	var cells [][]string
	for _, b := range d.Busy {
		what := "Blocked"
		if !b.Booking.IsZero() {
			what = b.State.Label()
		}
		cells = append(cells, []string{b.From.Short(), b.To.Short(), what, b.Who, short(b.Booking)})
	}
	if len(cells) > 0 {
		p.f("\n")
		table(p, "FROM|TO|WHAT|WHO|BOOKING", cells)
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// searchCmd finds free rooms.
type searchCmd struct {
	Rooms searchRoomsCmd `cmd:"" help:"Find rooms that are free for dates, the nearest first."`
}

// searchRoomsCmd finds rooms that are free.
type searchRoomsCmd struct {
	Arrive  marketplace.Date     `required:"" placeholder:"DATE" help:"First night, such as 2026-12-07."`
	Leave   marketplace.Date     `required:"" placeholder:"DATE" help:"Day of leaving."`
	Near    string               `placeholder:"PLACE" help:"Site by code or name, outcode, airport or town."`
	Within  float64              `placeholder:"KM" help:"At most so far from the place."`
	MaxRent marketplace.Pence    `placeholder:"PENCE" help:"Rent a week in pence at most."`
	With    marketplace.Features `placeholder:"FEATURES" help:"Features that the room has, such as wifi,desk,lock."`
	Org     string               `placeholder:"ODS" help:"Only rooms of this organisation."`
	Guests  int                  `help:"For so many people in the room."`
	Limit   int                  `default:"50" help:"At most so many rooms, up to 500."`
}

// hitOut is a room that a search found.
type hitOut struct {
	Room      string            `json:"room"`
	Title     string            `json:"title"`
	Outcode   string            `json:"outcode"`
	Area      string            `json:"area"`
	Week      marketplace.Pence `json:"rent_week_pence"`
	CapWeek   marketplace.Pence `json:"cap_week_pence"`
	AvgWeek   marketplace.Pence `json:"average_week_pence"`
	Distance  *float64          `json:"distance_km"`
	Features  []string          `json:"features"`
	Bathroom  string            `json:"bathroom"`
	Bed       string            `json:"bed"`
	Supply    string            `json:"supply"`
	HostOrg   string            `json:"host_org"`
	Host      string            `json:"host,omitempty"`
	Pending   bool              `json:"pending"`
	MinNights int               `json:"min_nights,omitempty"`
	MaxNights int               `json:"max_nights,omitempty"`
	Asked     int               `json:"asked_by_others"`
}

// Run finds them.
func (c *searchRoomsCmd) Run(e *env) error {
	search := marketplace.RoomSearch{
		Dates: marketplace.Range{From: c.Arrive, To: c.Leave}, WithinKM: c.Within, MaxWeek: c.MaxRent, Features: c.With, HostOrg: strings.ToUpper(c.Org),
		Guests: c.Guests, Limit: c.Limit,
	}
	if !search.Dates.Valid() {
		return marketplace.Errorf(marketplace.Invalid, "From %s there is no night to look for. Give a day of leaving after the first night, within 1,200 nights.", search.Dates)
	}
	if c.Within < 0 || c.Within > 0 && c.Near == "" {
		return marketplace.Errorf(marketplace.Invalid, "Say with --near from which place the distance counts.")
	}
	if c.Near != "" {
		ref, err := e.reference()
		if err != nil {
			return err
		}
		places := ref.FindPlace(c.Near)
		if len(places) == 0 {
			return marketplace.Errorf(marketplace.NotFound, "There is no place %q in the list. Try a hospital's name or code, an outcode such as GU2, or an airport.", line(cut(c.Near)))
		}
		search.Near, search.Lat, search.Lon = true, places[0].Lat, places[0].Lon
		if !e.json {
			e.say("Near %s (%s)", places[0].Name, places[0].Code)
		}
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		hits, err := s.FindRooms(e.ctx, search)
		if err != nil {
			return err
		}
		out := make([]hitOut, len(hits))
		for i, h := range hits {
			out[i] = hitOut{
				Room: h.Room.String(), Title: h.Title, Outcode: h.Outcode, Area: h.Area, Week: h.Week, CapWeek: h.CapWeek, AvgWeek: h.AvgWeek,
				Features: list(h.Features.Names()), Bathroom: h.Bathroom.String(), Bed: h.Bed.String(), Supply: h.Supply.String(), HostOrg: h.HostOrg,
				Host: h.HostName, Pending: h.Pending, MinNights: h.MinNights, MaxNights: h.MaxNights, Asked: h.Asked,
			}
			if search.Near {
				km := math.Round(h.DistanceKM*10) / 10
				out[i].Distance = &km
			}
		}
		return e.answer(out, func(p *paper) { showHits(p, hits, search.Near) })
	})
}

func showHits(p *paper, hits []marketplace.RoomHit, near bool) {
	if len(hits) == 0 {
		p.f("No room is free like that. Try other dates, a higher rent, a wider distance or fewer features.\n")
		return
	}
	var cells [][]string
	for _, h := range hits {
		far := ""
		if near {
			far = fmt.Sprintf("%.1f", h.DistanceKM)
		}
		cells = append(cells, []string{short(h.Room), h.Outcode, far, h.Week.String(), h.CapWeek.String(), h.HostOrg, h.Title})
	}
	table(p, "ROOM|PLACE|KM|A WEEK|CAP|ORGANISATION|TITLE", cells)
}
