package myrooms_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui/myrooms"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// hour is one of 21 November 2026, when the fake desk's clock stands at nine.
func hour(h int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, 21, h, 0, 0, 0, time.UTC))
}

// kept is busy with computers that could keep the calendar, which this one does.
func kept() *fake {
	f := busy()
	f.detail.Keeper = marketplace.DeviceID{1}
	person := func(n byte, org string) marketplace.MemberRow {
		return marketplace.MemberRow{Person: marketplace.Person{ID: marketplace.ID{n}, Org: org}}
	}
	f.members = []marketplace.MemberRow{person(1, "RA2"), person(2, "RA2"), person(3, "RTK")}
	f.computers = []marketplace.ComputerRow{
		{Device: marketplace.DeviceID{1}, Person: marketplace.ID{1}, Here: true, Joined: hour(1)},
		{Device: marketplace.DeviceID{2}, Person: marketplace.ID{1}, Joined: hour(2), Seen: hour(7)},
		{Device: marketplace.DeviceID{3}, Person: marketplace.ID{2}, Joined: hour(2), Seen: hour(9), AlwaysOn: true},
		{Device: marketplace.DeviceID{4}, Person: marketplace.ID{2}, Joined: hour(2)},
		{Device: marketplace.DeviceID{5}, Person: marketplace.ID{3}, Joined: hour(2), AlwaysOn: true},
		{Device: marketplace.DeviceID{6}, Person: marketplace.ID{1}, Joined: hour(2), Revoked: true},
	}
	return f
}

// verb does a verb of the dialog put up last.
func verb(d *uitest.Desk, i int) { d.Dialogs[len(d.Dialogs)-1].Verbs[i].Do() }

func inDialog[W fyne.CanvasObject](d *uitest.Desk, ok func(W) bool) W {
	return uitest.Find(d.Dialogs[len(d.Dialogs)-1].Content, ok)
}

func TestTheCalendarIsHandedOn(t *testing.T) {
	d := start(t, kept(), single)
	mustSay(t, d, "The calendar of this room is kept by this computer.")
	uitest.Press(t, d, "Hand it on")
	choose := inDialog(d, func(*xwidget.RadioGroup) bool { return true })
	var labels []string
	for _, o := range choose.Options {
		labels = append(labels, o.Label+", "+o.Note)
	}
	if got, want := strings.Join(labels, "; "), "Your other computer, Last seen 2 hours ago, takes part since 21 November 2026; Royal Surrey’s always-on computer, Seen just now, takes part since 21 November 2026"; got != want {
		t.Fatalf("it can go to %q, want %q", got, want)
	}
	verb(d, 1)
	if field := inDialog(d, func(*xwidget.Field) bool { return true }); field.Error != "Choose a computer." || len(d.Done) != 0 {
		t.Errorf("it says %q and did %v", field.Error, d.Done)
	}
	choose.SetValue(choose.Options[1].Value)
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.NotFound, "That computer does not take part (any more).")
	}
	verb(d, 1)
	if field := inDialog(d, func(*xwidget.Field) bool { return true }); field.Error != "That computer does not take part (any more)." {
		t.Errorf("a refusal says %q", field.Error)
	}
	d.Do = nil
	verb(d, 1)
	if want := (marketplace.HandKeeper{Room: marketplace.ID{7}, To: marketplace.DeviceID{3}}); d.Done[1] != want || !d.Dialogs[0].Closed {
		t.Errorf("did %+v, want %+v", d.Done[1], want)
	}
}

func TestACalendarElsewhereSaysWhereAndWhatToDo(t *testing.T) {
	f := kept()
	f.detail.Keeper = marketplace.DeviceID{3}
	f.detail.KeptBy = marketplace.KeeperRow{Device: marketplace.DeviceID{3}, AlwaysOn: true, OrgName: "Royal Surrey", Seen: hour(7)}
	d := start(t, f, single)
	mustSay(t, d, "The calendar of this room is kept by Royal Surrey’s always-on computer. Last seen 2 hours ago.")
	mustNotSay(t, d, "Hand it on", "Keep it on this computer")

	f.detail.KeptBy.Revoked = true
	d = start(t, f, single)
	uitest.Press(t, d, "Keep it on this computer")
	if want := (marketplace.TakeKeeper{Room: marketplace.ID{7}}); len(d.Done) != 1 || d.Done[0] != want || !strings.Contains(d.Asked[0].Body, "both sides see a conflict") {
		t.Errorf("asked %+v, did %+v", d.Asked, d.Done)
	}
	host := uitest.New(t)
	host.Person.Roles = marketplace.RoleHost
	host.Put(myrooms.New(host, f, single))
	mustSay(t, host, "Ask a registrar to have another one keep the calendar.")
	mustNotSay(t, host, "Keep it on this computer")
}

