package marketplace

// OfferFacts is what a volunteer offers. A title and a note are text. The volunteer's own device keeps its capacity.
type OfferFacts struct {
	Kind      OfferKind `cbor:"1,keyasint,omitzero"`
	Volunteer ID        `cbor:"2,keyasint"`
	Org       string    `cbor:"3,keyasint"`
	Languages []string  `cbor:"4,keyasint,omitempty"`
	Outcodes  []string  `cbor:"5,keyasint,omitempty"` // where; none is anywhere
	Airports  []string  `cbor:"6,keyasint,omitempty"`
	Days      Weekdays  `cbor:"7,keyasint,omitzero"` // zero is any day
	Capacity  int       `cbor:"8,keyasint"`          // pairings at one time
	From      Date      `cbor:"9,keyasint,omitzero"`
	Until     Date      `cbor:"10,keyasint,omitzero"` // the last day
	Import    [16]byte  `cbor:"11,keyasint,omitzero"` // see [ImportKey]
}

// OfferMade gives birth to an offer.
type OfferMade struct {
	Facts OfferFacts `cbor:"1,keyasint"`
}

// OfferChanged replaces what it said.
type OfferChanged struct {
	Facts OfferFacts `cbor:"1,keyasint"`
}

// OfferMoved opens, pauses or closes an offer. Opening it again also says that it is still true, for 90 days.
type OfferMoved struct {
	To OfferState `cbor:"1,keyasint"`
}

// OfferHanded lets another device keep the offer's places, as KeeperHanded does with a room's calendar.
type OfferHanded KeeperHanded

// OfferTaken is a registrar's word that another device keeps the places of an offer whose keeper is lost. Of two
// successors to one epoch it beats an OfferHanded.
type OfferTaken KeeperHanded

// OfferBegan is the first entry of a new keeper's epoch: its answers count from here on.
type OfferBegan KeeperBegan

// PairingAskedFor asks the volunteer for an arrival. Names and flight are sealed to the volunteer and the guest's
// leads. A pairing's id is SubjectOf this entry.
type PairingAskedFor struct {
	Arrival  ID      `cbor:"1,keyasint"`
	GuestOrg string  `cbor:"2,keyasint"`
	Lead     ID      `cbor:"3,keyasint"`
	At       Instant `cbor:"4,keyasint,omitzero"` // one-off kinds: when
	Deadline Instant `cbor:"5,keyasint"`
}

// PairingAnswered is the volunteer's yes or no, by the offer's keeper for a yes.
type PairingAnswered struct {
	Pairing ID     `cbor:"1,keyasint"`
	Accept  bool   `cbor:"2,keyasint,omitzero"`
	Reason  Reason `cbor:"3,keyasint,omitzero"`
}

// PairingTakenBack withdraws the question or an accepted pairing that has not begun.
type PairingTakenBack struct {
	Pairing ID     `cbor:"1,keyasint"`
	Reason  Reason `cbor:"2,keyasint,omitzero"`
}

// PairingFinished ends a pairing: one-off kinds as done or not done, ongoing ones as ended.
type PairingFinished struct {
	Pairing ID           `cbor:"1,keyasint"`
	To      PairingState `cbor:"2,keyasint"`
	On      Date         `cbor:"3,keyasint"`
}

// ContactLogged says that a buddy, mentor or coach was in touch. What was said is never recorded.
type ContactLogged struct {
	Pairing ID          `cbor:"1,keyasint"`
	On      Date        `cbor:"2,keyasint"`
	How     ContactKind `cbor:"3,keyasint,omitzero"`
}

// LetterWritten is a message, a check-in or a concern, padded and sealed so that nobody but its readers sees which. It
// has a fresh subject and says nothing in the open.
type LetterWritten struct{}

func (OfferMade) Kind() string        { return "offer.made" }
func (OfferChanged) Kind() string     { return "offer.changed" }
func (OfferMoved) Kind() string       { return "offer.moved" }
func (OfferHanded) Kind() string      { return "offer.handed" }
func (OfferTaken) Kind() string       { return "offer.taken" }
func (OfferBegan) Kind() string       { return "offer.began" }
func (PairingAskedFor) Kind() string  { return "pairing.asked" }
func (PairingAnswered) Kind() string  { return "pairing.answered" }
func (PairingTakenBack) Kind() string { return "pairing.taken_back" }
func (PairingFinished) Kind() string  { return "pairing.finished" }
func (ContactLogged) Kind() string    { return "pairing.contact" }
func (LetterWritten) Kind() string    { return "letter.written" }

func (OfferMade) Version() uint        { return 1 }
func (OfferChanged) Version() uint     { return 1 }
func (OfferMoved) Version() uint       { return 1 }
func (OfferHanded) Version() uint      { return 1 }
func (OfferTaken) Version() uint       { return 1 }
func (OfferBegan) Version() uint       { return 1 }
func (PairingAskedFor) Version() uint  { return 1 }
func (PairingAnswered) Version() uint  { return 1 }
func (PairingTakenBack) Version() uint { return 1 }
func (PairingFinished) Version() uint  { return 1 }
func (ContactLogged) Version() uint    { return 1 }
func (LetterWritten) Version() uint    { return 1 }
