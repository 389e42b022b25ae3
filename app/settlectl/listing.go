package main

import (
	"math"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// listingCmd is what a host does with their rooms.
type listingCmd struct {
	Home      homeAddCmd          `cmd:"" help:"Add your home: its address is sealed."`
	Add       listingAddCmd       `cmd:"" help:"List a room in your home."`
	Price     listingPriceCmd     `cmd:"" help:"Set the rent of a room, under the cap."`
	Block     listingBlockCmd     `cmd:"" help:"Block nights of a room's calendar."`
	Open      listingOpenCmd      `cmd:"" help:"Open blocked nights again."`
	Instant   listingInstantCmd   `cmd:"" help:"Say which requests are accepted at once, without asking you."`
	Reconfirm listingReconfirmCmd `cmd:"" help:"Say that a listing is still true."`
	Claim     listingClaimCmd     `cmd:"" help:"Become the host of a room that an import brought."`
	Live      listingLiveCmd      `cmd:"" help:"Let leads find a room."`
	Pause     listingPauseCmd     `cmd:"" help:"Hide a room from leads for a while."`
	Retire    listingRetireCmd    `cmd:"" help:"End a listing."`
	Suspend   listingSuspendCmd   `cmd:"" help:"Suspend a room; a coordinator's."`
}

// homeAddCmd adds a home.
type homeAddCmd struct {
	Address string `required:"" help:"The address: shown to a guest's leads once a booking is confirmed."`
	Lodgers int    `default:"1" help:"Lodgers at one time in all its rooms."`
	Shared  bool   `help:"Somebody else has income from letting in this home: half the Rent a Room limit."`
}

// Run adds it.
func (c *homeAddCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		add := marketplace.AddHome{LodgerLimit: c.Lodgers, Address: c.Address}
		if c.Shared {
			add.Allowance = marketplace.AllowanceShared
		}
		receipt, err := s.Do(e.ctx, add)
		if err != nil {
			return err
		}
		return e.answer(struct {
			Home string `json:"home"`
		}{receipt.Began[0].String()}, func(p *paper) { p.f("Added your home: %s\n", receipt.Began[0]) })
	})
}

// listingAddCmd lists a room.
type listingAddCmd struct {
	Title       string               `required:"" help:"What the room is called."`
	Outcode     string               `required:"" placeholder:"OUTCODE" help:"First half of the postcode, such as GU2."`
	Rent        marketplace.Pence    `placeholder:"PENCE" help:"Rent a week in pence; a draft when left out."`
	Area        string               `help:"Rental area; that of the outcode when left out."`
	Home        string               `placeholder:"HOME" help:"Id of your home; the only one when left out."`
	Description string               `help:"What people should know."`
	Rules       string               `help:"House rules."`
	Features    marketplace.Features `placeholder:"FEATURES" help:"Features, such as wifi,desk,lock."`
	Bed         string               `enum:"unknown,single,double,twin,sofa" default:"unknown" help:"single, double, twin or sofa."`
	Bathroom    string               `enum:"unknown,shared,private" default:"unknown" help:"shared or private."`
	SharedSpace string               `enum:"unknown,shared,not_shared" default:"unknown" help:"Whether kitchen, bathroom or living room is shared: shared or not_shared."`
	Furnished   bool                 `help:"The room is furnished."`
	VouchedBy   string               `placeholder:"NAME" help:"Who at your employer vouches for you."`
	Gas         marketplace.Date     `placeholder:"DATE" help:"Day of the last gas check."`
	NoGas       bool                 `help:"There is no gas in the home."`
	SmokeAlarm  marketplace.Date     `placeholder:"DATE" help:"Day on which the smoke alarm was tested."`
	COAlarm     marketplace.Date     `name:"co-alarm" placeholder:"DATE" help:"Day on which the carbon monoxide alarm was tested."`
	Electrical  marketplace.Date     `placeholder:"DATE" help:"Day of the last electrical check."`
	Phone       string               `help:"Telephone: sealed for you and your guests' leads."`
	DoorNotes   string               `help:"How to get in: sealed for you and your guests' leads."`
	MinNights   int                  `help:"Least nights."`
	MaxNights   int                  `help:"Most nights."`
	Draft       bool                 `help:"Only prepare it."`
}

// Run lists it.
func (c *listingAddCmd) Run(e *env) error {
	facts, err := c.facts(e)
	if err != nil {
		return err
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		if facts.Home, err = e.home(s, c.Home); err != nil {
			return err
		}
		receipt, err := s.Do(e.ctx, marketplace.ListRoom{
			Facts: facts, Words: marketplace.RoomWords{Title: c.Title, Description: c.Description, HouseRules: c.Rules},
			Contact: marketplace.RoomContact{Phone: c.Phone, DoorNotes: c.DoorNotes},
			Safety: marketplace.RoomSafety{
				VouchedBy: c.VouchedBy, Gas: c.Gas, NoGas: c.NoGas, SmokeAlarm: c.SmokeAlarm, COAlarm: c.COAlarm, Electrical: c.Electrical,
			},
			Week: c.Rent, Live: c.Rent > 0 && !c.Draft,
		})
		if err != nil {
			return err
		}
		return e.listed(s, receipt.Began[0])
	})
}

