package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

// many is how often the entries below come. What grew with the square of it would take minutes here, and with its cube
// hours.
const many = 20_000

// TestManyLostConsents: a keeper that accepts and lets go of one request over and over, always by a consent that nobody
// has, with as many others that could stand for it.
func TestManyLostConsents(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	lost := marketplace.Ref{Device: m.host.ID, Seq: 1 << 40}
	accept := &marketplace.KeeperAccepted{Booking: id, By: m.host.Person, Consent: lost, Deadline: m.Instant() + 3600, Dates: m.dates}
	other := *accept
	other.Dates = m.Stay(200, 3) // what nobody asked for is never accepted
	var drafts []marketplace.Draft
	for range many {
		for _, fact := range []marketplace.Fact{
			&other, &marketplace.KeeperReleased{Booking: id}, &marketplace.BookingConsented{Booking: id}, &marketplace.BookingDeclined{Booking: marketplace.ID{1}},
		} {
			drafts = append(drafts, marketplace.Draft{Subject: m.room, Fact: fact})
		}
	}
	last := len(drafts)
	drafts = append(drafts, marketplace.Draft{Subject: m.room, Fact: accept})
	for range many {
		drafts = append(drafts, marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingDeclined{Booking: id}})
	}
	entries := written(m, m.host, drafts)
	r, verdicts := m.lacks(marketplace.ID{}, entries...)
	b, _ := r.BookingByID(id)
	if b.State != marketplace.StateAccepted || b.Accepted != entries[last].Ref || b.Consent != entries[2].Ref {
		t.Errorf("the request is %v by %v with the consent %v", b.State, b.Accepted, b.Consent)
	}
	why := map[string]int{}
	for _, v := range verdicts {
		why[v.Why]++
	}
	want := map[string]int{"other_dates": many, "booking": many, "answered": many - 1, "accepted": many}
	for word, n := range want {
		if why[word] != n {
			t.Errorf("%d entries are judged %q, want %d", why[word], word, n)
		}
	}
}

// TestManyNightsOfNobody: a keeper that accepts very many requests that are not here, blocks the night after each,
// and accepts one more request for that night.
func TestManyNightsOfNobody(t *testing.T) {
	m := newMarket(t)
	var drafts []marketplace.Draft
	for i := range many {
		from := marketplace.MinDate + marketplace.Date(3*i)
		drafts = append(drafts,
			marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
				Booking: marketplace.ID{1, byte(i), byte(i >> 8)}, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: marketplace.Range{From: from, To: from + 1},
			}},
			marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperBlocked{Ranges: []marketplace.Range{{From: from + 1, To: from + 2}}}},
			marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
				Booking: marketplace.ID{2, byte(i), byte(i >> 8)}, By: m.host.Person, Deadline: m.Instant() + 3600, Dates: marketplace.Range{From: from + 1, To: from + 2},
			}})
	}
	r, verdicts := m.lacks(marketplace.ID{}, written(m, m.host, drafts)...)
	if len(r.Unasked) != many || len(r.Blocks) != many {
		t.Errorf("the calendar holds nights of %d requests and blocks %d ranges", len(r.Unasked), len(r.Blocks))
	}
	if first := r.Blocks[0]; first.From != marketplace.MinDate || first.Nights() != 2 {
		t.Errorf("the first nights taken are %v", first.Range)
	}
	if last := verdicts[len(verdicts)-1]; last.Why != "not_free" {
		t.Errorf("the last request is judged %+v", last)
	}
}
