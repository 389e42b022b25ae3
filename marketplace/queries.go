package marketplace

import "context"

// Queries reads what the folds made. Every answer is consistent in itself; lists come in pages. Names and other sealed
// fields are filled only where this device may open them, and are empty otherwise.
type Queries interface {
	Me(ctx context.Context) (Me, error)
	// Today is what needs this person now, most urgent first.
	Today(ctx context.Context) (Today, error)

	// FindRooms is the free live rooms, nearest first where a place is given, else cheapest first.
	FindRooms(ctx context.Context, s RoomSearch) ([]RoomHit, error)
	Rooms(ctx context.Context, f RoomFilter) ([]RoomRow, error)
	CountRooms(ctx context.Context, f RoomFilter) (int, error)
	RoomDetail(ctx context.Context, id ID) (RoomDetail, error)
	Homes(ctx context.Context) ([]HomeRow, error) // this person's, and their organisation's
	Photo(ctx context.Context, id BlobID) ([]byte, error)

	// Bookings leaves out what a lead has not sent yet, but for that lead and their organisation.
	Bookings(ctx context.Context, f BookingFilter) ([]BookingRow, error)
	CountBookings(ctx context.Context, f BookingFilter) (int, error)
	BookingDetail(ctx context.Context, id ID) (BookingDetail, error)
	Thread(ctx context.Context, about ID) ([]Letter, error)

	Arrivals(ctx context.Context, f ArrivalFilter) ([]ArrivalRow, error)
	CountArrivals(ctx context.Context, f ArrivalFilter) (int, error)
	ArrivalDetail(ctx context.Context, id ID) (ArrivalDetail, error)

	Offers(ctx context.Context, f OfferFilter) ([]OfferRow, error)
	CountOffers(ctx context.Context, f OfferFilter) (int, error)
	OfferDetail(ctx context.Context, id ID) (OfferDetail, error)
	Pairings(ctx context.Context, f PairingFilter) ([]PairingRow, error)

	// Nights is the ledger grouped as asked. Stays lists what stands behind a figure.
	Nights(ctx context.Context, f NightsFilter) ([]NightsRow, error)
	Stays(ctx context.Context, f NightsFilter) ([]Stay, error)
	// HostYear is a host's income by tax year against the Rent a Room limit; zero person is this one.
	HostYears(ctx context.Context, person ID) ([]HostYear, error)

	Organisations(ctx context.Context) ([]OrgRow, error)
	Members(ctx context.Context) ([]MemberRow, error)
	CapPolicies(ctx context.Context) ([]CapPolicy, error)
	// CapPreview counts what a cap would mean for the rooms that are live now, the areas with the most over it first.
	CapPreview(ctx context.Context, percent int, areas []CapArea) (CapPreview, error)
	// Audit is the entries that wait, are void or need a newer Settle.
	Audit(ctx context.Context) ([]AuditRow, error)
}

// Me is the person at this device and the system that it belongs to.
type Me struct {
	Actor
	Name      string
	OrgName   string
	System    string
	Rehearsal bool
}

// TaskKind says what a task asks for.
type TaskKind string

// The tasks.
const (
	TaskAnswerRequest  TaskKind = "answer_request"  // a host: accept or decline
	TaskConfirmBooking TaskKind = "confirm_booking" // a lead: confirm what a host accepted
	TaskReleaseNights  TaskKind = "release_nights"  // a host: not confirmed in time; release?
	TaskPlaceArrival   TaskKind = "place_arrival"   // a lead: arrives within 21 days without a bed
	TaskMarkArrived    TaskKind = "mark_arrived"    // the first night is past and nobody said that they came
	TaskMarkLeft       TaskKind = "mark_left"       // the last night is past
	TaskRightToRent    TaskKind = "right_to_rent"   // a host: the window for the check is open
	TaskCompleteRoom   TaskKind = "complete_room"   // a host: guards pending
	TaskReprice        TaskKind = "reprice"         // a host: over the cap in force
	TaskReconfirm      TaskKind = "reconfirm"       // a host: is the listing still true
	TaskAnswerChange   TaskKind = "answer_change"   // either side: a change was proposed
	TaskAnswerPairing  TaskKind = "answer_pairing"  // a volunteer: asked for an arrival
	TaskFinishPairing  TaskKind = "finish_pairing"  // a volunteer: was it done?
	TaskConflict       TaskKind = "conflict"        // both sides: a booking in conflict
)

