package marketplace

// BookingFilter restricts a list of bookings.
type BookingFilter struct {
	States   []BookingState
	Room     ID
	Arrival  ID
	Mine     bool   // this person's as a host or a lead
	GuestOrg string // or
	HostOrg  string
	From, To Date  // overlapping
	Starts   Range // the first night lies in it; zero is any
	Text     string
	Offset   int
	Limit    int
	// Sort is by "dates" (the first night), "guest", "room", "rent", "state" or "next", descending where Desc is set;
	// empty is the latest first night first.
	Sort string
	Desc bool
}

// BookingRow is a booking in a list.
type BookingRow struct {
	Booking   ID
	Room      ID
	RoomTitle string
	Outcode   string
	State     BookingState // as of now
	Dates     Range
	Week      Pence
	Guest     string // name where it may be opened, else the alias
	People    int
	Group     string
	GuestOrg  string
	HostOrg   string
	HostName  string
	Deadline  Instant // the next one
	ArrivedOn Date
	LeftOn    Date
	Side      Side // which side this person is on
	Arrival   ID   // the first of the party
	Photo     BlobID
	HasChange bool
	RTRSeen   bool
	Via       Via // by which way the host's yes came; it means nothing before that
}

// Agreed tells whether the host's side said yes to the booking as it stands or went on.
func (b BookingRow) Agreed() bool {
	switch b.State {
	case StateAccepted, StateConfirmed, StateArrived, StateCompleted, StateEndedEarly, StateNoShow, StateMoved:
		return true
	}
	return false
}

// BookingDetail is a booking's page.
type BookingDetail struct {
	BookingRow
	Fold       Booking // all that the entries say
	Total      Pence   // rent for all nights
	Address    string
	Phone      string
	DoorNotes  string
	Names      []string
	Note       string
	LeadName   string
	Occupier   Shared // what kind of occupier: from the shared space
	RTRFrom    Date   // the right to rent window: 28 days before the first night
	RTRNeeded  bool
	Steps      []StepRow
	Actions    []BookingAction // what this person may do now
	HostEmail  string
	KeptHere   bool
	KeeperName string
	Turn       Turn
}

// BookingAction is something that can be done with a booking now.
type BookingAction string

// The actions.
const (
	ActSend     BookingAction = "send" // a draft
	ActWithdraw BookingAction = "withdraw"
	ActAccept   BookingAction = "accept"
	ActDecline  BookingAction = "decline"
	ActConfirm  BookingAction = "confirm"
	ActRelease  BookingAction = "release"
	ActCancel   BookingAction = "cancel"
	ActArrived  BookingAction = "arrived"
	ActLeft     BookingAction = "left"
	ActNoShow   BookingAction = "no_show"
	ActMove     BookingAction = "move"
	ActPropose  BookingAction = "propose_change"
	ActAgree    BookingAction = "agree_change"
	ActRefuse   BookingAction = "refuse_change"
	ActRTR      BookingAction = "right_to_rent"
)

// StepRow is a step of the history with a name: "Siân Rees accepted".
type StepRow struct {
	At   Instant
	Who  string
	What string
}

// Letter is a message that this device may open.
type Letter struct {
	At   Instant
	From string
	Mine bool
	Text string
}
