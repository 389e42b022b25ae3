package marketplace_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestOfferIsHandedOn(t *testing.T) {
	s := newWelcome(t, buddy(2))
	laptop := s.volunteer.Second()
	first, second := s.lead.Ask(s.offer, s.arrival), s.lead.Ask(s.offer, s.lead.Arrival())
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: first, Accept: true})
	s.Later()
	laptop.Do(marketplace.HandOffer{Offer: s.offer, To: laptop.ID}) // the same person's, though not the keeper
	o := s.Offer(s.offer)
	if o.Keeper != laptop.ID || o.Epoch != 2 || !o.Kept.Begun || !s.Pairing(first).Held {
		t.Fatalf("handed on it is %+v", o)
	}
	_, err := s.volunteer.Try(marketplace.AnswerPairing{Pairing: second, Accept: true})
	sentence(t, err, marketplace.Refused, "kept on another computer")
	s.Later()
	laptop.Do(marketplace.AnswerPairing{Pairing: second, Accept: true})
	if s.Offer(s.offer).Taken() != 2 {
		t.Error("the new keeper's yes does not count")
	}
	facts := s.Offer(s.offer).Facts
	facts.Capacity = 3
	laptop.Do(marketplace.ChangeOffer{Offer: s.offer, Facts: facts})
	laptop.Do(marketplace.FinishPairing{Pairing: first, To: marketplace.PairingEnded})
	if p := s.Pairing(first); p.Held || s.Offer(s.offer).Facts.Capacity != 3 {
		t.Errorf("the new keeper does not free places or change their number: %+v", p)
	}
	s.CheckRefold(1, 10)
}

func TestWhoHandsAnOfferOn(t *testing.T) {
	s := newWelcome(t, buddy(1))
	node := s.Join("RA2's node", "RA2", marketplace.RoleLead)
	_, err := s.lead.Try(marketplace.HandOffer{Offer: s.offer, To: s.lead.ID})
	sentence(t, err, marketplace.NotAllowed, "Another person's computer keeps this offer")
	_, err = s.volunteer.Try(marketplace.HandOffer{Offer: s.offer, To: s.lead.ID})
	sentence(t, err, marketplace.Refused, "or to one of RA2")
	_, err = s.volunteer.Try(marketplace.HandOffer{Offer: s.offer, To: s.volunteer.ID})
	sentence(t, err, marketplace.Refused, "keeps this offer already")
	_, err = s.volunteer.Try(marketplace.HandOffer{Offer: s.offer, To: marketplace.DeviceID{9}})
	sentence(t, err, marketplace.NotFound, "does not take part")
	_, err = s.volunteer.Try(marketplace.TakeOffer{Offer: s.offer})
	sentence(t, err, marketplace.NotAllowed, "Only a registrar")
	s.volunteer.Do(marketplace.HandOffer{Offer: s.offer, To: node.ID})
	node.Do(marketplace.HandOffer{Offer: s.offer, To: s.volunteer.ID}) // back to whose offer it is
	opened := s.Offer(s.offer).Kept.Opened
	s.Join("Eve", "RA2", marketplace.RoleHost).Write(
		marketplace.Draft{Subject: s.offer, Fact: &marketplace.OfferHanded{To: s.lead.ID, Ends: opened}},
		marketplace.Draft{Subject: s.offer, Fact: &marketplace.OfferTaken{To: s.lead.ID, Ends: opened}},
		marketplace.Draft{Subject: s.offer, Fact: &marketplace.OfferBegan{Opened: opened}},
		marketplace.Draft{Subject: s.offer, Fact: &marketplace.KeeperTaken{To: s.lead.ID, Ends: opened}}, // a room's
	)
	if o := s.Offer(s.offer); o.Keeper != s.volunteer.ID || o.Epoch != 3 || len(s.Verdicts(s.offer)) != 4 {
		t.Errorf("a stranger had an effect: %v keeps it, %+v", o.Keeper, s.Verdicts(s.offer))
	}
	s.CheckRefold(1, 10)
}

// TestALostKeeperTurnsUp loses a keeper with a yes that nobody has seen, after which its place goes to another or not.
func TestALostKeeperTurnsUp(t *testing.T) {
	for _, c := range []struct {
		name     string
		other    bool
		declined bool
		revoked  bool
		want     marketplace.PairingState
	}{
		{"there is a place", false, false, false, marketplace.PairingAccepted},
		{"another has it", true, false, false, marketplace.PairingDeclined},
		{"somebody said no meanwhile", false, true, false, marketplace.PairingAccepted},
		{"revoked from before it", false, false, true, marketplace.PairingAsked},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newWelcome(t, buddy(1))
			laptop := s.volunteer.Second()
			first, second := s.lead.Ask(s.offer, s.arrival), s.lead.Ask(s.offer, s.lead.Arrival())
			seen := s.volunteer.View().Head(s.volunteer.ID)
			s.volunteer.Offline()
			s.Later()
			s.volunteer.Do(marketplace.AnswerPairing{Pairing: first, Accept: true})
			s.Founder.Do(marketplace.TakeOffer{Offer: s.offer, To: laptop.ID})
			if c.revoked {
				s.Founder.Do(marketplace.RevokeDevice{Device: s.volunteer.ID, LastGood: &seen})
			}
			s.Later()
			if c.other {
				laptop.Do(marketplace.AnswerPairing{Pairing: second, Accept: true})
			}
			if c.declined {
				s.Founder.Write(marketplace.Draft{Subject: s.offer, Fact: &marketplace.PairingAnswered{Pairing: first}})
			}
			s.Advance(80 * time.Hour) // past the deadline of both questions
			s.volunteer.Online()
			p := s.Pairing(first)
			if p.State != c.want || !p.Claim.IsZero() {
				t.Errorf("the lost keeper's yes stands at %v, want %v", p.State, c.want)
			}
			if o := s.Offer(s.offer); o.Taken() > 1 || o.Keeper != laptop.ID {
				t.Errorf("%d are accepted, %v keeps it", o.Taken(), o.Keeper)
			}
			s.CheckRefold(1, 10)
		})
	}
}

