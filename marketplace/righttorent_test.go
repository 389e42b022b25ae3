package marketplace_test

import (
	"strings"
	"testing"

	"settle.example/settle/marketplace"
)

func TestRightToRent(t *testing.T) {
	m := newMarket(t)
	id := m.booked() // first night 7 December
	check := func(where string, due, seen bool, note string) {
		t.Helper()
		r := m.Room(m.room)
		c := r.RightToRent(m.Booking(id), m.Instant())
		if !c.Needed || c.From != day(11, 9) || c.By != day(12, 7) || c.Due != due || c.Seen != seen {
			t.Errorf("%s: %+v", where, c)
		}
		if got := r.RightToRentNote(m.Booking(id), m.Instant()); !strings.Contains(got, note) {
			t.Errorf("%s: %q, want %q", where, got, note)
		}
	}
	check("before the window", false, false, "can be made from 9 November 2026, 28 days before the first night")
	m.AdvanceTo(day(11, 8))
	check("the day before it opens", false, false, "can be made from 9 November 2026")
	m.AdvanceTo(day(11, 9))
	check("the window is open", true, false, "Make the right to rent check now, before the first night on 7 December 2026.")
	m.AdvanceTo(day(12, 7))
	check("the first night", true, false, "was to be made before the first night, 7 December 2026")
	_, err := m.host.Try(marketplace.RecordRightToRent{Booking: id, On: day(12, 8)})
	sentence(t, err, marketplace.Invalid, "today or earlier")
	_, err = m.lead.Try(marketplace.RecordRightToRent{Booking: id, By: m.Founder.Person})
	sentence(t, err, marketplace.Invalid, "you or the host")
	m.lead.Do(marketplace.RecordRightToRent{Booking: id, On: day(12, 5), By: m.host.Person})
	check("seen", false, true, "was seen on 5 December 2026.")
	if c := m.Room(m.room).RightToRent(m.Booking(id), m.Instant()); c.SeenBy != m.host.Person {
		t.Errorf("seen by %s", c.SeenBy)
	}
}

func TestRightToRentIsNotAlwaysNeeded(t *testing.T) {
	for _, c := range []struct {
		name     string
		supply   marketplace.Supply
		hostOrg  string
		guestOrg string
		want     string
	}{
		{"a home", marketplace.SupplyHome, "RXX", "RXX", ""},
		{"a university residence", marketplace.SupplyUniversity, "RXX", "RTP", "student accommodation is exempt"},
		{"a trust's room for its own staff", marketplace.SupplyTrust, "RXX", "RXX", "accommodation that an employer provides with the job is exempt"},
		{"a trust's room for others' staff", marketplace.SupplyTrust, "RXX", "RTP", ""},
	} {
		r := &marketplace.Room{Facts: marketplace.RoomFacts{Supply: c.supply, HostOrg: c.hostOrg}}
		b := &marketplace.Booking{State: marketplace.StateConfirmed, Facts: marketplace.BookingFacts{GuestOrg: c.guestOrg}, Dates: nights(day(12, 7), day(1, 4))}
		now := marketplace.Instant(day(12, 1).Time().Unix())
		if got := r.RightToRent(b, now); got.Needed != (c.want == "") || got.Due != got.Needed {
			t.Errorf("%s: %+v", c.name, got)
		}
		if note := r.RightToRentNote(b, now); !strings.Contains(note, c.want) {
			t.Errorf("%s: %q", c.name, note)
		}
	}
}

func TestOccupier(t *testing.T) {
	for _, c := range []struct {
		shared              marketplace.Shared
		title, text, notice string
	}{
		{marketplace.SharedYes, "Excluded occupier", "no court order is needed", "reasonable notice, usually one rental payment period"},
		{marketplace.SharedNo, "Occupier with basic protection", "the host needs a court order", "notice to quit"},
		{marketplace.SharedUnknown, "Shared space not said yet", "Ask the host", "the host has not said yet"},
	} {
		title, text := marketplace.OccupierNote(c.shared)
		notice := marketplace.NoticeNote(c.shared)
		if title != c.title || !strings.Contains(text, c.text) || !strings.Contains(notice, c.notice) {
			t.Errorf("%v: %q, %q, %q", c.shared, title, text, notice)
		}
		if !strings.Contains(text, "gov.uk") || !strings.Contains(notice, "gov.uk") {
			t.Errorf("%v: a note without its source: %q, %q", c.shared, text, notice)
		}
	}
}
