package marketplace_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// TestKeeperIsHandedOn has a host's second computer keep the calendar, and the first ask it.
func TestKeeperIsHandedOn(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	kept := m.booked()
	m.Later()
	m.host.Do(marketplace.HandKeeper{Room: m.room, To: laptop.ID})
	r := m.Room(m.room)
	if r.Keeper != laptop.ID || r.Epoch != 2 || !r.Kept.Begun {
		t.Fatalf("handed on, the calendar is kept by %v in epoch %d, begun: %v", r.Keeper, r.Epoch, r.Kept.Begun)
	}
	if b := m.Booking(kept); b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("what the first keeper promised is %v and holds %v", b.State, b.Held)
	}
	id := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(100, 10))
	m.Later()
	laptop.Offline()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	if b := m.Booking(id); b.State != marketplace.StateRequested || b.Consent.IsZero() {
		t.Errorf("with the keeper away the host's yes makes it %v, consent %v", b.State, b.Consent)
	}
	laptop.Online()
	if b := m.Booking(id); b.State != marketplace.StateAccepted || b.Held != m.Stay(100, 10) {
		t.Errorf("once the keeper is back it is %v and holds %v", b.State, b.Held)
	}
	m.CheckRefold(1, 10)
}

func TestWhoHandsTheCalendarOn(t *testing.T) {
	m := newMarket(t)
	laptop, node := m.host.Second(), m.Join("RXX's node", "RXX", marketplace.RoleLead)
	_, err := m.lead.Try(marketplace.HandKeeper{Room: m.room, To: m.lead.ID})
	sentence(t, err, marketplace.NotAllowed, "Another person's computer keeps the calendar")
	_, err = m.host.Try(marketplace.HandKeeper{Room: m.room, To: m.lead.ID})
	sentence(t, err, marketplace.Refused, "one of RXX that is always on")
	_, err = m.host.Try(marketplace.HandKeeper{Room: m.room, To: m.host.ID})
	sentence(t, err, marketplace.Refused, "keeps the calendar of this room already")
	_, err = m.host.Try(marketplace.HandKeeper{Room: m.room, To: marketplace.DeviceID{9}})
	sentence(t, err, marketplace.NotFound, "does not take part")
	_, err = m.host.Try(marketplace.TakeKeeper{Room: m.room})
	sentence(t, err, marketplace.NotAllowed, "Only a registrar")
	laptop.Do(marketplace.HandKeeper{Room: m.room, To: node.ID}) // the same person's, though not the keeper
	if r := m.Room(m.room); r.Keeper != node.ID {
		t.Errorf("the keeper is %v", r.Keeper)
	}
	opened := m.Room(m.room).Kept.Opened
	m.Join("Eve", "RA2", marketplace.RoleHost).Write(
		marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperHanded{To: m.lead.ID, Ends: opened}},
		marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperTaken{To: m.lead.ID, Ends: opened}},
	)
	if r := m.Room(m.room); r.Keeper != node.ID {
		t.Errorf("a stranger made %v the keeper", r.Keeper)
	}
	m.CheckRefold(1, 10)
}

// TestTakenOver loses a keeper with acceptances that nobody has seen; it turns up again later.
func TestTakenOver(t *testing.T) {
	for _, c := range []struct {
		name      string
		meanwhile func(*market)
		confirm   bool
		want      marketplace.BookingState
	}{
		{"the nights are still free", func(*market) {}, false, marketplace.StateAccepted},
		{"confirmed, and still free", func(*market) {}, true, marketplace.StateConfirmed},
		{"another guest has them", anotherGuest, false, marketplace.StateConflict},
		{"confirmed, and another guest has them", anotherGuest, true, marketplace.StateConflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			lead2 := m.lead.Second()
			seen := m.booked()
			unseen := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(100, 10))
			m.Later()
			m.host.Offline()
			m.host.Do(marketplace.AcceptBooking{Booking: unseen})
			m.host.Do(marketplace.BlockDates{Room: m.room, Ranges: []marketplace.Range{m.Stay(200, 5)}})
			m.Later()
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
			r := m.Room(m.room)
			if r.Keeper != m.Founder.ID || r.Epoch != 2 {
				t.Fatalf("taken over, the keeper is %v", r.Keeper)
			}
			if b := m.Booking(seen); b.Held != m.dates {
				t.Errorf("what was seen holds %v", b.Held)
			}
			m.Later()
			c.meanwhile(m)
			m.Later()
			if c.confirm { // on a computer that the lost keeper's word has reached
				lead2.Offline()
				lead2.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConfirmed{Booking: unseen}})
			}
			m.Later()
			m.host.Online()
			lead2.Online()
			b := m.Booking(unseen)
			if b.State != c.want {
				t.Errorf("the lost keeper's guest is %v, want %v (%s)", b.State, c.want, trail(b))
			}
			if holds := b.Held == m.Stay(100, 10); holds != (c.want != marketplace.StateConflict) {
				t.Errorf("it holds %v", b.Held)
			}
			if r := m.Room(m.room); r.Free(m.Stay(200, 5)) {
				t.Error("the nights that the host blocked are open")
			}
			if b := m.Booking(unseen); c.want == marketplace.StateConflict && len(b.Actions(m.Instant(), marketplace.SideGuest)) == 0 {
				t.Error("there is nothing that the lead can do")
			}
			m.CheckRefold(1, 20)
		})
	}
}

