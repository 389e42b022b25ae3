package main

import (
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// bookCmd is the booking state machine.
type bookCmd struct {
	Request  bookRequestCmd  `cmd:"" help:"Ask the host for a room."`
	Send     bookSendCmd     `cmd:"" help:"Send a request that was drafted."`
	Accept   bookAcceptCmd   `cmd:"" help:"The host's yes: the nights are held."`
	Decline  bookDeclineCmd  `cmd:"" help:"The host's no."`
	Confirm  bookConfirmCmd  `cmd:"" help:"The lead's last word: it is booked, and the address is shown."`
	Withdraw bookWithdrawCmd `cmd:"" help:"Take a request back."`
	Cancel   bookCancelCmd   `cmd:"" help:"End a booking before the arrival."`
	Release  bookReleaseCmd  `cmd:"" help:"Give back nights that were not confirmed in time."`
	Arrived  bookArrivedCmd  `cmd:"" help:"Say that the guest came."`
	Left     bookLeftCmd     `cmd:"" help:"Say that the guest left, at the end or early."`
	NoShow   bookNoShowCmd   `cmd:"" help:"Say that the guest did not come."`
	Move     bookMoveCmd     `cmd:"" help:"Say that the guest goes on to another booking."`
	Change   bookChangeCmd   `cmd:"" help:"Propose other dates or another rent, agree or say no."`
	Checked  bookCheckedCmd  `cmd:"" help:"Record that a right to rent check was seen; never a document."`
	Message  bookMessageCmd  `cmd:"" help:"Write a message to the other side."`
}

// bookingArg is the booking that a command is about.
type bookingArg struct {
	Booking string `arg:"" help:"Id of the booking, or its first digits."`
}

// act does what a command says of the booking and answers where it stands.
func (b *bookingArg) act(e *env, command func(s *sqlite.Store, id marketplace.ID) (marketplace.Command, error)) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.booking(s, b.Booking)
		if err != nil {
			return err
		}
		c, err := command(s, id)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, c); err != nil {
			return err
		}
		return e.stands(s, id, "")
	})
}

// simply is act for a command that needs nothing but the booking.
func (b *bookingArg) simply(e *env, command func(id marketplace.ID) marketplace.Command) error {
	return b.act(e, func(_ *sqlite.Store, id marketplace.ID) (marketplace.Command, error) { return command(id), nil })
}

// stands answers where a booking stands now.
func (e *env) stands(s *sqlite.Store, id marketplace.ID, mailto string) error {
	d, err := s.BookingDetail(e.ctx, id)
	if err != nil {
		return err
	}
	return e.answer(struct {
		Booking string `json:"booking"`
		State   string `json:"state"`
		Mailto  string `json:"mailto,omitempty"`
	}{id.String(), d.State.String(), mailto}, func(p *paper) {
		p.f("%s  %s: %s, from %s\n", short(id), d.State.Label(), line(d.RoomTitle), d.Dates)
		if mailto != "" {
			p.f("For a host who rarely opens Settle:\n%s\n", mailto)
		}
	})
}

// bookRequestCmd asks for a room.
type bookRequestCmd struct {
	Room    string           `required:"" placeholder:"ROOM" help:"Id of the room."`
	Arrival []string         `required:"" placeholder:"ARRIVAL" help:"Id of the arrival; again for each person who shares the room."`
	Arrive  marketplace.Date `required:"" placeholder:"DATE" help:"First night."`
	Leave   marketplace.Date `required:"" placeholder:"DATE" help:"Day of leaving."`
	Note    string           `help:"A note for the host."`
	Draft   bool             `help:"Only prepare it; send it later with book send."`
	Instead string           `placeholder:"BOOKING" help:"The stay whose place this one takes."`
}

