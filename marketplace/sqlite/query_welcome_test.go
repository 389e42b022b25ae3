package sqlite_test

import (
	"slices"
	"strings"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestWelcomeIsSeen(t *testing.T) {
	s, c := found(t)
	pickup := do(t, s, marketplace.MakeOffer{Facts: marketplace.OfferFacts{
		Kind: marketplace.OfferPickup, Languages: []string{"en", "yo"}, Airports: []string{"lhr"}, Days: 1 << 0, Capacity: 1, Until: date(2026, 12, 31),
	}, Note: "I have a small car."}).Began[0]
	buddy := do(t, s, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferBuddy, Languages: []string{"y"}[:0], Outcodes: []string{"GU2"}, Capacity: 2}, Title: "Coffee on Sundays"}).Began[0]
	kind := marketplace.OfferBuddy
	for name, want := range map[string]struct {
		filter marketplace.OfferFilter
		offers []marketplace.ID
	}{
		"all":             {marketplace.OfferFilter{}, []marketplace.ID{pickup, buddy}},
		"mine":            {marketplace.OfferFilter{Mine: true}, []marketplace.ID{pickup, buddy}},
		"buddies":         {marketplace.OfferFilter{Kind: &kind}, []marketplace.ID{buddy}},
		"Yoruba":          {marketplace.OfferFilter{Language: "yo"}, []marketplace.ID{pickup}},
		"half a code":     {marketplace.OfferFilter{Language: "y"}, nil},
		"on a Monday":     {marketplace.OfferFilter{On: date(2026, 12, 7)}, []marketplace.ID{pickup, buddy}},
		"on a Tuesday":    {marketplace.OfferFilter{On: date(2026, 12, 8)}, []marketplace.ID{buddy}},
		"next year":       {marketplace.OfferFilter{On: date(2027, 1, 4)}, []marketplace.ID{buddy}},
		"in another town": {marketplace.OfferFilter{Outcode: "RH1"}, []marketplace.ID{pickup}},
		"at Gatwick":      {marketplace.OfferFilter{Airport: "lgw"}, []marketplace.ID{buddy}},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []marketplace.ID
			for _, row := range must[[]marketplace.OfferRow](t)(s.Offers(ctx, want.filter)) {
				ids = append(ids, row.Offer)
			}
			if n := must[int](t)(s.CountOffers(ctx, want.filter)); n != len(want.offers) || !slices.Equal(ids, want.offers) {
				t.Errorf("found %v and counted %d, not %v", ids, n, want.offers)
			}
		})
	}

	arrival := do(t, s, nurse(date(2026, 12, 7), "Adaeze", "Nwosu")).Began[0]
	meeting := do(t, s, marketplace.AskVolunteer{Offer: pickup, Arrival: arrival}).Began[0]
	meets := do(t, s, marketplace.AskVolunteer{Offer: buddy, Arrival: arrival}).Began[0]
	kinds := taskKinds(t, s)
	if !slices.Equal(kinds, []marketplace.TaskKind{marketplace.TaskAnswerPairing, marketplace.TaskAnswerPairing}) {
		t.Errorf("a volunteer who was asked has the tasks %v", kinds)
	}
	do(t, s, marketplace.AnswerPairing{Pairing: meeting, Accept: true})
	do(t, s, marketplace.AnswerPairing{Pairing: meets, Accept: true})
	do(t, s, marketplace.LogContact{Pairing: meets, How: marketplace.ContactCall})
	row := must[[]marketplace.ArrivalRow](t)(s.Arrivals(ctx, marketplace.ArrivalFilter{}))[0]
	if !row.HasPickup || row.Pickup != marketplace.PairingAccepted || !row.HasBuddy || row.Buddy != marketplace.PairingAccepted {
		t.Errorf("the arrival's row is %+v", row)
	}
	d := must[marketplace.OfferDetail](t)(s.OfferDetail(ctx, pickup))
	if d.State != marketplace.OfferFull || d.Taken != 1 || d.Title != "Airport pickup" || d.Note != "I have a small car." || d.Volunteer != "Maya Okafor" || !d.Mine {
		t.Errorf("the offer's page says %+v", d)
	}
	if open := must[[]marketplace.OfferRow](t)(s.Offers(ctx, marketplace.OfferFilter{OpenOnly: true})); len(open) != 1 || open[0].Offer != buddy {
		t.Errorf("open are %+v", open)
	}
	pairings := must[[]marketplace.PairingRow](t)(s.Pairings(ctx, marketplace.PairingFilter{Mine: true, Open: true}))
	if len(pairings) != 2 || pairings[0].Guest != "Adaeze Nwosu" || pairings[0].Side != marketplace.SideHost {
		t.Fatalf("the pairings are %+v", pairings)
	}
	p := pairings[slices.IndexFunc(pairings, func(p marketplace.PairingRow) bool { return p.Pairing == meeting })]
	if p.Flight != "BA 076" || p.At == 0 || p.Kind != marketplace.OfferPickup {
		t.Errorf("the pickup is %+v", p)
	}
	p = pairings[slices.IndexFunc(pairings, func(p marketplace.PairingRow) bool { return p.Pairing == meets })]
	if len(p.Contacts) != 1 || p.Contacts[0].How != marketplace.ContactCall {
		t.Errorf("the contacts are %+v", p.Contacts)
	}
	c.set(date(2026, 12, 8))
	if task := must[marketplace.Today](t)(s.Today(ctx)).Tasks; !slices.ContainsFunc(task, func(t marketplace.Task) bool { return t.Kind == marketplace.TaskFinishPairing && t.About == meeting }) {
		t.Errorf("after the flight the tasks are %+v", task)
	}
	c.set(date(2027, 3, 1))
	rows := must[[]marketplace.OfferRow](t)(s.Offers(ctx, marketplace.OfferFilter{}))
	if rows[0].State != marketplace.OfferClosed || rows[1].State != marketplace.OfferLapsed {
		t.Errorf("in the spring the offers are %s and %s", rows[0].State, rows[1].State)
	}
}

