package marketplace_test

import (
	"fmt"
	"testing"
	"time"

	"settle.example/settle/marketplace"
)

func TestChangeOfDates(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	longer := marketplace.Range{From: m.dates.From, To: m.dates.To + 14}
	proposed := marketplace.ProposeChange{Booking: id, Dates: longer}
	m.lead.Do(proposed)
	b := m.Booking(id)
	if c, ok := b.OpenChange(m.Instant()); !ok || c.Facts.Dates != longer || c.By != m.lead.Person || b.Dates != m.dates {
		t.Fatalf("the change is %+v, the booking %+v", c, b)
	}
	_, err := m.lead.Try(marketplace.AnswerChange{Booking: id, Agree: true})
	sentence(t, err, marketplace.NotAllowed, "The other side answers what you proposed.")
	_, err = m.host.Try(proposed)
	sentence(t, err, marketplace.Refused, "waits for an answer")
	m.Later()
	m.host.Do(marketplace.AnswerChange{Booking: id, Agree: true})
	b = m.Booking(id)
	if b.Dates != longer || b.Held != longer || b.State != marketplace.StateConfirmed || b.Changes[0].State != marketplace.ChangeInEffect {
		t.Errorf("the booking is %+v", b)
	}
	m.CheckRefold(1, 10)
}

func TestChangeIsRefusedOrTakenBack(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	proposed := marketplace.ProposeChange{Booking: id, Week: 10000}
	receipt := m.host.Do(proposed)
	m.lead.Do(marketplace.AnswerChange{Booking: id})
	if c := m.Booking(id).Changes[0]; c.State != marketplace.ChangeRefused {
		t.Errorf("refused it is %v", c.State)
	}
	_, err := m.lead.Try(marketplace.AnswerChange{Booking: id, Change: receipt.Began[0], Agree: true})
	sentence(t, err, marketplace.Changed, "no longer waits for an answer")
	receipt = m.host.Do(proposed)
	undo, ok := marketplace.Undo(proposed, receipt)
	if !ok {
		t.Fatal("a proposal cannot be undone")
	}
	m.host.Do(undo)
	if _, open := m.Booking(id).OpenChange(m.Instant()); open {
		t.Error("taken back it is still open")
	}
	m.host.Do(proposed)
	m.lead.Do(marketplace.AnswerChange{Booking: id, Agree: true})
	if b := m.Booking(id); b.Week != 10000 || b.Held != m.dates {
		t.Errorf("the rent is %s", b.Week.Week())
	}
	m.host.Do(marketplace.ProposeChange{Booking: id, Dates: m.Stay(35, 30)})
	m.Advance(73 * time.Hour)
	b := m.Booking(id)
	if c := b.Changes[3]; c.StateAt(m.Instant()) != marketplace.ChangeLapsed {
		t.Errorf("three days on it is %v", c.StateAt(m.Instant()))
	}
	ref := m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.ChangeAnswered{Change: b.Changes[3].ID, Agree: true}})[0]
	if v := verdictOn(m.World, m.room, ref); v.Why != "late" {
		t.Errorf("agreed too late: %+v", v)
	}
}

func TestProposalIsRefused(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	m.Founder.Booked(m.host, m.room, m.Founder.Arrival(), marketplace.Range{From: m.dates.To + 7, To: m.dates.To + 20})
	for _, c := range []struct {
		name string
		ask  marketplace.ProposeChange
		code marketplace.Code
		want string
	}{
		{"nothing new", marketplace.ProposeChange{Dates: m.dates}, marketplace.Invalid, "This is what is agreed already."},
		{"taken nights", marketplace.ProposeChange{Dates: marketplace.Range{From: m.dates.From, To: m.dates.To + 8}}, marketplace.NotFree, "is not free for all nights"},
		{"a higher rent that was never listed", marketplace.ProposeChange{Week: 11500}, marketplace.Refused, "The rent can be lowered"},
		{"the past", marketplace.ProposeChange{Dates: m.Stay(-1, 10)}, marketplace.Invalid, "is in the past"},
		{"backwards", marketplace.ProposeChange{Dates: marketplace.Range{From: m.dates.To, To: m.dates.From}}, marketplace.Invalid, "is not after the first night"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.ask.Booking = id
			_, err := m.lead.Try(c.ask)
			sentence(t, err, c.code, c.want)
		})
	}
	m.AdvanceTo(m.dates.From + 3)
	m.lead.Do(marketplace.MarkArrived{Booking: id, On: m.dates.From})
	_, err := m.lead.Try(marketplace.ProposeChange{Booking: id, Dates: marketplace.Range{From: m.dates.From + 1, To: m.dates.To}})
	sentence(t, err, marketplace.Refused, "the first night stays 7 December 2026")
	_, err = m.lead.Try(marketplace.ProposeChange{Booking: id, Dates: marketplace.Range{From: m.dates.From, To: m.dates.From + 1}})
	sentence(t, err, marketplace.Refused, "Mark the departure instead.")
}

