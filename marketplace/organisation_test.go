package marketplace_test

import (
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestOrgOn(t *testing.T) {
	w := markettest.NewWorld(t)
	before, after := marketplace.NewDate(2026, time.March, 31), marketplace.NewDate(2026, time.April, 1)
	w.Founder.Do(marketplace.RecordOrganisation{Code: "LOOP1", Name: "One", ValidTo: before, Successors: []string{"LOOP2"}})
	w.Founder.Do(marketplace.RecordOrganisation{Code: "LOOP2", Name: "Two", ValidTo: before, Successors: []string{"LOOP1"}})
	w.Founder.Do(marketplace.RecordOrganisation{Code: "CLOSED", Name: "Closed", ValidTo: before})
	cases := []struct {
		name, code string
		on         marketplace.Date
		want       string
	}{
		{"on its last day", "QXU", before, "QXU"},
		{"succeeded", "QXU", after, "S9B9J"},
		{"still there", "RA2", after, "RA2"},
		{"closed without a successor", "CLOSED", after, "CLOSED"},
		{"not recorded", "XXX", after, "XXX"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := w.System().OrgOn(c.code, c.on); got != c.want {
				t.Errorf("%s on %s is %s, want %s", c.code, c.on, got, c.want)
			}
		})
	}
	if got := w.System().OrgOn("LOOP1", after); got != "LOOP1" && got != "LOOP2" {
		t.Errorf("a circle of successors ends at %s", got)
	}
}

func TestOrganisationIsAmended(t *testing.T) {
	w := markettest.NewWorld(t)
	w.Founder.Do(marketplace.RecordOrganisation{Code: " ryd ", Name: "Ambulances"})
	last := marketplace.NewDate(2027, time.March, 31)
	w.Founder.Do(marketplace.RecordOrganisation{Code: "RYD", Name: "Ambulances", ValidTo: last, Successors: []string{"RA2"}})
	if got := w.System().OrgOn("RYD", last+1); got != "RA2" {
		t.Errorf("after the merger RYD is %s", got)
	}
	_, err := w.Founder.Try(marketplace.RecordOrganisation{Code: "RYD", Name: "Ambulances", Successors: []string{"RYD"}})
	if want := "RYD cannot succeed itself. Name the organisation that came after it."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
	w.CheckRefold(1, 4)
}

func TestChangeRolesIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	cases := []struct {
		name string
		by   *markettest.Device
		c    marketplace.Command
		want string
	}{
		{"by a lead", lead, marketplace.ChangeRoles{Person: lead.Person, Org: "RXX", Roles: 255}, "Only a registrar or coordinator changes roles. Ask yours."},
		{"the last registrar", w.Founder, marketplace.ChangeRoles{Person: w.Founder.Person, Org: "RA2", Roles: marketplace.RoleHost}, "This is the only registrar, and a system needs one. Make somebody else a registrar first."},
		{"nobody", w.Founder, marketplace.ChangeRoles{Person: marketplace.ID{1}, Org: "RA2"}, "This person is not here (yet). Look at the list of members again."},
		{"nowhere", w.Founder, marketplace.ChangeRoles{Person: lead.Person, Org: "ZZZ"}, `There is no organisation with the code "ZZZ" in this system. Check the code, or ask your coordinator to record it.`},
		{"a person without a name", w.Founder, marketplace.InvitePerson{Org: "RA2", Roles: 1}, "The name is missing. Fill it in."},
		{"a person without a role", w.Founder, marketplace.InvitePerson{Name: "Ann Lee", Org: "RA2"}, "Choose at least one role for Ann Lee."},
		{"a name of two lines", w.Founder, marketplace.InvitePerson{Name: "Ann\nLee", Org: "RA2", Roles: 1}, "The name holds a line break or another control character. Write it on one line."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := c.by.Try(c.c); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestFoundingIsChecked(t *testing.T) {
	cases := []struct {
		name string
		edit func(*marketplace.Founding)
		want string
	}{
		{"sound", func(*marketplace.Founding) {}, ""},
		{"no name", func(f *marketplace.Founding) { f.System = "" }, "The name of the system is missing. Fill it in."},
		{"nobody", func(f *marketplace.Founding) { f.Person = " " }, "The name is missing. Fill it in."},
		{"an unknown organisation", func(f *marketplace.Founding) { f.Org = "RDU" }, "There is no organisation with the code RDU in the list. Choose one of the 5 that it holds."},
		{"no organisation", func(f *marketplace.Founding) { f.Org = "" }, `"" is not the code of an organisation. Use its ODS code: capital letters and digits, for example RA2.`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := markettest.Founding(20000)
			c.edit(&f)
			got := ""
			if err := f.Check(); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("it says %q", got)
			}
		})
	}
}
