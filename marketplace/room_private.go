package marketplace

import "maps"

// RoomWords is what everyone who is signed in may read of a room.
type RoomWords struct {
	Title       string // needed
	Description string
	HouseRules  string
}

func (w RoomWords) text() (map[Field]string, error) {
	title, err := needed("title", w.Title, MaxName)
	if err != nil {
		return nil, err
	}
	text, err := tidyAll(
		fieldText{"description", w.Description, MaxProse, FieldDescription}, fieldText{"house rules", w.HouseRules, MaxProse, FieldHouseRules},
	)
	if err != nil {
		return nil, err
	}
	text[FieldTitle] = title
	return text, nil
}

// RoomContact is what only the host's side reads, and a guest's leads once the host has accepted: class B. The
// reference and the email go to no guest.
type RoomContact struct {
	Phone     string
	Email     string
	DoorNotes string
	Reference string // by which a person's own spreadsheet knows the room
}

func (c RoomContact) fields() (map[Field]string, error) {
	return tidyAll(
		fieldText{"telephone number", c.Phone, MaxName, FieldPhone}, fieldText{"email", c.Email, MaxName, FieldEmail},
		fieldText{"door notes", c.DoorNotes, MaxProse, FieldDoorNotes}, fieldText{"reference", c.Reference, MaxName, FieldReference},
	)
}

// ContactChange changes some of a RoomContact: nil keeps what stands, an empty text takes it away.
type ContactChange struct {
	Phone, Email, DoorNotes, Reference *string
}

// Changed is the change that leads from was to c, or nil where they are alike.
func (c RoomContact) Changed(was RoomContact) *ContactChange {
	if c == was {
		return nil
	}
	differs := func(now, was string) *string {
		if now == was {
			return nil
		}
		return &now
	}
	return &ContactChange{differs(c.Phone, was.Phone), differs(c.Email, was.Email), differs(c.DoorNotes, was.DoorNotes), differs(c.Reference, was.Reference)}
}

// fields is what changes, empty texts included.
func (c ContactChange) fields() (map[Field]string, error) {
	fields := map[Field]string{}
	for _, x := range []struct {
		name  string
		given *string
		most  int
		field Field
	}{
		{"telephone number", c.Phone, MaxName, FieldPhone},
		{"email", c.Email, MaxName, FieldEmail},
		{"door notes", c.DoorNotes, MaxProse, FieldDoorNotes},
		{"reference", c.Reference, MaxName, FieldReference},
	} {
		if x.given == nil {
			continue
		}
		text, err := tidy(x.name, *x.given, x.most)
		if err != nil {
			return nil, err
		}
		fields[x.field] = text
	}
	return fields, nil
}

// RoomSafety is who vouches for the host and when the safety items were last checked: class C.
type RoomSafety struct {
	VouchedBy  string // who at the employer
	Gas        Date   // the yearly check by a Gas Safe engineer
	NoGas      bool   // there is no gas in the home
	SmokeAlarm Date   // tested
	COAlarm    Date   // tested
	Electrical Date   // the last check
}

// guards is the conditions to go live that it meets.
func (s RoomSafety) guards() (g Guards) {
	if s.VouchedBy != "" {
		g |= Vouched
	}
	if (s.NoGas || s.Gas.Valid()) && s.SmokeAlarm.Valid() && s.COAlarm.Valid() && s.Electrical.Valid() {
		g |= SafetyDated
	}
	return g
}

func (s RoomSafety) fields(today Date) (map[Field]string, error) {
	fields, err := tidyAll(fieldText{"name of who vouches", s.VouchedBy, MaxName, FieldVouchedBy})
	if err != nil {
		return nil, err
	}
	for _, item := range []struct {
		name  string
		date  Date
		field Field
	}{
		{"gas check", s.Gas, FieldGasSafety},
		{"smoke alarm test", s.SmokeAlarm, FieldSmokeAlarm},
		{"carbon monoxide alarm test", s.COAlarm, FieldCOAlarm},
		{"electrical check", s.Electrical, FieldElectrical},
	} {
		switch {
		case item.date.IsZero():
			continue
		case !item.date.Valid() || item.date > today:
			return nil, Errorf(Invalid, "The %s is dated %s. Give the date on which it was last done, today or earlier.", item.name, item.date.Long()).On(item.name)
		}
		fields[item.field] = item.date.String()
	}
	// A gas appliance is checked every year (Shelter, lodgers: gas safety).
	if !s.NoGas && s.Gas.Valid() && s.Gas+366 < today {
		return nil, Errorf(Invalid, "The gas check of %s is more than a year old. A Gas Safe engineer checks gas every year: give the date of the new check.", s.Gas.Long()).On("gas check")
	}
	return fields, nil
}

// keepers is those who look after the listing: the host, or while there is none the leads of the host's organisation.
func (f *RoomFacts) keepers() []Audience {
	if f.Host.IsZero() {
		return []Audience{{Ring: RingLeads, Org: f.HostOrg}, {Ring: RingRecovery, Org: f.HostOrg}}
	}
	return []Audience{{Ring: RingPerson, Person: f.Host}, {Ring: RingRecovery, Org: f.HostOrg}}
}

// sealed puts contact and safety into a private part for those who may read them.
func (f *RoomFacts) sealed(contact, safety map[Field]string) []Seal {
	var seals []Seal
	if len(contact) > 0 {
		seals = append(seals, Seal{Class: ClassB, To: f.keepers(), Fields: contact})
	}
	if len(safety) > 0 {
		to := append([]Audience{{Ring: RingCoordinator}}, f.keepers()...)
		seals = append(seals, Seal{Class: ClassC, To: to, Fields: safety})
	}
	return seals
}

// Opened is the sealed fields of the listing that may be opened here. Each change seals only what it changes, so they
// are gathered from all of them; a later one wins, field by field.
func (r *Room) Opened(open func(Ref) (map[Field]string, error)) (map[Field]string, error) {
	all := map[Field]string{}
	for _, ref := range r.Sealed {
		fields, err := open(ref)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, fields)
	}
	return all, nil
}
