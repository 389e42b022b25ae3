package marketplace

import "strings"

// ListRoom lists a room: as a draft, or live at once. A host lists their own; whoever answers for an organisation lists
// its rooms, and with an import key those that a host has yet to claim. The issuing device keeps its calendar.
type ListRoom struct {
	// Facts says what the room is. Host and HostOrg are filled in where they are empty. Of its Guards only Furnished is
	// read; the others follow from the answers. Pending, with an import key, lets the room go live before they are met.
	Facts   RoomFacts
	Words   RoomWords
	Contact RoomContact
	Safety  RoomSafety
	Week    Pence // zero: a draft without a rent
	Live    bool
}

// Decide implements [Command].
func (c ListRoom) Decide(v View) ([]Draft, error) {
	sys, actor, today := v.System(), v.Actor(), DateOf(v.Now())
	facts := c.Facts.clone()
	if facts.HostOrg == "" {
		facts.HostOrg = actor.Org
	}
	imported := facts.Import != [16]byte{}
	if facts.Host.IsZero() && facts.Supply == SupplyHome && !imported {
		facts.Host = actor.Person
	}
	facts.Outcode = strings.ToUpper(strings.TrimSpace(facts.Outcode))
	facts.Pending = facts.Pending && imported
	facts.Guards = facts.answered(c.Safety)
	if err := facts.check(v); err != nil {
		return nil, err
	}
	if !facts.mayList(sys, actor, today) {
		return nil, facts.notAllowedToList(actor)
	}
	text, err := c.Words.text()
	if err != nil {
		return nil, err
	}
	contact, err := c.Contact.fields()
	if err != nil {
		return nil, err
	}
	safety, err := c.Safety.fields(today)
	if err != nil {
		return nil, err
	}
	fact := &RoomListed{Facts: facts, Week: c.Week, Live: c.Live}
	if c.Week != 0 {
		if fact.Cap, err = sys.checkRent(c.Week, facts.Area, today); err != nil {
			return nil, err
		}
	}
	if c.Live {
		if err := facts.checkLive(c.Week); err != nil {
			return nil, err
		}
	}
	return []Draft{{Fact: fact, Private: Private{Text: text, Seal: facts.sealed(contact, safety)}}}, nil
}

// answered is the guards that the facts and the safety answers meet. An organisation vouches for its own rooms.
func (f *RoomFacts) answered(s RoomSafety) Guards {
	g := f.Guards&Furnished | s.guards()
	if f.Shared != SharedUnknown {
		g |= SharedAnswered
	}
	if f.Supply != SupplyHome {
		g |= Vouched
	}
	return g
}

// checkLive says what a listing lacks to go live.
func (f *RoomFacts) checkLive(week Pence) error {
	switch {
	case week <= 0:
		return Errorf(Refused, "The room has no rent yet. Set one, then it can go live.").On("rent")
	case !f.ready():
		return Errorf(Refused, "The room cannot go live yet. Still to confirm: %s.", strings.Join(f.Guards.Missing(), "; ")).On("guards")
	case f.Home.IsZero() && !f.Host.IsZero() && f.Supply == SupplyHome && !f.Pending:
		return Errorf(Refused, "The room belongs to no home yet, so a guest would have no address. Add your home first.").On("home")
	}
	return nil
}

// notAllowedToList says who lists a room like this.
func (f *RoomFacts) notAllowedToList(a Actor) error {
	switch {
	case f.Host.IsZero():
		return Errorf(NotAllowed, "Rooms of %s are listed by its leads and by a coordinator. Ask one of them.", f.HostOrg)
	case f.Host != a.Person:
		return Errorf(NotAllowed, "Only hosts themselves list a room in their home. Ask them to list it.")
	case !a.Roles.Has(RoleHost):
		return Errorf(NotAllowed, "You are not recorded as a host yet. Ask your registrar to add that role.")
	}
	return Errorf(NotAllowed, "Your room is listed under your own organisation, %s.", a.Org)
}

// check says in a sentence what is wrong with what a person gave.
func (f *RoomFacts) check(v View) error {
	if err := v.System().knownOrg(f.HostOrg); err != nil {
		return err
	}
	for _, c := range []struct {
		bad   bool
		field string
		say   string
	}{
		{f.Outcode == "" || len(f.Outcode) > maxOutcode, "outcode", "Give the first half of the postcode, for example GU2."},
		{f.Area == "", "area", "Choose the rental area that the home lies in: its cap decides the rent."},
		{f.Guests < 0 || f.Guests > maxPeople, "guests", "Give how many people may share the room, from 1 to 20."},
		{f.MinNights < 0 || f.MinNights > maxNights, "min_nights", "Give the least number of nights, up to 1,200, or leave it empty."},
		{f.MaxNights < 0 || f.MaxNights > maxNights, "max_nights", "Give the greatest number of nights, up to 1,200, or leave it empty."},
		{f.MaxNights > 0 && f.MinNights > f.MaxNights, "min_nights", "The least number of nights is more than the greatest. Correct one of them."},
		{f.NoticeDays < 0 || f.NoticeDays > maxNoticeDays, "notice_days", "Give the notice in days, up to 366, or leave it empty."},
		{f.GapDays < 0 || f.GapDays > maxNoticeDays, "gap_days", "Give the days between two guests, up to 366, or leave it empty."},
		{!f.valid(), "", "Something in the listing is out of bounds. Go through its steps again."},
	} {
		if c.bad {
			return Errorf(Invalid, "%s", c.say).On(c.field)
		}
	}
	return f.checkHome(v)
}

// checkHome makes sure that the home is the host's own.
func (f *RoomFacts) checkHome(v View) error {
	if f.Home.IsZero() {
		return nil
	}
	h, err := v.Home(f.Home)
	if err != nil {
		return err
	}
	if h.Facts.Host != f.Host {
		return Errorf(NotAllowed, "This home belongs to somebody else. Choose one of the host's own, or add it.").On("home")
	}
	return nil
}
