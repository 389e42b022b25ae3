package marketplace

// BookingFacts is what a lead asks a host for. Names and a note are sealed to the host and the guest's leads. Bookings
// belong to their room's aggregate; a booking's id is SubjectOf the entry that began it.
type BookingFacts struct {
	People   []ID     `cbor:"1,keyasint"` // arrivals; the first is the one who leads the party
	Groups   []string `cbor:"2,keyasint"` // staff group of each
	GuestOrg string   `cbor:"3,keyasint"`
	Site     string   `cbor:"4,keyasint,omitempty"` // where they will work
	Dates    Range    `cbor:"5,keyasint"`
	Week     Pence    `cbor:"6,keyasint"` // the rent as listed
	Deadline Instant  `cbor:"7,keyasint"` // for the host's answer
	Lead     ID       `cbor:"8,keyasint"` // the person who asks
}

// BookingDrafted prepares a request that is not sent yet.
type BookingDrafted struct {
	Facts BookingFacts `cbor:"1,keyasint"`
}

// BookingRequested sends a request: with Booking set, a draft's; else it begins a booking of its own.
type BookingRequested struct {
	Booking ID           `cbor:"1,keyasint,omitzero"`
	Facts   BookingFacts `cbor:"2,keyasint"`
}

// BookingWithdrawn takes a request or draft back.
type BookingWithdrawn struct {
	Booking ID `cbor:"1,keyasint"`
}

// BookingDeclined is the host's no.
type BookingDeclined struct {
	Booking ID     `cbor:"1,keyasint"`
	Reason  Reason `cbor:"2,keyasint,omitzero"`
}

// BookingConsented is the host's yes where another device keeps the calendar: the keeper answers it with
// KeeperAccepted. Address and contacts are sealed to the guest's leads.
type BookingConsented struct {
	Booking ID  `cbor:"1,keyasint"`
	Via     Via `cbor:"2,keyasint,omitzero"`
}

// KeeperAccepted blocks a booking's nights. It names the nights itself, so that the keeper's log alone says what is
// taken, whatever else has arrived, and it names the host's consent. Where the keeper is the host's own device the
// address and contacts are sealed here, to the guest's leads; they are shown once the booking is confirmed.
type KeeperAccepted struct {
	Booking  ID      `cbor:"1,keyasint"`
	By       ID      `cbor:"2,keyasint"` // the person whose consent it is
	Via      Via     `cbor:"3,keyasint,omitzero"`
	Consent  Ref     `cbor:"4,keyasint,omitzero"` // the BookingConsented or RoomRules behind it; zero where the writer speaks for the host
	Deadline Instant `cbor:"5,keyasint"`          // for the lead's confirmation
	Dates    Range   `cbor:"6,keyasint"`          // as requested
}

// KeeperReleased frees a booking's nights from a date on; with From zero, all of them.
type KeeperReleased struct {
	Booking ID     `cbor:"1,keyasint"`
	From    Date   `cbor:"2,keyasint,omitzero"`
	Reason  Reason `cbor:"3,keyasint,omitzero"`
}

// BookingConfirmed is the lead's last word: the address is shown.
type BookingConfirmed struct {
	Booking ID `cbor:"1,keyasint"`
}

// BookingCancelled ends a booking before the arrival. Notice is the days left before the first night. With Unconfirmed
// the host gives up an acceptance that was not confirmed in time; it has no effect on one that was.
type BookingCancelled struct {
	Booking ID     `cbor:"1,keyasint"`
	Side    Side   `cbor:"2,keyasint"`
	Reason  Reason `cbor:"3,keyasint,omitzero"`
	Notice  int    `cbor:"4,keyasint,omitzero"`

	Unconfirmed bool `cbor:"5,keyasint,omitzero"`
}

// BookingArrivedOn says that the guest came.
type BookingArrivedOn struct {
	Booking ID   `cbor:"1,keyasint"`
	On      Date `cbor:"2,keyasint"`
}

