package marketplace

// Home is the fold of a home's entries.
type Home struct {
	ID    ID
	Facts HomeAdded
	Last  Ref // the entry whose private part holds the address
}

// Room is the fold of a room's entries: the listing, its calendar and its bookings.
type Room struct {
	ID          ID
	Facts       RoomFacts
	Week        Pence
	Cap         Ref       // the policy version that it was priced under
	Prices      []Pence   // every rent that it has had, oldest first
	PriceCaps   []Ref     // the policy version of each price
	State       RoomState // draft, live, paused, suspended or retired as stored; see StateAt
	Reason      Reason    // why suspended
	ListedAt    Instant
	ConfirmedOn Date // last said to be true: listed, changed by the host or reconfirmed
	Keeper      DeviceID
	Epoch       int
	Instant     InstantRules
	Text        Ref // the entry whose private part describes it now
	Photos      []Photo
	Sealed      []Ref     // the entries whose private parts may hold sealed fields, oldest first; a later one wins, field by field
	Removed     []Photo   // the photos that were taken away last, newest last, so that it can be undone
	Blocks      []Block   // nights blocked by the keeper, in order, joined, without bookings that are here
	Unasked     []Unasked // of these, the ones held for requests that are not here, in order
	LastAct     CalendarAct
	Bookings    []*Booking
	Asks        []Ask // block requests that the keeper has not answered
	NeedsNewer  bool  // holds entries that this version cannot read: a keeper accepts nothing until it can

	Kept      Epoch    // the epoch of the calendar that lasts, of which Epoch is the number
	ClaimedOn DeviceID // the device on which its host claimed it
}

// Photo is one photo of a room.
type Photo struct {
	Blob          BlobID
	Width, Height int
	Size          int
	Text          Ref
}

// Block is a range of nights that is not free.
type Block struct {
	Range
}

// CalendarAct is what the keeper last did to the blocked nights, so that it can be undone.
type CalendarAct struct {
	Ref    Ref
	Asked  Ref // the request that it answered
	Ranges []Range
	Open   bool
}

// Ask is a request to the keeper that waits.
type Ask struct {
	Ref    Ref
	Ranges []Range
	Open   bool
}

// Booking is one booking of a room.
type Booking struct {
	ID          ID
	Began       Ref // the entry that began it; its private part holds the names
	Facts       BookingFacts
	State       BookingState // as the entries say; see StateAt for what lapsed
	By          Side         // who ended it
	Reason      Reason
	Dates       Range // as agreed now
	Week        Pence // as agreed now
	Area        string
	Cap         Ref   // the cap policy version under which that rent was set
	Held        Range // the nights that the keeper blocks for it; zero when none
	RequestedAt Instant
	AcceptedAt  Instant
	AcceptedBy  ID
	Via         Via
	Accepted    Ref // the keeper's entry; it or Consent holds the sealed address
	WayIn       Ref // holds the sealed address where neither of them could
	Consent     Ref // the host's, where another device keeps the calendar, or the version of their rules
	ConsentBy   ID  // the person who recorded it
	ConsentAt   Instant
	Claim       Ref     // an earlier keeper's acceptance that the keeper has yet to answer
	ConfirmBy   Instant // deadline for the confirmation
	ConfirmedAt Instant
	EndedAt     Instant
	ArrivedOn   Date
	LeftOn      Date
	MovedTo     ID
	Changes     []BookingChange
	RightToRent []RightToRentSeen
	Trail       []Step

	waits bool // the keeper's acceptance holds nights and rests on entries that are not here
}

// Step is one step of a booking's history: who did what, when.
type Step struct {
	Ref  Ref
	At   Instant
	By   ID // the person
	What string
}

// ChangeState is where a proposed change stands. Lapsed is derived when read.
type ChangeState uint8

// The states of a change.
const (
	ChangeOpen ChangeState = iota
	ChangeAgreed
	ChangeRefused
	ChangeLapsed
	ChangeInEffect
	ChangeNotFree // agreed, but the keeper found the nights taken
)

// BookingChange is a proposed change of dates or rent.
type BookingChange struct {
	ID    ID
	Facts ChangeProposed
	By    ID // the person who proposed it
	State ChangeState
}

// Arrival is the fold of an arrival's entries.
type Arrival struct {
	ID     ID
	Facts  ArrivalFacts
	Closed bool
	Reason Reason
	Last   Ref // the entry whose private part holds alias and names
	By     ID  // the person who recorded it
}

// Offer is the fold of a pastoral offer's entries with its pairings.
type Offer struct {
	ID          ID
	Facts       OfferFacts
	State       OfferState // open, paused or closed as stored; see StateAt
	Keeper      DeviceID
	ConfirmedAt Instant
	Text        Ref
	Pairings    []*Pairing
	NeedsNewer  bool // holds entries that this version cannot read: a keeper takes no place for an earlier one until it can

	Kept  Epoch // the epoch of the offer's places that lasts
	Epoch int   // its number

	holds int // places that the keeper holds, also for pairings that have not arrived
}

// Pairing is an arrival and a volunteer brought together.
type Pairing struct {
	ID         ID
	Asked      Ref // its private part holds names and flight
	Facts      PairingAskedFor
	State      PairingState // as the entries say; see StateAt
	Reason     Reason
	AskedAt    Instant
	AnsweredAt Instant
	FinishedOn Date
	Contacts   []ContactLogged
	Held       bool // the keeper holds a place for it; a pairing that others ended holds it until the keeper's next entry

	Claim Ref // an earlier keeper's yes that the keeper has yet to answer

	keeperSaidNo bool
}
