package people_test

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/people"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// fake is an invented system's people and organisations.
type fake struct {
	members []marketplace.MemberRow
	orgs    []marketplace.OrgRow
	err     error

	computers []marketplace.ComputerRow
	invited   []marketplace.InvitationRow
	kept      []marketplace.RoomRow
	before    marketplace.Instant // as WrittenBefore was asked
	refuses   error               // what Invitation answers
	asked     []marketplace.InvitePerson
	at        []string
	wrote     []string
	unwritten error
}

func (f *fake) Members(context.Context) ([]marketplace.MemberRow, error) { return f.members, f.err }
func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return f.orgs, f.err
}

func (f *fake) Computers(context.Context) ([]marketplace.ComputerRow, error) {
	return f.computers, f.err
}

func (f *fake) Invitations(context.Context) ([]marketplace.InvitationRow, error) {
	return f.invited, f.err
}

func (f *fake) KeptRooms(context.Context, marketplace.DeviceID) ([]marketplace.RoomRow, error) {
	return f.kept, f.err
}

func (f *fake) WrittenBefore(_ context.Context, _ marketplace.DeviceID, at marketplace.Instant) (uint64, error) {
	f.before = at
	return 41, f.err
}

func (f *fake) Reachable(context.Context) ([]string, error) {
	return []string{"node.invented.example:7946", "10.0.0.7:7946"}, f.err
}

func (f *fake) Invitation(_ context.Context, c marketplace.InvitePerson, at []string) (people.Invitation, error) {
	if f.refuses != nil {
		return people.Invitation{}, f.refuses
	}
	f.asked, f.at = append(f.asked, c), at
	return people.Invitation{Code: "SETTLE1ABCDEFGHJKMNPQRSTUVWXYZ234567", Grouped: "SETT LE1A BCDE\nFGHJ KMNP QRST", Reaches: len(at), Write: func(path string) error {
		f.wrote = append(f.wrote, path)
		return f.unwritten
	}, Bundle: func(_ context.Context, path string, _ func(int, int)) (string, error) {
		f.wrote = append(f.wrote, path)
		return "Saved 7 changes in " + filepath.Base(path) + ".", f.unwritten
	}}, nil
}

func id(n byte) marketplace.ID { return marketplace.ID{n} }

func date(y int, m time.Month, d int) marketplace.Date { return marketplace.NewDate(y, m, d) }

func market() *fake {
	member := func(n byte, name, org string, roles marketplace.Roles, computers ...bool) marketplace.MemberRow {
		m := marketplace.MemberRow{Person: marketplace.Person{ID: id(n), Org: org, Roles: roles}, Name: name, This: n == 1}
		for i, revoked := range computers {
			m.Devices = append(m.Devices, marketplace.Device{ID: marketplace.DeviceID{n, byte(i)}, Revoked: revoked})
		}
		return m
	}
	org := func(code, name string, t marketplace.OrgType, from, to marketplace.Date, next ...string) marketplace.OrgRow {
		return marketplace.OrgRow{Org: marketplace.Org{Code: code, Type: t, ValidFrom: from, ValidTo: to, Successors: next}, NameText: name}
	}
	return &fake{
		members: []marketplace.MemberRow{
			member(7, "Amara Obi", "RA2", marketplace.RoleHost|marketplace.RoleVolunteer, false),
			member(5, "Farah Khan", "RTP", marketplace.RoleHost),
			member(3, "Jane Mercer", "RTP", marketplace.RoleLead|marketplace.RoleHost, false, true),
			member(4, "Nadia Iqbal", "RA2", marketplace.RoleGuardian, false),
			member(6, "Owen Price", "RA2", marketplace.RoleRegistrar, true),
			member(1, "Siân Rees", "RA2", marketplace.RoleHost|marketplace.RoleVolunteer|marketplace.RoleLead|marketplace.RoleCoordinator|marketplace.RoleRegistrar, false, false),
			member(9, "", "QXU", marketplace.RoleVolunteer),
		},
		orgs: []marketplace.OrgRow{
			org("S9B9J", "NHS Surrey and Sussex Integrated Care Board", marketplace.OrgICB, date(2026, 4, 1), 0),
			org("QXU", "NHS Surrey Heartlands Integrated Care Board", marketplace.OrgICB, date(2022, 7, 1), date(2026, 3, 31), "S9B9J"),
			org("RA2", "Royal Surrey NHS Foundation Trust", marketplace.OrgTrust, 0, 0),
			org("RTP", "Surrey and Sussex Healthcare NHS Trust", marketplace.OrgTrust, 0, date(2027, 3, 31)),
			org("UNIS", "University of Surrey", marketplace.OrgUniversity, date(2027, 1, 1), 0),
		},
	}
}

