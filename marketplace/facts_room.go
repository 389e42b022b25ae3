package marketplace

// HomeAdded gives birth to a home, and HomeChanged replaces what it said. The address is sealed.
type HomeAdded struct {
	Host        ID     `cbor:"1,keyasint,omitzero"` // the person who lives there; zero when an organisation offers it
	Org         string `cbor:"2,keyasint"`
	LodgerLimit int    `cbor:"3,keyasint"`          // lodgers at one time in all its rooms
	Allowance   Pence  `cbor:"4,keyasint,omitzero"` // Rent a Room limit: £7,500, or £3,750 where somebody else has income from it
}

// HomeChanged replaces what HomeAdded said.
type HomeChanged HomeAdded

// RoomFacts is what a listing says of a room. Title, description and house rules are text; phone, door notes and safety
// dates are sealed.
type RoomFacts struct {
	Home       ID        `cbor:"1,keyasint,omitzero"`
	Host       ID        `cbor:"2,keyasint,omitzero"` // the person; zero while nobody has claimed it, or for an organisation's room
	HostOrg    string    `cbor:"3,keyasint"`
	Supply     Supply    `cbor:"4,keyasint,omitzero"`
	Outcode    string    `cbor:"5,keyasint"`
	Cell       Cell      `cbor:"6,keyasint"`
	Area       string    `cbor:"7,keyasint"` // rental area
	Bed        Bed       `cbor:"8,keyasint,omitzero"`
	Bathroom   Bathroom  `cbor:"9,keyasint,omitzero"`
	Shared     Shared    `cbor:"10,keyasint,omitzero"`
	Features   Features  `cbor:"11,keyasint,omitzero"`
	Included   Included  `cbor:"12,keyasint,omitzero"`
	Guests     int       `cbor:"13,keyasint,omitzero"` // people who may share it; 1 when zero
	Household  Household `cbor:"14,keyasint,omitzero"`
	MinNights  int       `cbor:"15,keyasint,omitzero"` // 0: no least
	MaxNights  int       `cbor:"16,keyasint,omitzero"` // 0: no most
	NoticeDays int       `cbor:"17,keyasint,omitzero"` // between a request and the first night
	GapDays    int       `cbor:"18,keyasint,omitzero"` // between two guests
	Guards     Guards    `cbor:"19,keyasint,omitzero"`
	Pending    bool      `cbor:"20,keyasint,omitzero"` // imported: live with guards pending, "host to complete"
	Import     [16]byte  `cbor:"21,keyasint,omitzero"` // imported: ImportKey of source and reference
}

// Household is who lives in the home: counts and languages, never names.
type Household struct {
	Adults    int      `cbor:"1,keyasint,omitzero"`
	Children  int      `cbor:"2,keyasint,omitzero"`
	Languages []string `cbor:"3,keyasint,omitempty"` // ISO 639 codes
}

// Cell is a position kept to a hundredth of a degree (about 1.1 km north to south, 0.7 km east to west in Surrey), so
// that a listing never gives a house away.
type Cell struct {
	Lat int32 `cbor:"1,keyasint"` // degrees north × 100, rounded
	Lon int32 `cbor:"2,keyasint"` // degrees east × 100, rounded
}

// Included is the set of what the rent includes.
type Included uint16

// What a rent may include. A charge for meals or cleaning counts towards the Rent a Room limit (HS223).
const (
	IncludesBills Included = 1 << iota
	IncludesCouncilTax
	IncludesInternet
	IncludesLinen
	IncludesCleaning
	IncludesBreakfast
	IncludesMeals
	IncludesLaundry
)

// RoomListed gives birth to a room. The issuing device becomes the keeper of its calendar.
type RoomListed struct {
	Facts RoomFacts `cbor:"1,keyasint"`
	Week  Pence     `cbor:"2,keyasint,omitzero"` // rent; zero for a draft without a price
	Cap   Ref       `cbor:"3,keyasint,omitzero"` // the CapSet entry that it was priced under
	Live  bool      `cbor:"4,keyasint,omitzero"`
}

