package marketplace_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

type welcome struct {
	*markettest.World
	volunteer, lead *markettest.Device
	offer, arrival  marketplace.ID
}

func newWelcome(t markettest.TB, edit ...func(*marketplace.MakeOffer)) welcome {
	w := markettest.NewWorld(t)
	s := welcome{World: w, volunteer: w.Join("Siân Rees", "RA2", marketplace.RoleVolunteer), lead: w.Join("Tom Price", "RXX", marketplace.RoleLead)}
	s.offer, s.arrival = s.volunteer.Offer(edit...), s.lead.Arrival()
	return s
}

func buddy(capacity int) func(*marketplace.MakeOffer) {
	return func(c *marketplace.MakeOffer) {
		c.Facts.Kind, c.Facts.Capacity, c.Facts.Airports = marketplace.OfferBuddy, capacity, nil
	}
}

func TestPickup(t *testing.T) {
	s := newWelcome(t)
	p := s.lead.Ask(s.offer, s.arrival)
	pairing := s.Pairing(p)
	if pairing.Facts.At != s.Arrival(s.arrival).Facts.At || pairing.Facts.Deadline != s.Instant()+72*3600 {
		t.Errorf("the question is %+v", pairing.Facts)
	}
	if fields, _ := s.volunteer.View().Opened(pairing.Asked); fields[marketplace.FieldFlight] != "BA 076" || fields[marketplace.FieldGivenName] != "Adaeze" {
		t.Errorf("the volunteer reads %v", fields)
	}
	if fields, _ := s.Founder.View().Opened(pairing.Asked); len(fields) != 0 {
		t.Errorf("somebody else reads %v", fields)
	}
	s.Later()
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: p, Accept: true})
	if o := s.Offer(s.offer); o.StateAt(s.Instant()) != marketplace.OfferFull || o.Taken() != 1 {
		t.Errorf("the offer stands at %v with %d taken", o.StateAt(s.Instant()), o.Taken())
	}
	if _, err := s.lead.Try(marketplace.LogContact{Pairing: p}); marketplace.CodeOf(err) != marketplace.Refused {
		t.Errorf("a pickup logs contacts: %v", err)
	}
	s.AdvanceTo(s.Arrival(s.arrival).Facts.At.Date())
	s.lead.Do(marketplace.FinishPairing{Pairing: p, To: marketplace.PairingDone})
	if got := s.Pairing(p); got.State != marketplace.PairingDone || got.FinishedOn != s.Today() {
		t.Errorf("the pairing is %+v", got)
	}
	if o := s.Offer(s.offer); o.StateAt(s.Instant()) != marketplace.OfferOpen {
		t.Errorf("the offer stands at %v", o.StateAt(s.Instant()))
	}
	s.CheckRefold(1, 5)
}

func TestDeadlineOfAQuestion(t *testing.T) {
	s := newWelcome(t)
	s.AdvanceTo(s.Arrival(s.arrival).Facts.At.Date() - 1)
	p := s.lead.Ask(s.offer, s.arrival)
	if got := s.Pairing(p); got.Facts.Deadline != got.Facts.At {
		t.Errorf("a day before the flight the answer is due by %s", got.Facts.Deadline)
	}
	s.Advance(24 * time.Hour)
	if got := s.Pairing(p).StateAt(s.Instant()); got != marketplace.PairingExpired {
		t.Errorf("after the flight the question stands at %v", got)
	}
	_, err := s.volunteer.Try(marketplace.AnswerPairing{Pairing: p, Accept: true})
	if want := "The answer was due by 7 December 2026, 06:05, so the lead will have asked somebody else. There is nothing to do."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
	late := s.volunteer.Write(marketplace.Draft{Subject: s.offer, Fact: &marketplace.PairingAnswered{Pairing: p, Accept: true}})[0]
	if _, got := systemVerdict(s.World, s.offer, late); got != "late" {
		t.Errorf("a yes that is too late is %q", got)
	}
}

