package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// TestWhoseWordAccepts has the room's calendar kept by others than the host, who accept without them. Only who may
// answer for the host gives the host's word; what others take is given back, and the host is asked as before.
func TestWhoseWordAccepts(t *testing.T) {
	lead, colleague := marketplace.RoleLead, marketplace.RoleHost
	host := func(m *market, _ *markettest.Device) marketplace.ID { return m.host.Person }
	keeper := func(_ *market, d *markettest.Device) marketplace.ID { return d.Person }
	for _, c := range []struct {
		name    string
		org     string
		roles   marketplace.Roles
		by      func(*market, *markettest.Device) marketplace.ID
		via     marketplace.Via
		consent func(*market, *markettest.Device, marketplace.ID) marketplace.Ref
		stands  bool
	}{
		{"their lead records the host's call", "RXX", lead, host, marketplace.ViaPhone, nil, true},
		{"their lead answers for the host", "RXX", lead, keeper, marketplace.ViaApp, nil, true},
		{"their lead as the host", "RXX", lead, host, marketplace.ViaApp, nil, false},
		{"their lead by rules that nobody set", "RXX", lead, keeper, marketplace.ViaRules, nil, false},
		{"a colleague", "RXX", colleague, keeper, marketplace.ViaApp, nil, false},
		{"a colleague records a call", "RXX", colleague, host, marketplace.ViaPhone, nil, false},
		{"the guest's lead records a call", "RTP", lead, host, marketplace.ViaPhone, nil, false},
		{"a colleague's own consent", "RXX", colleague, host, marketplace.ViaApp, func(m *market, d *markettest.Device, id marketplace.ID) marketplace.Ref {
			return d.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id}})[0]
		}, false},
		{"a colleague's own rules", "RXX", colleague, host, marketplace.ViaRules, func(m *market, d *markettest.Device, _ marketplace.ID) marketplace.Ref {
			return d.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.RoomRules{On: true, For: marketplace.InstantAny}})[0]
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			d := m.Join("Keeper Moss", c.org, c.roles)
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: d.ID})
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			fact := &marketplace.KeeperAccepted{Booking: id, By: c.by(m, d), Via: c.via, Deadline: m.Instant() + 3600, Dates: m.dates}
			if c.consent != nil {
				fact.Consent = c.consent(m, d, id)
				m.Later()
			}
			ref := d.Write(marketplace.Draft{Subject: m.room, Fact: fact})[0]
			b := m.Booking(id)
			if stands := b.State == marketplace.StateAccepted && b.Held == m.dates; stands != c.stands {
				t.Fatalf("the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			if c.stands {
				return
			}
			if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != "consent" {
				t.Errorf("the verdict is %+v, want void, consent", v)
			}
			if r := m.Room(m.room); b.State != marketplace.StateRequested || !r.Free(m.dates) {
				t.Errorf("the booking is %v, the nights free: %v", b.State, r.Free(m.dates))
			}
			m.Later()
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			if b := m.Booking(id); b.State != marketplace.StateAccepted || b.Held != m.dates {
				t.Errorf("with the host's word it is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			m.CheckRefold(1, 10)
		})
	}
}

// TestLostCalendarAcceptsNothing lets somebody who kept the calendar once accept without the host: the keeper there is
// now has nothing to look into.
func TestLostCalendarAcceptsNothing(t *testing.T) {
	m := newMarket(t)
	once := m.Join("Once Kept", "RXX", marketplace.RoleHost)
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: once.ID})
	m.Later()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	claim := once.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: m.dates,
	}})[0]
	check := func() {
		t.Helper()
		if b := m.Booking(id); b.State != marketplace.StateRequested || !b.Claim.IsZero() || b.Held.Nights() > 0 {
			t.Errorf("the booking is %v, claimed by %v, and holds %v", b.State, b.Claim, b.Held)
		}
	}
	check()
	m.Founder.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAdopted{Booking: id, Accepted: claim, Dates: m.dates}})
	check()
	m.CheckRefold(1, 10)
}

// TestRevocationTakesNoWordBack revokes, or makes as if they had never been admitted, those whose word the guest relies
// on.
func TestRevocationTakesNoWordBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		after uint64 // entries of the device that stay good
		hand  bool   // the host hands the calendar to a second computer and consents from the first
	}{
		{"the host's computer keeps the calendar", 1, false},
		{"and was never admitted", 0, false},
		{"the host's other computer keeps the calendar", 1, true},
		{"and the host was never admitted", 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			if c.hand {
				m.host.Do(marketplace.HandKeeper{Room: m.room, To: m.host.Second().ID})
			}
			id := m.booked()
			m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRevoked{Device: m.host.ID, LastGood: c.after}})
			if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
				t.Errorf("the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			m.CheckRefold(1, 10)
		})
	}
}

