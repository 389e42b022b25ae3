package people_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/people"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestSomebodyIsInvitedWithAFileAQRCodeAndACode(t *testing.T) {
	f := market()
	d, _ := open(t, f, ui.To(ui.PagePeople))
	uitest.Press(t, d, "Add a person")
	wants(t, d.Dialogs[0].Content, "How do they take part?", "It can be used until")
	if got := at[*xwidget.TextField](t, d, "Where they reach the system").Text(); got != "node.invented.example:7946\n10.0.0.7:7946" {
		t.Errorf("the addresses are %q", got)
	}
	say(d)
	wants(t, d.Dialogs[0].Content, "Enter the name.")
	at[*xwidget.TextField](t, d, "Name").SetText(" Grace Okoro ")
	at[*xwidget.CheckGroup](t, d, "Roles").SetValues("lead")
	f.refuses = marketplace.Errorf(marketplace.Invalid, "“10.0.0.7” is not an address.").On("addresses")
	say(d)
	wants(t, d.Dialogs[0].Content, "“10.0.0.7” is not an address.")
	f.refuses = nil
	say(d)
	until := marketplace.InstantOf(time.Date(2026, 12, 5, 23, 59, 0, 0, marketplace.London))
	if want := (marketplace.InvitePerson{Name: " Grace Okoro ", Org: "RA2", Roles: marketplace.RoleLead, Until: until}); len(f.asked) != 1 || f.asked[0] != want || len(f.at) != 2 {
		t.Fatalf("asked %+v at %q, want %+v", f.asked, f.at, want)
	}
	if !d.Dialogs[0].Closed || len(d.Dialogs) != 2 || d.Dialogs[1].Title != "The invitation for Grace Okoro" {
		t.Fatalf("closed %t, %d dialogs", d.Dialogs[0].Closed, len(d.Dialogs))
	}
	shown := d.Dialogs[1].Content
	wants(t, shown, "It can be used once, until 5 December 2026.", "SETT LE1A BCDE")
	find[*xwidget.QRCode](t, shown)
	press(t, shown, "Copy the code")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "SETT LE1A") {
		t.Errorf("copied %q", got)
	}
	d.Pick = "/invented/stick/Grace.txt"
	press(t, shown, "Save it as a file")
	wants(t, shown, "Saved to /invented/stick/Grace.txt")
	f.unwritten = marketplace.Errorf(marketplace.Refused, "You may not write there. Choose another folder.")
	press(t, shown, "Save it as a file")
	wants(t, shown, "You may not write there.")
	press(t, shown, "Save a bundle")
	wants(t, shown, "You may not write there.")
	f.unwritten, d.Pick = nil, "/invented/stick/Grace.bundle"
	press(t, shown, "Save a bundle")
	wants(t, shown, "Saved 7 changes in Grace.bundle.")
	if len(f.wrote) != 4 || !strings.Contains(d.Offered[0], "Grace Okoro") {
		t.Errorf("wrote %q, offered %q", f.wrote, d.Offered)
	}
}

func TestAnotherComputerOfSomebodyIsInvited(t *testing.T) {
	f := withComputers()
	d := uitest.New(t)
	press(t, sheetOf(t, d, f, 5), "Invite another computer")
	if d.Dialogs[0].Title != "Invite another computer of yours" {
		t.Errorf("it asks %q", d.Dialogs[0].Title)
	}
	at[*xwidget.DateField](t, d, "It can be used until").SetText("")
	at[*xwidget.TextField](t, d, "Where they reach the system").SetText("")
	say(d)
	if want := (marketplace.InvitePerson{Person: id(1)}); len(f.asked) != 1 || f.asked[0] != want || len(f.at) != 0 {
		t.Fatalf("asked %+v at %q", f.asked, f.at)
	}
	wants(t, d.Dialogs[1].Content, "It holds no address", "It can be used once.")
}

func TestInvitationsSayWhatToDo(t *testing.T) {
	to := ui.To(ui.PagePeople).Set("view", "invitations")
	f := invited()
	d, _ := open(t, f, to)
	page := d.Window().Content()
	wants(t, page, "1 invitation was used by two computers: say which is right", "Nadia Iqbal", "Used twice", "Run out", "Use by 24 November 2026", "Has no end")
	lacks(t, page, "Jane Mercer")
	grid := find[*xwidget.Grid](t, page)
	grid.OnActivated(0)
	wants(t, d.Sheets[0].Content, "neither takes part", "Joined on 20 November 2026, 10:00", "Last seen 1 hour ago")
	press(t, d.Sheets[0].Content, "This one")
	if got, want := d.Done[0], (marketplace.ChooseInvitee{Device: marketplace.DeviceID{40}}); got != want || !d.Sheets[0].Closed {
		t.Errorf("did %+v, want %+v", got, want)
	}
	grid.OnActivated(1)
	wants(t, d.Sheets[1].Content, "Settle keeps no copy of its code.")
	grid.OnActivated(3)
	wants(t, d.Sheets[2].Content, "It ran out on 12 November 2026")
	press(t, d.Sheets[2].Content, "Invite again")
	say(d)
	if len(f.asked) != 1 || f.asked[0].Person != id(7) {
		t.Errorf("asked %+v", f.asked)
	}

	none, _ := open(t, market(), to)
	wants(t, none.Window().Content(), "No invitation is open")
	lead := uitest.New(t)
	lead.Person.Roles = marketplace.RoleLead
	lead.Put(people.New(lead, invited(), to))
	lacks(t, lead.Window().Content(), "Invitations", "Used twice")
}

