package main

import (
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// tellDemo says what the demo system holds and how to look at it.
func (e *env) tellDemo(s *sqlite.Store, me marketplace.Me, dir string, came shared) error {
	rooms, err := s.CountRooms(e.ctx, marketplace.RoomFilter{})
	if err != nil {
		return err
	}
	arrivals, err := s.CountArrivals(e.ctx, marketplace.ArrivalFilter{Closed: true})
	if err != nil {
		return err
	}
	bookings, err := s.CountBookings(e.ctx, marketplace.BookingFilter{})
	if err != nil {
		return err
	}
	nights, err := s.Nights(e.ctx, marketplace.NightsFilter{})
	if err != nil {
		return err
	}
	var whole marketplace.NightsRow
	if len(nights) > 0 {
		whole = nights[0]
	}
	today, err := s.Today(e.ctx)
	if err != nil {
		return err
	}
	type machineOut struct {
		Person string `json:"person"`
		Org    string `json:"org"`
		Folder string `json:"folder"`
	}
	machines := []machineOut{}
	for _, m := range came.Machines {
		machines = append(machines, machineOut{m.name, m.org, m.folder})
	}
	return e.answer(struct {
		System   string            `json:"system"`
		Folder   string            `json:"folder"`
		Rooms    int               `json:"rooms"`
		Arrivals int               `json:"arrivals"`
		Bookings int               `json:"bookings"`
		Nights   int               `json:"nights"`
		Planned  int               `json:"planned"`
		Saving   marketplace.Pence `json:"saving_pence"`
		Machines []machineOut      `json:"machines"`
		Booking  string            `json:"booking"`
		Digest   string            `json:"digest"`
	}{me.System, dir, rooms, arrivals, bookings, whole.Nights, whole.Planned, whole.Saving, machines, came.Booking.String(), came.Digest}, func(p *paper) {
		p.f("%s: a year of invented people, up to today.\n\n", me.System)
		p.f("  %d rooms are listed by hosts, trusts and a student residence, each under the cap of its area.\n", rooms)
		p.f("  %d colleagues from overseas were expected; %d bookings were made for them.\n", arrivals, bookings)
		p.f("  %d nights were slept in their rooms, %s less than the area averages; %d more are planned.\n", whole.Nights, whole.Saving, whole.Planned)
		p.f("  %d things need %s today. The first:\n", today.TotalTasks, me.Name)
		for _, t := range today.Tasks[:min(3, len(today.Tasks))] {
			p.f("    %s\n", line(t.Title))
		}
		a, host, lead := came.Machines[0], came.Machines[1], came.Machines[2]
		p.f("\nThen three computers of three trusts, each with data of its own, over this machine's network:\n\n")
		p.f("  %s of %s and %s of %s took up an invitation, and had all of it.\n", host.name, host.org, lead.name, lead.org)
		p.f("  %s's cable was pulled.\n", a.name)
		p.f("  %s listed \"%s\". %s found it and asked for it for %s; %s accepted, %s confirmed.\n",
			host.name, came.Room, lead.name, came.Guest, host.name, lead.name)
		p.f("  %s, cut off, offered to show newcomers round all the same.\n", a.name)
		p.f("  The cable went back in: after %d ms all three held the same (%s…).\n", came.Again.Milliseconds(), came.Digest[:12])
		p.f("\nOpen it in the desktop:   settle --data %s\n", dir)
		p.f("Or as %s:   settle --data %s\n", lead.name, lead.folder)
		p.f("Or here, for example:     settlectl --data %s bookings\n", dir)
	})
}