// TestMembersChangeAndWordsStand changes what members and organisations are once a guest relies on their word: from
// before they gave it, as somebody would who has not heard of that yet.
func TestMembersChangeAndWordsStand(t *testing.T) {
	write := func(m *market, facts ...marketplace.Fact) {
		for _, f := range facts {
			m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: f})
		}
	}
	replaced := func(to marketplace.Date) *marketplace.OrgRecorded {
		return &marketplace.OrgRecorded{Code: "RXX", ValidTo: to, Successors: []string{"RYY"}}
	}
	for _, c := range []struct {
		name    string
		before  func(*market) *markettest.Device // who keeps the calendar and accepts, or only consents
		keeps   bool
		changes func(*market, *markettest.Device, uint64)
	}{
		{"the keeper's organisation is another", nil, true, func(m *market, d *markettest.Device, seq uint64) {
			write(m, &marketplace.MemberRoles{Person: d.Person, Org: "RA2", Roles: marketplace.RoleLead, Until: []marketplace.Ref{{Device: d.ID, Seq: seq - 1}}})
		}},
		{"who recorded the consent is no lead any more", nil, false, func(m *market, d *markettest.Device, seq uint64) {
			write(m, &marketplace.MemberRoles{Person: d.Person, Org: "RXX", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: d.ID, Seq: seq - 1}}})
		}},
		{"the day on which an organisation followed another is put right", func(m *market) *markettest.Device {
			write(m, replaced(m.Today()-2))
			return m.Join("Lead Moss", "RYY", marketplace.RoleLead)
		}, true, func(m *market, _ *markettest.Device, _ uint64) { write(m, replaced(m.Today()+10)) }},
		{"the registrar who invited the keeper was never one", func(m *market) *markettest.Device {
			reg := m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar)
			inv := reg.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberInvited{Org: "RXX", Roles: marketplace.RoleLead, Key: [32]byte{7}}})[0]
			return m.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: inv})
		}, true, func(m *market, _ *markettest.Device, _ uint64) {
			reg := m.Devices[len(m.Devices)-2]
			write(m, &marketplace.MemberRevoked{Device: reg.ID, LastGood: 1})
		}},
		{"the registrar who made the keeper a lead is revoked from before", func(m *market) *markettest.Device {
			reg, d := m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar), m.Join("Lead Moss", "RXX", marketplace.RoleHost)
			reg.Do(marketplace.ChangeRoles{Person: d.Person, Org: "RXX", Roles: marketplace.RoleLead})
			return d
		}, true, func(m *market, _ *markettest.Device, _ uint64) {
			write(m, &marketplace.MemberRevoked{Device: m.Devices[len(m.Devices)-2].ID, LastGood: 1})
		}},
		{"the registrar who made them a lead is one no more from before", func(m *market) *markettest.Device {
			reg, d := m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar), m.Join("Lead Moss", "RXX", marketplace.RoleHost)
			reg.Do(marketplace.ChangeRoles{Person: d.Person, Org: "RXX", Roles: marketplace.RoleLead})
			return d
		}, false, func(m *market, _ *markettest.Device, _ uint64) {
			reg := m.Devices[len(m.Devices)-2]
			write(m, &marketplace.MemberRoles{Person: reg.Person, Org: "RXX", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: reg.ID, Seq: 1}}})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			if c.before == nil {
				c.before = func(m *market) *markettest.Device { return m.Join("Lead Moss", "RXX", marketplace.RoleLead) }
			}
			d := c.before(m)
			if c.keeps {
				m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: d.ID})
			}
			id := m.lead.Booked(d, m.room, m.arrival, m.dates)
			word := m.Booking(id).Accepted
			if !c.keeps {
				word = m.Booking(id).Consent
			}
			c.changes(m, d, word.Seq)
			if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
				t.Errorf("the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			m.CheckRefold(1, 10)
		})
	}
}

// TestAdoptedWordStands has a new keeper adopt what the lost one promised, which later was never admitted at all.
func TestAdoptedWordStands(t *testing.T) {
	m := newMarket(t)
	node := m.Join("RXX's node", "RXX", marketplace.RoleLead)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.host.Offline()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: node.ID})
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.host.Online()
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	m.Later()
	m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRevoked{Device: m.host.ID, LastGood: 0}})
	if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
	}
	m.CheckRefold(1, 10)
}

// TestStrangersWord: a keeper that means harm names the consent of a key that nobody let in. It is nobody's word, and no
// membership that is late makes it one; nor does it stand in the way of the host's.
func TestStrangersWord(t *testing.T) {
	for _, c := range []struct {
		name string
		join func(m *market) *markettest.Device
	}{
		{"that asks for nothing", func(m *market) *markettest.Device {
			d := m.Stranger(&marketplace.MemberJoined{})
			return d
		}},
		{"by an invitation that had run out", func(m *market) *markettest.Device {
			inv := m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberInvited{
				Org: "RXX", Roles: marketplace.RoleLead, Key: [32]byte{7}, Until: m.Instant() - 60,
			}})[0]
			return m.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: inv})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			keeper, stranger := m.Join("Keeper Moss", "RXX", marketplace.RoleHost), c.join(m)
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: keeper.ID})
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			said := stranger.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id}})[0]
			m.Later()
			accept := &marketplace.KeeperAccepted{Booking: id, By: m.host.Person, Consent: said, Deadline: m.Instant() + 3600, Dates: m.dates}
			ref := keeper.Write(marketplace.Draft{Subject: m.room, Fact: accept})[0]
			if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != "consent" {
				t.Errorf("the verdict is %+v, want void, consent", v)
			}
			if b := m.Booking(id); b.State != marketplace.StateRequested || b.Held.Nights() > 0 {
				t.Errorf("the booking is %v and holds %v", b.State, b.Held)
			}
			// A consent that is gone is stood in for by another of the same booking, and never by the stranger's.
			lost := *accept
			lost.Consent = marketplace.Ref{Device: m.host.ID, Seq: 999}
			m.Later()
			keeper.Write(marketplace.Draft{Subject: m.room, Fact: &lost})
			if b := m.Booking(id); b.State != marketplace.StateRequested || b.Held != m.dates {
				t.Errorf("with the host's consent gone the booking is %v and holds %v", b.State, b.Held)
			}
			m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id}})
			if b := m.Booking(id); b.State != marketplace.StateAccepted || b.Held != m.dates {
				t.Errorf("with it given again the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			m.CheckRefold(1, 10)
		})
	}
}