func TestWhatTheRoomAcceptsByItselfIsSet(t *testing.T) {
	d := start(t, kept(), single)
	mustSay(t, d, "The host answers every request.")
	uitest.Press(t, d, "Accept by itself when …")
	inDialog(d, func(*xwidget.CheckBox) bool { return true }).Tapped(nil)
	number := func(label string) *xwidget.NumberField {
		return inDialog(d, func(f *xwidget.Field) bool { return f.Label == label }).Control.(*xwidget.NumberField)
	}
	number("Nights, at least (optional)").SetText("28")
	number("Nights, at most (optional)").SetText("7")
	verb(d, 1)
	if len(d.Done) != 0 {
		t.Fatalf("did %v", d.Done)
	}
	number("Nights, at least (optional)").SetText("7")
	number("Nights, at most (optional)").SetText("28")
	number("Days of notice (optional)").SetText("14")
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Invalid, "Notice is from 0 to 366 days.").On("notice")
	}
	verb(d, 1)
	if f := inDialog(d, func(f *xwidget.Field) bool { return f.Label == "Days of notice (optional)" }); f.Error != "Notice is from 0 to 366 days." {
		t.Errorf("the field says %q", f.Error)
	}
	d.Do = nil
	verb(d, 1)
	want := marketplace.SetInstantRules{Room: marketplace.ID{7}, RoomRules: marketplace.RoomRules{On: true, MinNights: 7, MaxNights: 28, NoticeDays: 14}}
	if d.Done[1] != want || !d.Dialogs[0].Closed {
		t.Fatalf("did %+v, want %+v", d.Done[1], want)
	}

	f := kept()
	f.detail.Instant.RoomRules = want.RoomRules
	d = start(t, f, single)
	mustSay(t, d, "At once for guests of the host’s organisation, 7 to 28 nights, 14 days of notice.")
	uitest.Press(t, d, "Change it")
	inDialog(d, func(*xwidget.CheckBox) bool { return true }).Tapped(nil)
	verb(d, 1)
	if want := (marketplace.SetInstantRules{Room: marketplace.ID{7}}); d.Done[0] != want || d.Toasts[0] != "Every request waits for your answer again." {
		t.Errorf("did %+v and said %q", d.Done[0], d.Toasts)
	}
}

func TestARequestThatTheHostAnsweredWaitsForTheCalendar(t *testing.T) {
	f := kept()
	f.turns = map[marketplace.ID]marketplace.Turn{{50}: {For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{AlwaysOn: true, OrgName: "Royal Surrey", Seen: hour(7)}}}
	d := start(t, f, all)
	mustSay(t, d, "Waiting for the calendar", "Nobody has to decide anything more. Waiting for Royal Surrey’s always-on computer, last seen 2 hours ago.")
	mustNotSay(t, d, "1 request waits for your answer.", "Decline")
	uitest.Press(t, d, "See the booking")
	if d.Routes[0].ID != (marketplace.ID{50}) {
		t.Errorf("went to %v", d.Routes)
	}
	f.turns[marketplace.ID{50}] = marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{Here: true}}
	mustSay(t, start(t, f, single), "This computer is about to take the nights.")
}

func TestPicturesOfTheCalendarAndTheRules(t *testing.T) {
	d := start(t, kept(), single)
	uitest.Picture(t, d, "my-room-kept")
	uitest.Press(t, d, "Accept by itself when …")
	inDialog(d, func(*xwidget.CheckBox) bool { return true }).Tapped(nil)
	d.Window().SetContent(xwidget.NewScroll(xwidget.CentreColumn(512, d.Dialogs[0].Content)))
	uitest.Picture(t, d, "my-room-instant")
}