func open(t *testing.T, f *fake, r ui.Route) (*uitest.Desk, ui.Screen) {
	t.Helper()
	d := uitest.New(t)
	s := people.New(d, f, r)
	d.Put(s)
	return d, s
}

func orgs() ui.Route { return ui.To(ui.PagePeople).Set("view", "organisations") }

// said is everything that an object says.
func said(o fyne.CanvasObject) string {
	var words []string
	uitest.Walk(o, func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			words = append(words, v.Content)
		case *xwidget.Button:
			words = append(words, v.Text)
		case *canvas.Text:
			words = append(words, v.Text)
		}
	})
	return strings.Join(words, "\n")
}

func wants(t *testing.T, o fyne.CanvasObject, words ...string) {
	t.Helper()
	all := said(o)
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("it does not say %q in:\n%s", w, all)
		}
	}
}

func lacks(t *testing.T, o fyne.CanvasObject, words ...string) {
	t.Helper()
	all := said(o)
	for _, w := range words {
		if strings.Contains(all, w) {
			t.Errorf("it says %q", w)
		}
	}
}

func find[W fyne.CanvasObject](t *testing.T, o fyne.CanvasObject) W {
	t.Helper()
	found := uitest.Find(o, func(W) bool { return true })
	if fyne.CanvasObject(found) == fyne.CanvasObject(*new(W)) {
		t.Fatalf("there is no %T", found)
	}
	return found
}

// at is the control of a field of the dialog put up last.
func at[W fyne.CanvasObject](t *testing.T, d *uitest.Desk, label string) W {
	t.Helper()
	f := uitest.Find(d.Dialogs[len(d.Dialogs)-1].Content, func(f *xwidget.Field) bool { return f.Label == label })
	if f == nil {
		t.Fatalf("there is no field %q", label)
	}
	return f.Control.(W)
}

// say does the verb of the dialog put up last.
func say(d *uitest.Desk) { d.Dialogs[len(d.Dialogs)-1].Verbs[1].Do() }

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

// onDialog shows a dialog's content as wide as a dialog is.
type onDialog struct{ content fyne.CanvasObject }

func (o onDialog) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorCard), xwidget.NewScroll(xwidget.CentreColumn(512, o.content)))
}

func TestPictures(t *testing.T) {
	d := uitest.New(t)
	uitest.Shot(t, d, "people", beside{people.New(d, market(), ui.To(ui.PagePeople))})
	uitest.Shot(t, d, "organisations", beside{people.New(d, market(), orgs())})
	d.Put(people.New(d, market(), ui.To(ui.PagePeople)))
	uitest.Press(t, d, "Add a person")
	uitest.Shot(t, d, "people-add", onDialog{d.Dialogs[0].Content})
	for name, put := range map[string]func(*uitest.Desk){
		"people-computers": func(d *uitest.Desk) { d.Put(onDialog{sheet(t, d, 5)}) },
		"people-invited": func(d *uitest.Desk) {
			d.Put(beside{people.New(d, invited(), ui.To(ui.PagePeople).Set("view", "invitations"))})
		},
		"people-twice": func(d *uitest.Desk) {
			d.Put(people.New(d, invited(), ui.To(ui.PagePeople).Set("view", "invitations")))
			find[*xwidget.Grid](t, d.Window().Content()).OnActivated(0)
			d.Put(onDialog{d.Sheets[0].Content})
		},
		"people-remove": func(d *uitest.Desk) {
			press(t, sheet(t, d, 0), "Remove")
			d.Put(onDialog{d.Dialogs[0].Content})
		},
		"people-erase": func(d *uitest.Desk) {
			press(t, sheet(t, d, 0), "Erase personal details")
			d.Put(onDialog{d.Dialogs[0].Content})
		},
		"people-invitation": func(d *uitest.Desk) {
			press(t, sheet(t, d, 5), "Invite another computer")
			say(d)
			d.Put(onDialog{d.Dialogs[1].Content})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := uitest.New(t)
			put(d)
			uitest.Picture(t, d, name)
		})
	}
}

func TestPeopleStandWithTheirRolesAndComputers(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PagePeople))
	wants(t, d.Window().Content(), "7 people take part, of 3 organisations", "Siân Rees (you)", "Host, recruitment lead", "No computer of their own", "2 computers",
		"Surrey and Sussex Healthcare NHS Trust", "Somebody")
}

