package marketplace

// MaxLetter is the length of a message in characters.
const MaxLetter = 4000

// letterKept is how long a message is kept, in days.
const letterKept = 366

// WriteLetter writes a message about a booking or a pairing to its other side. It has a subject of its own and says
// nothing in the open: who is not of the two sides sees neither what it is nor what it is about.
type WriteLetter struct {
	About ID // a booking or a pairing
	Text  string
}

// Decide implements [Command].
func (c WriteLetter) Decide(v View) ([]Draft, error) {
	text, err := needed("message", c.Text, MaxLetter)
	if err != nil {
		return nil, err
	}
	to, err := readersOf(v, c.About)
	if err != nil {
		return nil, err
	}
	return []Draft{{
		Fact: &LetterWritten{},
		Private: Private{Seal: []Seal{{Class: ClassB, To: to, Fields: map[Field]string{
			FieldLetterKind: LetterMessage, FieldLetterAbout: c.About.String(), FieldLetterText: text,
		}}}},
		DeleteAfter: min(DateOf(v.Now())+letterKept, MaxDate),
	}}, nil
}

// LetterMessage is the kind, within the seal, of a message between the two sides.
const LetterMessage = "message"

// readersOf is the two sides of a booking or a pairing, of which the actor is one.
func readersOf(v View, about ID) ([]Audience, error) {
	r, b, err := onSide(v, about, SideNone)
	if err == nil {
		return bothSides(r, b.Facts.GuestOrg), nil
	}
	if CodeOf(err) != NotFound {
		return nil, err
	}
	o, p, err := partyTo(v, about)
	if err != nil {
		return nil, err
	}
	return []Audience{
		{Ring: RingPerson, Person: o.Facts.Volunteer}, {Ring: RingLeads, Org: p.Facts.GuestOrg}, {Ring: RingRecovery, Org: p.Facts.GuestOrg},
	}, nil
}