// Run asks for it.
func (c *bookRequestCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		room, err := e.room(s, c.Room)
		if err != nil {
			return err
		}
		request := marketplace.RequestBooking{Room: room, Dates: marketplace.Range{From: c.Arrive, To: c.Leave}, Note: c.Note}
		for _, typed := range c.Arrival {
			id, err := e.arrival(s, typed)
			if err != nil {
				return err
			}
			request.Arrivals = append(request.Arrivals, id)
		}
		if c.Instead != "" {
			if request.Instead, err = e.booking(s, c.Instead); err != nil {
				return err
			}
		}
		var command marketplace.Command = request
		if c.Draft {
			command = marketplace.DraftBooking{Room: room, Arrivals: request.Arrivals, Dates: request.Dates, Note: c.Note}
		}
		receipt, err := s.Do(e.ctx, command)
		if err != nil {
			return err
		}
		mail := ""
		if !c.Draft {
			if mail, err = e.mailto(s, me, receipt.Began[0]); err != nil {
				return err
			}
		}
		return e.stands(s, receipt.Began[0], mail)
	})
}

// mailto is a ready message that asks the host to answer a request.
func (e *env) mailto(s *sqlite.Store, me marketplace.Me, booking marketplace.ID) (string, error) {
	d, err := s.BookingDetail(e.ctx, booking)
	if err != nil {
		return "", err
	}
	ref, err := e.reference()
	if err != nil {
		return "", err
	}
	group := ""
	if g, ok := ref.StaffGroup(d.Group); ok {
		group = "a colleague (" + g.Label + ")"
	}
	return marketplace.MailtoRequest(marketplace.MailRequest{
		To: d.HostEmail, Host: d.HostName, Room: d.RoomTitle, Group: group, People: d.People, Dates: d.Dates, Week: d.Week, Deadline: d.Deadline,
		Lead: me.Name, LeadOrg: me.OrgName,
	}), nil
}

// bookSendCmd sends a draft.
type bookSendCmd struct{ bookingArg }

// Run sends it.
func (c *bookSendCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.RequestBooking{Booking: id} })
}

// bookAcceptCmd is the host's yes.
type bookAcceptCmd struct {
	bookingArg
	ByPhone bool `help:"The host said so by telephone."`
}

// Run accepts it.
func (c *bookAcceptCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command {
		via := marketplace.ViaApp
		if c.ByPhone {
			via = marketplace.ViaPhone
		}
		return marketplace.AcceptBooking{Booking: id, Via: via}
	})
}

// reasonFlag is why.
type reasonFlag struct {
	Reason marketplace.Reason `default:"other" placeholder:"REASON" help:"${reasons}"`
}

// bookDeclineCmd is the host's no.
type bookDeclineCmd struct {
	bookingArg
	reasonFlag
}

// Run declines it.
func (c *bookDeclineCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.DeclineBooking{Booking: id, Reason: c.Reason}
	})
}

// bookConfirmCmd is the lead's last word.
type bookConfirmCmd struct{ bookingArg }

// Run confirms it.
func (c *bookConfirmCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.ConfirmBooking{Booking: id} })
}

// bookWithdrawCmd takes a request back.
type bookWithdrawCmd struct{ bookingArg }

// Run withdraws it.
func (c *bookWithdrawCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.WithdrawBooking{Booking: id} })
}

// sideFlag is on whose side one acts.
type sideFlag struct {
	Side string `enum:"own,host,guest" default:"own" help:"On whose side: own, host or guest."`
}

func (f sideFlag) side() marketplace.Side {
	switch f.Side {
	case "host":
		return marketplace.SideHost
	case "guest":
		return marketplace.SideGuest
	}
	return marketplace.SideNone
}

// bookCancelCmd ends a booking before the arrival.
type bookCancelCmd struct {
	bookingArg
	reasonFlag
	sideFlag
}

// Run cancels it.
func (c *bookCancelCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.CancelBooking{Booking: id, Side: c.side(), Reason: c.Reason}
	})
}

// bookReleaseCmd gives nights back.
type bookReleaseCmd struct{ bookingArg }

// Run releases them.
func (c *bookReleaseCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.ReleaseBooking{Booking: id} })
}

