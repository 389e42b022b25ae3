package marketplace

// enumeration is a small closed set of values with a machine name and a label for people each.
type enumeration []struct{ name, label string }

func (e enumeration) name(i uint8) string {
	if int(i) < len(e) {
		return e[i].name
	}
	return "unknown"
}

func (e enumeration) label(i uint8) string {
	if int(i) < len(e) {
		return e[i].label
	}
	return "Needs a newer Settle"
}

func (e enumeration) parse(what, s string) (uint8, error) {
	list := ""
	for i, v := range e {
		if v.name == s {
			return uint8(i), nil
		}
		list += ", " + v.name
	}
	return 0, Errorf(Invalid, "%q is not a %s. Use one of these: %s.", clip(s), what, list[2:])
}

var (
	sharedSet   = enumeration{{"unknown", "Not said yet"}, {"shared", "Kitchen, bathroom or living room shared"}, {"not_shared", "No shared space"}}
	bathroomSet = enumeration{{"unknown", "Not said yet"}, {"shared", "Shared bathroom"}, {"private", "Own bathroom"}}
	bedSet      = enumeration{{"unknown", "Not said yet"}, {"single", "Single bed"}, {"double", "Double bed"}, {"twin", "Two single beds"}, {"sofa", "Sofa bed"}}
	supplySet   = enumeration{{"home", "Room in a colleague's home"}, {"university", "University residence"}, {"trust", "Trust-owned room"}}

	roomSet = enumeration{{"draft", "Draft"}, {"live", "Live"}, {"paused", "Paused"}, {"suspended", "Suspended"}, {"retired", "Retired"}, {"lapsed", "Needs reconfirming"}}

	bookingSet = enumeration{
		{"draft", "Draft"},
		{"requested", "Requested"},
		{"accepted", "Accepted"},
		{"confirmed", "Confirmed"},
		{"arrived", "Staying"},
		{"completed", "Completed"},
		{"withdrawn", "Withdrawn"},
		{"declined", "Declined"},
		{"expired", "Expired"},
		{"cancelled", "Cancelled"},
		{"no_show", "Did not arrive"},
		{"ended_early", "Left early"},
		{"moved", "Moved"},
		{"conflict", "Conflict"},
	}

	reasonSet = enumeration{
		{"other", "Another reason"},
		{"dates_no_longer_free", "The dates are no longer free"},
		{"not_suitable", "The room does not suit"},
		{"already_placed", "Already has a room"},
		{"plans_changed", "Plans changed"},
		{"arrival_delayed", "The arrival is delayed"},
		{"arrival_cancelled", "The arrival will not come"},
		{"host_unwell", "The host is unwell"},
		{"home_repairs", "Repairs in the home"},
		{"safety", "A safety concern"},
		{"found_own_home", "Found a home of their own"},
		{"price", "The price"},
		{"not_recognised", "The host does not know of it"},
		{"too_far", "Too far away"},
		{"too_busy", "No time at present"},
		{"added_by_mistake", "Added by mistake"},
		{"lost", "Lost or stolen"},
		{"left", "Has left the organisation"},
		{"replaced", "Replaced by another computer"},
	}

	sideSet  = enumeration{{"none", "Nobody"}, {"host", "Host"}, {"guest", "Lead"}}
	viaSet   = enumeration{{"app", "In Settle"}, {"phone", "By phone"}, {"rules", "By the host's rules"}}
	routeSet = enumeration{
		{"unknown", "Not recorded"},
		{"international", "International recruitment"},
		{"msw", "Medical support worker"},
		{"refugee", "Refugee with clinical training"},
		{"returning", "Returning to practice"},
		{"domestic", "Moves within the UK"},
		{"student", "Student"},
	}
	offerSet = enumeration{
		{"other", "Something else"},
		{"pickup", "Airport pickup"},
		{"buddy", "Buddy"},
		{"mentor", "Mentor"},
		{"coach", "Coach"},
		{"tour", "Local tour"},
		{"bank", "Bank account"},
		{"gp", "GP registration"},
		{"sim", "UK SIM card"},
		{"school", "Schools"},
		{"worship", "Places of worship"},
		{"transport", "Public transport"},
		{"dialect", "Dialect and ward language"},
	}
	offerStateSet = enumeration{{"open", "Open"}, {"paused", "Paused"}, {"closed", "Closed"}, {"full", "Full"}, {"lapsed", "Needs reconfirming"}}
	pairingSet    = enumeration{
		{"asked", "Asked"},
		{"accepted", "Accepted"},
		{"declined", "Declined"},
		{"withdrawn", "Withdrawn"},
		{"expired", "Expired"},
		{"done", "Done"},
		{"not_done", "Did not happen"},
		{"ended", "Ended"},
	}
	contactSet = enumeration{{"in_person", "In person"}, {"call", "Call"}, {"message", "Message"}, {"missed", "Missed"}}
)

