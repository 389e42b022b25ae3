package main

import (
	"errors"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// keeperCmd says which device keeps a room's calendar or an offer's places, and gives it to another.
type keeperCmd struct {
	Room     string `arg:"" name:"room" help:"Id of the room or the offer, or its first digits."`
	HandTo   string `placeholder:"DEVICE" xor:"next" help:"Hand it on: to another computer of yours, or to one of the host's or volunteer's organisation that is always on."`
	TakeOver bool   `xor:"next" help:"Take it over from a computer that is lost; for registrars."`
}

// keeperOut is who keeps a room's calendar or an offer's places.
type keeperOut struct {
	Room     string `json:"room,omitempty"`
	Offer    string `json:"offer,omitempty"`
	Device   string `json:"device"`
	Name     string `json:"name,omitempty"`
	KeptHere bool   `json:"kept_here"`
	AlwaysOn bool   `json:"always_on"`
	Revoked  bool   `json:"revoked"`
	Seen     string `json:"seen,omitempty"`
	Epoch    int    `json:"epoch"`
}

// keepable is what one computer keeps, with the commands that give it to another.
type keepable struct {
	hand func(to marketplace.DeviceID) marketplace.Command
	take marketplace.Command
	look func() (what string, out keeperOut, by marketplace.KeeperRow, err error)
}

// Run says it.
func (c *keeperCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		k, err := c.find(e, s)
		if err != nil {
			return err
		}
		if err := c.change(e, s, k); err != nil {
			return err
		}
		what, out, by, err := k.look()
		if err != nil {
			return err
		}
		out.Device, out.Name, out.KeptHere = by.Device.String(), by.Person, by.Here
		out.AlwaysOn, out.Revoked, out.Seen = by.AlwaysOn, by.Revoked, instant(by.Seen)
		return e.answer(out, func(p *paper) {
			p.f("%s is kept by %s.\n", line(what), line(by.Label()))
			switch {
			case by.Revoked:
				p.f("That computer takes part no more: a registrar takes it over with --take-over.\n")
			case !by.Here && !by.Seen.IsZero():
				p.f("It was last heard of here on %s.\n", by.Seen)
			}
		})
	})
}

// find looks for a room, then for an offer.
func (c *keeperCmd) find(e *env, s *sqlite.Store) (keepable, error) {
	id, missing := e.room(s, c.Room)
	if missing == nil {
		d, err := s.RoomDetail(e.ctx, id)
		if err == nil {
			return roomKept(e, s, d.ID), nil
		}
		missing = err
	}
	if !errors.Is(missing, marketplace.ErrNotFound) {
		return keepable{}, missing
	}
	id, err := e.offer(s, c.Room)
	if err == nil {
		if _, err = s.OfferDetail(e.ctx, id); err == nil {
			return offerKept(e, s, id), nil
		}
	}
	if errors.Is(err, marketplace.ErrNotFound) {
		return keepable{}, missing
	}
	return keepable{}, err
}

func roomKept(e *env, s *sqlite.Store, id marketplace.ID) keepable {
	return keepable{
		func(to marketplace.DeviceID) marketplace.Command { return marketplace.HandKeeper{Room: id, To: to} },
		marketplace.TakeKeeper{Room: id},
		func() (string, keeperOut, marketplace.KeeperRow, error) {
			d, err := s.RoomDetail(e.ctx, id)
			return "The calendar of “" + d.Title + "”", keeperOut{Room: id.String(), Epoch: d.Epoch}, d.KeptBy, err
		},
	}
}

func offerKept(e *env, s *sqlite.Store, id marketplace.ID) keepable {
	return keepable{
		func(to marketplace.DeviceID) marketplace.Command { return marketplace.HandOffer{Offer: id, To: to} },
		marketplace.TakeOffer{Offer: id},
		func() (string, keeperOut, marketplace.KeeperRow, error) {
			d, err := s.OfferDetail(e.ctx, id)
			return "The offer “" + d.Title + "”", keeperOut{Offer: id.String(), Epoch: d.Epoch}, d.KeptBy, err
		},
	}
}

// change gives it to another device, where that is asked for.
func (c *keeperCmd) change(e *env, s *sqlite.Store, k keepable) error {
	command := k.take
	switch {
	case c.HandTo != "":
		to, err := e.device(s, c.HandTo)
		if err != nil {
			return err
		}
		command = k.hand(to)
	case !c.TakeOver:
		return nil
	}
	_, err := s.Do(e.ctx, command)
	return err
}
