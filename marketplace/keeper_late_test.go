package marketplace_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
)

// TestNewKeeperLacksWhatTheOldOneKnew hands a calendar over to a computer that has the lost keeper's word, and not yet
// what that rests on. It must neither give the nights back nor answer again.
func TestNewKeeperLacksWhatTheOldOneKnew(t *testing.T) {
	for _, c := range []struct {
		name  string
		lacks func(*market, *marketplace.Entry, marketplace.DeviceID) bool
		want  marketplace.BookingState
	}{
		{"the host's consent, given on another computer", func(_ *market, e *marketplace.Entry, _ marketplace.DeviceID) bool {
			return e.Kind == "booking.consented"
		}, marketplace.StateRequested},
		{"who gave that consent", func(m *market, e *marketplace.Entry, laptop marketplace.DeviceID) bool {
			j, ok := e.Fact.(*marketplace.MemberInvited)
			return ok && m.System().Devices[laptop].Person == marketplace.PersonOf(e.Ref) && j.Org == "RXX"
		}, marketplace.StateAccepted},
		{"that the draft was sent", func(_ *market, e *marketplace.Entry, _ marketplace.DeviceID) bool {
			return e.Kind == "booking.requested"
		}, marketplace.StateDraft},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			laptop := invitedBy(m.World, m.Join("Reg Marsh", "RXX", marketplace.RoleRegistrar), marketplace.RoleLead)
			id := m.lead.Do(marketplace.DraftBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates}).Began[0]
			m.Later()
			m.lead.Do(marketplace.RequestBooking{Booking: id})
			m.Later()
			laptop.Do(marketplace.AcceptBooking{Booking: id})
			m.Later()
			m.Founder.Do(marketplace.TakeKeeper{Room: m.room})
			if b := m.Booking(id); b.State != marketplace.StateAccepted {
				t.Fatalf("the booking is %v (%s)", b.State, trail(b))
			}
			here := map[marketplace.ID][]*marketplace.Entry{}
			for _, w := range m.Written() {
				if !c.lacks(m, w.Entry, laptop.ID) {
					here[w.Entry.Subject] = append(here[w.Entry.Subject], w.Entry)
				}
			}
			for _, all := range here {
				slices.SortFunc(all, func(a, b *marketplace.Entry) int {
					if a.Before(b) {
						return -1
					}
					return 1
				})
			}
			sys, _ := marketplace.FoldSystem(here[m.System().ID], nil)
			r, _ := marketplace.FoldRoom(sys, here[m.room])
			if r == nil {
				t.Fatal("there is no room")
			}
			b, ok := r.BookingByID(id)
			if !ok || b.State != c.want || b.Held != m.dates {
				t.Fatalf("the booking is %+v", b)
			}
			if b.State != marketplace.StateAccepted && b.StateAt(b.Facts.Deadline+1) == marketplace.StateExpired {
				t.Error("the request lapses")
			}
			if due := r.KeeperDuties(m.Founder.ID, m.Instant()); len(due) > 0 {
				t.Errorf("the new keeper does %T", due[0].Fact)
			}
			if can := b.Actions(m.Instant(), marketplace.SideHost); b.State != marketplace.StateAccepted && len(can) > 0 {
				t.Errorf("the host can %v", can)
			}
		})
	}
}

// lacking is a view of a computer to which the logs have not all come.
type lacking struct {
	marketplace.View
	logs map[marketplace.DeviceID]uint64
}

func (l lacking) Complete(ref marketplace.Ref) bool { return ref.Seq <= l.logs[ref.Device] }

// TestNewKeeperWaitsForTheOldOnesLog: what it does not know of it would promise again.
func TestNewKeeperWaitsForTheOldOnesLog(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	node := m.Join("RXX's node", "RXX", marketplace.RoleLead)
	node.Offline()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: node.ID})
	r := m.Room(m.room)
	if len(r.Kept.After) != 1 {
		t.Fatalf("the epoch begins after %v", r.Kept.After)
	}
	last := r.Kept.After[0]
	if last.Device != m.host.ID || last.Seq != m.Booking(id).Accepted.Seq || r.Kept.Begun {
		t.Fatalf("the epoch begins after %v, begun: %v", last, r.Kept.Begun)
	}
	for _, c := range []struct {
		name string
		here uint64
		due  int
	}{{"nothing", 0, 0}, {"all but the acceptance", last.Seq - 1, 0}, {"all", last.Seq, 1}} {
		due, err := r.Duties(lacking{node.View(), map[marketplace.DeviceID]uint64{m.host.ID: c.here}})
		if err != nil || len(due) != c.due {
			t.Errorf("with %s of the old keeper's log here %d things are due, want %d (%v)", c.name, len(due), c.due, err)
		}
	}
	node.Online()
	if r := m.Room(m.room); !r.Kept.Begun || r.Free(m.dates) {
		t.Errorf("begun: %v, the nights free: %v", r.Kept.Begun, r.Free(m.dates))
	}
	m.CheckRefold(1, 10)
}

// TestConsentOfACopiedComputer loses a consent with the tail of a copied computer's log, after the keeper acted on it.
// Under its new key the computer has given it again.
func TestConsentOfACopiedComputer(t *testing.T) {
	m := newMarket(t)
	phone, again := m.host.Second(), m.host.Second()
	id := m.lead.Booked(phone, m.room, m.arrival, m.dates)
	lost := m.Booking(id).Consent
	var here []*marketplace.Entry
	for _, w := range m.Written() {
		if w.Entry.Subject == m.room && w.Entry.Ref != lost {
			here = append(here, w.Entry)
		}
	}
	r, _ := marketplace.FoldRoom(m.System(), here)
	if b, _ := r.BookingByID(id); b.State != marketplace.StateRequested || b.Held != m.dates || len(r.KeeperDuties(r.Keeper, m.Instant())) > 0 {
		t.Errorf("without the consent the booking is %+v", b)
	}
	ref := again.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: id}})[0]
	for _, w := range m.Written() {
		if w.Entry.Ref == ref {
			here = append(here, w.Entry)
		}
	}
	r, _ = marketplace.FoldRoom(m.System(), here)
	if b, _ := r.BookingByID(id); b.State != marketplace.StateAccepted && b.State != marketplace.StateConfirmed || b.Held != m.dates || b.Consent != ref {
		t.Errorf("with the consent given again the booking is %+v", b)
	}
}

// TestWaitingKeeperHandsItsWaitOn: another computer of the same person knows no more than the one that waits. Only a
// registrar who takes over says that what is here is all.
func TestWaitingKeeperHandsItsWaitOn(t *testing.T) {
	m := newMarket(t)
	m.booked()
	node := m.Join("RXX's node", "RXX", marketplace.RoleLead)
	second := node.Second()
	node.Offline() // so that it does not begin
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room, To: node.ID})
	waits := m.Room(m.room).Kept
	if waits.Begun || len(waits.After) != 1 || waits.After[0].Device != m.host.ID {
		t.Fatalf("the epoch is %+v", waits)
	}
	second.Do(marketplace.HandKeeper{Room: m.room, To: second.ID})
	if r := m.Room(m.room); r.Keeper != second.ID || !slices.Contains(r.Kept.After, waits.After[0]) {
		t.Errorf("handed on it is %+v", r.Kept)
	}
	m.Founder.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperTaken{To: m.Founder.ID, Ends: waits.Opened}})
	if r := m.Room(m.room); r.Keeper != m.Founder.ID || slices.Contains(r.Kept.After, waits.After[0]) {
		t.Errorf("taken over it is %+v", r.Kept)
	}
	m.CheckRefold(1, 10)
}
