package marketplace_test

import (
	"fmt"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestActions(t *testing.T) {
	m := newMarket(t)
	sys := m.System()
	may := func(d *markettest.Device, id marketplace.ID) string {
		a, _ := sys.ActorOf(d.ID)
		return fmt.Sprint(m.Room(m.room).ActionsFor(sys, m.Booking(id), a, m.Instant()))
	}
	check := func(id marketplace.ID, where, host, lead string) {
		t.Helper()
		if got := may(m.host, id); got != host {
			t.Errorf("%s: the host may %s, want %s", where, got, host)
		}
		if got := may(m.lead, id); got != lead {
			t.Errorf("%s: the lead may %s, want %s", where, got, lead)
		}
	}
	draft := m.lead.Do(marketplace.DraftBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates}).Began[0]
	check(draft, "draft", "[]", "[send withdraw]")
	id := m.lead.Request(m.room, m.arrival, m.dates)
	check(id, "requested", "[accept decline]", "[withdraw]")
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	check(id, "accepted", "[cancel propose_change]", "[confirm cancel propose_change]")
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	check(id, "confirmed", "[cancel propose_change right_to_rent]", "[cancel move propose_change right_to_rent]")
	m.lead.Do(marketplace.ProposeChange{Booking: id, Dates: m.Stay(35, 30)})
	check(id, "change proposed", "[cancel agree_change refuse_change right_to_rent]", "[cancel move refuse_change right_to_rent]")
	m.AdvanceTo(m.dates.From)
	check(id, "the first night", "[arrived no_show cancel propose_change right_to_rent]", "[arrived no_show cancel move propose_change right_to_rent]")
	m.lead.Do(marketplace.MarkArrived{Booking: id})
	check(id, "staying", "[left propose_change right_to_rent]", "[left move propose_change right_to_rent]")
	m.AdvanceTo(m.dates.To)
	m.host.Do(marketplace.MarkLeft{Booking: id})
	check(id, "completed", "[]", "[]")
	if got := may(m.Join("Ewa Nowak", "RA2", marketplace.RoleHost), id); got != "[]" {
		t.Errorf("a stranger may %s", got)
	}
}

func TestLetters(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	stranger := m.Join("Ewa Nowak", "RA2", marketplace.RoleLead|marketplace.RoleVolunteer)
	ref := m.host.Do(marketplace.WriteLetter{About: id, Text: "Is she allergic to cats?"}).Refs[0]
	for name, c := range map[string]struct {
		by   *markettest.Device
		want string
	}{"the lead": {m.lead, "Is she allergic to cats?"}, "a stranger": {stranger, ""}} {
		if f, _ := c.by.View().Opened(ref); f[marketplace.FieldLetterText] != c.want {
			t.Errorf("%s reads %v", name, f)
		}
	}
	_, err := stranger.Try(marketplace.WriteLetter{About: id, Text: "Hello"})
	sentence(t, err, marketplace.NotAllowed, "Only the two sides of this booking")
	_, err = m.lead.Try(marketplace.WriteLetter{About: id, Text: " "})
	sentence(t, err, marketplace.Invalid, "The message is missing.")
	_, err = m.lead.Try(marketplace.WriteLetter{About: marketplace.ID{1}, Text: "Hello"})
	sentence(t, err, marketplace.NotFound, "not here")
	offer := stranger.Offer()
	pairing := m.lead.Ask(offer, m.arrival)
	ref = m.lead.Do(marketplace.WriteLetter{About: pairing, Text: "Terminal 5"}).Refs[0]
	if f, _ := stranger.View().Opened(ref); f[marketplace.FieldLetterText] != "Terminal 5" {
		t.Errorf("the volunteer reads %v", f)
	}
}