// onFlag is the day on which something happened.
type onFlag struct {
	On marketplace.Date `placeholder:"DATE" help:"On this day; today when left out."`
}

// bookArrivedCmd says that the guest came.
type bookArrivedCmd struct {
	bookingArg
	onFlag
}

// Run marks it.
func (c *bookArrivedCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.MarkArrived{Booking: id, On: c.On} })
}

// bookLeftCmd says that the guest left.
type bookLeftCmd struct {
	bookingArg
	onFlag
	reasonFlag
}

// Run marks it.
func (c *bookLeftCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.MarkLeft{Booking: id, On: c.On, Reason: c.Reason}
	})
}

// bookNoShowCmd says that the guest did not come.
type bookNoShowCmd struct{ bookingArg }

// Run marks it.
func (c *bookNoShowCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.MarkNoShow{Booking: id} })
}

// bookMoveCmd says that the guest goes on to another booking.
type bookMoveCmd struct {
	bookingArg
	To string `required:"" placeholder:"BOOKING" help:"The booking that takes its place."`
	onFlag
}

// Run marks it.
func (c *bookMoveCmd) Run(e *env) error {
	return c.act(e, func(s *sqlite.Store, id marketplace.ID) (marketplace.Command, error) {
		to, err := e.booking(s, c.To)
		return marketplace.MoveBooking{Booking: id, To: to, On: c.On}, err
	})
}

// bookChangeCmd proposes or answers a change.
type bookChangeCmd struct {
	bookingArg
	Arrive marketplace.Date  `placeholder:"DATE" help:"Propose this first night."`
	Leave  marketplace.Date  `placeholder:"DATE" help:"Propose this day of leaving."`
	Rent   marketplace.Pence `placeholder:"PENCE" help:"Propose this rent a week in pence."`
	Agree  bool              `help:"Agree to the change that was proposed."`
	Refuse bool              `help:"Say no to it, or take your own back."`
	sideFlag
}

// Run proposes or answers it.
func (c *bookChangeCmd) Run(e *env) error {
	proposes := c.Arrive != 0 || c.Leave != 0 || c.Rent != 0
	if one := btoi(proposes) + btoi(c.Agree) + btoi(c.Refuse); one != 1 {
		return marketplace.Errorf(marketplace.Invalid, "Propose a change with --arrive, --leave or --rent, or answer the one that was proposed with --agree or --refuse.")
	}
	return c.act(e, func(s *sqlite.Store, id marketplace.ID) (marketplace.Command, error) {
		if !proposes {
			return marketplace.AnswerChange{Booking: id, Agree: c.Agree}, nil
		}
		d, err := s.BookingDetail(e.ctx, id)
		dates := d.Dates
		if c.Arrive != 0 {
			dates.From = c.Arrive
		}
		if c.Leave != 0 {
			dates.To = c.Leave
		}
		return marketplace.ProposeChange{Booking: id, Side: c.side(), Dates: dates, Week: c.Rent}, err
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bookCheckedCmd records a right to rent check.
type bookCheckedCmd struct {
	bookingArg
	onFlag
	ByHost bool `help:"The host saw it; you did when left out."`
}

// Run records it.
func (c *bookCheckedCmd) Run(e *env) error {
	return c.act(e, func(s *sqlite.Store, id marketplace.ID) (marketplace.Command, error) {
		command := marketplace.RecordRightToRent{Booking: id, On: c.On}
		if c.ByHost {
			d, err := s.BookingDetail(e.ctx, id)
			if err != nil {
				return nil, err
			}
			room, err := s.RoomDetail(e.ctx, d.Room)
			if err != nil {
				return nil, err
			}
			command.By = room.Facts.Host
		}
		return command, nil
	})
}

// bookMessageCmd writes a message.
type bookMessageCmd struct {
	bookingArg
	Text string `arg:"" help:"What to say."`
}

// Run writes it.
func (c *bookMessageCmd) Run(e *env) error {
	return c.simply(e, func(id marketplace.ID) marketplace.Command { return marketplace.WriteLetter{About: id, Text: c.Text} })
}
