package marketplace

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
