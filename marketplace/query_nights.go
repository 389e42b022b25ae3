package marketplace

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
