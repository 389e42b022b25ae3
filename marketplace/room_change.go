package marketplace

import (
	"maps"
	"reflect"
	"strings"
)

// ChangeRoom replaces what a listing says: its facts as a whole, and its words, contacts and safety dates where they
// are given. Host, organisation, supply and import stay as they are; rent and state have commands of their own.
type ChangeRoom struct {
	Room    ID
	Facts   RoomFacts
	Words   *RoomWords     // nil keeps what stands
	Contact *ContactChange // likewise, field by field
	Safety  *RoomSafety    // likewise; an empty field removes what stood
}

// Decide implements [Command].
func (c ChangeRoom) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	today := DateOf(v.Now())
	facts := c.facts(r)
	if err := facts.check(v); err != nil {
		return nil, err
	}
	if r.Week > 0 && facts.Area != r.Facts.Area {
		if err := c.checkNewArea(v.System(), r, facts.Area, today); err != nil {
			return nil, err
		}
	}
	if r.State == RoomLive && !facts.ready() {
		return nil, Errorf(Refused, "The room is live and must keep what it promised. Pause it first, or confirm: %s.", strings.Join(facts.Guards.Missing(), "; ")).On("guards")
	}
	standing, err := v.Text(r.Text)
	if err != nil {
		return nil, err
	}
	text := standing
	if c.Words != nil {
		if text, err = c.Words.text(); err != nil {
			return nil, err
		}
	} else if text[FieldTitle] == "" {
		return nil, Errorf(Refused, "The title of this room cannot be read on this computer, so it would be lost. Type title and description again with the change.").On("title")
	}
	var contact, safety map[Field]string
	if c.Contact != nil {
		if contact, err = c.Contact.fields(); err != nil {
			return nil, err
		}
	}
	if c.Safety != nil {
		if safety, err = c.Safety.fields(today); err != nil {
			return nil, err
		}
		blank(safety, FieldVouchedBy, FieldGasSafety, FieldSmokeAlarm, FieldCOAlarm, FieldElectrical)
	}
	if len(contact) == 0 && safety == nil && maps.Equal(text, standing) && reflect.DeepEqual(facts, r.Facts.clone()) {
		return nil, nil
	}
	return []Draft{{
		Subject: r.ID, Fact: &RoomChanged{Facts: facts},
		Private: Private{Text: text, Seal: facts.sealed(contact, safety)},
	}}, nil
}

// facts is what the listing will say.
func (c ChangeRoom) facts(r *Room) RoomFacts {
	facts := c.Facts.clone()
	was := &r.Facts
	facts.Host, facts.HostOrg, facts.Supply, facts.Import = was.Host, was.HostOrg, was.Supply, was.Import
	facts.Outcode = strings.ToUpper(strings.TrimSpace(facts.Outcode))
	safety := was.Guards & (Vouched | SafetyDated)
	if c.Safety != nil {
		safety = c.Safety.guards()
	}
	facts.Guards = facts.answered(RoomSafety{}) | safety
	facts.Pending = was.Pending && facts.Guards != AllGuards
	return facts
}

// checkNewArea makes sure that the rent passes in the area that the room moves to.
func (c ChangeRoom) checkNewArea(sys *System, r *Room, area string, today Date) error {
	if _, err := sys.checkRent(r.Week, area, today); err != nil {
		return err
	}
	if outcome, _ := underCap(sys, r.Cap, area, r.Week, today); outcome != Applied {
		return Errorf(Refused, "The rent was set under an earlier cap, which does not allow it in %s. Set the rent again first.", clip(area)).On("area")
	}
	return nil
}

// blank puts an empty value where there is none, so that what stood before no longer counts.
func blank(fields map[Field]string, names ...Field) {
	for _, f := range names {
		fields[f] += ""
	}
}

// PriceRoom sets the rent, under the cap in force today. Bookings already agreed keep theirs.
type PriceRoom struct {
	Room ID
	Week Pence
}

// Decide implements [Command].
func (c PriceRoom) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	policy, err := v.System().checkRent(c.Week, r.Facts.Area, DateOf(v.Now()))
	if err != nil {
		return nil, err
	}
	if r.Week == c.Week && r.Cap == policy {
		return nil, nil
	}
	return []Draft{{Subject: r.ID, Fact: &RoomPriced{Week: c.Week, Cap: policy}}}, nil
}

// roomToChange is the room, where the actor may change its listing and calendar.
func roomToChange(v View, id ID) (*Room, error) {
	r, err := v.Room(id)
	if err != nil {
		return nil, err
	}
	if !r.MayChange(v.System(), v.Actor(), DateOf(v.Now())) {
		if r.Facts.Host.IsZero() {
			return nil, Errorf(NotAllowed, "Only a lead of %s or a coordinator changes this room until its host claims it.", r.Facts.HostOrg)
		}
		return nil, Errorf(NotAllowed, "Only its host changes this room. Write to them.")
	}
	return r, nil
}
