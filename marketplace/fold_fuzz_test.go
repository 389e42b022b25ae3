package marketplace_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

var allKinds = []string{
	"system.founded", "member.joined", "member.invited", "member.roles", "member.revoked", "member.revoked/2", "member.uninvited", "member.upheld", "ring.made", "ring.granted", "org.recorded", "cap.set",
	"home.added", "home.changed", "room.listed", "room.changed", "room.priced", "room.moved", "room.reconfirmed", "room.claimed", "room.rules",
	"room.photo_added", "room.photo_removed", "room.block_asked", "keeper.blocked", "keeper.opened",
	"booking.drafted", "booking.requested", "booking.withdrawn", "booking.declined", "booking.consented", "keeper.accepted", "keeper.released",
	"booking.confirmed", "booking.cancelled", "booking.arrived", "booking.left", "booking.no_show", "booking.moved",
	"change.proposed", "change.answered", "keeper.changed", "booking.right_to_rent_seen", "booking.way_in",
	"arrival.recorded", "arrival.changed", "arrival.closed", "arrival.reopened",
	"offer.made", "offer.changed", "offer.moved", "offer.handed", "offer.taken", "offer.began", "pairing.asked", "pairing.answered", "pairing.taken_back", "pairing.finished", "pairing.contact",
	"letter.written",
}

// source gives out values from bytes: mostly those that stand for something in the world, else anything.
type source struct {
	data    []byte
	ids     []marketplace.ID
	refs    []marketplace.Ref
	devices []marketplace.DeviceID
	now     marketplace.Instant
}

func (s *source) byte() byte {
	if len(s.data) == 0 {
		return 0
	}
	b := s.data[0]
	s.data = s.data[1:]
	return b
}

// whole is a small number, sometimes a huge or negative one.
func (s *source) whole() int64 {
	switch b := s.byte(); {
	case b < 200:
		return int64(b % 8)
	case b < 230:
		return int64(s.byte()) * 100
	case b < 245:
		return -int64(s.byte())
	default:
		return int64(b)<<55 | int64(s.byte())
	}
}

func (s *source) fill(v reflect.Value) {
	switch v.Interface().(type) {
	case marketplace.ID:
		v.Set(reflect.ValueOf(s.ids[int(s.byte())%len(s.ids)]))
		return
	case marketplace.Ref:
		v.Set(reflect.ValueOf(s.refs[int(s.byte())%len(s.refs)]))
		return
	case marketplace.DeviceID:
		v.Set(reflect.ValueOf(s.devices[int(s.byte())%len(s.devices)]))
		return
	case marketplace.Date:
		v.SetInt(int64(s.now.Date()) + s.whole())
		return
	case marketplace.Instant:
		v.SetInt(int64(s.now) + s.whole()*3600)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			s.fill(field)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), int(s.byte()%4), 4))
		for i := range v.Len() {
			s.fill(v.Index(i))
		}
	case reflect.Array:
		for i := range min(2, v.Len()) {
			s.fill(v.Index(i))
		}
	case reflect.String:
		v.SetString([]string{"RA2", "RXX", "RTP", "Guildford", "nurse", "GU2", "LHR", "en", "", "\xff"}[s.byte()%10])
	case reflect.Bool:
		v.SetBool(s.byte()%2 == 1)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(s.whole())
	default:
		v.SetUint(uint64(s.whole()))
	}
}

// FuzzFolds writes entries made of bytes, of every kind and by several devices, some of them offline. No fold may panic
// or take more than one view of an entry, every order of arrival folds alike, and no offer goes beyond its capacity.
func FuzzFolds(f *testing.F) {
	f.Add([]byte("a room, a home and an offer, each with what belongs to it, and then some more"))
	f.Add([]byte{0, 44, 1, 0, 3, 2, 9, 9, 9, 0, 1, 46, 0, 3, 0, 0, 47, 1, 1, 0, 48, 2, 200, 1, 49})
	f.Add(slices.Repeat([]byte{1, 2, 3, 5, 7, 11, 13, 250, 17, 4, 240, 19}, 30))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1500 {
			return
		}
		w := markettest.NewWorld(t)
		host := w.Join("Siân Rees", "RA2", marketplace.RoleHost|marketplace.RoleVolunteer)
		lead := w.Join("Tom Price", "RXX", marketplace.RoleLead|marketplace.RoleRegistrar)
		home, offer, arrival := host.Home(), host.Offer(), lead.Arrival()
		room := host.Room()
		devices := []*markettest.Device{w.Founder, host, lead}
		s := &source{data: data, now: w.Instant(), ids: []marketplace.ID{{}, home, offer, arrival, room, w.System().ID, host.Person, lead.Person}, refs: []marketplace.Ref{{}, w.System().Founded}}
		for _, d := range devices {
			s.devices = append(s.devices, d.ID)
		}
		for len(s.data) > 0 {
			d := devices[int(s.byte())%len(devices)]
			switch act := int(s.byte()) % (len(allKinds) + 4); {
			case act == len(allKinds):
				d.Offline()
			case act == len(allKinds)+1:
				d.Online()
			case act >= len(allKinds)+2:
				w.Later()
				s.now = w.Instant()
			default:
				kind, second := strings.CutSuffix(allKinds[act], "/2")
				version := uint(1)
				if second {
					version = 2
				}
				fact, _, birth, ok := marketplace.NewFact(kind, version)
				if !ok {
					t.Fatalf("there is no kind %s", allKinds[act])
				}
				s.fill(reflect.ValueOf(fact).Elem())
				draft := marketplace.Draft{Fact: fact, Subject: s.ids[int(s.byte())%len(s.ids)]}
				if birth && s.byte()%4 > 0 {
					draft.Subject = marketplace.ID{}
				}
				ref := d.Write(draft)[0]
				s.refs, s.ids = append(s.refs, ref), append(s.ids, marketplace.SubjectOf(ref))
			}
		}
		for _, d := range devices {
			d.Online()
		}
		checkVerdicts(t, w)
		w.CheckRefold(uint64(len(data)), 1)
	})
}

func checkVerdicts(t *testing.T, w *markettest.World) {
	seen := map[marketplace.Ref]bool{}
	subjects := append(w.RoomIDs(), w.OfferIDs()...)
	for _, id := range append(subjects, w.ArrivalIDs()...) {
		for _, v := range w.Verdicts(id) {
			if seen[v.Ref] || v.Outcome == marketplace.Applied || v.Why == "" {
				t.Fatalf("a verdict says %+v", v)
			}
			seen[v.Ref] = true
		}
	}
}
