package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestArrival(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := lead.Arrival()
	a := w.Arrival(id)
	if a.Facts.Org != "RXX" || a.Facts.Airport != "LHR" || a.By != lead.Person {
		t.Errorf("the arrival is %+v", a)
	}
	if text, _ := host.View().Text(a.Last); text[marketplace.FieldAlias] != "Nurse, 7 December, LHR" {
		t.Errorf("the alias is %q", text[marketplace.FieldAlias])
	}
	if fields, _ := host.View().Opened(a.Last); len(fields) != 0 {
		t.Errorf("a host reads %v", fields)
	}

	w.Later()
	facts := a.Facts
	facts.Airport, facts.Nights = "lgw", 56
	lead.Do(marketplace.ChangeArrival{Arrival: id, Facts: facts})
	a = w.Arrival(id)
	fields, _ := lead.View().Opened(a.Last)
	if p := marketplace.PersonalOf(fields); p.Given != "Adaeze" || p.Flight != "BA 076" {
		t.Errorf("after a change of the airport the rest is %+v", p)
	}
	if text, _ := host.View().Text(a.Last); text[marketplace.FieldAlias] != "Nurse, 7 December, LGW" {
		t.Errorf("the alias is %q", text[marketplace.FieldAlias])
	}
	lead.Do(marketplace.CloseArrival{Arrival: id, Reason: marketplace.ReasonPlansChanged})
	if a := w.Arrival(id); !a.Closed || a.Reason != marketplace.ReasonPlansChanged {
		t.Errorf("the closed arrival is %+v", a)
	}
	if _, err := lead.Try(marketplace.CloseArrival{Arrival: id}); marketplace.CodeOf(err) != marketplace.Refused {
		t.Errorf("it closes twice: %v", err)
	}
	lead.Do(marketplace.ReopenArrival{Arrival: id})
	if a := w.Arrival(id); a.Closed {
		t.Error("the arrival is still closed")
	}
	w.CheckRefold(1, 5)
}

func TestArrivalIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	at := w.Instant() + 86400
	cases := []struct {
		name string
		by   *markettest.Device
		f    marketplace.ArrivalFacts
		p    marketplace.Personal
		want string
	}{
		{"by a host", host, marketplace.ArrivalFacts{Group: "nurse", At: at}, marketplace.Personal{}, "Arrivals of RXX are recorded by its leads and by a coordinator. Ask one of them."},
		{"for another trust", lead, marketplace.ArrivalFacts{Org: "RTP", Group: "nurse", At: at}, marketplace.Personal{}, "Arrivals of RTP are recorded by its leads and by a coordinator. Ask one of them."},
		{"of no group", lead, marketplace.ArrivalFacts{At: at}, marketplace.Personal{}, "Say which staff group the arrival belongs to."},
		{"at no time", lead, marketplace.ArrivalFacts{Group: "nurse"}, marketplace.Personal{}, "Say when the arrival lands: a date and time from 2000 to 2199."},
		{"for ever", lead, marketplace.ArrivalFacts{Group: "nurse", At: at, Nights: 4000}, marketplace.Personal{}, "A room is wanted for at most 1200 nights; 4000 is too many."},
		{"with a name that cannot be read", lead, marketplace.ArrivalFacts{Group: "nurse", At: at}, marketplace.Personal{Given: "\xff"}, "The given name holds characters that cannot be read. Type it again."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := c.by.Try(marketplace.RecordArrival{Facts: c.f, Personal: c.p}); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
	if _, err := w.Founder.Try(marketplace.RecordArrival{Facts: marketplace.ArrivalFacts{Org: "RTP", Group: "nurse", At: at}}); err != nil {
		t.Errorf("a coordinator may not record for another trust: %v", err)
	}
}

// TestSealedNamesAreNotLost: a coordinator of another trust cannot read the name and must not wipe it out.
func TestSealedNamesAreNotLost(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	id := lead.Arrival()
	_, err := w.Founder.Try(marketplace.ChangeArrival{Arrival: id, Facts: w.Arrival(id).Facts})
	if want := "The name of this arrival is sealed for the leads of RXX and would be lost. Ask one of them to make the change."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
}

func TestImportArrival(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	c := marketplace.ImportArrival{
		Facts: marketplace.ArrivalFacts{Org: "RXX", Group: "msw", At: w.Instant() + 86400, Airport: "LGW", Import: [16]byte{1}}, Personal: marketplace.Personal{Given: "Jesús"},
	}
	if n := len(lead.Do(c).Refs); n != 1 {
		t.Fatalf("the first import wrote %d entries", n)
	}
	if n := len(lead.Do(c).Refs); n != 0 {
		t.Fatalf("the same again wrote %d entries", n)
	}
	id := w.ArrivalIDs()[0]
	edited := w.Arrival(id).Facts
	edited.Budget = 10000
	lead.Do(marketplace.ChangeArrival{Arrival: id, Facts: edited, Personal: &marketplace.Personal{Given: "Jesús", Phone: "07700 900123"}})
	if n := len(lead.Do(c).Refs); n != 0 {
		t.Errorf("what was added by hand is taken back: %d entries", n)
	}
	c.Facts.At += 86400
	lead.Do(c)
	a := w.Arrival(id)
	fields, _ := lead.View().Opened(a.Last)
	if a.Facts.At != c.Facts.At || a.Facts.Budget != 10000 || fields[marketplace.FieldPhone] != "07700 900123" {
		t.Errorf("the flight changed, and the arrival is %+v with %v", a.Facts, fields)
	}
	if text, _ := lead.View().Text(a.Last); text[marketplace.FieldAlias] != "MSW, 4 November, LGW" {
		t.Errorf("the alias is %q", text[marketplace.FieldAlias])
	}
	if len(w.ArrivalIDs()) != 1 {
		t.Error("there are several arrivals")
	}
}

func TestArrivalFoldChecksAuthority(t *testing.T) {
	w := markettest.NewWorld(t)
	lead, other := w.Join("Tom Price", "RXX", marketplace.RoleLead), w.Join("Ann Lee", "RTP", marketplace.RoleLead)
	id := lead.Arrival()
	facts := w.Arrival(id).Facts
	away := facts
	away.Org = "RTP"
	wild := facts
	wild.Nights = 1 << 30
	cases := []struct {
		name string
		by   *markettest.Device
		fact marketplace.Fact
		want string
	}{
		{"closed by another trust", other, &marketplace.ArrivalClosed{}, "not_allowed"},
		{"given to another trust", lead, &marketplace.ArrivalChanged{Facts: away}, "not_allowed"},
		{"given by a coordinator", w.Founder, &marketplace.ArrivalChanged{Facts: away}, ""},
		{"then out of reach", lead, &marketplace.ArrivalChanged{Facts: facts}, "not_allowed"},
		{"out of bounds", other, &marketplace.ArrivalChanged{Facts: wild}, "invalid"},
		{"opened while open", other, &marketplace.ArrivalReopened{}, "open"},
		{"a fact of a room", other, &marketplace.RoomReconfirmed{}, "misplaced"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w.Later()
			ref := c.by.Write(marketplace.Draft{Subject: id, Fact: c.fact})[0]
			if _, got := systemVerdict(w, id, ref); got != c.want {
				t.Errorf("the verdict is %q", got)
			}
		})
	}
	w.CheckRefold(1, 5)
}