func TestAgreedChangeMeetsTakenNights(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	id := m.booked()
	longer := marketplace.Range{From: m.dates.From, To: m.dates.To + 14}
	m.lead.Do(marketplace.ProposeChange{Booking: id, Dates: longer})
	other := m.Founder.Request(m.room, m.Founder.Arrival(), marketplace.Range{From: m.dates.To + 7, To: m.dates.To + 20})
	m.Later()
	m.host.Offline()
	m.host.Do(marketplace.AcceptBooking{Booking: other}) // the keeper does not know of the change yet
	laptop.Do(marketplace.AnswerChange{Booking: id, Agree: true})
	m.Later()
	m.host.Online()
	b := m.Booking(id)
	if b.Changes[0].State != marketplace.ChangeNotFree || b.Dates != m.dates || b.Held != m.dates || b.State != marketplace.StateConfirmed {
		t.Errorf("the booking is %+v", b)
	}
	if o := m.Booking(other); o.State != marketplace.StateAccepted {
		t.Errorf("the other is %v", o.State)
	}
	for _, v := range m.Verdicts(m.room) {
		if v.Outcome != marketplace.Applied { // the keeper's no is in effect too: it is no longer due
			t.Errorf("%+v has no effect", v)
		}
	}
	m.CheckRefold(1, 10)
}

func TestKeeperMovesNightsWithoutAgreement(t *testing.T) {
	for _, confirmed := range []bool{false, true} {
		t.Run(fmt.Sprintf("confirmed %v", confirmed), func(t *testing.T) {
			m := newMarket(t)
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			if confirmed {
				m.Later()
				m.lead.Do(marketplace.ConfirmBooking{Booking: id})
			}
			change := m.host.Do(marketplace.ProposeChange{Booking: id, Dates: m.Stay(80, 28)}).Began[0]
			m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.ChangeAnswered{Change: change, Agree: true}})
			ref := m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperChanged{Change: change, Booking: id, Dates: m.Stay(80, 28)}})[0]
			if v := verdictOn(m.World, m.room, ref); v.Why != "not_agreed" {
				t.Errorf("the verdict is %+v", v)
			}
			if b := m.Booking(id); b.State != marketplace.StateConflict || b.Dates != m.dates || b.Week != 11000 {
				t.Errorf("moved by the keeper alone it is %v for %v", b.State, b.Dates)
			}
			m.CheckRefold(1, 5)
		})
	}
}

func TestRevocationKeepsAChangeInEffect(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	longer := marketplace.Range{From: m.dates.From, To: m.dates.To + 14}
	m.host.Do(marketplace.ProposeChange{Booking: id, Dates: longer})
	last := m.Room(m.room).Bookings[0].Trail // the lead's confirmation is good
	m.lead.Do(marketplace.AnswerChange{Booking: id, Agree: true})
	m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRevoked{Device: m.lead.ID, LastGood: last[2].Ref.Seq}})
	if b := m.Booking(id); b.Dates != longer || b.Held != longer || b.State != marketplace.StateConfirmed {
		t.Errorf("the lead's computer revoked, the booking is %v for %v, holding %v", b.State, b.Dates, b.Held)
	}
	m.CheckRefold(1, 5)
}
