package marketplace

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
