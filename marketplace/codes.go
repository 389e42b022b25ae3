package marketplace

import "strings"

// Roles is the set of roles that a person holds in their organisation.
type Roles uint8

// The roles.
const (
	RoleHost Roles = 1 << iota
	RoleVolunteer
	RoleLead
	RoleCoordinator
	RoleRegistrar
	RoleGuardian
)

var roleNames = []string{"host", "volunteer", "lead", "coordinator", "registrar", "guardian"}

// Has tells whether any of the roles in q is held.
func (r Roles) Has(q Roles) bool { return r&q != 0 }

// Names lists the roles by name: host, volunteer, lead, coordinator, registrar, guardian.
func (r Roles) Names() []string { return bitNames(uint64(r), roleNames) }

// String is the names with commas between.
func (r Roles) String() string { return strings.Join(r.Names(), ",") }

// MarshalText is String, for JSON.
func (r Roles) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// ParseRoles reads names with commas between.
func ParseRoles(s string) (Roles, error) {
	bits, bad := bitsOf(s, roleNames)
	if bad != "" {
		return 0, Errorf(Invalid, "There is no role %q. The roles are %s.", clip(bad), strings.Join(roleNames, ", "))
	}
	return Roles(bits), nil
}

// Features is the set of things that a room or its home has.
type Features uint32

// The features. Bits are never reused.
const (
	Lock Features = 1 << iota // a lock on the room's own door
	Wifi
	Kitchen // use of the kitchen
	Desk
	Washer
	Parking
	Linen
	StepFree
	NoPets         // no pets in the home
	NoSmoking      // nobody smokes in the home
	WomenOnly      // a household of women that takes women
	CouplesWelcome // two people may share the room
	ChildrenWelcome
	BusNearby
	TrainNearby
	Heating // heating that the lodger can set
	Storage
	Garden
	VegetarianKitchen
	HalalKitchen
	Bicycle // somewhere to keep one
	TV
)

var featureNames = []string{
	"lock", "wifi", "kitchen", "desk", "washer", "parking", "linen", "step-free", "no-pets", "no-smoking", "women-only",
	"couples", "children", "bus", "train", "heating", "storage", "garden", "vegetarian-kitchen", "halal-kitchen", "bicycle", "tv",
}

var featureLabels = []string{
	"Lock on the door", "Wi-Fi", "Use of the kitchen", "Desk", "Washing machine", "Parking", "Bed linen", "Step-free",
	"No pets", "Nobody smokes", "Women only", "Couples welcome", "Children welcome", "Bus nearby", "Train nearby", "Own heating control", "Storage",
	"Garden", "Vegetarian kitchen", "Halal kitchen", "Bicycle storage", "TV",
}

// AllFeatures is every feature that this version knows, in order.
func AllFeatures() []Features {
	all := make([]Features, len(featureNames))
	for i := range all {
		all[i] = 1 << i
	}
	return all
}

// Has tells whether every feature in q is there.
func (f Features) Has(q Features) bool { return f&q == q }

// Names lists the features by the name that a search takes.
func (f Features) Names() []string { return bitNames(uint64(f), featureNames) }

// Labels lists the features as people say them.
func (f Features) Labels() []string { return bitNames(uint64(f), featureLabels) }

// MarshalText is the names with commas between, for JSON.
func (f Features) MarshalText() ([]byte, error) { return []byte(strings.Join(f.Names(), ",")), nil }

// ParseFeatures reads names with commas between.
func ParseFeatures(s string) (Features, error) {
	bits, bad := bitsOf(s, featureNames)
	if bad != "" {
		return 0, Errorf(Invalid, "There is no feature %q. The features are %s.", clip(bad), strings.Join(featureNames, ", "))
	}
	return Features(bits), nil
}

// Guards is the set of conditions that a room must meet to go live.
type Guards uint8

// The guards. A room's price is a guard too, but it is never pending.
const (
	Vouched        Guards = 1 << iota // the employer vouches for the host
	Furnished                         // a furnished room: the Rent a Room scheme asks for it
	SharedAnswered                    // the question which space is shared is answered
	SafetyDated                       // gas, smoke alarm, carbon monoxide alarm and electrics are dated (the dates are class C)
	AllGuards      = Vouched | Furnished | SharedAnswered | SafetyDated
)

var guardLabels = []string{"Your employer vouches for you", "The room is furnished", "You have said which space is shared", "The safety checks are dated"}

// Missing lists, as people say them, the guards that are not met.
func (g Guards) Missing() []string { return bitNames(uint64(AllGuards&^g), guardLabels) }

// Shared says which space the lodger shares with the host's household. It decides what kind of occupier the lodger is
// (gov.uk, Rent a room in your home: types of tenancy).
type Shared uint8

// The answers.
const (
	SharedUnknown Shared = iota
	SharedYes            // kitchen, bathroom or living room is shared: an excluded occupier
	SharedNo             // nothing is shared: an occupier with basic protection
)

// Bathroom says which bathroom the lodger uses.
type Bathroom uint8

// The kinds of bathroom.
const (
	BathroomUnknown Bathroom = iota
	BathroomShared
	BathroomPrivate
)

// Bed says what the lodger sleeps in.
type Bed uint8

// The kinds of bed.
const (
	BedUnknown Bed = iota
	BedSingle
	BedDouble
	BedTwin
	BedSofa
)

// Supply says who offers a room.
type Supply uint8

// The kinds of supply.
const (
	SupplyHome       Supply = iota // a spare room in a member of staff's home
	SupplyUniversity               // a university residence
	SupplyTrust                    // a room that a trust owns
)

// RoomState is where a listing stands.
type RoomState uint8