// String is the machine name, Label the words for a person; MarshalText is String, for JSON.

func (v Shared) String() string               { return sharedSet.name(uint8(v)) }
func (v Shared) Label() string                { return sharedSet.label(uint8(v)) }
func (v Shared) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v Bathroom) String() string               { return bathroomSet.name(uint8(v)) }
func (v Bathroom) Label() string                { return bathroomSet.label(uint8(v)) }
func (v Bathroom) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v Bed) String() string               { return bedSet.name(uint8(v)) }
func (v Bed) Label() string                { return bedSet.label(uint8(v)) }
func (v Bed) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v Supply) String() string               { return supplySet.name(uint8(v)) }
func (v Supply) Label() string                { return supplySet.label(uint8(v)) }
func (v Supply) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v RoomState) String() string               { return roomSet.name(uint8(v)) }
func (v RoomState) Label() string                { return roomSet.label(uint8(v)) }
func (v RoomState) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (s BookingState) String() string               { return bookingSet.name(uint8(s)) }
func (s BookingState) Label() string                { return bookingSet.label(uint8(s)) }
func (s BookingState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseBookingState reads a machine name.
func ParseBookingState(s string) (BookingState, error) {
	v, err := bookingSet.parse("state of a booking", s)
	return BookingState(v), err
}

func (v Reason) String() string               { return reasonSet.name(uint8(v)) }
func (v Reason) Label() string                { return reasonSet.label(uint8(v)) }
func (v Reason) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// ParseReason reads a machine name.
func ParseReason(s string) (Reason, error) {
	v, err := reasonSet.parse("reason", s)
	return Reason(v), err
}

func (v Side) String() string               { return sideSet.name(uint8(v)) }
func (v Side) Label() string                { return sideSet.label(uint8(v)) }
func (v Side) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v Via) String() string               { return viaSet.name(uint8(v)) }
func (v Via) Label() string                { return viaSet.label(uint8(v)) }
func (v Via) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v Route) String() string               { return routeSet.name(uint8(v)) }
func (v Route) Label() string                { return routeSet.label(uint8(v)) }
func (v Route) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (k OfferKind) String() string               { return offerSet.name(uint8(k)) }
func (k OfferKind) Label() string                { return offerSet.label(uint8(k)) }
func (k OfferKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// ParseOfferKind reads a machine name.
func ParseOfferKind(s string) (OfferKind, error) {
	v, err := offerSet.parse("kind of offer", s)
	return OfferKind(v), err
}

func (v OfferState) String() string               { return offerStateSet.name(uint8(v)) }
func (v OfferState) Label() string                { return offerStateSet.label(uint8(v)) }
func (v OfferState) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v PairingState) String() string               { return pairingSet.name(uint8(v)) }
func (v PairingState) Label() string                { return pairingSet.label(uint8(v)) }
func (v PairingState) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

func (v ContactKind) String() string               { return contactSet.name(uint8(v)) }
func (v ContactKind) Label() string                { return contactSet.label(uint8(v)) }
func (v ContactKind) MarshalText() ([]byte, error) { return []byte(v.String()), nil }