// TestSomebodyInvitedIsSaidToBe invites somebody who has not joined yet; it stands with the registrar, once the computer
// has joined it does not.
func TestSomebodyInvitedIsSaidToBe(t *testing.T) {
	f := market()
	f.invited = []marketplace.InvitationRow{{Invitation: marketplace.Invitation{Person: f.members[1].Person.ID}, Name: "Farah Khan", State: marketplace.InvitationOpen}}
	d, s := open(t, f, ui.To(ui.PagePeople))
	wants(t, d.Window().Content(), "Invited, not joined yet")
	f.members[1].Devices = []marketplace.Device{{ID: marketplace.DeviceID{5}}}
	s.(ui.Sharer).Shared(ui.Sharing{Linked: 1})
	lacks(t, d.Window().Content(), "Invited, not joined yet")
}

func TestPeopleAreFoundByNameOrganisationAndRole(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PagePeople))
	page := d.Window().Content()
	text, role := find[*xwidget.TextField](t, page), find[*xwidget.Select](t, page)
	d.Window().Canvas().Focus(text.FocusTarget())
	for _, r := range "SUSSEX" {
		test.Type(text.FocusTarget(), string(r))
	}
	wants(t, page, "Farah Khan", "Jane Mercer")
	lacks(t, page, "Amara Obi")
	role.SetValue("lead")
	role.OnChanged(xwidget.Option{Value: "lead"})
	wants(t, page, "Jane Mercer")
	lacks(t, page, "Farah Khan")
	noted := d.Noted[len(d.Noted)-1]
	if noted.Get("text") != "SUSSEX" || noted.Get("role") != "lead" {
		t.Errorf("noted %v", noted)
	}
	role.SetValue("guardian")
	role.OnChanged(xwidget.Option{Value: "guardian"})
	wants(t, page, "Nobody matches")
	uitest.Press(t, d, "Show everybody")
	wants(t, page, "Amara Obi")

	again, _ := open(t, market(), noted)
	wants(t, again.Window().Content(), "Jane Mercer")
	lacks(t, again.Window().Content(), "Amara Obi", "Farah Khan")
}

func TestAPersonWithoutAComputerIsAdded(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PagePeople))
	uitest.Press(t, d, "Add a person")
	how := at[*xwidget.RadioGroup](t, d, "How do they take part?")
	how.SetValue("none")
	how.OnChanged(xwidget.Option{Value: "none"})
	lacks(t, d.Dialogs[0].Content, "It can be used until")
	at[*xwidget.CheckGroup](t, d, "Roles").SetValues()
	say(d)
	wants(t, d.Dialogs[0].Content, "Enter the name.", "Tick at least one role.")
	if len(d.Done) != 0 {
		t.Fatalf("did %v", d.Done)
	}
	for _, o := range at[*xwidget.Select](t, d, "Organisation").Options {
		if o.Value == "QXU" || o.Value == "UNIS" {
			t.Errorf("%s can be chosen, but does not stand today", o.Label)
		}
	}
	at[*xwidget.TextField](t, d, "Name").SetText("Grace Okoro")
	at[*xwidget.Select](t, d, "Organisation").SetValue("RTP")
	at[*xwidget.CheckGroup](t, d, "Roles").SetValues("host", "lead")
	say(d)
	if got, want := d.Done[0], (marketplace.InvitePerson{Name: "Grace Okoro", Org: "RTP", Roles: marketplace.RoleHost | marketplace.RoleLead}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
	if !d.Dialogs[0].Closed || len(d.Toasts) != 1 {
		t.Errorf("closed %t, said %q", d.Dialogs[0].Closed, d.Toasts)
	}
}

func TestRolesAreChangedAndARefusalIsToldThere(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PagePeople))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "This is the only registrar, and a system needs one.").On("roles")
	}
	find[*xwidget.Grid](t, d.Window().Content()).OnActivated(5)
	press(t, d.Sheets[0].Content, "Change roles")
	roles := at[*xwidget.CheckGroup](t, d, "Roles")
	if got := roles.Values(); !slices.Equal(got, []string{"host", "volunteer", "lead", "coordinator", "registrar"}) {
		t.Errorf("ticked are %q", got)
	}
	roles.SetValues("host")
	say(d)
	wants(t, d.Dialogs[0].Content, "This is the only registrar, and a system needs one.")
	d.Do = nil
	say(d)
	if got, want := d.Done[1], (marketplace.ChangeRoles{Person: id(1), Org: "RA2", Roles: marketplace.RoleHost}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestSomebodyOfAnOrganisationThatEndedKeepsIt(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PagePeople))
	find[*xwidget.Grid](t, d.Window().Content()).OnActivated(6)
	press(t, d.Sheets[0].Content, "Change roles")
	say(d)
	if got, want := d.Done[0], (marketplace.ChangeRoles{Person: id(9), Org: "QXU", Roles: marketplace.RoleVolunteer}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestWhoMayNotChangeReads(t *testing.T) {
	for _, r := range []ui.Route{ui.To(ui.PagePeople), orgs()} {
		d := uitest.New(t)
		d.Person.Roles = marketplace.RoleLead
		d.Put(people.New(d, market(), r))
		lacks(t, d.Window().Content(), "Add a person", "Record an organisation")
		find[*xwidget.Grid](t, d.Window().Content()).OnActivated(1)
		if len(d.Sheets) != 1 || len(d.Dialogs) != 0 {
			t.Fatalf("%d sheets, %d dialogs", len(d.Sheets), len(d.Dialogs))
		}
		wants(t, d.Sheets[0].Content, "Ask yours where something is wrong.")
	}
}

func TestARegistrarChangesPeopleButNoOrganisations(t *testing.T) {
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleRegistrar
	d.Put(people.New(d, market(), ui.To(ui.PagePeople)))
	wants(t, d.Window().Content(), "Add a person")
	test.Tap(uitest.Find(d.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == "Organisations" }))
	lacks(t, d.Window().Content(), "Record an organisation", "Add a person")
}