// Task is one thing that needs this person.
type Task struct {
	Kind    TaskKind
	About   ID      // the booking, arrival, room, pairing
	Due     Instant // deadline; zero when there is none
	Title   string  // a sentence: "Amara asks for your room from 7 December to 4 January"
	Detail  string
	Overdue bool
}

// Today is the home page.
type Today struct {
	Tasks       []Task
	TotalTasks  int // Tasks holds at most 50
	ArrivingIn7 int // arrivals of this lead's organisation within seven days
	StayingNow  int // guests in this person's rooms or of this organisation
	FreeTonight int // live rooms with nothing on their calendar tonight
	NightsMonth int // nights slept this month, in the whole system
}

// RoomSearch asks for free rooms. Zero fields do not restrict.
type RoomSearch struct {
	Dates    Range
	Near     bool
	Lat, Lon float64
	WithinKM float64
	MaxWeek  Pence
	Features Features
	Bathroom Bathroom
	Supply   []Supply
	HostOrg  string
	Guests   int
	Limit    int // 50 when zero, at most 500
}

// RoomHit is a room that a search found.
type RoomHit struct {
	Room       ID
	Title      string
	Outcode    string
	Area       string
	Week       Pence
	CapWeek    Pence // of its area under the policy in force
	AvgWeek    Pence
	DistanceKM float64 // from the place to the room's hundredth of a degree; −1 without a place
	Features   Features
	Bathroom   Bathroom
	Bed        Bed
	Supply     Supply
	HostOrg    string
	HostName   string
	Pending    bool // guards pending: host to complete
	Photo      BlobID
	MinNights  int
	MaxNights  int
	Asked      int // requests that others have sent for any of these nights and that still wait for an answer
}

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
}

