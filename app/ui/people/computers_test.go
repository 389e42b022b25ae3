package people_test

import (
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/people"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// press presses a button inside an object that is not in the window.
func press(t *testing.T, o fyne.CanvasObject, text string) {
	t.Helper()
	b := uitest.Find(o, func(b *xwidget.Button) bool { return b.Text == text })
	if b == nil {
		t.Fatalf("there is no button %q in:\n%s", text, said(o))
	}
	b.Tapped(nil)
}

// moment is one of November 2026.
func moment(day, hour int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC))
}

// withComputers is the market with what is known of its computers.
func withComputers() *fake {
	f := market()
	f.computers = []marketplace.ComputerRow{
		{Device: marketplace.DeviceID{1, 0}, Person: id(1), Here: true, Joined: moment(2, 9)},
		{Device: marketplace.DeviceID{1, 1}, Person: id(1), AlwaysOn: true, Joined: moment(3, 9), Seen: moment(21, 7)},
		{Device: marketplace.DeviceID{7, 0}, Person: id(7), Joined: moment(5, 9), Seen: moment(18, 9)},
		{Device: marketplace.DeviceID{6, 0}, Person: id(6), Joined: moment(2, 9), Revoked: true},
		{Device: marketplace.DeviceID{40}, Joined: moment(20, 10)},
		{Device: marketplace.DeviceID{41}, Joined: moment(20, 22), Seen: moment(21, 8)},
	}
	return f
}

// invited is withComputers with invitations that want somebody.
func invited() *fake {
	f := withComputers()
	row := func(n byte, name string, state marketplace.InvitationState, until marketplace.Instant, uses ...marketplace.DeviceID) marketplace.InvitationRow {
		return marketplace.InvitationRow{
			Invitation: marketplace.Invitation{Ref: marketplace.Ref{Device: marketplace.DeviceID{9}, Seq: uint64(n)}, Person: id(n), At: moment(10, 9), Until: until, Uses: uses},
			Name:       name, Org: "RTP", Roles: marketplace.RoleLead, ByName: "Siân Rees", State: state,
		}
	}
	f.invited = []marketplace.InvitationRow{
		row(3, "Jane Mercer", marketplace.InvitationUsed, 0, marketplace.DeviceID{3}),
		row(5, "Farah Khan", marketplace.InvitationOpen, moment(24, 23)),
		row(7, "Amara Obi", marketplace.InvitationRunOut, moment(12, 23)),
		row(4, "Nadia Iqbal", marketplace.InvitationUsedTwice, 0, marketplace.DeviceID{40}, marketplace.DeviceID{41}),
		row(30, "", marketplace.InvitationOpen, 0),
	}
	return f
}

// sheet opens the sheet of the person in a row.
func sheet(t *testing.T, d *uitest.Desk, row int) fyne.CanvasObject {
	t.Helper()
	return sheetOf(t, d, withComputers(), row)
}

func sheetOf(t *testing.T, d *uitest.Desk, f *fake, row int) fyne.CanvasObject {
	t.Helper()
	d.Put(people.New(d, f, ui.To(ui.PagePeople)))
	find[*xwidget.Grid](t, d.Window().Content()).OnActivated(row)
	return d.Sheets[len(d.Sheets)-1].Content
}

func TestAPersonsComputersSayWhenTheyWereSeen(t *testing.T) {
	d := uitest.New(t)
	mine := sheet(t, d, 5)
	wants(t, mine, "This computer", "Takes part since 2 November 2026", "Last seen 2 hours ago", "Takes part since 3 November 2026. Always on")
	if n := removable(mine); n != 1 {
		t.Errorf("%d of them can be removed from here", n)
	}
	gone := sheet(t, d, 4)
	wants(t, gone, "Removed", "Took part from 2 November 2026")
	if n := removable(gone); n != 0 {
		t.Errorf("%d of those that are removed can be removed", n)
	}

	lead := uitest.New(t)
	lead.Person.Roles = marketplace.RoleLead
	wants(t, sheet(t, lead, 5), "Remove", "invites another computer of yours", "Erase personal details")
	lacks(t, sheet(t, lead, 0), "Remove", "Erase personal details", "Change roles")
}

// removable counts the buttons that remove a computer.
func removable(o fyne.CanvasObject) (n int) {
	uitest.Walk(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*xwidget.Button); ok && b.Text == "Remove" {
			n++
		}
	})
	return n
}

