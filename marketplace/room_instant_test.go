package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// instant lets the host accept at once what the rules cover.
func (m *market) instant(rules marketplace.RoomRules) marketplace.Ref {
	rules.On = true
	return m.host.Do(marketplace.SetInstantRules{Room: m.room, RoomRules: rules}).Refs[0]
}

func TestInstantAcceptance(t *testing.T) {
	m := newMarket(t)
	rules := m.instant(marketplace.RoomRules{For: marketplace.InstantAny, MinNights: 7, MaxNights: 56, NoticeDays: 14, GapDays: 2})
	m.Later()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	b := m.Booking(id)
	if b.State != marketplace.StateAccepted || b.Held != m.dates || b.Via != marketplace.ViaRules || b.Consent != rules || b.AcceptedBy != m.host.Person {
		t.Fatalf("the request stands at %v, via %v, by %v, naming %v", b.State, b.Via, b.AcceptedBy, b.Consent)
	}
	if got, want := trail(b), "asked for the room; accepted by the host's rules"; got != want {
		t.Errorf("its history is %q, want %q", got, want)
	}
	told, err := m.lead.View().Opened(b.Accepted)
	if err != nil || told[marketplace.FieldAddress] == "" {
		t.Errorf("the lead reads %v (%v)", told, err)
	}
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	if got := m.Booking(id).State; got != marketplace.StateConfirmed {
		t.Errorf("confirmed it stands at %v", got)
	}
	m.CheckRefold(1, 10)
}

func TestInstantRulesCover(t *testing.T) {
	cases := []struct {
		name  string
		rules marketplace.RoomRules
		guest string // the organisation that asks
		stay  [2]int // days from today, nights
		edit  func(*marketplace.ListRoom)
		want  marketplace.BookingState
	}{
		{"anything", marketplace.RoomRules{For: marketplace.InstantAny}, "RTP", [2]int{35, 28}, nil, marketplace.StateAccepted},
		{"the own organisation's guests", marketplace.RoomRules{}, "RXX", [2]int{35, 28}, nil, marketplace.StateAccepted},
		{"another organisation's guests", marketplace.RoomRules{}, "RTP", [2]int{35, 28}, nil, marketplace.StateRequested},
		{"a stay too short", marketplace.RoomRules{For: marketplace.InstantAny, MinNights: 29}, "RTP", [2]int{35, 28}, nil, marketplace.StateRequested},
		{"a stay just long enough", marketplace.RoomRules{For: marketplace.InstantAny, MinNights: 28, MaxNights: 28}, "RTP", [2]int{35, 28}, nil, marketplace.StateAccepted},
		{"a stay too long", marketplace.RoomRules{For: marketplace.InstantAny, MaxNights: 27}, "RTP", [2]int{35, 28}, nil, marketplace.StateRequested},
		{"notice too short", marketplace.RoomRules{For: marketplace.InstantAny, NoticeDays: 36}, "RTP", [2]int{35, 28}, nil, marketplace.StateRequested},
		{"notice just long enough", marketplace.RoomRules{For: marketplace.InstantAny, NoticeDays: 35}, "RTP", [2]int{35, 28}, nil, marketplace.StateAccepted},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			m.instant(c.rules)
			m.Later()
			by := m.lead
			if c.guest != "RTP" {
				by = m.Join("Ewa Nowak", c.guest, marketplace.RoleLead)
			}
			id := by.Request(m.room, by.Arrival(), m.Stay(c.stay[0], c.stay[1]))
			if got := m.Booking(id).State; got != c.want {
				t.Errorf("it stands at %v", got)
			}
		})
	}
}

func TestInstantAcceptanceKeepsOffWhatIsTaken(t *testing.T) {
	m := newMarket(t)
	// Three ask while the keeper is away: the first is accepted, what overlaps or comes within the gap waits for the host.
	m.host.Offline()
	first := m.lead.Request(m.room, m.arrival, m.Stay(35, 7))
	m.Later()
	second := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(40, 7))
	m.Later()
	near := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(43, 7))
	m.Later()
	far := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(60, 7))
	m.host.Online()
	m.Later()
	m.instant(marketplace.RoomRules{For: marketplace.InstantAny, GapDays: 2})
	for id, want := range map[marketplace.ID]marketplace.BookingState{
		first: marketplace.StateAccepted, second: marketplace.StateRequested, near: marketplace.StateRequested, far: marketplace.StateAccepted,
	} {
		if got := m.Booking(id).State; got != want {
			t.Errorf("the stay from %v stands at %v", m.Booking(id).Dates, got)
		}
	}
	m.CheckRefold(1, 10)
}

