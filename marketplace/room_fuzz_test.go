package marketplace_test

import (
	"encoding/binary"
	"reflect"
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// feed turns bytes into entries: whatever a peer could send that decodes.
type feed struct {
	data    []byte
	ids     []marketplace.ID // ids that are known, so that entries find each other
	refs    []marketplace.Ref
	devices []marketplace.DeviceID
}

func (f *feed) byte() byte {
	if len(f.data) == 0 {
		return 0
	}
	b := f.data[0]
	f.data = f.data[1:]
	return b
}

func (f *feed) number() int64 {
	switch n := f.byte(); {
	case n < 100:
		return int64(n)
	case n < 200: // about the dates of a stay
		return int64(marketplace.NewDate(2026, 11, 1)) + int64(n) - 100
	case n < 210: // about its instants
		return int64(markettest.Start.Unix()) + int64(n)*10_000
	case n < 230:
		return -int64(n)
	}
	var raw [8]byte
	copy(raw[:], f.data)
	f.data = f.data[min(8, len(f.data)):]
	return int64(binary.BigEndian.Uint64(raw[:]))
}

// fill sets every field of a fact.
func (f *feed) fill(v reflect.Value) {
	if v.Type() == reflect.TypeFor[marketplace.ID]() {
		v.Set(reflect.ValueOf(f.ids[int(f.byte())%len(f.ids)]))
		return
	}
	switch v.Type() {
	case reflect.TypeFor[marketplace.Ref]():
		v.Set(reflect.ValueOf(f.refs[int(f.byte())%len(f.refs)]))
		return
	case reflect.TypeFor[marketplace.DeviceID]():
		v.Set(reflect.ValueOf(f.devices[int(f.byte())%len(f.devices)]))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			f.fill(field)
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), int(f.byte()%4), 4)
		for i := range s.Len() {
			f.fill(s.Index(i))
		}
		v.Set(s)
	case reflect.Array:
		for i := range min(2, v.Len()) {
			f.fill(v.Index(i))
		}
	case reflect.String:
		v.SetString([]string{"RA2", "RXX", "RTP", "Guildford", "GU2", "nurse", "en", "", "\xff", "longer than any code may be, by far, and then some"}[f.byte()%10])
	case reflect.Bool:
		v.SetBool(f.byte()%2 == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(f.number())
	default:
		v.SetUint(uint64(f.number()))
	}
}

var roomFacts = []marketplace.Fact{
	&marketplace.RoomListed{}, &marketplace.RoomChanged{}, &marketplace.RoomPriced{}, &marketplace.RoomMoved{}, &marketplace.RoomReconfirmed{},
	&marketplace.RoomClaimed{}, &marketplace.RoomPhotoAdded{}, &marketplace.RoomPhotoRemoved{}, &marketplace.RoomBlockAsked{}, &marketplace.KeeperBlocked{},
	&marketplace.KeeperOpened{}, &marketplace.BookingDrafted{}, &marketplace.BookingRequested{}, &marketplace.BookingWithdrawn{}, &marketplace.BookingDeclined{},
	&marketplace.BookingConsented{}, &marketplace.KeeperAccepted{}, &marketplace.KeeperReleased{}, &marketplace.BookingConfirmed{}, &marketplace.BookingCancelled{},
	&marketplace.BookingArrivedOn{}, &marketplace.BookingLeftOn{}, &marketplace.BookingNoShowed{}, &marketplace.BookingMovedTo{}, &marketplace.ChangeProposed{},
	&marketplace.ChangeAnswered{}, &marketplace.KeeperChanged{}, &marketplace.RightToRentSeen{}, &marketplace.HomeAdded{},
	&marketplace.KeeperHanded{}, &marketplace.KeeperTaken{}, &marketplace.KeeperBegan{}, &marketplace.KeeperAdopted{}, &marketplace.BookingConflicted{},
	&marketplace.RoomRules{}, &marketplace.BookingWayIn{},
}