func TestAskIsRefused(t *testing.T) {
	cases := []struct {
		name string
		do   func(s welcome) error
		want string
	}{
		{"twice", func(s welcome) error {
			s.lead.Ask(s.offer, s.arrival)
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.arrival})
			return err
		}, "This volunteer was asked for this arrival already. Wait for the answer, or take the question back."},
		{"while paused", func(s welcome) error {
			s.volunteer.Do(marketplace.MoveOffer{Offer: s.offer, To: marketplace.OfferPaused})
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.arrival})
			return err
		}, "This offer is paused. Ask another volunteer."},
		{"while full", func(s welcome) error {
			s.volunteer.Do(marketplace.AnswerPairing{Pairing: s.lead.Ask(s.offer, s.arrival), Accept: true})
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.lead.Arrival()})
			return err
		}, "This volunteer already looks after as many people as they can. Ask another."},
		{"at another airport", func(s welcome) error {
			a := s.lead.Arrival(func(c *marketplace.RecordArrival) { c.Facts.Airport = "LGW" })
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: a})
			return err
		}, "The volunteer drives to LHR, and this arrival lands at LGW. Ask another volunteer."},
		{"on another day", func(s welcome) error {
			offer := s.volunteer.Offer(func(c *marketplace.MakeOffer) { c.Facts.Days = 1 << 5 })
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: offer, Arrival: s.arrival})
			return err
		}, "The volunteer is not free on a Monday. Choose another day, or another volunteer."},
		{"after the last day", func(s welcome) error {
			offer := s.volunteer.Offer(func(c *marketplace.MakeOffer) { c.Facts.Until = s.Today() + 3 })
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: offer, Arrival: s.arrival})
			return err
		}, "The offer ends on 5 November 2026, before 7 December 2026. Choose an earlier day, or another volunteer."},
		{"for another trust's arrival", func(s welcome) error {
			_, err := s.volunteer.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.arrival})
			return err
		}, "Only the leads of RXX and a coordinator look after this arrival."},
		{"a tour at no time", func(s welcome) error {
			offer := s.volunteer.Offer(func(c *marketplace.MakeOffer) { c.Facts.Kind = marketplace.OfferTour })
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: offer, Arrival: s.arrival})
			return err
		}, "Say on which day and at what time."},
		{"long unconfirmed", func(s welcome) error {
			s.AdvanceTo(s.Today() + 91)
			_, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.lead.Arrival()})
			return err
		}, "The volunteer has not confirmed this offer for 90 days. Ask another, or ask them to confirm it."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := c.do(newWelcome(t)); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestBuddyLogsContacts(t *testing.T) {
	s := newWelcome(t, buddy(2))
	p := s.lead.Ask(s.offer, s.arrival)
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: p, Accept: true})
	s.volunteer.Do(marketplace.LogContact{Pairing: p, How: marketplace.ContactCall})
	s.AdvanceTo(s.Today() + 7)
	s.volunteer.Do(marketplace.LogContact{Pairing: p, How: marketplace.ContactMissed})
	if got := s.Pairing(p).Contacts; len(got) != 2 || got[1].How != marketplace.ContactMissed {
		t.Errorf("the contacts are %+v", got)
	}
	if _, err := s.volunteer.Try(marketplace.FinishPairing{Pairing: p, To: marketplace.PairingDone}); err == nil || err.Error() != "Buddy cannot end like that. Choose Ended." {
		t.Errorf("it says %v", err)
	}
	s.volunteer.Do(marketplace.FinishPairing{Pairing: p, To: marketplace.PairingEnded})
	if s.Offer(s.offer).Taken() != 0 {
		t.Error("an ended pairing still takes a place")
	}
}

// TestLeadTakesBack: the lead withdraws what the volunteer accepted. The place is free for the next question, whose
// acceptance gives it back in the keeper's own log.
func TestLeadTakesBack(t *testing.T) {
	s := newWelcome(t)
	first := s.lead.Ask(s.offer, s.arrival)
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: first, Accept: true})
	s.Later()
	s.lead.Do(marketplace.TakeBackPairing{Pairing: first, Reason: marketplace.ReasonPlansChanged})
	if p := s.Pairing(first); p.State != marketplace.PairingWithdrawn || !p.Held {
		t.Errorf("the first is %+v", p)
	}
	s.Later()
	second := s.lead.Ask(s.offer, s.lead.Arrival())
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: second, Accept: true})
	if a, b := s.Pairing(first), s.Pairing(second); a.Held || b.State != marketplace.PairingAccepted {
		t.Errorf("the first is %+v, the second %+v", a, b)
	}
	s.CheckRefold(1, 5)
}

func TestCapacityIsKeptByOneDevice(t *testing.T) {
	s := newWelcome(t, buddy(1))
	laptop := s.volunteer.Second()
	p := s.lead.Ask(s.offer, s.arrival)
	if _, err := laptop.Try(marketplace.AnswerPairing{Pairing: p, Accept: true}); err == nil || err.Error() != "This offer is kept on another computer. Say yes there, or hand the offer to this one first." {
		t.Errorf("it says %v", err)
	}
	facts := s.Offer(s.offer).Facts
	facts.Capacity = 5
	if _, err := laptop.Try(marketplace.ChangeOffer{Offer: s.offer, Facts: facts}); marketplace.CodeOf(err) != marketplace.Refused {
		t.Errorf("another device changes the capacity: %v", err)
	}
	for want, fact := range map[string]marketplace.Fact{
		"not_keeper":  &marketplace.PairingAnswered{Pairing: p, Accept: true},
		"not_allowed": &marketplace.OfferMoved{To: marketplace.OfferClosed},
	} {
		by := map[string]*markettest.Device{"not_keeper": laptop, "not_allowed": s.lead}[want]
		ref := by.Write(marketplace.Draft{Subject: s.offer, Fact: fact})[0]
		if _, got := systemVerdict(s.World, s.offer, ref); got != want {
			t.Errorf("%T elsewhere is %q", fact, got)
		}
	}
	wider := laptop.Write(marketplace.Draft{Subject: s.offer, Fact: &marketplace.OfferChanged{Facts: facts}})[0]
	if _, got := systemVerdict(s.World, s.offer, wider); got != "not_keeper" {
		t.Errorf("a capacity from another device is %q", got)
	}
	laptop.Do(marketplace.AnswerPairing{Pairing: p, Reason: marketplace.ReasonTooBusy})
	if got := s.Pairing(p); got.State != marketplace.PairingDeclined || got.Reason != marketplace.ReasonTooBusy {
		t.Errorf("the pairing is %+v", got)
	}
	s.volunteer.Do(marketplace.ChangeOffer{Offer: s.offer, Facts: facts})
	if got := s.Offer(s.offer); got.Facts.Capacity != 5 {
		t.Errorf("the offer is %+v", got.Facts)
	}
}