func TestAClaimIsNotAnsweredByHand(t *testing.T) {
	s := newWelcome(t, buddy(1))
	laptop := s.volunteer.Second()
	p := s.lead.Ask(s.offer, s.arrival)
	s.volunteer.Offline()
	s.volunteer.Do(marketplace.AnswerPairing{Pairing: p, Accept: true})
	s.Later()
	s.Founder.Do(marketplace.TakeOffer{Offer: s.offer, To: laptop.ID})
	laptop.Offline()
	s.volunteer.Online()
	if got := s.Pairing(p); got.Claim.IsZero() || got.StateAt(s.Instant()+100*86400) != marketplace.PairingAsked {
		t.Fatalf("with the keeper away it is %+v", got)
	}
	_, err := s.volunteer.Try(marketplace.AnswerPairing{Pairing: p})
	sentence(t, err, marketplace.Refused, "accepted on the computer that kept the offer before")
	laptop.Online()
	if got := s.Pairing(p); got.State != marketplace.PairingAccepted {
		t.Errorf("with the keeper back it is %v", got.State)
	}
	s.CheckRefold(1, 10)
}

// TestNeverBeyondCapacityInAnyEpoch has several devices keep an offer one after the other and beside each other, some of
// them offline, some acting past every rule: no more are accepted at once than were offered, on any replica, and once
// all have met every keeper's yes is answered.
func TestNeverBeyondCapacityInAnyEpoch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 3).Draw(t, "capacity")
		s := newWelcome(t, buddy(most))
		laptop, node := s.volunteer.Second(), s.Join("Ann Lee", "RA2", marketplace.RoleLead|marketplace.RoleRegistrar)
		devices := []*markettest.Device{s.volunteer, laptop, node, s.Founder}
		pairings := []marketplace.ID{{9}}
		check := func() {
			for _, d := range append(devices, s.lead) {
				o, err := d.View().Offer(s.offer)
				if err != nil {
					t.Fatalf("the offer has gone: %v", err)
				}
				if n := o.Taken(); n > most {
					t.Fatalf("%d are accepted at once; %d were offered", n, most)
				}
			}
		}
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			s.Advance(time.Duration(rapid.IntRange(0, 20).Draw(t, "hours")) * time.Hour)
			d, p := rapid.SampledFrom(devices).Draw(t, "by"), rapid.SampledFrom(pairings).Draw(t, "pairing")
			to := rapid.SampledFrom(devices).Draw(t, "to").ID
			var err error
			switch rapid.IntRange(0, 10).Draw(t, "what") {
			case 0:
				d.Offline()
			case 1:
				d.Online()
			case 2, 3:
				ask := &marketplace.PairingAskedFor{Arrival: s.arrival, GuestOrg: "RXX", Lead: s.lead.Person, Deadline: s.Instant() + 3*86400}
				pairings = append(pairings, marketplace.SubjectOf(s.lead.Write(marketplace.Draft{Subject: s.offer, Fact: ask})[0]))
			case 4, 5:
				_, err = d.Try(marketplace.AnswerPairing{Pairing: p, Accept: true})
			case 6:
				d.Write(marketplace.Draft{Subject: s.offer, Fact: &marketplace.PairingAnswered{Pairing: p, Accept: true}})
			case 7:
				_, err = d.Try(marketplace.TakeBackPairing{Pairing: p})
			case 8:
				_, err = d.Try(marketplace.HandOffer{Offer: s.offer, To: to})
			case 9:
				_, err = d.Try(marketplace.TakeOffer{Offer: s.offer, To: to})
			case 10:
				_, err = d.Try(marketplace.AnswerPairing{Pairing: p, Reason: marketplace.ReasonTooBusy})
			}
			if err != nil && marketplace.CodeOf(err) == "internal" {
				t.Fatalf("refused without a sentence: %v", err)
			}
			check()
		}
		for _, d := range devices {
			d.Online()
			check()
		}
		for _, p := range s.Offer(s.offer).Pairings {
			if !p.Claim.IsZero() {
				t.Fatalf("a keeper's yes has no answer: %+v", p)
			}
		}
		s.CheckRefold(rapid.Uint64().Draw(t, "seed"), 3)
	})
}
