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