func TestWhoTakesPart(t *testing.T) {
	s, _ := found(t)
	do(t, s, marketplace.InvitePerson{Name: "Abel Hughes", Org: "RXX", Roles: marketplace.RoleHost})
	members := must[[]marketplace.MemberRow](t)(s.Members(ctx))
	if len(members) != 2 || members[0].Name != "Abel Hughes" || len(members[0].Devices) != 0 || members[0].This ||
		members[1].Name != "Maya Okafor" || len(members[1].Devices) != 1 || !members[1].This {
		t.Errorf("the members are %+v", members)
	}
	orgs := must[[]marketplace.OrgRow](t)(s.Organisations(ctx))
	if len(orgs) != 5 || !slices.IsSortedFunc(orgs, func(a, b marketplace.OrgRow) int {
		return strings.Compare(strings.ToLower(a.NameText), strings.ToLower(b.NameText))
	}) {
		t.Errorf("the organisations are %+v", orgs)
	}
	me := must[marketplace.Me](t)(s.Me(ctx))
	if me.System != "Surrey Heartlands rehearsal" || me.OrgName != "Royal Surrey NHS Foundation Trust" || !me.Roles.Has(marketplace.RoleLead) {
		t.Errorf("me is %+v", me)
	}
}

// What has no effect is kept and shown.
func TestAuditShowsWhatHasNoEffect(t *testing.T) {
	var hostile marketplace.Ref
	w, s := past(t, markettest.HistoryOptions{Seed: 3, Rooms: 2, Days: 5}, func(w *markettest.World) {
		hostile = w.Founder.Write(marketplace.Draft{
			Subject: w.RoomIDs()[0], Fact: &marketplace.KeeperBlocked{Ranges: []marketplace.Range{w.Stay(10, 5)}},
		})[0]
	})
	rows := must[[]marketplace.AuditRow](t)(s.Audit(ctx))
	i := slices.IndexFunc(rows, func(r marketplace.AuditRow) bool { return r.Ref == hostile })
	if i < 0 || rows[i].Outcome != marketplace.Void || rows[i].Why != "not_keeper" || rows[i].By != "Maya Okafor" || rows[i].Kind != "keeper.blocked" ||
		rows[i].Subject != w.RoomIDs()[0] {
		t.Errorf("the audit shows %+v", rows)
	}
}
