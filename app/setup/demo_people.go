package setup

import (
	"slices"

	"settle.example/settle/marketplace"
)

// people plans how everybody comes: the leads, the hosts with their homes, and the organisations' houses.
func (s *stage) people() {
	s.on(firstDay, 10, func() error {
		if err := second(s.founder.do(s.ctx, marketplace.RecordOrganisation{
			Code: residences, Name: "Guildford Student Residences", Type: marketplace.OrgUniversity,
		})); err != nil {
			return err
		}
		for _, org := range []string{"RTP", "RTK"} {
			if err := s.join(demoLeads[org], org, marketplace.RoleLead|marketplace.RoleVolunteer); err != nil {
				return err
			}
		}
		return s.houses()
	})
	s.on(firstDay+1, 9, s.list)
	for i, h := range demoHosts() {
		day := firstDay + 2
		if h.name == founderName {
			day = firstDay + 1
		}
		s.on(day, 9+i, func() error { return s.host(h) })
	}
	// A listing lasts six months: their owners say twice that it is still true.
	for _, day := range []int{-190, -25} {
		for _, r := range s.order {
			if r.key != "m4" { // whose host has not been heard of
				s.act(day, 17, hostOf(r), func() marketplace.Command { return marketplace.ReconfirmRoom{Room: r.id} }, nil)
			}
		}
	}
	// The cap comes down to what it is elsewhere. One house stays over it.
	s.founds(-60, 9, func() marketplace.Command { return FirstCap(s.ref, s.date(-60)) }, nil)
}

// houses records the houses that organisations offer.
func (s *stage) houses() error {
	homes := []struct{ org, address string }{
		{residences, "Playing Fields Road, Guildford"},
		{"RA2", "Garden View House, Guildford"},
		{"RTP", "Canada Court, Redhill"},
		{"RTK", "Abbey Lodge, Chertsey"},
		{"RXX", "Staff flats, Farnham Road, Guildford"},
	}
	var commands []marketplace.Command
	for _, h := range homes {
		commands = append(commands, marketplace.AddHome{OfOrganisation: true, Org: h.org, LodgerLimit: 20, Address: h.address})
	}
	began, err := s.founder.do(s.ctx, commands...)
	if err != nil {
		return err
	}
	for _, r := range s.order {
		for i, h := range homes {
			if r.supply != marketplace.SupplyHome && r.org == h.org {
				r.home = began[i]
			}
		}
	}
	return nil
}

// host lets a host join, add their home, claim their rooms and complete what a guest needs to know of them.
func (s *stage) host(h demoHost) error {
	if _, ok := s.players[h.name]; !ok {
		if err := s.join(h.name, h.org, marketplace.RoleHost|marketplace.RoleVolunteer); err != nil {
			return err
		}
	}
	p := s.players[h.name]
	allowance := marketplace.AllowanceFull
	if h.shared {
		allowance = marketplace.AllowanceShared
	}
	return s.with(p, func() error {
		began, err := p.do(s.ctx, marketplace.AddHome{LodgerLimit: h.lodgers, Allowance: allowance, Address: h.address})
		if err != nil {
			return err
		}
		rooms := s.roomsOf(h.name)
		var commands []marketplace.Command
		for _, r := range rooms {
			r.home = began[0]
			if p == s.founder {
				commands = append(commands, s.ownRoom(r, h))
			} else {
				commands = append(commands, marketplace.ClaimRoom{Room: r.id, Home: r.home})
			}
		}
		if began, err = p.do(s.ctx, commands...); err != nil {
			return err
		}
		if p == s.founder {
			for i, r := range rooms {
				r.id = began[i]
			}
			return nil
		}
		return s.complete(p, h, rooms)
	})
}

// ownRoom lists a room in the founder's home.
func (s *stage) ownRoom(r *demoRoom, h demoHost) marketplace.Command {
	f := s.facts(r)
	f.Household = marketplace.Household{Adults: h.adults, Children: h.children, Languages: h.languages}
	return marketplace.ListRoom{
		Facts: f, Words: marketplace.RoomWords{Title: r.title, Description: r.about, HouseRules: h.rules},
		Contact: marketplace.RoomContact{Phone: "01632 960101", Email: "megan.ellis@example.org", DoorNotes: h.door},
		Safety:  s.safety("Ward manager"), Week: s.rent(f.Area, r.share), Live: !r.draft,
	}
}

// complete says what the list that the rooms came from did not.
func (s *stage) complete(p *player, h demoHost, rooms []*demoRoom) error {
	var commands []marketplace.Command
	safety := s.safety("Ward manager")
	for _, r := range rooms {
		f := s.facts(r)
		f.Home = r.home
		f.Household = marketplace.Household{Adults: h.adults, Children: h.children, Languages: h.languages}
		commands = append(commands, marketplace.ChangeRoom{
			Room: r.id, Facts: f, Words: &marketplace.RoomWords{Title: r.title, Description: r.about, HouseRules: h.rules},
			Contact: marketplace.RoomContact{Phone: "01632 960" + phoneEnd(h.name), Email: "host@example.org", DoorNotes: h.door}.Changed(marketplace.RoomContact{}), Safety: &safety,
		})
	}
	return second(p.do(s.ctx, commands...))
}

// phoneEnd is the last three digits of an invented telephone number.
func phoneEnd(name string) string {
	i := slices.IndexFunc(demoHosts(), func(h demoHost) bool { return h.name == name })
	return "11" + string(rune('0'+i%10))
}

func (s *stage) roomsOf(host string) []*demoRoom {
	var mine []*demoRoom
	for _, r := range s.order {
		if r.host == host {
			mine = append(mine, r)
		}
	}
	return mine
}
