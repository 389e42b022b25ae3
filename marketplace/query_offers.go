package marketplace

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
	KeptBy   KeeperRow // the device that says yes and keeps the number of people
	Epoch    int       // how many devices have kept it, this one included
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
