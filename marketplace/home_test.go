package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestHome(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	other := w.Join("Ann Lee", "RTP", marketplace.RoleLead)
	id := host.Home()

	if _, err := other.Try(marketplace.ChangeHome{Home: id, LodgerLimit: 1}); marketplace.CodeOf(err) != marketplace.NotAllowed {
		t.Errorf("a lead of another trust changes the home: %v", err)
	}
	_, err := lead.Try(marketplace.ChangeHome{Home: id, LodgerLimit: 1})
	if want := "The address cannot be read on this computer, so it would be lost. Type it again with the change."; err == nil || err.Error() != want {
		t.Errorf("a change that would lose the address says %v", err)
	}
	host.Do(marketplace.ChangeHome{Home: id, LodgerLimit: 1, Allowance: marketplace.AllowanceShared})
	h := w.Home(id)
	if h.Facts.LodgerLimit != 1 || h.Facts.Allowance != 3_750_00 || h.Facts.Host != host.Person {
		t.Errorf("the home is %+v", h.Facts)
	}
	if fields, _ := host.View().Opened(h.Last); fields[marketplace.FieldAddress] != "1 Mill Lane, Guildford GU1 3XX" {
		t.Errorf("the host reads the address as %v", fields)
	}
	if fields, _ := other.View().Opened(h.Last); len(fields) != 0 {
		t.Errorf("a lead of another trust reads %v", fields)
	}
}

func TestHomeIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	cases := []struct {
		name string
		c    marketplace.AddHome
		want string
	}{
		{"no address", marketplace.AddHome{LodgerLimit: 1}, "The address is missing. Fill it in."},
		{"no lodgers", marketplace.AddHome{Address: "1 Mill Lane"}, "Say how many lodgers the home takes at one time: from 1 to 50."},
		{"another allowance", marketplace.AddHome{LodgerLimit: 1, Allowance: 100, Address: "1 Mill Lane"}, "The Rent a Room limit is £7,500.00, or £3,750.00 where somebody else has income from letting in the home."},
		{"another's home", marketplace.AddHome{LodgerLimit: 1, Host: w.Founder.Person, Address: "1 Mill Lane"}, "You can add your own home; others are added by a lead of RXX. Ask yours."},
		{"an organisation's", marketplace.AddHome{LodgerLimit: 1, OfOrganisation: true, Address: "1 Mill Lane"}, "You can add your own home; others are added by a lead of RXX. Ask yours."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := host.Try(c.c); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestHomeFoldChecksAuthority(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	other := w.Join("Ann Lee", "RTP", marketplace.RoleLead|marketplace.RoleHost)
	home := host.Home()
	facts := w.Home(home).Facts
	steal := marketplace.HomeChanged(facts)
	steal.Host, steal.Org = other.Person, "RTP"
	wild := marketplace.HomeChanged(facts)
	wild.LodgerLimit = -4
	cases := []struct {
		name string
		by   *markettest.Device
		d    marketplace.Draft
		want string
	}{
		{"taken over", other, marketplace.Draft{Subject: home, Fact: &steal}, "not_allowed"},
		{"out of bounds", host, marketplace.Draft{Subject: home, Fact: &wild}, "invalid"},
		{"born twice", host, marketplace.Draft{Subject: home, Fact: &facts}, "born_already"},
		{"a home for somebody else", other, marketplace.Draft{Fact: &facts}, "not_allowed"},
		{"changed before it is there", host, marketplace.Draft{Subject: marketplace.ID{7}, Fact: &wild}, "birth"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ref := c.by.Write(c.d)[0]
			subject := c.d.Subject
			if subject.IsZero() {
				subject = marketplace.SubjectOf(ref)
			}
			if _, got := systemVerdict(w, subject, ref); got != c.want {
				t.Errorf("the verdict is %q", got)
			}
		})
	}
	w.CheckRefold(1, 5)
}

func TestUnclaimedHome(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	host, colleague := w.Join("Siân Rees", "RXX", marketplace.RoleHost), w.Join("Ola Berg", "RXX", marketplace.RoleHost)
	home := lead.Home(func(c *marketplace.AddHome) { c.OfOrganisation = true })
	host.Do(marketplace.ChangeHome{Home: home, LodgerLimit: 1, Address: "2 Mill Lane"})
	if got := w.Home(home).Facts; got.Host != host.Person || got.LodgerLimit != 1 {
		t.Errorf("the claimed home is %+v", got)
	}
	if _, err := colleague.Try(marketplace.ChangeHome{Home: home, LodgerLimit: 2, Address: "3 Mill Lane"}); marketplace.CodeOf(err) != marketplace.NotAllowed {
		t.Errorf("another colleague changes a home that is claimed: %v", err)
	}
	take := marketplace.HomeChanged(w.Home(home).Facts)
	take.Host = colleague.Person
	ref := colleague.Write(marketplace.Draft{Subject: home, Fact: &take})[0]
	if _, got := systemVerdict(w, home, ref); got != "not_allowed" {
		t.Errorf("taking a claimed home over is %q", got)
	}
}
