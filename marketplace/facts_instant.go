package marketplace

// RoomRules is a version of the host's rules for instant acceptance: a yes given in advance, by which the keeper of the
// calendar answers a request without asking. A version without On takes that back.
type RoomRules struct {
	On         bool       `cbor:"1,keyasint,omitzero"`
	For        InstantFor `cbor:"2,keyasint,omitzero"`
	MinNights  int        `cbor:"3,keyasint,omitzero"` // 0: no least
	MaxNights  int        `cbor:"4,keyasint,omitzero"` // 0: no most
	NoticeDays int        `cbor:"5,keyasint,omitzero"` // between the answer and the first night
	GapDays    int        `cbor:"6,keyasint,omitzero"` // between two guests
}

// InstantFor says whose guests are accepted at once.
type InstantFor uint8

// Whose guests.
const (
	InstantOwn InstantFor = iota // of the host's own organisation
	InstantAny                   // of any organisation of the system
)

// BookingWayIn tells the guest's side how to come to the door, where the acceptance could not: it was by rules or by
// telephone, on a device that cannot open the address. Address and contacts are sealed to the guest's leads; they are
// shown once the booking is confirmed.
type BookingWayIn struct {
	Booking ID `cbor:"1,keyasint"`
}

func (RoomRules) Kind() string    { return "room.rules" }
func (BookingWayIn) Kind() string { return "booking.way_in" }

func (RoomRules) Version() uint    { return 1 }
func (BookingWayIn) Version() uint { return 1 }