// The states of a room. Lapsed (not reconfirmed within six months) is never stored: it is derived when read.
const (
	RoomDraft RoomState = iota
	RoomLive
	RoomPaused
	RoomSuspended // by a coordinator, with a reason
	RoomRetired
	RoomLapsed
)

// BookingState is where a booking stands.
type BookingState uint8

// The states of a booking. Expired is derived when read: of a request that nobody answered and of an acceptance that
// nobody confirmed before the deadline.
const (
	StateDraft BookingState = iota
	StateRequested
	StateAccepted
	StateConfirmed
	StateArrived
	StateCompleted
	StateWithdrawn
	StateDeclined
	StateExpired
	StateCancelled
	StateNoShow
	StateEndedEarly
	StateMoved
	StateConflict
)

// Open tells whether the booking still asks something of somebody or will.
func (s BookingState) Open() bool {
	return s <= StateArrived || s == StateConflict
}

// Reason is why somebody declined, cancelled, suspended or ended something. Facts hold no free text; a sentence of
// their own goes into a letter.
type Reason uint8

// The reasons.
const (
	ReasonOther Reason = iota
	ReasonDatesNoLongerFree
	ReasonNotSuitable
	ReasonAlreadyPlaced
	ReasonPlansChanged
	ReasonArrivalDelayed
	ReasonArrivalCancelled
	ReasonHostUnwell
	ReasonHomeRepairs
	ReasonSafety
	ReasonFoundOwnHome
	ReasonPrice
	ReasonNotRecognised
	ReasonTooFar
	ReasonTooBusy
	ReasonAddedByMistake
	ReasonLost     // a computer that was lost or stolen
	ReasonLeft     // its person has left
	ReasonReplaced // by another
)

// Side is one of the two sides of a booking.
type Side uint8

// The sides.
const (
	SideNone  Side = iota
	SideHost       // the host, or a lead of the host's organisation for them
	SideGuest      // a recruitment lead of the guest's organisation
)

// Via says how a consent or a fact reached Settle.
type Via uint8

// The ways.
const (
	ViaApp   Via = iota // by themselves, here
	ViaPhone            // told to the person who recorded it
	ViaRules            // by a version of the host's rules for instant acceptance
)

// Route is how an arrival came to be recruited. Nationality is never recorded.
type Route uint8

// The routes.
const (
	RouteUnknown Route = iota
	RouteInternational
	RouteMSW // medical support worker towards GMC registration
	RouteRefugee
	RouteReturning
	RouteDomestic // moves within the United Kingdom
	RouteStudent
)

// Needs is the set of what an arrival needs of a room.
type Needs uint16

// The needs.
const (
	NeedStepFree Needs = 1 << iota
	NeedVegetarianKitchen
	NeedHalalKitchen
	NeedWomenOnly
	NeedCouple
	NeedChildren
	NeedParking
	NeedOwnBathroom
	NeedQuiet // sleeps by day after night shifts
)

var needNames = []string{"step-free", "vegetarian-kitchen", "halal-kitchen", "women-only", "couple", "children", "parking", "own-bathroom", "quiet"}

var needLabels = []string{
	"Step-free", "Vegetarian kitchen", "Halal kitchen", "Women-only household", "Arrives with a partner", "Arrives with children",
	"Parking", "Own bathroom", "Quiet by day",
}

// Names lists the needs by name.
func (n Needs) Names() []string { return bitNames(uint64(n), needNames) }

// Labels lists the needs as people say them.
func (n Needs) Labels() []string { return bitNames(uint64(n), needLabels) }

// MarshalText is the names with commas between, for JSON.
func (n Needs) MarshalText() ([]byte, error) { return []byte(strings.Join(n.Names(), ",")), nil }

// OfferKind is what a volunteer offers.
type OfferKind uint8

// The kinds of offer. Those that OneOff names have a time and place and end done or not done; the others go on and log
// contacts.
const (
	OfferOther OfferKind = iota
	OfferPickup
	OfferBuddy
	OfferMentor
	OfferCoach
	OfferTour
	OfferBank
	OfferGP
	OfferSIM
	OfferSchool
	OfferWorship
	OfferTransport
	OfferDialect
)

// OneOff tells whether an offer of this kind happens once, at a time and place.
func (k OfferKind) OneOff() bool {
	switch k {
	case OfferBuddy, OfferMentor, OfferCoach, OfferDialect, OfferOther:
		return false
	}
	return true
}

// Weekdays is a set of days of the week, Monday the lowest bit.
type Weekdays uint8

// OfferState is where an offer stands. Full and lapsed (90 days) are derived when read.
type OfferState uint8

// The states of an offer.
const (
	OfferOpen OfferState = iota
	OfferPaused
	OfferClosed
	OfferFull
	OfferLapsed
)

// PairingState is where a pairing of an arrival with a volunteer stands.
type PairingState uint8

// The states of a pairing. Expired is derived when read.
const (
	PairingAsked PairingState = iota
	PairingAccepted
	PairingDeclined
	PairingWithdrawn
	PairingExpired
	PairingDone
	PairingNotDone
	PairingEnded
)

// ContactKind says how a buddy, mentor or coach was in touch.
type ContactKind uint8

// The kinds of contact.
const (
	ContactInPerson ContactKind = iota
	ContactCall
	ContactMessage
	ContactMissed
)

func bitNames(bits uint64, names []string) []string {
	out := []string{}
	for i, n := range names {
		if bits&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// bitsOf reads names with commas between; bad is the first that is not known.
func bitsOf(s string, names []string) (bits uint64, bad string) {
	for part := range strings.SplitSeq(s, ",") {
		part = strings.ToLower(strings.TrimSpace(part))
		if part == "" {
			continue
		}
		found := false
		for i, n := range names {
			if n == part {
				bits |= 1 << i
				found = true
			}
		}
		if !found {
			return 0, part
		}
	}
	return bits, ""
}