func TestInstantAcceptanceKeepsTheHomesLimit(t *testing.T) {
	m := newMarket(t)
	home := m.host.Home(func(h *marketplace.AddHome) { h.LodgerLimit = 1 })
	var rooms []marketplace.ID
	for range 2 {
		room := m.host.Room(func(c *marketplace.ListRoom) { c.Facts.Home = home })
		m.host.Do(marketplace.SetInstantRules{Room: room, RoomRules: marketplace.RoomRules{On: true, For: marketplace.InstantAny}})
		rooms = append(rooms, room)
	}
	m.host.Offline() // or the second would be refused before it is sent
	a := m.lead.Request(rooms[0], m.arrival, m.dates)
	b := m.lead.Request(rooms[1], m.lead.Arrival(), m.dates)
	m.host.Online()
	accepted := 0
	for _, id := range []marketplace.ID{a, b} {
		if m.Booking(id).State == marketplace.StateAccepted {
			accepted++
		}
	}
	if accepted != 1 {
		t.Errorf("%d of two were accepted in a home for one", accepted)
	}
}

func TestRulesEnd(t *testing.T) {
	cases := []struct {
		name string
		end  func(m *market)
	}{
		{"the host takes them back", func(m *market) { m.host.Do(marketplace.SetInstantRules{Room: m.room}) }},
		{"undone", func(m *market) {
			c, ok := marketplace.Undo(marketplace.SetInstantRules{Room: m.room, RoomRules: marketplace.RoomRules{On: true}}, marketplace.Receipt{Refs: []marketplace.Ref{{}}, Began: []marketplace.ID{{}}})
			if ok {
				m.host.Do(c)
			}
		}},
		{"the rent is another than was asked for", func(m *market) { m.host.Do(marketplace.PriceRoom{Room: m.room, Week: 11100}) }},
		{"the room is paused", func(m *market) { m.host.Do(marketplace.MoveRoom{Room: m.room, To: marketplace.RoomPaused}) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			m.instant(marketplace.RoomRules{For: marketplace.InstantAny})
			m.lead.Offline()
			m.Later()
			id := m.lead.Request(m.room, m.arrival, m.dates)
			c.end(m)
			m.lead.Online()
			if got := m.Booking(id).State; got != marketplace.StateRequested {
				t.Errorf("it stands at %v", got)
			}
		})
	}
}

// TestAnOlderVersionOfTheRulesCounts: the keeper may not have known of the newer one.
func TestAnOlderVersionOfTheRulesCounts(t *testing.T) {
	m := newMarket(t)
	second := m.host.Second()
	old := m.instant(marketplace.RoomRules{For: marketplace.InstantAny})
	m.host.Offline() // the keeper
	m.Later()
	second.Do(marketplace.SetInstantRules{Room: m.room})
	m.Later()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Via: marketplace.ViaRules, Consent: old, Deadline: m.Instant() + 3600, Dates: m.dates,
	}})
	m.host.Online()
	if b := m.Booking(id); b.State != marketplace.StateAccepted || b.Consent != old {
		t.Errorf("it stands at %v, naming %v", b.State, b.Consent)
	}
	m.CheckRefold(1, 10)
}

func TestAcceptanceByRulesIsVoid(t *testing.T) {
	for name, change := range map[string]func(m *market, f *marketplace.KeeperAccepted){
		"without rules": func(_ *market, f *marketplace.KeeperAccepted) { f.Via = marketplace.ViaApp },
		"rules that are off": func(m *market, f *marketplace.KeeperAccepted) {
			f.Consent = m.host.Do(marketplace.SetInstantRules{Room: m.room}).Refs[0]
		},
		"rules of less": func(m *market, f *marketplace.KeeperAccepted) {
			f.Consent = m.instant(marketplace.RoomRules{MaxNights: 3})
		},
		"rules that never were": func(_ *market, f *marketplace.KeeperAccepted) { f.Consent.Seq += 1000 },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMarket(t)
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			fact := &marketplace.KeeperAccepted{
				Booking: id, By: m.host.Person, Via: marketplace.ViaRules, Deadline: m.Instant() + 3600, Dates: m.dates,
				Consent: m.instant(marketplace.RoomRules{For: marketplace.InstantOwn}),
			}
			change(m, fact)
			m.host.Write(marketplace.Draft{Subject: m.room, Fact: fact})
			if b := m.Booking(id); b.State != marketplace.StateRequested || !b.AcceptedAt.IsZero() {
				t.Errorf("it stands at %v", b.State)
			}
			m.CheckRefold(1, 4)
		})
	}
}