func TestAnInvitationIsWithdrawn(t *testing.T) {
	to := ui.To(ui.PagePeople).Set("view", "invitations")
	ref := func(n uint64) marketplace.Ref { return marketplace.Ref{Device: marketplace.DeviceID{9}, Seq: n} }
	for name, test := range map[string]struct {
		row     int
		title   string
		want    marketplace.Ref
		refused string
	}{
		"open":                  {row: 1, title: "Withdraw the invitation for Farah Khan?", want: ref(5)},
		"used twice":            {row: 0, title: "Withdraw the invitation for Nadia Iqbal?", want: ref(4)},
		"used in the meantime":  {row: 1, title: "Withdraw the invitation for Farah Khan?", want: ref(5), refused: "This invitation has been used already. Revoke the computer that used it instead."},
		"for nobody known here": {row: 2, title: "Withdraw this invitation?", want: ref(30)},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := open(t, invited(), to)
			find[*xwidget.Grid](t, d.Window().Content()).OnActivated(test.row)
			press(t, d.Sheets[0].Content, "Withdraw it")
			asks := &d.Dialogs[0]
			if asks.Title != test.title || len(d.Done) != 0 {
				t.Fatalf("it asks %q, and did %v before", asks.Title, d.Done)
			}
			wants(t, asks.Content, "It cannot be undone, but you can invite again.")
			if test.refused != "" {
				d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
					return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "%s", test.refused)
				}
			}
			say(d)
			if got, want := d.Done[0], (marketplace.WithdrawInvitation{Invitation: test.want}); got != want {
				t.Errorf("did %+v, want %+v", got, want)
			}
			if asks.Closed == (test.refused != "") {
				t.Errorf("closed: %v", asks.Closed)
			}
			if test.refused != "" {
				wants(t, asks.Content, test.refused)
			}
		})
	}
}

func TestAWithdrawnInvitationThatSomebodyUsedIsListed(t *testing.T) {
	f := invited()
	withdrawn := f.invited[1]
	withdrawn.State, withdrawn.Withdrawn, withdrawn.Name = marketplace.InvitationWithdrawn, true, "Grace Okoro"
	unused := withdrawn
	unused.Name = "Zoe Cole"
	withdrawn.Uses = []marketplace.DeviceID{{40}}
	f.invited = []marketplace.InvitationRow{withdrawn, unused}
	d, _ := open(t, f, ui.To(ui.PagePeople).Set("view", "invitations"))
	wants(t, d.Window().Content(), "1 invitation was used although withdrawn", "Grace Okoro", "Withdrawn")
	lacks(t, d.Window().Content(), "Zoe Cole")
	find[*xwidget.Grid](t, d.Window().Content()).OnActivated(0)
	wants(t, d.Sheets[0].Content, "It was withdrawn", "Joined on 20 November 2026, 10:00")
	press(t, d.Sheets[0].Content, "Let it in")
	if got, want := d.Done[0], (marketplace.ChooseInvitee{Device: marketplace.DeviceID{40}}); got != want {
		t.Errorf("did %+v, want %+v", got, want)
	}
}

func TestAUsedInvitationThatSomebodyTriedAgainIsListed(t *testing.T) {
	one := []marketplace.InvitationTry{{Device: marketplace.DeviceID{50}, From: "192.0.2.7", At: moment(20, 10)}}
	for _, test := range []struct {
		name  string
		tries []marketplace.InvitationTry
		says  string
	}{
		{"by one", one, "on 20 November 2026, 10:00 another computer tried to use it again from 192.0.2.7."},
		{"by several", append(one, marketplace.InvitationTry{Device: marketplace.DeviceID{51}, At: moment(19, 10)}), "2 other computers tried to use it again, the last on 20 November 2026, 10:00 from 192.0.2.7."},
		{"from nowhere that is known", []marketplace.InvitationTry{{At: moment(20, 10)}}, "tried to use it again. That one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := invited()
			f.invited = f.invited[:1]
			f.invited[0].Again = test.tries
			d, _ := open(t, f, ui.To(ui.PagePeople).Set("view", "invitations"))
			wants(t, d.Window().Content(), "1 used invitation was tried again", "Jane Mercer", "Somebody tried it again")
			find[*xwidget.Grid](t, d.Window().Content()).OnActivated(0)
			wants(t, d.Sheets[0].Content, test.says, "Ask Jane Mercer whether that was them", "Invite again")
		})
	}
}