func TestOrganisationsStandWithThoseThatFollowedThem(t *testing.T) {
	d, _ := open(t, market(), orgs())
	page := d.Window().Content()
	wants(t, page, "5 organisations in this system", "Ended on 31 March 2026", "then NHS Surrey and Sussex Integrated Care Board", "Since 1 April 2026", "Until 31 March 2027",
		"From 1 January 2027", "Open", "Integrated care board", "University")
	lacks(t, page, "Every role")
	text := find[*xwidget.TextField](t, page)
	d.Window().Canvas().Focus(text.FocusTarget())
	for _, r := range "zzz" {
		test.Type(text.FocusTarget(), string(r))
	}
	wants(t, page, "No organisation matches")
	uitest.Press(t, d, "Show all organisations")
	wants(t, page, "University of Surrey")
}

func TestAnOrganisationIsRecordedAndAmended(t *testing.T) {
	d, _ := open(t, market(), orgs())
	uitest.Press(t, d, "Record an organisation")
	at[*xwidget.TextField](t, d, "ODS code").SetText("RTK")
	at[*xwidget.TextField](t, d, "Name").SetText("Ashford and St Peter’s")
	at[*xwidget.DateField](t, d, "First day").SetText("31 2 2026")
	say(d)
	wants(t, d.Dialogs[0].Content, "Enter a date that exists")
	at[*xwidget.DateField](t, d, "First day").SetText("")
	say(d)
	want := marketplace.RecordOrganisation{Code: "RTK", Name: "Ashford and St Peter’s", Type: marketplace.OrgTrust, Successors: []string{}}
	if got := d.Done[0]; !reflect.DeepEqual(got, want) {
		t.Fatalf("did %#v, want %#v", got, want)
	}

	find[*xwidget.Grid](t, d.Window().Content()).OnActivated(3)
	if !at[*xwidget.TextField](t, d, "ODS code").Disabled() {
		t.Error("the code of an organisation can be changed")
	}
	at[*xwidget.TextField](t, d, "Followed by").SetText("s9b9j, ra2")
	say(d)
	want = marketplace.RecordOrganisation{Code: "RTP", Name: "Surrey and Sussex Healthcare NHS Trust", Type: marketplace.OrgTrust, ValidTo: date(2027, 3, 31), Successors: []string{"S9B9J", "RA2"}}
	if got := d.Done[1]; !reflect.DeepEqual(got, want) {
		t.Fatalf("did %#v, want %#v", got, want)
	}
}

func TestReloadKeepsTheRow(t *testing.T) {
	f := market()
	d, s := open(t, f, ui.To(ui.PagePeople))
	grid := find[*xwidget.Grid](t, d.Window().Content())
	grid.Select(2)
	f.members = append([]marketplace.MemberRow{{Person: marketplace.Person{ID: id(30), Org: "RA2"}, Name: "Aaliyah Khan"}}, f.members...)
	s.(ui.Reloader).Reload(marketplace.Change{})
	cells := make([]xwidget.Cell, 3)
	if grid.Source.Row(grid.Current(), cells); cells[0].Text != "Jane Mercer" {
		t.Errorf("%q is current", cells[0].Text)
	}
	wants(t, d.Window().Content(), "No role")
}

func TestWhatCannotBeRead(t *testing.T) {
	f := market()
	f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	d, s := open(t, f, ui.To(ui.PagePeople))
	wants(t, d.Window().Content(), "Who takes part cannot be shown", "The database is damaged.")
	f.err = nil
	uitest.Press(t, d, "Try again")
	wants(t, d.Window().Content(), "Amara Obi")
	s.(ui.Searcher).FocusSearch()
	if d.Window().Canvas().Focused() == nil || len(s.(ui.Helper).Help()) < 3 {
		t.Error("the search or the help is missing")
	}
}