// BookingLeftOn says that the guest left: at the end of the booking or early.
type BookingLeftOn struct {
	Booking ID     `cbor:"1,keyasint"`
	On      Date   `cbor:"2,keyasint"`
	Reason  Reason `cbor:"3,keyasint,omitzero"`
}

// BookingNoShowed says that the guest did not come.
type BookingNoShowed struct {
	Booking ID `cbor:"1,keyasint"`
}

// BookingMovedTo says that the guest went on to another booking on a date.
type BookingMovedTo struct {
	Booking ID   `cbor:"1,keyasint"`
	To      ID   `cbor:"2,keyasint"`
	On      Date `cbor:"3,keyasint"`
}

// ChangeProposed proposes other dates or another rent; it runs beside the booking's state. A change's id is SubjectOf
// this entry.
type ChangeProposed struct {
	Booking  ID      `cbor:"1,keyasint"`
	Side     Side    `cbor:"2,keyasint"`
	Dates    Range   `cbor:"3,keyasint"`
	Week     Pence   `cbor:"4,keyasint"`
	Deadline Instant `cbor:"5,keyasint"`
}

// ChangeAnswered is the other side's yes or no. A yes asks the keeper, whose KeeperChanged puts it into effect.
type ChangeAnswered struct {
	Change ID   `cbor:"1,keyasint"`
	Agree  bool `cbor:"2,keyasint,omitzero"`
}

// KeeperChanged moves a booking's nights to those of an agreed change. Like KeeperAccepted it names them itself.
type KeeperChanged struct {
	Change  ID    `cbor:"1,keyasint"`
	Booking ID    `cbor:"2,keyasint"`
	Dates   Range `cbor:"3,keyasint"`
}

// RightToRentSeen records that somebody saw a right to rent check, and when. Never a document, a share code or a
// result other than seen.
type RightToRentSeen struct {
	Booking ID   `cbor:"1,keyasint"`
	On      Date `cbor:"2,keyasint"`
	By      ID   `cbor:"3,keyasint"`
}

func (BookingDrafted) Kind() string   { return "booking.drafted" }
func (BookingRequested) Kind() string { return "booking.requested" }
func (BookingWithdrawn) Kind() string { return "booking.withdrawn" }
func (BookingDeclined) Kind() string  { return "booking.declined" }
func (BookingConsented) Kind() string { return "booking.consented" }
func (KeeperAccepted) Kind() string   { return "keeper.accepted" }
func (KeeperReleased) Kind() string   { return "keeper.released" }
func (BookingConfirmed) Kind() string { return "booking.confirmed" }
func (BookingCancelled) Kind() string { return "booking.cancelled" }
func (BookingArrivedOn) Kind() string { return "booking.arrived" }
func (BookingLeftOn) Kind() string    { return "booking.left" }
func (BookingNoShowed) Kind() string  { return "booking.no_show" }
func (BookingMovedTo) Kind() string   { return "booking.moved" }
func (ChangeProposed) Kind() string   { return "change.proposed" }
func (ChangeAnswered) Kind() string   { return "change.answered" }
func (KeeperChanged) Kind() string    { return "keeper.changed" }
func (RightToRentSeen) Kind() string  { return "booking.right_to_rent_seen" }

func (BookingDrafted) Version() uint   { return 1 }
func (BookingRequested) Version() uint { return 1 }
func (BookingWithdrawn) Version() uint { return 1 }
func (BookingDeclined) Version() uint  { return 1 }
func (BookingConsented) Version() uint { return 1 }
func (KeeperAccepted) Version() uint   { return 1 }
func (KeeperReleased) Version() uint   { return 1 }
func (BookingConfirmed) Version() uint { return 1 }
func (BookingCancelled) Version() uint { return 1 }
func (BookingArrivedOn) Version() uint { return 1 }
func (BookingLeftOn) Version() uint    { return 1 }
func (BookingNoShowed) Version() uint  { return 1 }
func (BookingMovedTo) Version() uint   { return 1 }
func (ChangeProposed) Version() uint   { return 1 }
func (ChangeAnswered) Version() uint   { return 1 }
func (KeeperChanged) Version() uint    { return 1 }
func (RightToRentSeen) Version() uint  { return 1 }