func anotherGuest(m *market) {
	other := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(105, 10))
	m.Later()
	m.Founder.Do(marketplace.AcceptBooking{Booking: other})
}

// TestTakeOverBeatsHandOver has both follow the same epoch, the take-over later. What the other promised is looked into.
func TestTakeOverBeatsHandOver(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.Founder.Offline()
	m.host.Do(marketplace.HandKeeper{Room: m.room, To: laptop.ID})
	m.Later()
	laptop.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	m.Founder.Online()
	r := m.Room(m.room)
	if r.Keeper != m.Founder.ID || r.Epoch != 2 {
		t.Fatalf("the keeper is %v", r.Keeper)
	}
	if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("what the one who was beaten promised is %v and holds %v (%s)", b.State, b.Held, trail(b))
	}
	why := func(kind string) string {
		for _, w := range m.Written() {
			if w.Entry.Kind != kind {
				continue
			}
			for _, v := range m.Verdicts(m.room) {
				if v.Ref == w.Entry.Ref {
					return v.Why
				}
			}
		}
		return ""
	}
	if got := why("keeper.handed"); got != "superseded" {
		t.Errorf("the hand-over is %q", got)
	}
	m.CheckRefold(1, 20)
}

// TestFirstOfTwoHandOversCounts lets a host hand the calendar to two computers, each unaware of the other.
func TestFirstOfTwoHandOversCounts(t *testing.T) {
	m := newMarket(t)
	laptop, tablet := m.host.Second(), m.host.Second()
	m.Later()
	laptop.Offline()
	m.host.Do(marketplace.HandKeeper{Room: m.room, To: tablet.ID})
	m.Later()
	laptop.Do(marketplace.HandKeeper{Room: m.room, To: laptop.ID})
	laptop.Online()
	if r := m.Room(m.room); r.Keeper != tablet.ID || r.Epoch != 2 {
		t.Errorf("the keeper is %v in epoch %d", r.Keeper, r.Epoch)
	}
	m.CheckRefold(1, 20)
}

// TestRevokedRegistrarsTakeOverStands revokes the registrar who took a calendar over, from before that: the node that
// took it up in good standing has promised nights, and keeps them.
func TestRevokedRegistrarsTakeOverStands(t *testing.T) {
	m := newMarket(t)
	registrar := m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar)
	node := m.Join("RXX's node", "RXX", marketplace.RoleLead)
	before := registrar.View().Head(registrar.ID)
	registrar.Do(marketplace.TakeKeeper{Room: m.room, To: node.ID})
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	node.Do(marketplace.AcceptBooking{Booking: id, Via: marketplace.ViaPhone})
	revoke := func(d *markettest.Device, last uint64) {
		m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRevoked{Device: d.ID, LastGood: last}})
	}
	revoke(registrar, before)
	if b := m.Booking(id); b.Held != m.dates || m.Room(m.room).Keeper != node.ID {
		t.Errorf("the guest holds %v and the keeper is %v", b.Held, m.Room(m.room).Keeper)
	}
	m.Later()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
	if b := m.Booking(id); b.Held != m.dates || m.Room(m.room).Keeper != m.Founder.ID {
		t.Errorf("taken over once more the guest holds %v", b.Held)
	}
	registrar.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperTaken{To: registrar.ID, Ends: m.Room(m.room).Kept.Opened}})
	if r := m.Room(m.room); r.Keeper != m.Founder.ID {
		t.Error("a revoked registrar takes calendars over")
	}
	m.CheckRefold(1, 20)
}

func TestOnlyTheKeeperOfTheEpochAccepts(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	early := laptop.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: m.dates,
	}})[0]
	if b := m.Booking(id); b.State != marketplace.StateRequested || b.Held.Nights() > 0 {
		t.Errorf("accepted by a device that keeps nothing it is %v and holds %v", b.State, b.Held)
	}
	m.Later()
	m.host.Do(marketplace.HandKeeper{Room: m.room, To: laptop.ID})
	if b := m.Booking(id); b.State != marketplace.StateRequested {
		t.Errorf("an acceptance from before the epoch counts: %v", b.State)
	}
	if !slices.ContainsFunc(m.Verdicts(m.room), func(v marketplace.Verdict) bool { return v.Ref == early && v.Why == "not_keeper" }) {
		t.Errorf("the verdicts are %v", m.Verdicts(m.room))
	}
	m.CheckRefold(1, 20)
}