// FuzzFoldRoom folds what hostile bytes come to, behind the entries of a real room. Nothing may panic, no two guests
// may hold one night, and what the fold answers must be fit for the functions that read it.
func FuzzFoldRoom(f *testing.F) {
	m := newMarket(f)
	m.booked()
	m.lead.Request(m.room, m.arrival, m.Stay(100, 10))
	var real []*marketplace.Entry
	for _, w := range m.Written() {
		if w.Entry.Subject == m.room {
			real = append(real, w.Entry)
		}
	}
	f.Add([]byte{})
	for kind := range roomFacts {
		f.Add([]byte{byte(kind), 0, 1, 1, 120, 125, 1, 1, 1, 1, 1, 1, 1, 1, byte(kind + 1), 2, 1, 1, 1, 100, 110})
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := &feed{data: data, ids: []marketplace.ID{{}, m.room, m.arrival, m.host.Person, m.lead.Person}, refs: []marketplace.Ref{{}}}
		for _, d := range m.Devices {
			in.devices = append(in.devices, d.ID)
		}
		entries := slices.Clone(real)
		last := real[len(real)-1]
		for _, e := range real {
			in.ids, in.refs = append(in.ids, marketplace.SubjectOf(e.Ref)), append(in.refs, e.Ref)
		}
		for seq := uint64(1000); len(in.data) > 0 && len(entries) < 60; seq++ {
			e := &marketplace.Entry{Subject: m.room, Clock: last.Clock + marketplace.Clock(in.number())<<26}
			e.Ref = marketplace.Ref{Device: m.Devices[int(in.byte())%len(m.Devices)].ID, Seq: seq}
			if kind := int(in.byte()) % (len(roomFacts) + 1); kind < len(roomFacts) {
				e.Fact = reflect.New(reflect.TypeOf(roomFacts[kind]).Elem()).Interface().(marketplace.Fact)
				in.fill(reflect.ValueOf(e.Fact).Elem())
				e.Kind, e.Version = e.Fact.Kind(), e.Fact.Version()
			}
			in.ids, in.refs = append(in.ids, marketplace.SubjectOf(e.Ref)), append(in.refs, e.Ref)
			entries = append(entries, e)
		}
		slices.SortFunc(entries, func(a, b *marketplace.Entry) int {
			if a.Before(b) {
				return -1
			}
			return 1
		})
		r, _ := marketplace.FoldRoom(m.System(), entries)
		if r == nil {
			t.Fatal("the room is gone")
		}
		checkRoom(t, m.System(), r, m.Today())
		again, _ := marketplace.FoldRoom(m.System(), entries)
		if !reflect.DeepEqual(r, again) {
			t.Fatal("the same entries fold into another room")
		}
		now := m.Instant()
		actor, _ := m.System().ActorOf(m.host.ID)
		checkDutiesEnd(t, m, entries, r)
		r.Busy(now)
		r.FreeFrom(m.Today(), 28)
		for _, b := range r.Bookings {
			r.ActionsFor(m.System(), b, actor, now)
			r.RightToRentNote(b, now)
		}
		stays := marketplace.StaysOf(m.System(), r, m.Today())
		marketplace.HostYearsOf(stays, 0, m.Today())
		marketplace.GroupNights(stays, marketplace.NightsFilter{By: marketplace.ByMonth | marketplace.ByGroup}, m.System())
	})
}

// checkDutiesEnd lets the keeper write what is due until nothing is.
func checkDutiesEnd(t *testing.T, m *market, entries []*marketplace.Entry, r *marketplace.Room) {
	entries = slices.Clone(entries)
	clock := entries[len(entries)-1].Clock
	seq := uint64(1 << 40)
	for range 200 {
		due := r.KeeperDuties(r.Keeper, m.Instant())
		if len(due) == 0 {
			return
		}
		for _, d := range due {
			seq, clock = seq+1, clock+1
			entries = append(entries, &marketplace.Entry{
				Ref: marketplace.Ref{Device: r.Keeper, Seq: seq}, Clock: clock, Subject: d.Subject, Kind: d.Fact.Kind(), Version: d.Fact.Version(), Fact: d.Fact,
			})
		}
		r, _ = marketplace.FoldRoom(m.System(), entries)
	}
	t.Fatalf("the keeper's duties do not end: %+v", r.KeeperDuties(r.Keeper, m.Instant())[0].Fact)
}
