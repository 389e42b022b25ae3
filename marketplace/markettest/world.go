package markettest

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"settle.example/settle/marketplace"
)

// TB is what a world needs of a test: *testing.T, *testing.B and *rapid.T all have it.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Options change how a world is made. The zero Options are those of [NewWorld].
type Options struct {
	// Now is the time at which the world is founded; [Start] when zero.
	Now time.Time
	// Founding is changed before it is used: other organisations, another cap.
	Founding func(*marketplace.Founding)
	// Key is the id of the n-th device (from 0) or, with invitation, the one-use key of the n-th invitation. Give it to
	// use real keys. The default makes keys up.
	Key func(n int, invitation bool) [32]byte
	// Prove fills in the signature and recipient of the entry by which a device joins. The default leaves them empty, and
	// the world accepts every proof.
	Prove func(device marketplace.DeviceID, j *marketplace.MemberJoined)
}

// Start is when a world is founded unless its options say otherwise: a Monday morning before the first arrivals.
var Start = time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)

// World is a marketplace in memory. It is not safe for use by several goroutines.
type World struct {
	Founder *Device // registrar, coordinator, lead and host at RA2
	Devices []*Device

	tb      TB
	options Options
	now     time.Time
	shared  *replica
	written []Written
	private map[marketplace.Ref]marketplace.Private
	byID    map[marketplace.DeviceID]*Device
	invited int
}

// Written is an entry of a world with the private part that it was drafted with.
type Written struct {
	Entry       *marketplace.Entry
	Private     marketplace.Private
	DeleteAfter marketplace.Date
}

// NewWorld founds a world: four organisations, a cap of 90 % from the day of its founding, and one device, the
// founder's.
func NewWorld(tb TB) *World {
	tb.Helper()
	return NewWorldWith(tb, Options{})
}

// NewWorldWith founds a world with options.
func NewWorldWith(tb TB, o Options) *World {
	tb.Helper()
	if o.Now.IsZero() {
		o.Now = Start
	}
	if o.Key == nil {
		o.Key = madeUpKey
	}
	w := &World{tb: tb, options: o, now: o.Now, shared: newReplica(), private: map[marketplace.Ref]marketplace.Private{}, byID: map[marketplace.DeviceID]*Device{}}
	w.Founder = w.newDevice()
	f := Founding(marketplace.DateOf(o.Now))
	f.Device = w.Founder.ID
	if o.Founding != nil {
		o.Founding(&f)
	}
	if err := f.Check(); err != nil {
		tb.Fatalf("founding: %v", err)
	}
	w.Founder.Write(marketplace.FoundingDrafts(f)...)
	for i, v := range w.shared.verdicts[w.System().ID] {
		tb.Fatalf("founding entry %d is not in effect: %+v", i, v)
	}
	return w
}

// Founding is what a world is founded with: real organisations and rents, an invented founder.
func Founding(today marketplace.Date) marketplace.Founding {
	return marketplace.Founding{
		System: "Surrey Heartlands rehearsal", Person: "Maya Okafor", Org: "RA2", Rehearsal: true,
		Roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar | marketplace.RoleLead | marketplace.RoleHost,
		Orgs: []marketplace.RecordOrganisation{
			{Code: "RA2", Name: "Royal Surrey NHS Foundation Trust", Type: marketplace.OrgTrust},
			{Code: "RXX", Name: "Surrey and Borders Partnership NHS Foundation Trust", Type: marketplace.OrgTrust},
			{Code: "RTP", Name: "Surrey and Sussex Healthcare NHS Trust", Type: marketplace.OrgTrust},
			{
				Code: "QXU", Name: "NHS Surrey Heartlands Integrated Care Board", Type: marketplace.OrgICB,
				ValidTo: marketplace.NewDate(2026, time.March, 31), Successors: []string{"S9B9J"},
			},
			{
				Code: "S9B9J", Name: "NHS Surrey and Sussex Integrated Care Board", Type: marketplace.OrgICB,
				ValidFrom: marketplace.NewDate(2026, time.April, 1),
			},
		},
		Cap: marketplace.SetCap{Percent: 90, From: today, Areas: Areas(), Source: "Local Housing Allowance 2026-27, list of rents 2020"},
	}
}