func TestAComputerIsRemovedWithWhatThatMeans(t *testing.T) {
	d := uitest.New(t)
	press(t, sheet(t, d, 0), "Remove")
	if !d.Sheets[0].Closed || d.Dialogs[0].Title != "Remove a computer of Amara Obi?" {
		t.Fatalf("closed %t, then %q", d.Sheets[0].Closed, d.Dialogs[0].Title)
	}
	wants(t, d.Dialogs[0].Content, "Guests whom it accepted keep their nights.")
	lacks(t, d.Dialogs[0].Content, "calendar of", "Since when?")
	say(d)
	if got, want := d.Done[0], (marketplace.RevokeDevice{Device: marketplace.DeviceID{7, 0}}); !reflect.DeepEqual(got, want) {
		t.Fatalf("did %+v, want %+v", got, want)
	}
	if !d.Dialogs[0].Closed {
		t.Error("the dialog stays")
	}
}

func TestWhatAStolenComputerWroteDoesNotCount(t *testing.T) {
	d, f := uitest.New(t), withComputers()
	press(t, sheetOf(t, d, f, 0), "Remove")
	why := at[*xwidget.RadioGroup](t, d, "Why?")
	why.SetValue("lost")
	why.OnChanged(xwidget.Option{Value: "lost"})
	day := at[*xwidget.DateField](t, d, "Since when?")
	day.SetText("31 2 2026")
	say(d)
	wants(t, d.Dialogs[0].Content, "Enter a date that exists")
	if len(d.Done) != 0 {
		t.Fatalf("did %v", d.Done)
	}
	day.SetValue(time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC))
	say(d)
	last := uint64(41)
	if got, want := d.Done[0], (marketplace.RevokeDevice{Device: marketplace.DeviceID{7, 0}, LastGood: &last}); !reflect.DeepEqual(got, want) {
		t.Fatalf("did %+v, want %+v", got, want)
	}
	if f.before != moment(17, 0) {
		t.Errorf("asked for what came before %v", f.before)
	}
}

func TestTheCalendarsOfALostComputerAreTakenOver(t *testing.T) {
	f := withComputers()
	f.kept = []marketplace.RoomRow{{Room: id(50)}, {Room: id(51)}}
	d := uitest.New(t)
	press(t, sheetOf(t, d, f, 0), "Remove")
	wants(t, d.Dialogs[0].Content, "It keeps the calendar of 2 rooms.", "both sides see a conflict with other rooms")
	say(d)
	want := marketplace.Batch{Commands: []marketplace.Command{
		marketplace.RevokeDevice{Device: marketplace.DeviceID{7, 0}}, marketplace.TakeKeeper{Room: id(50)}, marketplace.TakeKeeper{Room: id(51)},
	}}
	if got := d.Done[0]; !reflect.DeepEqual(got, want) {
		t.Fatalf("did %+v, want %+v", got, want)
	}
	coordinator := uitest.New(t)
	coordinator.Person.Roles = marketplace.RoleCoordinator
	press(t, sheetOf(t, coordinator, f, 0), "Remove")
	wants(t, coordinator.Dialogs[0].Content, "until a registrar has another computer keep it")
	say(coordinator)
	if _, ok := coordinator.Done[0].(marketplace.RevokeDevice); !ok {
		t.Errorf("a coordinator did %+v", coordinator.Done[0])
	}
}

func TestDetailsAreErased(t *testing.T) {
	d := uitest.New(t)
	press(t, sheet(t, d, 0), "Erase personal details")
	wants(t, d.Dialogs[0].Content, "It cannot be undone", "What goes, on every computer", "What stays", "Amara Obi’s name, address, telephone number and email")
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.NotFound, "Nothing is kept here that could be erased.")
	}
	say(d)
	wants(t, d.Dialogs[0].Content, "Nothing is kept here that could be erased.")
	d.Do = nil
	say(d)
	if got, want := d.Done[1], (marketplace.ErasePerson{Person: id(7)}); got != want {
		t.Fatalf("did %+v, want %+v", got, want)
	}
	press(t, sheet(t, d, 5), "Erase personal details")
	if got := d.Dialogs[1]; got.Title != "Erase your personal details?" || got.Verbs[1].Text != "Erase my details" {
		t.Errorf("it asks %q with %q", got.Title, got.Verbs[1].Text)
	}
}