// facts is what is said of the room.
func (c *listingAddCmd) facts(e *env) (marketplace.RoomFacts, error) {
	ref, err := e.reference()
	if err != nil {
		return marketplace.RoomFacts{}, err
	}
	lat, lon, ok := ref.OutcodePosition(c.Outcode)
	if !ok {
		return marketplace.RoomFacts{}, marketplace.Errorf(marketplace.Invalid, "It is not known where %q lies. Give the first half of a postcode, such as GU2.", line(cut(c.Outcode)))
	}
	if c.Area == "" {
		guess, _ := ref.AreaOf(c.Outcode)
		c.Area = guess.Area
	}
	f := marketplace.RoomFacts{
		Outcode: strings.ToUpper(c.Outcode), Area: c.Area, Features: c.Features, MinNights: c.MinNights, MaxNights: c.MaxNights,
		Cell: marketplace.Cell{Lat: int32(math.Round(lat * 100)), Lon: int32(math.Round(lon * 100))},
	}
	f.Bed, f.Bathroom = called(c.Bed, marketplace.BedSofa), called(c.Bathroom, marketplace.BathroomPrivate)
	f.Shared = called(c.SharedSpace, marketplace.SharedNo)
	if c.Furnished {
		f.Guards = marketplace.Furnished
	}
	return f, nil
}

// home is the home that was named, else the person's only one; none where they have none.
func (e *env) home(s *sqlite.Store, typed string) (marketplace.ID, error) {
	rows, err := s.Homes(e.ctx)
	if err != nil {
		return marketplace.ID{}, err
	}
	if typed != "" {
		return pick("a home", typed, func(int) ([]marketplace.ID, error) {
			return ids(rows, nil, func(r marketplace.HomeRow) marketplace.ID { return r.Home })
		})
	}
	var mine []marketplace.ID
	for _, r := range rows {
		if !r.Facts.Host.IsZero() {
			mine = append(mine, r.Home)
		}
	}
	switch len(mine) {
	case 0:
		return marketplace.ID{}, nil
	case 1:
		return mine[0], nil
	}
	return marketplace.ID{}, marketplace.Errorf(marketplace.Invalid, "You have more than one home. Say with --home which one the room is in.")
}

// listed answers where a listing stands.
func (e *env) listed(s *sqlite.Store, id marketplace.ID) error {
	d, err := s.RoomDetail(e.ctx, id)
	if err != nil {
		return err
	}
	return e.answer(struct {
		Room  string            `json:"room"`
		State string            `json:"state"`
		Week  marketplace.Pence `json:"rent_week_pence"`
	}{id.String(), d.StateNow.String(), d.Week}, func(p *paper) {
		p.f("%s  %s: %s, %s\n", short(id), d.StateNow.Label(), line(d.Title), d.Week.Week())
	})
}

// roomArg is the room that a command is about.
type roomArg struct {
	Room string `arg:"" help:"Id of the room, or its first digits."`
}

func (r *roomArg) act(e *env, command func(id marketplace.ID) marketplace.Command) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.room(s, r.Room)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, command(id)); err != nil {
			return err
		}
		return e.listed(s, id)
	})
}

// listingPriceCmd sets the rent.
type listingPriceCmd struct {
	roomArg
	Rent marketplace.Pence `required:"" placeholder:"PENCE" help:"Rent a week in pence."`
}

// Run sets it.
func (c *listingPriceCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command { return marketplace.PriceRoom{Room: id, Week: c.Rent} })
}

// datesFlags are nights.
type datesFlags struct {
	From marketplace.Date `required:"" placeholder:"DATE" help:"First night."`
	To   marketplace.Date `required:"" placeholder:"DATE" help:"Morning after the last night."`
}

func (d datesFlags) ranges() []marketplace.Range {
	return []marketplace.Range{{From: d.From, To: d.To}}
}

// listingBlockCmd blocks nights.
type listingBlockCmd struct {
	roomArg
	datesFlags
}

// Run blocks them.
func (c *listingBlockCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.BlockDates{Room: id, Ranges: c.ranges()}
	})
}

// listingOpenCmd opens nights again.
type listingOpenCmd struct {
	roomArg
	datesFlags
}

// Run opens them.
func (c *listingOpenCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.OpenDates{Room: id, Ranges: c.ranges()}
	})
}

// listingReconfirmCmd says that a listing is still true.
type listingReconfirmCmd struct{ roomArg }

// Run says it.
func (c *listingReconfirmCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command { return marketplace.ReconfirmRoom{Room: id} })
}

// listingClaimCmd makes this person the host.
type listingClaimCmd struct {
	roomArg
	Home string `placeholder:"HOME" help:"Id of your home; the only one when left out."`
}

// Run claims it.
func (c *listingClaimCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.room(s, c.Room)
		if err != nil {
			return err
		}
		home, err := e.home(s, c.Home)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, marketplace.ClaimRoom{Room: id, Home: home}); err != nil {
			return err
		}
		return e.listed(s, id)
	})
}

type (
	listingLiveCmd    struct{ roomArg }
	listingPauseCmd   struct{ roomArg }
	listingRetireCmd  struct{ roomArg }
	listingSuspendCmd struct {
		roomArg
		reasonFlag
	}
)

func (r *roomArg) move(e *env, to marketplace.RoomState, why marketplace.Reason) error {
	return r.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.MoveRoom{Room: id, To: to, Reason: why}
	})
}

// Run lets leads find it.
func (c *listingLiveCmd) Run(e *env) error { return c.move(e, marketplace.RoomLive, 0) }

// Run hides it.
func (c *listingPauseCmd) Run(e *env) error { return c.move(e, marketplace.RoomPaused, 0) }

// Run ends it.
func (c *listingRetireCmd) Run(e *env) error { return c.move(e, marketplace.RoomRetired, 0) }

// Run suspends it.
func (c *listingSuspendCmd) Run(e *env) error { return c.move(e, marketplace.RoomSuspended, c.Reason) }
