package intake_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
	"settle.example/settle/marketplace/markettest"
)

// volunteers is a world with people of RA2 who may be named in a file, two of them alike.
func volunteers(t testing.TB) (*markettest.World, store, []marketplace.MemberRow) {
	t.Helper()
	w := markettest.NewWorld(t)
	var members []marketplace.MemberRow
	for _, name := range []string{"Zoë Müller", "Ben Cole", "Ann Lee", "Ann Lee"} {
		r := w.Founder.Do(marketplace.InvitePerson{Name: name, Org: "RA2", Roles: marketplace.RoleVolunteer})
		members = append(members, marketplace.MemberRow{Name: name, Person: marketplace.Person{ID: marketplace.PersonOf(r.Refs[0]), Org: "RA2"}})
	}
	return w, store{w.Founder}, members
}

func planOffers(t testing.TB, s store, members []marketplace.MemberRow, text string) *intake.Plan {
	t.Helper()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, err := intake.Offers(context.Background(), s, read(t, text), intake.OffersBy(ref, members))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const offers = `# invented volunteers
ref,kind,volunteer,trust_ods,languages,outcodes,airports,days,capacity,until,title,note
V1,Airport pickup,zoe muller,ra2,"Malayalam, de",,"lhr, LGW",Sat and Sun,2,,A lift from Heathrow,Two suitcases
V2,Buddying,Ben Cole,RA2,,"GU2 7XX; GU1",,Mon to Wed,,2027-06-30,,
V3,buddy,Nobody Known,RA2,,,,,,,,
V4,buddy,Ann Lee,RA2,,,,,,,,
V5,juggling,Ben Cole,RA2,,,,,,,,
V6,mentor,Ben Cole,RA2,Klingon,,,,,,,
V7,mentor,Ben Cole,RA2,,Surrey,,,,,,
V8,pickup,Ben Cole,RA2,,,XXX,,,,,
V9,tour,Ben Cole,RA2,,,,someday,,,,
V10,tour,Ben Cole,RA2,,,,,,2020-01-01,,
V2,tour,Ben Cole,RA2,,,,,,,,
,tour,Ben Cole,RA2,,,,,,,,
`

func TestImportOffers(t *testing.T) {
	w, s, members := volunteers(t)
	p := planOffers(t, s, members, offers)
	if r := p.Result(); r != (intake.Result{Accepted: 2, Rejected: 10}) || len(w.OfferIDs()) != 0 {
		t.Fatalf("the plan comes to %v: %+v", r, p.Rejected)
	}
	reasons := map[int]string{}
	for _, r := range p.Rejected {
		reasons[r.Line] = r.Reason
	}
	for line, words := range map[int]string{
		5: `Nobody called "Nobody Known"`, 6: "2 people at RA2", 7: "not a kind of offer", 8: "not a language", 9: "first half of a postcode",
		10: "not an airport", 11: "no day of the week", 12: "is past", 13: "stands in line 4 already", 14: "Reference is empty",
	} {
		if !strings.Contains(reasons[line], words) {
			t.Errorf("line %d: %q, want %q", line, reasons[line], words)
		}
	}
	apply(t, s, p)
	ids := w.OfferIDs()
	if f := w.Offer(ids[0]).Facts; f.Kind != marketplace.OfferPickup || f.Volunteer != members[0].Person.ID || f.Capacity != 2 || f.Days != 0x60 ||
		!slices.Equal(f.Languages, []string{"ml", "de"}) || !slices.Equal(f.Airports, []string{"LHR", "LGW"}) {
		t.Errorf("the first is %+v", f)
	}
	if f := w.Offer(ids[1]).Facts; f.Kind != marketplace.OfferBuddy || f.Capacity != 1 || f.Days != 0x07 || f.Until.String() != "2027-06-30" ||
		!slices.Equal(f.Outcodes, []string{"GU2", "GU1"}) {
		t.Errorf("the second is %+v", f)
	}
	w.CheckRefold(1, 5)
}

func TestASecondImportOfOffersChangesWhatChanged(t *testing.T) {
	w, s, members := volunteers(t)
	apply(t, s, planOffers(t, s, members, offers))
	if r := planOffers(t, s, members, offers).Result(); r.Unchanged != 2 || r.Accepted != 0 {
		t.Fatalf("the same again comes to %v", r)
	}
	header := "ref,kind,volunteer,trust_ods,capacity,note\n"
	p := planOffers(t, s, members, header+"V1,pickup,Zoë Müller,RA2,3,\nV2,mentor,Ben Cole,RA2,,\nV2b,buddy,Ben Cole,RA2,,\n")
	if p.Updated != 1 || p.New != 1 || len(p.Rejected) != 1 || !strings.Contains(p.Rejected[0].Reason, "of another kind: Buddy") {
		t.Fatalf("it comes to %v: %+v", p.Result(), p.Rejected)
	}
	apply(t, s, p)
	first := w.Offer(w.OfferIDs()[0])
	text, err := w.Founder.View().Text(first.Text)
	if err != nil || first.Facts.Capacity != 3 || first.Facts.Days != 0x60 || text[marketplace.FieldOffers] != "Two suitcases" {
		t.Errorf("what the file leaves empty is lost: %+v, %v (%v)", first.Facts, text, err)
	}
	w.CheckRefold(1, 5)
}

func TestRefusedOffersComeBackOnceCorrected(t *testing.T) {
	_, s, members := volunteers(t)
	p := planOffers(t, s, members, offers)
	apply(t, s, p)
	var out bytes.Buffer
	if err := p.WriteRejects(&out); err != nil {
		t.Fatal(err)
	}
	corrected := strings.NewReplacer("Nobody Known", "Ben Cole", "juggling", "dialect").Replace(out.String())
	if r := planOffers(t, s, members, corrected).Result(); r.Accepted != 2 || r.Rejected != 8 {
		t.Fatalf("corrected they come to %v", r)
	}
}

func TestDaysOfTheWeek(t *testing.T) {
	_, s, members := volunteers(t)
	for said, want := range map[string]marketplace.Weekdays{
		"": 0, "any day": 0, "weekdays": 0x1f, "Weekend": 0x60, "Mon-Fri": 0x1f, "Tuesday": 0x02, "Thurs; Sat": 0x28, "Fri to Mon": 0x71, "every day": 0,
	} {
		p := planOffers(t, s, members, "ref,kind,volunteer,trust_ods,days\nV1,gp,Ben Cole,RA2,"+said+"\n")
		if len(p.Commands) != 1 {
			t.Errorf("%q: %+v", said, p.Rejected)
		} else if got := p.Commands[0].(marketplace.ImportOffer).Facts.Days; got != want {
			t.Errorf("%q is %07b, want %07b", said, got, want)
		}
	}
}
