package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// invitedBy lets somebody of RXX in by an invitation that another device than the founder's writes.
func invitedBy(w *markettest.World, by *markettest.Device, roles marketplace.Roles) *markettest.Device {
	inv := by.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberInvited{Org: "RXX", Roles: roles, Key: [32]byte{7}}})[0]
	return w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: inv})
}

// TestRoomOfAHostWhoWasLetInWrongly keeps a room and its guests when the registrar who invited its host is out from
// before that, or was never allowed to, or when the host's own roles are put right. It is suspended, and others can act on it.
func TestRoomOfAHostWhoWasLetInWrongly(t *testing.T) {
	for _, c := range []struct {
		name string
		undo func(reg, host *markettest.Device) marketplace.Fact
	}{
		{"revoked", func(reg, _ *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRevokedV2{Device: reg.ID, LastGood: 1}
		}},
		{"revoked altogether", func(reg, _ *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRevokedV2{Device: reg.ID}
		}},
		{"a registrar no more", func(reg, _ *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRoles{Person: reg.Person, Org: "RXX", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: reg.ID, Seq: 1}}}
		}},
		{"the host, of another organisation", func(_, host *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRoles{Person: host.Person, Org: "RTP", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: host.ID, Seq: 1}}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			reg := m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar)
			m.host = invitedBy(m.World, reg, marketplace.RoleHost)
			m.room = m.host.Room()
			m.Later()
			m.host.Do(marketplace.PriceRoom{Room: m.room, Week: 10500})
			m.Later()
			id := m.booked()
			asked := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(200, 5))
			m.Later()
			m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: c.undo(reg, m.host)})
			r, b := m.Room(m.room), m.Booking(id)
			if r.State != marketplace.RoomSuspended || r.Reason != marketplace.ReasonNotRecognised {
				t.Errorf("the room is %v, %v", r.State, r.Reason)
			}
			if b.State != marketplace.StateConfirmed || b.Held != m.dates || b.Week != 10500 {
				t.Errorf("the booking is %v, holds %v at %v (%s)", b.State, b.Held, b.Week, trail(b))
			}
			_, in := m.System().ActorOf(m.host.ID)
			if _, ok := r.BookingByID(asked); ok && !in {
				t.Error("a request that nobody promised anything, at a rent that nobody may have set, is there")
			}
			m.CheckRefold(1, 20)
			m.Later()
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
			colleague := m.Join("Lead Moss", "RXX", marketplace.RoleLead)
			colleague.Do(marketplace.CancelBooking{Booking: id, Reason: marketplace.ReasonSafety})
			if b := m.Booking(id); b.State != marketplace.StateCancelled || b.By != marketplace.SideHost || b.Held.Nights() > 0 {
				t.Errorf("cancelled by the host's side it is %v and holds %v", b.State, b.Held)
			}
			m.CheckRefold(1, 20)
		})
	}
}

// TestRoomOfAStranger stays unseen, whatever they accept: nobody who takes part asked for it.
func TestRoomOfAStranger(t *testing.T) {
	m := newMarket(t)
	facts, asks := m.Room(m.room).Facts, m.Booking(m.lead.Request(m.room, m.arrival, m.dates)).Facts
	stranger := m.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: marketplace.Ref{Device: marketplace.DeviceID{9}, Seq: 9}})
	facts.Home = marketplace.ID{}
	room := marketplace.SubjectOf(stranger.Write(marketplace.Draft{Fact: &marketplace.RoomListed{Facts: facts, Week: 11000, Cap: m.Room(m.room).Cap, Live: true}})[0])
	booking := marketplace.SubjectOf(stranger.Write(marketplace.Draft{Subject: room, Fact: &marketplace.BookingRequested{Facts: asks}})[0])
	stranger.Write(marketplace.Draft{Subject: room, Fact: &marketplace.KeeperAccepted{Booking: booking, By: facts.Host, Deadline: m.Instant() + 3600, Dates: m.dates}})
	if _, err := m.lead.View().Room(room); marketplace.CodeOf(err) != marketplace.NotFound {
		t.Errorf("a stranger's room is seen (%v)", err)
	}
	// A member who has no business with it makes it no better.
	mine := marketplace.SubjectOf(m.host.Write(marketplace.Draft{Subject: room, Fact: &marketplace.BookingRequested{Facts: asks}})[0])
	stranger.Write(marketplace.Draft{Subject: room, Fact: &marketplace.KeeperReleased{Booking: booking}},
		marketplace.Draft{Subject: room, Fact: &marketplace.KeeperAccepted{Booking: mine, By: facts.Host, Deadline: m.Instant() + 3600, Dates: m.dates}})
	if _, err := m.lead.View().Room(room); marketplace.CodeOf(err) != marketplace.NotFound {
		t.Errorf("a stranger's room is seen (%v)", err)
	}
	m.CheckRefold(1, 10)
}

// TestClaimedRoomOfAHostWhoIsOut: a host claims a room that an import brought, and says yes to a guest. The claim has no
// effect any more; their word has.
func TestClaimedRoomOfAHostWhoIsOut(t *testing.T) {
	for _, c := range []struct {
		name string
		undo func(host *markettest.Device) marketplace.Fact
	}{
		{"revoked from before", func(host *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRevoked{Device: host.ID, LastGood: 1}
		}},
		{"of another organisation from before", func(host *markettest.Device) marketplace.Fact {
			return &marketplace.MemberRoles{Person: host.Person, Org: "RTP", Roles: marketplace.RoleHost, Until: []marketplace.Ref{{Device: host.ID, Seq: 1}}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			m.room = m.Founder.Room(func(c *marketplace.ListRoom) {
				c.Facts.Import, c.Facts.HostOrg, c.Facts.Pending, c.Facts.Guards = [16]byte{7}, "RXX", true, 0
				c.Safety, c.Facts.Shared = marketplace.RoomSafety{}, 0
			})
			m.Later()
			m.host.Do(marketplace.ClaimRoom{Room: m.room, Home: m.host.Home()})
			m.Later()
			id := m.booked()
			m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: c.undo(m.host)})
			if r := m.Room(m.room); !r.Facts.Host.IsZero() {
				t.Fatalf("the room is still claimed by %v", r.Facts.Host)
			}
			if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
				t.Errorf("the booking is %v and holds %v (%s)", b.State, b.Held, trail(b))
			}
			m.CheckRefold(1, 10)
			// Who never might claim it gives no word for its host.
			other := m.Join("Eve", "RTP", marketplace.RoleHost)
			other.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.RoomClaimed{Host: other.Person}})
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: other.ID})
			asked := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(200, 5))
			m.Later()
			other.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
				Booking: asked, By: other.Person, Deadline: m.Instant() + 3600, Dates: m.Stay(200, 5),
			}})
			if b := m.Booking(asked); b.State != marketplace.StateRequested {
				t.Errorf("by somebody who claimed it without a right it is %v", b.State)
			}
		})
	}
}