// Areas is the rental areas of a world's cap policy, with the averages estimated for April 2026.
func Areas() []marketplace.CapArea {
	from := marketplace.NewDate(2026, time.April, 1)
	return []marketplace.CapArea{
		{Area: "Guildford", Average: 13079, Base: 11852, Percentile: 30, Sample: 106, Effective: from, Factor: 11035},
		{Area: "Walton", Average: 16208, Base: 14268, Percentile: 30, Sample: 50, Effective: from, Factor: 11359},
		{Area: "Crawley and Reigate", Average: 12203, Base: 10962, Percentile: 30, Sample: 44, Effective: from, Factor: 11132},
	}
}

func madeUpKey(n int, invitation bool) [32]byte {
	text := binary.BigEndian.AppendUint64([]byte("device "), uint64(n))
	if invitation {
		text = append(text, " invitation"...)
	}
	return sha256.Sum256(text)
}

// Now is the world's time.
func (w *World) Now() time.Time { return w.now }

// Today is its date.
func (w *World) Today() marketplace.Date { return marketplace.DateOf(w.now) }

// Instant is its time in whole seconds.
func (w *World) Instant() marketplace.Instant { return marketplace.InstantOf(w.now) }

// SetNow sets the clock; it may go back.
func (w *World) SetNow(t time.Time) { w.now = t }

// Advance moves the clock on.
func (w *World) Advance(d time.Duration) { w.now = w.now.Add(d) }

// AdvanceTo moves the clock to nine in the morning of a date, if that lies ahead.
func (w *World) AdvanceTo(d marketplace.Date) {
	y, m, day := d.Time().Date()
	if t := time.Date(y, m, day, 9, 0, 0, 0, marketplace.London); t.After(w.now) {
		w.now = t
	}
}

// System is the system as every device that is online sees it.
func (w *World) System() *marketplace.System { return w.shared.sys }

// Room is a room as every device that is online sees it; the test ends where there is none.
func (w *World) Room(id marketplace.ID) *marketplace.Room {
	w.tb.Helper()
	return must(w, w.shared.rooms, id, "room")
}

// Home is a home likewise.
func (w *World) Home(id marketplace.ID) *marketplace.Home {
	w.tb.Helper()
	return must(w, w.shared.homes, id, "home")
}

// Arrival is an arrival likewise.
func (w *World) Arrival(id marketplace.ID) *marketplace.Arrival {
	w.tb.Helper()
	return must(w, w.shared.arrivals, id, "arrival")
}

// Offer is an offer likewise.
func (w *World) Offer(id marketplace.ID) *marketplace.Offer {
	w.tb.Helper()
	return must(w, w.shared.offers, id, "offer")
}

// Booking is a booking likewise.
func (w *World) Booking(id marketplace.ID) *marketplace.Booking {
	w.tb.Helper()
	b, ok := w.Room(w.shared.bookings[id]).BookingByID(id)
	if !ok {
		w.tb.Fatalf("there is no booking %s", id)
	}
	return b
}

// Pairing is a pairing likewise.
func (w *World) Pairing(id marketplace.ID) *marketplace.Pairing {
	w.tb.Helper()
	p, ok := w.Offer(w.shared.pairings[id]).PairingByID(id)
	if !ok {
		w.tb.Fatalf("there is no pairing %s", id)
	}
	return p
}

// RoomIDs is every room, in the order of their births.
func (w *World) RoomIDs() []marketplace.ID { return w.shared.births(marketplace.AggregateRoom) }

// ArrivalIDs is every arrival, in the order of their births.
func (w *World) ArrivalIDs() []marketplace.ID { return w.shared.births(marketplace.AggregateArrival) }

// OfferIDs is every offer, in the order of their births.
func (w *World) OfferIDs() []marketplace.ID { return w.shared.births(marketplace.AggregateOffer) }

// Verdicts is what the folds made of the entries of a subject that are not in effect; with the system's id, of the
// system's entries.
func (w *World) Verdicts(subject marketplace.ID) []marketplace.Verdict {
	return w.shared.verdicts[subject]
}

// Written is every entry, in the order of writing, also those of devices that are offline.
func (w *World) Written() []Written { return w.written }

func must[T any](w *World, all map[marketplace.ID]*T, id marketplace.ID, what string) *T {
	w.tb.Helper()
	if all[id] == nil {
		w.tb.Fatalf("there is no %s %s", what, id)
	}
	return all[id]
}
