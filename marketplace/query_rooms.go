package marketplace

// RoomFilter restricts a list of rooms. Zero fields do not.
type RoomFilter struct {
	Mine    bool
	HostOrg string
	State   *RoomState
	Pending bool
	Reprice bool // over the cap in force
	Text    string
	Offset  int
	Limit   int
}

// RoomRow is a room in a list.
type RoomRow struct {
	Room     ID
	Title    string
	Outcode  string
	Area     string
	Week     Pence
	CapWeek  Pence
	State    RoomState
	Pending  bool
	Reprice  bool
	HostOrg  string
	HostName string
	Supply   Supply
	Photo    BlobID
	Open     int  // open bookings
	NextFrom Date // first night of the next stay, if any
	Home     ID
	Ref      string // the reference of the import, where this device may open it
}

// RoomDetail is a room's page.
type RoomDetail struct {
	Room
	StateNow    RoomState
	Title       string
	Description string
	Rules       string
	Captions    []string // of Photos, in their order
	CapWeek     Pence
	AvgWeek     Pence
	CapArea     CapArea
	CapPercent  int
	CapSource   string
	HostName    string
	HostOrgName string
	Reprice     bool
	Mine        bool // this person may change it
	KeptHere    bool // this device keeps its calendar
	KeptBy      KeeperRow
	Phone       string
	DoorNotes   string
	Email       string // the host's, for those who may change the room
	Reference   string // of the import, likewise
	Address     string
	Safety      map[Field]string
	Busy        []Busy
}

// Busy is a range of nights that is taken or asked for.
type Busy struct {
	Range
	Booking ID // zero: blocked
	State   BookingState
	Who     string // where this device may know
}

// HomeRow is a home in a list.
type HomeRow struct {
	Home      ID
	Facts     HomeAdded
	Address   string
	RoomCount int
	Outcode   string // and Area, of its newest room; empty where it has none
	Area      string
}
