package marketplace

import "strconv"

// AggregateKind says which fold an entry belongs to.
type AggregateKind uint8

// The aggregates.
const (
	AggregateUnknown AggregateKind = iota
	AggregateSystem                // membership, rings, organisations, cap policy: one for the whole system
	AggregateHome
	AggregateRoom // with its calendar and bookings
	AggregateArrival
	AggregateOffer // with its pairings
	AggregateLetter
	AggregateErasure // private parts that go by request
)

type kind struct {
	aggregate AggregateKind
	birth     bool
	fresh     func() Fact
}

func of[F any, P interface {
	*F
	Fact
}](aggregate AggregateKind, birth bool) kind {
	return kind{aggregate, birth, func() Fact { return P(new(F)) }}
}

var kinds = func() map[string]kind {
	m := map[string]kind{}
	add := func(k kind) {
		f := k.fresh()
		m[f.Kind()+"/"+strconv.FormatUint(uint64(f.Version()), 10)] = k
	}
	add(of[SystemFounded](AggregateSystem, true))
	add(of[MemberJoined](AggregateSystem, false))
	add(of[MemberInvited](AggregateSystem, false))
	add(of[MemberRoles](AggregateSystem, false))
	add(of[MemberRevoked](AggregateSystem, false))
	add(of[MemberRevokedV2](AggregateSystem, false))
	add(of[MemberUninvited](AggregateSystem, false))
	add(of[MemberUpheld](AggregateSystem, false))
	add(of[RingMade](AggregateSystem, false))
	add(of[RingGranted](AggregateSystem, false))
	add(of[OrgRecorded](AggregateSystem, false))
	add(of[CapSet](AggregateSystem, false))
	add(of[HomeAdded](AggregateHome, true))
	add(of[HomeChanged](AggregateHome, false))
	add(of[RoomListed](AggregateRoom, true))
	add(of[RoomChanged](AggregateRoom, false))
	add(of[RoomPriced](AggregateRoom, false))
	add(of[RoomMoved](AggregateRoom, false))
	add(of[RoomReconfirmed](AggregateRoom, false))
	add(of[RoomClaimed](AggregateRoom, false))
	add(of[RoomRules](AggregateRoom, false))
	add(of[BookingWayIn](AggregateRoom, false))
	add(of[RoomPhotoAdded](AggregateRoom, false))
	add(of[RoomPhotoRemoved](AggregateRoom, false))
	add(of[RoomBlockAsked](AggregateRoom, false))
	add(of[KeeperBlocked](AggregateRoom, false))
	add(of[KeeperOpened](AggregateRoom, false))
	add(of[KeeperHanded](AggregateRoom, false))
	add(of[KeeperTaken](AggregateRoom, false))
	add(of[KeeperBegan](AggregateRoom, false))
	add(of[KeeperAdopted](AggregateRoom, false))
	add(of[BookingConflicted](AggregateRoom, false))
	add(of[BookingDrafted](AggregateRoom, false))
	add(of[BookingRequested](AggregateRoom, false))
	add(of[BookingWithdrawn](AggregateRoom, false))
	add(of[BookingDeclined](AggregateRoom, false))
	add(of[BookingConsented](AggregateRoom, false))
	add(of[KeeperAccepted](AggregateRoom, false))
	add(of[KeeperReleased](AggregateRoom, false))
	add(of[BookingConfirmed](AggregateRoom, false))
	add(of[BookingCancelled](AggregateRoom, false))
	add(of[BookingArrivedOn](AggregateRoom, false))
	add(of[BookingLeftOn](AggregateRoom, false))
	add(of[BookingNoShowed](AggregateRoom, false))
	add(of[BookingMovedTo](AggregateRoom, false))
	add(of[ChangeProposed](AggregateRoom, false))
	add(of[ChangeAnswered](AggregateRoom, false))
	add(of[KeeperChanged](AggregateRoom, false))
	add(of[RightToRentSeen](AggregateRoom, false))
	add(of[ArrivalRecorded](AggregateArrival, true))
	add(of[ArrivalChanged](AggregateArrival, false))
	add(of[ArrivalClosed](AggregateArrival, false))
	add(of[ArrivalReopened](AggregateArrival, false))
	add(of[OfferMade](AggregateOffer, true))
	add(of[OfferChanged](AggregateOffer, false))
	add(of[OfferMoved](AggregateOffer, false))
	add(of[OfferHanded](AggregateOffer, false))
	add(of[OfferTaken](AggregateOffer, false))
	add(of[OfferBegan](AggregateOffer, false))
	add(of[PairingAskedFor](AggregateOffer, false))
	add(of[PairingAnswered](AggregateOffer, false))
	add(of[PairingTakenBack](AggregateOffer, false))
	add(of[PairingFinished](AggregateOffer, false))
	add(of[ContactLogged](AggregateOffer, false))
	add(of[LetterWritten](AggregateLetter, true))
	add(of[PartsErased](AggregateErasure, true))
	return m
}()

// NewFact is a pointer to a fresh fact of the kind and version, to decode into, and the aggregate that it belongs to.
// ok is false where this version of Settle does not know it: the entry is kept, relayed and shown as "needs a newer
// Settle". birth tells whether the kind begins an aggregate.
func NewFact(name string, version uint) (f Fact, aggregate AggregateKind, birth, ok bool) {
	k, ok := kinds[name+"/"+strconv.FormatUint(uint64(version), 10)]
	if !ok {
		return nil, AggregateUnknown, false, false
	}
	return k.fresh(), k.aggregate, k.birth, true
}
