package setup

import (
	"settle.example/settle/marketplace"
)

// demoOffer is a welcome that somebody of the demo offers.
type demoOffer struct {
	key, volunteer, org string
	day                 int // on which it was made
	kind                marketplace.OfferKind
	capacity            int
	title, note         string
	languages, airports []string
	outcodes            []string
	to                  marketplace.OfferState // where it was moved later; open is nowhere
}

func demoOffers() []demoOffer {
	return []demoOffer{
		{key: "heathrow", volunteer: founderName, org: "RA2", day: -82, kind: marketplace.OfferPickup, capacity: 3, title: "A lift from Heathrow", note: "Early landings are fine. Room for two large cases.", airports: []string{"LHR"}},
		{key: "gatwick", volunteer: "Sunil Rao", org: "RTP", day: -80, kind: marketplace.OfferPickup, capacity: 3, title: "A lift from Gatwick", note: "I finish at two and drive past the airport.", languages: []string{"te", "hi"}, airports: []string{"LGW"}},
		{key: "joan", volunteer: "Joan Whitfield", org: "RA2", day: -79, kind: marketplace.OfferBuddy, capacity: 2, title: "Tea and a walk once a week", note: "Thirty years in theatres. Nothing surprises me.", languages: []string{"en", "fr"}, outcodes: []string{"GU1", "GU2"}},
		{key: "abigail", volunteer: "Abigail Nkosi", org: "RA2", day: -78, kind: marketplace.OfferBuddy, capacity: 2, title: "A buddy who came from Harare", note: "I know the first winter.", languages: []string{"sn", "zu"}},
		{key: "marites", volunteer: "Marites Villanueva", org: "RTP", day: -75, kind: marketplace.OfferBuddy, capacity: 3, title: "A buddy from Cebu", note: "Mass on Sunday, then lunch with fourteen of us.", languages: []string{"fil", "ceb"}},
		{key: "ravi", volunteer: "Ravi Chandran", org: "RTK", day: -60, kind: marketplace.OfferMentor, capacity: 1, title: "Mentor for theatre staff", note: "One evening a fortnight.", languages: []string{"ta", "ml"}},
		{key: "frances", volunteer: "Frances Doyle", org: "RA2", day: -58, kind: marketplace.OfferCoach, capacity: 2, title: "Career coaching, away from your manager", note: "Confidential. Towards band 6."},
		{key: "tour", volunteer: "Peter Lindqvist", org: "RTP", day: -50, kind: marketplace.OfferTour, capacity: 4, title: "Redhill and Reigate on foot", note: "Two hours, ends with cake.", languages: []string{"sv"}, outcodes: []string{"RH1", "RH2"}},
		{key: "bank", volunteer: "Daniel Osei", org: "RA2", day: -48, kind: marketplace.OfferBank, capacity: 3, title: "Open a bank account with you", languages: []string{"ak"}, outcodes: []string{"GU1"}},
		{key: "gp", volunteer: "Ruth Hanley", org: "RTP", day: -47, kind: marketplace.OfferGP, capacity: 3, title: "Register with a GP", outcodes: []string{"RH1"}},
		{key: "sim", volunteer: "Tom Okafor", org: "RTP", day: -45, kind: marketplace.OfferSIM, capacity: 5, title: "A SIM card that works on day one"},
		{key: "school", volunteer: "Carol Deakin", org: "RA2", day: -44, kind: marketplace.OfferSchool, capacity: 2, title: "Find a school place", note: "I was a governor in Godalming."},
		{key: "worship", volunteer: "Imran Siddiqui", org: "RTK", day: -43, kind: marketplace.OfferWorship, capacity: 4, title: "Friday prayers and where to eat after", languages: []string{"ur", "pa", "ar"}},
		{key: "transport", volunteer: "Beth Carver", org: "RTK", day: -40, kind: marketplace.OfferTransport, capacity: 3, title: "Buses, trains and the night shift", languages: []string{"de"}},
		{key: "dialect", volunteer: "Lucy Amankwah", org: "RXX", day: -39, kind: marketplace.OfferDialect, capacity: 2, title: "What patients say, and what they mean", languages: []string{"ak", "ee"}, to: marketplace.OfferPaused},
		{key: "coat", volunteer: founderName, org: "RA2", day: -200, kind: marketplace.OfferTour, capacity: 2, title: "The shops, and a winter coat"}, // not said to be true again since
	}
}

// demoPairing is an arrival and somebody who offers them a welcome.
type demoPairing struct {
	offer, guest string
	asked        int // the day
	at           int // of kinds that happen once: the day, at two in the afternoon; zero is the landing
	answer       marketplace.PairingState
	why          marketplace.Reason
	end          marketplace.PairingState
	ended        int // the day; zero is not yet
	contacts     []int
	missed       int // the day of the contact that did not come about

	pairing marketplace.ID
}