// BookingFilter restricts a list of bookings.
type BookingFilter struct {
	States   []BookingState
	Room     ID
	Arrival  ID
	Mine     bool   // this person's as a host or a lead
	GuestOrg string // or
	HostOrg  string
	From, To Date // overlapping
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

// ArrivalFilter restricts a list of arrivals.
type ArrivalFilter struct {
	Org        string
	From, To   Date // of the arrival, To exclusive
	WithoutBed bool
	Closed     bool // also closed ones
	Text       string
	Offset     int
	Limit      int
	Sort       string // "at" (default), "name", "bed", "group"
	Desc       bool
}

// ArrivalRow is an arrival in the cohort grid.
type ArrivalRow struct {
	Arrival   ID
	Name      string // given and family name where they may be opened, else the alias
	Alias     string
	Org       string
	Site      string
	Group     string
	Route     Route
	At        Instant
	Airport   string
	Nights    int
	Needs     Needs
	Budget    Pence
	Closed    bool
	Booking   ID // the one that counts most; zero is no bed
	BedState  BookingState
	BedRoom   ID
	BedTitle  string
	Pickup    PairingState
	HasPickup bool
	HasBuddy  bool
	Buddy     PairingState
	Ref       string
}

// ArrivalDetail is an arrival's page.
type ArrivalDetail struct {
	ArrivalRow
	Given, Family string
	Email, Phone  string
	Flight        string
	Note          string
	Languages     []string
	Bookings      []BookingRow
	Pairings      []PairingRow
	Mine          bool
}

// OfferFilter restricts a list of offers.
type OfferFilter struct {
	Kind     *OfferKind
	Mine     bool
	Language string
	On       Date // available on that date
	Outcode  string
	Airport  string
	OpenOnly bool
	Offset   int
	Limit    int
}

// OfferRow is an offer in a list.
type OfferRow struct {
	Offer     ID
	Facts     OfferFacts
	Title     string
	Note      string
	State     OfferState
	Volunteer string
	OrgName   string
	Taken     int // pairings that take capacity now
	Mine      bool
}

// OfferDetail is an offer's page.
type OfferDetail struct {
	OfferRow
	Pairings []PairingRow
}

// PairingFilter restricts a list of pairings.
type PairingFilter struct {
	Mine    bool // this person's as a volunteer or a lead
	Arrival ID
	Offer   ID
	Open    bool
	Limit   int
}

// PairingRow is a pairing in a list.
type PairingRow struct {
	Pairing   ID
	Offer     ID
	Kind      OfferKind
	Arrival   ID
	Guest     string
	Flight    string
	Volunteer string
	State     PairingState
	Reason    Reason
	At        Instant
	Deadline  Instant
	Contacts  []ContactLogged
	Side      Side // SideHost: the volunteer; SideGuest: the lead
}

// NightsBy is a set of what to group the ledger by.
type NightsBy uint8

// The groupings.
const (
	ByMonth NightsBy = 1 << iota
	ByHostOrg
	ByGuestOrg
	ByArea
	ByGroup
)

// NightsFilter restricts the ledger. Dates are half-open; zero is open.
type NightsFilter struct {
	From, To  Date
	By        NightsBy
	HostOrg   string
	GuestOrg  string
	Area      string
	Group     string
	Follow    bool // count an organisation under its successor
	WithMonth Date // Stays: only nights in the month of this date
	Offset    int
	Limit     int
}

// NightsRow is one group of the ledger, not yet suppressed. Money is for nights slept.
type NightsRow struct {
	Month    Date // the first of the month
	HostOrg  string
	GuestOrg string
	Area     string
	Group    string
	Nights   int // slept, up to today
	Planned  int // agreed, still to come
	People   int // different people behind the nights slept
	Rooms    int // different rooms behind the nights slept
	Stays    int
	Rent     Pence
	Average  Pence // the same nights at the area average
	Saving   Pence // Average − Rent

	PlannedPeople int // different people behind the nights planned
}

// Stay is the nights of one booking: what stands behind a figure.
type Stay struct {
	Booking  ID
	Room     ID
	Title    string
	HostOrg  string
	GuestOrg string
	Area     string
	Group    string
	Slept    Range
	Planned  Range
	Week     Pence
	AvgWeek  Pence
	People   int
	Persons  []ID // the arrivals, so that each is counted once
	Supply   Supply
	Guest    string
	Home     ID
	HostID   ID
}

// HostYear is a host's income in one tax year.
type HostYear struct {
	Year       string // "2026-27"
	From, To   Date
	Limit      Pence
	Earned     Pence // nights slept
	Expected   Pence // with the nights agreed
	Nights     int
	CrossesOn  Date // the date on which the limit is crossed at the present bookings; zero: not
	PerBooking []HostIncome
}

// HostIncome is one booking's part of a year.
type HostIncome struct {
	Booking ID
	Title   string
	Nights  int
	Amount  Pence
}

// OrgRow is an organisation in a list.
type OrgRow struct {
	Org
	NameText string
}

// MemberRow is a person who takes part, with devices.
type MemberRow struct {
	Person  Person
	Name    string
	Devices []Device
	This    bool
}

// CapPolicy is a version of the cap policy with its words.
type CapPolicy struct {
	Cap
	By     string
	At     Instant
	Source string
	Now    bool // the one in force
	Over   int  // live listings over it
}

// CapPreview is how many live rooms a cap would leave over it.
type CapPreview struct {
	Live int
	Over int
	In   []AreaCount // where those over it are
}

// AreaCount is a number of rooms in a rental area.
type AreaCount struct {
	Area  string
	Rooms int
}

// AuditRow is an entry that is not in effect.
type AuditRow struct {
	Verdict
	Kind    string
	At      Instant
	By      string
	Subject ID
}