func TestOfferStates(t *testing.T) {
	s := newWelcome(t, func(c *marketplace.MakeOffer) { c.Facts.Until = markettestToday() + 120 })
	day := func(n int) marketplace.Instant { return s.Instant() + marketplace.Instant(n*86400) }
	cases := []struct {
		name string
		at   marketplace.Instant
		want marketplace.OfferState
	}{
		{"today", day(0), marketplace.OfferOpen},
		{"after 90 days", day(90), marketplace.OfferOpen},
		{"after 91 days", day(91), marketplace.OfferLapsed},
		{"after its last day", day(121), marketplace.OfferClosed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := s.Offer(s.offer).StateAt(c.at); got != c.want {
				t.Errorf("it stands at %v", got)
			}
		})
	}
	s.AdvanceTo(s.Today() + 95)
	s.volunteer.Do(marketplace.MoveOffer{Offer: s.offer, To: marketplace.OfferOpen})
	if got := s.Offer(s.offer).StateAt(s.Instant()); got != marketplace.OfferOpen {
		t.Errorf("confirmed again it stands at %v", got)
	}
}

func markettestToday() marketplace.Date { return marketplace.DateOf(markettest.Start) }

// TestNeverBeyondCapacity: whatever the keeper, other devices, strangers to the offer and devices without a network
// write, and in whatever order it arrives, no more pairings are accepted at once than the keeper's log allows; and a
// replica that has only part of the entries never shows more either.
func TestNeverBeyondCapacity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 3).Draw(t, "capacity")
		s := newWelcome(t, buddy(most))
		laptop, other := s.volunteer.Second(), s.Join("Ann Lee", "RTP", marketplace.RoleLead|marketplace.RoleVolunteer)
		devices := []*markettest.Device{s.volunteer, laptop, other, s.lead}
		pairings := []marketplace.ID{{9}}
		held := map[marketplace.ID]bool{} // as the keeper saw it when it wrote
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			s.Advance(time.Duration(rapid.IntRange(0, 30).Draw(t, "hours")) * time.Hour)
			d, p := rapid.SampledFrom(devices).Draw(t, "by"), rapid.SampledFrom(pairings).Draw(t, "pairing")
			var fact marketplace.Fact
			switch rapid.IntRange(0, 8).Draw(t, "what") {
			case 0:
				d.Offline()
				continue
			case 1:
				d.Online()
				continue
			case 2, 3:
				r, err := s.lead.Try(marketplace.AskVolunteer{Offer: s.offer, Arrival: s.arrival})
				if err != nil {
					ask := &marketplace.PairingAskedFor{Arrival: s.arrival, GuestOrg: "RXX", Lead: s.lead.Person, Deadline: s.Instant() + 86400}
					r.Began = []marketplace.ID{marketplace.SubjectOf(s.lead.Write(marketplace.Draft{Subject: s.offer, Fact: ask})[0])}
				}
				pairings = append(pairings, r.Began[0])
				continue
			case 4, 5:
				fact = &marketplace.PairingAnswered{Pairing: p, Accept: true}
			case 6:
				fact = &marketplace.PairingTakenBack{Pairing: p}
			case 7:
				fact = &marketplace.PairingFinished{Pairing: p, To: marketplace.PairingEnded, On: s.Today()}
			case 8:
				facts := s.Offer(s.offer).Facts
				facts.Capacity += rapid.IntRange(-1, 3).Draw(t, "more")
				if d != s.volunteer { // the keeper's own changes would change what is allowed
					fact = &marketplace.OfferChanged{Facts: facts}
				} else {
					fact = &marketplace.PairingAnswered{Pairing: p}
				}
			}
			d.Write(marketplace.Draft{Subject: s.offer, Fact: fact})
			if d == s.volunteer {
				if o, err := d.View().OfferOfPairing(p); err == nil {
					pairing, _ := o.PairingByID(p)
					held[p] = pairing.Held
				}
			}
			if n := s.Offer(s.offer).Taken(); n > most {
				t.Fatalf("%d are accepted at once; %d were offered", n, most)
			}
		}
		for _, d := range devices {
			d.Online()
			if n := s.Offer(s.offer).Taken(); n > most {
				t.Fatalf("%d are accepted at once; %d were offered", n, most)
			}
		}
		for p, kept := range held {
			if kept && !s.Pairing(p).Held {
				t.Fatalf("the keeper accepted a pairing, and what came later from others took its place away")
			}
		}
		s.CheckRefold(rapid.Uint64().Draw(t, "seed"), 3)
	})
}
