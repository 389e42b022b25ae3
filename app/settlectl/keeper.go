package main

import (
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// keeperCmd says which device keeps a room's calendar, and gives it to another.
type keeperCmd struct {
	Room     string `arg:"" help:"Id of the room, or its first digits."`
	HandTo   string `placeholder:"DEVICE" xor:"next" help:"Hand the calendar on: to another computer of yours, or to one of the host's organisation that is always on."`
	TakeOver bool   `xor:"next" help:"Take the calendar over from a computer that is lost; for registrars."`
}

// keeperOut is who keeps a room's calendar.
type keeperOut struct {
	Room     string `json:"room"`
	Device   string `json:"device"`
	Name     string `json:"name,omitempty"`
	KeptHere bool   `json:"kept_here"`
	AlwaysOn bool   `json:"always_on"`
	Revoked  bool   `json:"revoked"`
	Seen     string `json:"seen,omitempty"`
	Epoch    int    `json:"epoch"`
}

// Run says it.
func (c *keeperCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.room(s, c.Room)
		if err != nil {
			return err
		}
		if err := c.change(e, s, id); err != nil {
			return err
		}
		d, err := s.RoomDetail(e.ctx, id)
		if err != nil {
			return err
		}
		k := d.KeptBy
		return e.answer(keeperOut{
			id.String(), k.Device.String(), k.Person, k.Here, k.AlwaysOn, k.Revoked, instant(k.Seen), d.Epoch,
		}, func(p *paper) {
			p.f("The calendar of %q is kept by %s.\n", line(d.Title), line(k.Label()))
			switch {
			case k.Revoked:
				p.f("That computer takes part no more: a registrar takes the calendar over with --take-over.\n")
			case !k.Here && !k.Seen.IsZero():
				p.f("It was last heard of here on %s.\n", k.Seen)
			}
		})
	})
}

// change gives the calendar to another device, where that is asked for.
func (c *keeperCmd) change(e *env, s *sqlite.Store, room marketplace.ID) error {
	var command marketplace.Command
	switch {
	case c.HandTo != "":
		to, err := e.device(s, c.HandTo)
		if err != nil {
			return err
		}
		command = marketplace.HandKeeper{Room: room, To: to}
	case c.TakeOver:
		command = marketplace.TakeKeeper{Room: room}
	default:
		return nil
	}
	_, err := s.Do(e.ctx, command)
	return err
}