func TestSetInstantRulesIsRefused(t *testing.T) {
	m := newMarket(t, func(c *marketplace.ListRoom) { c.Facts.MinNights, c.Facts.MaxNights = 7, 28 })
	cases := []struct {
		name  string
		by    *markettest.Device
		rules marketplace.RoomRules
		want  string
	}{
		{"by a lead", m.lead, marketplace.RoomRules{}, "Only its host changes this room. Write to them."},
		{"the wrong way round", m.host, marketplace.RoomRules{MinNights: 9, MaxNights: 8}, "The least number of nights, 9, is more than the most, 8. Correct one of them."},
		{"nights below none", m.host, marketplace.RoomRules{MinNights: -1}, "A stay has from 1 to 1,200 nights. Choose numbers within that, or none."},
		{"notice of years", m.host, marketplace.RoomRules{NoticeDays: 1000}, "Notice is from 0 to 366 days. Choose a number within that."},
		{"a gap below none", m.host, marketplace.RoomRules{GapDays: -1}, "The days between two guests are from 0 to 366. Choose a number within that."},
		{"for nobody", m.host, marketplace.RoomRules{For: 9}, "Choose whose guests are accepted at once."},
		{"shorter than the room is let", m.host, marketplace.RoomRules{MaxNights: 6}, "This room is let for at least 7 nights, so nothing would be accepted. Choose a longer stay."},
		{"longer than the room is let", m.host, marketplace.RoomRules{MinNights: 29}, "This room is let for at most 28 nights, so nothing would be accepted. Choose a shorter stay."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.rules.On = true
			if _, err := c.by.Try(marketplace.SetInstantRules{Room: m.room, RoomRules: c.rules}); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
	good := marketplace.SetInstantRules{Room: m.room, RoomRules: marketplace.RoomRules{On: true, MinNights: 7, MaxNights: 28, NoticeDays: 14, GapDays: 1}}
	m.host.Do(good)
	if got, want := m.Room(m.room).Instant.Label(), "At once for guests of the host’s organisation, 7 to 28 nights, 14 days of notice, 1 day between guests"; got != want {
		t.Errorf("the rules read %q", got)
	}
	if again := m.host.Do(good); len(again.Refs) != 0 {
		t.Error("the same rules were set twice")
	}
	m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.RoomRules{}})
	m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.RoomRules{On: true, For: 7}})
	if got := m.Room(m.room).Instant; got.RoomRules != good.RoomRules || got.By != m.host.Person {
		t.Errorf("rules without authority, or impossible ones, are in force: %+v", got)
	}
}

// TestAClaimEndsTheRules: who claims an imported room has not agreed to what its organisation's lead set.
func TestAClaimEndsTheRules(t *testing.T) {
	m := newMarket(t)
	room := m.Founder.Room(func(c *marketplace.ListRoom) {
		c.Facts.Import, c.Facts.HostOrg, c.Facts.Pending, c.Facts.Guards = [16]byte{7}, "RXX", true, 0
		c.Safety, c.Facts.Shared = marketplace.RoomSafety{}, 0
	})
	m.Founder.Do(marketplace.SetInstantRules{Room: room, RoomRules: marketplace.RoomRules{On: true}})
	if !m.Room(room).Instant.On {
		t.Fatal("the rules of the organisation are not in force")
	}
	m.Later()
	m.host.Do(marketplace.ClaimRoom{Room: room, Home: m.host.Home()})
	if r := m.Room(room); r.Facts.Host != m.host.Person || r.Instant.On {
		t.Errorf("claimed by %v, the rules of before are in force: %v", r.Facts.Host, r.Instant.On)
	}
}