func demoPairings() []*demoPairing {
	const yes, no, back, none = marketplace.PairingAccepted, marketplace.PairingDeclined, marketplace.PairingWithdrawn, marketplace.PairingAsked
	return []*demoPairing{
		{offer: "heathrow", guest: "Asha Varghese", asked: -60, answer: yes, end: marketplace.PairingDone, ended: -55},
		{offer: "heathrow", guest: "Ngozi Umeh", asked: -60, answer: yes, end: marketplace.PairingDone, ended: -55},
		{offer: "heathrow", guest: "Ifeoma Okeke", asked: -12, answer: yes, end: marketplace.PairingDone, ended: -6},
		{offer: "heathrow", guest: "Meera Krishnan", asked: -3, answer: yes},
		{offer: "heathrow", guest: "Adaeze Obi", asked: -1, answer: none},
		{offer: "gatwick", guest: "Fatou Camara", asked: -22, answer: yes, end: marketplace.PairingDone, ended: -16},
		{offer: "gatwick", guest: "Liezl Garcia", asked: -22, answer: yes, end: marketplace.PairingNotDone, ended: -16},
		{offer: "gatwick", guest: "Zainab Lawal", asked: -2, answer: no, why: marketplace.ReasonTooBusy},
		{offer: "joan", guest: "Asha Varghese", asked: -50, answer: yes, contacts: []int{-45, -38, -24, -17, -10, -3}, missed: -31},
		{offer: "joan", guest: "Ngozi Umeh", asked: -50, answer: yes, contacts: []int{-44, -37, -30}, end: marketplace.PairingEnded, ended: -20},
		{offer: "abigail", guest: "Tendai Banda", asked: -51, answer: none}, // nobody answered in time
		{offer: "abigail", guest: "Kareena Joseph", asked: -44, answer: back},
		{offer: "marites", guest: "Liezl Garcia", asked: -14, answer: yes, contacts: []int{-9, -2}},
		{offer: "marites", guest: "Cherry Bautista", asked: -1, answer: none},
		{offer: "ravi", guest: "Samuel Addo", asked: -20, answer: yes, contacts: []int{-12, -5}},
		{offer: "bank", guest: "Ifeoma Okeke", asked: -8, at: -4, answer: yes, end: marketplace.PairingDone, ended: -4},
		{offer: "sim", guest: "Beena Paul", asked: -18, at: -15, answer: yes, end: marketplace.PairingDone, ended: -15},
	}
}

// welcome plans the offers, the questions and what came of them. Volunteers without a computer of their own are told by
// telephone; the founder's computer keeps every offer.
func (s *stage) welcome() {
	offers := map[string]marketplace.ID{}
	for _, o := range demoOffers() {
		s.on(o.day, 18, func() error { return s.volunteer(o.volunteer, o.org) })
		s.founds(o.day, 19, func() marketplace.Command {
			return marketplace.MakeOffer{
				Facts: marketplace.OfferFacts{
					Kind: o.kind, Volunteer: s.persons[o.volunteer], Org: o.org, Languages: o.languages, Airports: o.airports, Outcodes: o.outcodes, Capacity: o.capacity,
				},
				Title: o.title, Note: o.note,
			}
		}, func(id marketplace.ID) { offers[o.key] = id })
		if o.to != marketplace.OfferOpen {
			s.founds(-10, 19, func() marketplace.Command { return marketplace.MoveOffer{Offer: offers[o.key], To: o.to} }, nil)
		}
	}
	for _, p := range demoPairings() {
		s.pair(p, offers)
	}
}

// pair plans the question and what came of it.
func (s *stage) pair(p *demoPairing, offers map[string]marketplace.ID) {
	s.founds(p.asked, 16, func() marketplace.Command {
		ask := marketplace.AskVolunteer{Offer: offers[p.offer], Arrival: s.arrivals[p.guest]}
		if p.at != 0 {
			ask.At = marketplace.InstantOf(s.time(p.at, 14))
		}
		return ask
	}, func(id marketplace.ID) { p.pairing = id })
	switch p.answer {
	case marketplace.PairingAccepted, marketplace.PairingDeclined:
		s.founds(p.asked+1, 17, func() marketplace.Command {
			return marketplace.AnswerPairing{Pairing: p.pairing, Accept: p.answer == marketplace.PairingAccepted, Reason: p.why}
		}, nil)
	case marketplace.PairingWithdrawn:
		s.founds(p.asked+1, 17, func() marketplace.Command { return marketplace.TakeBackPairing{Pairing: p.pairing} }, nil)
	}
	for _, day := range p.contacts {
		how := marketplace.ContactKind(-day % 3)
		s.founds(day, 17, func() marketplace.Command { return marketplace.LogContact{Pairing: p.pairing, How: how} }, nil)
	}
	if p.missed != 0 {
		s.founds(p.missed, 17, func() marketplace.Command {
			return marketplace.LogContact{Pairing: p.pairing, How: marketplace.ContactMissed}
		}, nil)
	}
	if p.ended != 0 {
		s.founds(p.ended, 18, func() marketplace.Command { return marketplace.FinishPairing{Pairing: p.pairing, To: p.end} }, nil)
	}
}

// founds plans an act of the founder.
func (s *stage) founds(day, hour int, command func() marketplace.Command, began func(marketplace.ID)) {
	s.act(day, hour, founderName, command, began)
}

// volunteer records a person who has no computer of their own, once.
func (s *stage) volunteer(name, org string) error {
	if _, ok := s.persons[name]; ok {
		return nil
	}
	receipt, err := s.founder.store.Do(s.ctx, marketplace.InvitePerson{Name: name, Org: org, Roles: marketplace.RoleVolunteer})
	if err == nil {
		s.persons[name] = marketplace.PersonOf(receipt.Refs[0])
	}
	return err
}
