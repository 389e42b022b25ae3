package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// strangersRoom lists a room in the name and home of the market's host, by a device that nobody let in.
func (m *market) strangersRoom(by *markettest.Device) marketplace.ID {
	return marketplace.SubjectOf(by.Write(marketplace.Draft{Fact: &marketplace.RoomListed{
		Facts: m.Room(m.room).Facts, Week: 11000, Cap: m.Room(m.room).Cap, Live: true,
	}})[0])
}

// A device whose proof is false lists nothing that anybody sees, whatever it says it has promised.
func TestRefusedStrangersRoom(t *testing.T) {
	m := newMarket(t)
	stranger := m.Stranger(&marketplace.MemberJoined{})
	room := m.strangersRoom(stranger)
	stranger.Write(marketplace.Draft{Subject: room, Fact: &marketplace.KeeperAccepted{
		Booking: marketplace.ID{7}, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: m.dates,
	}})
	if r, err := m.lead.View().Room(room); marketplace.CodeOf(err) != marketplace.NotFound {
		t.Errorf("a stranger's room is seen: %v, state %v", r.Facts.Host, r.State)
	}
}

// A lead who means harm and a key that they made up cannot fill the home of somebody else.
func TestStrangersRoomTakesNoPlace(t *testing.T) {
	m := newMarket(t)
	harm := m.Join("Odd Lead", "RTP", marketplace.RoleLead)
	stranger := m.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: marketplace.Ref{Device: marketplace.DeviceID{9}, Seq: 9}})
	room, home := m.strangersRoom(stranger), m.Room(m.room).Facts.Home
	asks := m.Booking(m.lead.Request(m.room, m.arrival, m.dates)).Facts
	asks.Lead = harm.Person
	b := marketplace.SubjectOf(harm.Write(marketplace.Draft{Subject: room, Fact: &marketplace.BookingRequested{Facts: asks}})[0])
	stranger.Write(marketplace.Draft{Subject: room, Fact: &marketplace.KeeperAccepted{
		Booking: b, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: asks.Dates,
	}})
	if n, err := m.host.View().LodgersIn(home, asks.Dates, marketplace.ID{}); n != 0 || err != nil {
		t.Errorf("%d lodgers in a home that has none: %v", n, err)
	}
}

// A false proof of succession makes nobody one who asked to join: a consent by such a key is nobody's word.
func TestFalseSuccessorsConsent(t *testing.T) {
	m := newMarket(t)
	keeper := m.Join("Keeper Moss", "RXX", marketplace.RoleHost)
	stranger := m.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofSuccessor, Of: marketplace.DeviceID{9}})
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: keeper.ID})
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	said := stranger.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id}})[0]
	m.Later()
	keeper.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Consent: said, Deadline: m.Instant() + 3600, Dates: m.dates,
	}})
	sys, _ := marketplace.FoldSystem(m.about(m.System().ID), doubting{of: stranger.ID})
	r, _ := marketplace.FoldRoom(sys, m.about(m.room))
	if b, _ := r.BookingByID(id); b.State != marketplace.StateRequested {
		t.Errorf("by a false successor's consent it is %v by %v", b.State, b.AcceptedBy)
	}
}

// about is the entries about one subject.
func (m *market) about(subject marketplace.ID) (all []*marketplace.Entry) {
	for _, w := range m.Written() {
		if w.Entry.Subject == subject {
			all = append(all, w.Entry)
		}
	}
	return all
}

// Registrars who revoke each other take no bed from a guest whose host's word one of their people gave.
func TestDisputedInviterKeepsTheWord(t *testing.T) {
	m := newMarket(t)
	ring := registrars(m.World)
	theirs := invitedBy(m.World, ring[0], marketplace.RoleLead)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	said := theirs.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id, Via: marketplace.ViaPhone}})[0]
	m.Later()
	m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Via: marketplace.ViaPhone, Consent: said, Deadline: m.Instant() + 36000, Dates: m.dates,
	}})
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	revokeEachOther(m.World, ring)
	if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("the guest's booking is %v and holds %v: %s", b.State, b.Held, trail(b))
	}
}

// Whoever may not give roles any more can give them as often as they like: no fold gets slower by it.
func TestFloodOfRoles(t *testing.T) {
	m := newMarket(t)
	ex := m.Join("Odd Registrar", "RXX", marketplace.RoleRegistrar)
	m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRoles{
		Person: ex.Person, Org: "RXX", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: ex.ID, Seq: 1}},
	}})
	var flood []marketplace.Draft
	for range 200_000 { // one looked at for each before it would be 20 thousand million
		flood = append(flood, marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRoles{Person: ex.Person, Org: "RXX", Roles: marketplace.RoleLead}})
	}
	s, _ := marketplace.FoldSystem(append(m.about(m.System().ID), written(m, ex, flood)...), doubting{})
	if p := s.Persons[ex.Person]; p == nil || p.Roles != marketplace.RoleHost {
		t.Errorf("the flood made them %v", p)
	}
}

// doubting takes every proof as true but a device's.
type doubting struct{ of marketplace.DeviceID }

func (doubting) Founds(*marketplace.Entry) bool { return true }

func (d doubting) ProofHolds(e *marketplace.Entry, _ *marketplace.MemberJoined, _ [32]byte) bool {
	return e.Ref.Device != d.of
}

// A take-over that says it rests on a place no log has is none.
func TestHandOverBeyondEveryLog(t *testing.T) {
	m := newMarket(t)
	phone := m.host.Second()
	opened := m.Room(m.room).Kept.Opened
	phone.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperHanded{
		To: m.Founder.ID, Ends: opened, Last: marketplace.Ref{Device: m.host.ID, Seq: 1 << 63},
	}})
	if r := m.Room(m.room); r.Keeper != m.host.ID {
		t.Errorf("the calendar went to %v", r.Keeper)
	}
}