// RoomChanged replaces what the listing says, all but price and state.
type RoomChanged struct {
	Facts RoomFacts `cbor:"1,keyasint"`
}

// RoomPriced sets the rent under a version of the cap policy.
type RoomPriced struct {
	Week Pence `cbor:"1,keyasint"`
	Cap  Ref   `cbor:"2,keyasint"`
}

// RoomMoved moves the listing to another state: live, paused, retired, or by a coordinator suspended with a reason.
type RoomMoved struct {
	To     RoomState `cbor:"1,keyasint"`
	Reason Reason    `cbor:"2,keyasint,omitzero"`
}

// RoomReconfirmed says that the listing is still true; it lasts six months.
type RoomReconfirmed struct {
	On Date `cbor:"1,keyasint"`
}

// RoomClaimed makes a person the host of an imported room.
type RoomClaimed struct {
	Host ID `cbor:"1,keyasint"`
	Home ID `cbor:"2,keyasint,omitzero"`
}

// RoomPhotoAdded adds a photo, by the hash of its stored bytes. What it shows is text.
type RoomPhotoAdded struct {
	Photo  BlobID `cbor:"1,keyasint"`
	Width  int    `cbor:"2,keyasint"`
	Height int    `cbor:"3,keyasint"`
	Size   int    `cbor:"4,keyasint"` // bytes
}

// RoomPhotoRemoved removes one.
type RoomPhotoRemoved struct {
	Photo BlobID `cbor:"1,keyasint"`
}

// RoomBlockAsked asks the keeper to block nights, or with Open to open them again.
type RoomBlockAsked struct {
	Ranges []Range `cbor:"1,keyasint"`
	Open   bool    `cbor:"2,keyasint,omitzero"`
}

// KeeperBlocked blocks nights for everyone. Only the keeper's log decides occupancy.
type KeeperBlocked struct {
	Ranges []Range `cbor:"1,keyasint"`
	Asked  Ref     `cbor:"2,keyasint,omitzero"` // the RoomBlockAsked that it answers
}

// KeeperOpened opens blocked nights again.
type KeeperOpened struct {
	Ranges []Range `cbor:"1,keyasint"`
	Asked  Ref     `cbor:"2,keyasint,omitzero"`
}

func (HomeAdded) Kind() string        { return "home.added" }
func (HomeChanged) Kind() string      { return "home.changed" }
func (RoomListed) Kind() string       { return "room.listed" }
func (RoomChanged) Kind() string      { return "room.changed" }
func (RoomPriced) Kind() string       { return "room.priced" }
func (RoomMoved) Kind() string        { return "room.moved" }
func (RoomReconfirmed) Kind() string  { return "room.reconfirmed" }
func (RoomClaimed) Kind() string      { return "room.claimed" }
func (RoomPhotoAdded) Kind() string   { return "room.photo_added" }
func (RoomPhotoRemoved) Kind() string { return "room.photo_removed" }
func (RoomBlockAsked) Kind() string   { return "room.block_asked" }
func (KeeperBlocked) Kind() string    { return "keeper.blocked" }
func (KeeperOpened) Kind() string     { return "keeper.opened" }

func (HomeAdded) Version() uint        { return 1 }
func (HomeChanged) Version() uint      { return 1 }
func (RoomListed) Version() uint       { return 1 }
func (RoomChanged) Version() uint      { return 1 }
func (RoomPriced) Version() uint       { return 1 }
func (RoomMoved) Version() uint        { return 1 }
func (RoomReconfirmed) Version() uint  { return 1 }
func (RoomClaimed) Version() uint      { return 1 }
func (RoomPhotoAdded) Version() uint   { return 1 }
func (RoomPhotoRemoved) Version() uint { return 1 }
func (RoomBlockAsked) Version() uint   { return 1 }
func (KeeperBlocked) Version() uint    { return 1 }
func (KeeperOpened) Version() uint     { return 1 }
