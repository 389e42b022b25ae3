package booking_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/booking"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestThePageSaysWhereTheBookingStandsAndWhatHappensNext(t *testing.T) {
	host, guest := marketplace.SideHost, marketplace.SideGuest
	lapsed := requested(guest)
	lapsed.detail.Fold.Facts.Deadline = at(20, 18, 0)
	lapsed.actions()
	held := accepted(host)
	held.detail.Fold.ConfirmBy = at(20, 18, 0)
	held.actions()
	consented := requested(guest)
	consented.detail.Fold.Consent, consented.detail.KeeperName = marketplace.Ref{Seq: 3}, "Amara Obi"
	consented.actions()
	ended := func(state marketplace.BookingState, by marketplace.Side, why marketplace.Reason) *fake {
		f := staying(guest)
		b := &f.detail.Fold
		b.State, b.By, b.Reason, b.EndedAt, b.LeftOn = state, by, why, at(21, 8, 59), date(2026, 11, 20)
		f.detail.LeftOn = b.LeftOn
		f.actions()
		return f
	}
	for _, c := range []struct {
		name string
		f    *fake
		want []string
	}{
		{"a draft", draft(), []string{"A request that is not sent yet", "Nothing is asked and nothing is held yet."}},
		{"the lead waits", requested(guest), []string{"Waiting for the host’s answer", "Amara Obi has until Tuesday, 04:12 (2 days left) to answer.", "You asked for the room"}},
		{"the host is asked", requested(host), []string{"Answer by Tuesday, 04:12 (2 days left).", "Jane Mercer asked for the room"}},
		{"the host said yes elsewhere", consented, []string{"The host said yes. The computer that keeps the room’s calendar, Amara Obi’s, has yet to take the nights"}},
		{"accepted, for the lead", accepted(guest), []string{"Confirm by Tuesday, 08:30 (2 days left)", "Amara Obi accepted by phone"}},
		{"accepted, for the host", accepted(host), []string{"The nights are held. Jane Mercer has until Tuesday, 08:30"}},
		{"booked", confirmed(guest, december.From), []string{"They arrive on 7 December 2026, in 16 days."}},
		{"nobody said that they came", confirmed(guest, date(2026, 11, 19)), []string{"They were due on 19 November 2026, and nobody has said that they came."}},
		{"staying", staying(host), []string{"They came on 11 November 2026 and leave on 9 December 2026, in 18 days."}},
		{"nobody answered", lapsed, []string{"Nobody answered by 20 November 2026, 18:00, so the request ended."}},
		{"not confirmed in time", held, []string{"Jane Mercer did not confirm by 20 November 2026, 18:00. The nights are still held", "Release the nights"}},
		{"left early", ended(marketplace.StateEndedEarly, 0, marketplace.ReasonFoundOwnHome), []string{"They left on 20 November 2026: found a home of their own. 9 nights slept and counted"}},
		{"completed", ended(marketplace.StateCompleted, 0, 0), []string{"9 nights slept. They are counted in the nights provided."}},
		{"declined", ended(marketplace.StateDeclined, host, marketplace.ReasonHomeRepairs), []string{"The host said no: repairs in the home.", "Find another room"}},
		{"withdrawn", ended(marketplace.StateWithdrawn, guest, 0), []string{"The request was taken back."}},
		{"cancelled", ended(marketplace.StateCancelled, host, marketplace.ReasonHostUnwell), []string{"The host’s side cancelled: the host is unwell."}},
		{"no show", ended(marketplace.StateNoShow, 0, 0), []string{"They did not come. No night is counted"}},
		{"moved", ended(marketplace.StateMoved, 0, 0), []string{"The guest went on to another room."}},
		{"of a newer Settle", ended(marketplace.BookingState(200), 0, 0), []string{"This booking needs a newer Settle"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, page := open(t, c.f)
			wants(t, page, c.want...)
		})
	}
}

func TestTheWayInIsShownOnceItIsConfirmed(t *testing.T) {
	_, page := open(t, accepted(marketplace.SideGuest))
	wants(t, page, "show here once the booking is confirmed")
	d, page := open(t, confirmed(marketplace.SideGuest, december.From))
	wants(t, page, "14 Elm Road, Guildford GU2 7XX", "The blue door; ring twice.")
	uitest.Press(t, d, "Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "At the door: The blue door; ring twice.") {
		t.Errorf("copied %q", got)
	}
	none := confirmed(marketplace.SideGuest, december.From)
	none.detail.Address, none.detail.Phone, none.detail.DoorNotes = "", "", ""
	_, page = open(t, none)
	wants(t, page, "The host has not written an address into Settle.")
	_, page = open(t, requested(marketplace.SideHost))
	wants(t, page, "Only your side sees this.")
}

func TestWhatALodgersStayAsks(t *testing.T) {
	_, page := open(t, accepted(marketplace.SideGuest))
	wants(t, page, "Excluded occupier", "reasonable notice", "A deposit may be 5 weeks’ rent at most, here £480.00")
	residence := accepted(marketplace.SideGuest)
	residence.room.Facts.Supply = marketplace.SupplyUniversity
	_, page = open(t, residence)
	lacks(t, page, "Excluded occupier")
	wants(t, page, "student accommodation is exempt")
}

func TestAConflictIsExplainedAndOtherRoomsAreListed(t *testing.T) {
	f := conflict()
	d, page := open(t, f)
	wants(t, page, "Two bookings for the same nights", "Nobody did wrong", "The room is kept for Farah Khan", "Other rooms for the same nights",
		"Garden room with its own bathroom", "Closest match", "£115.00 a week, £460.00 in all. £19.00 a week more.")
	uitest.Press(t, d, "Ask for it instead")
	want := marketplace.RequestBooking{Room: id(51), Arrivals: []marketplace.ID{id(101)}, Dates: december, Instead: id(9)}
	if got := last(t, d); !reflect.DeepEqual(got, want) {
		t.Fatalf("did %v, want %v", got, want)
	}
	uitest.Press(t, d, "Search further")
	if r := d.Routes[len(d.Routes)-1]; r.Page != ui.PageFind || r.Get("arrive") != "2026-12-07" || r.Get("near") != "RA201" {
		t.Errorf("went to %v", r)
	}
}

func TestMovingTakesABookingThatIsAgreed(t *testing.T) {
	f := staying(marketplace.SideGuest)
	d, _ := open(t, f)
	uitest.Press(t, d, "Move to another room")
	if len(d.Sheets) != 1 {
		t.Fatal("without another booking, no rooms to ask for are shown")
	}
	wants(t, d.Sheets[0].Content, "First another host has to say yes.")

	f.rows = []marketplace.BookingRow{{Booking: id(9)}, {Booking: id(10), RoomTitle: "Loft room with a desk", State: marketplace.StateConfirmed, Dates: december}}
	d, _ = open(t, f)
	uitest.Press(t, d, "Move to another room")
	dialog(t, d, "Move to another room")
	say(t, d, "Move the guest")
	if got, want := last(t, d), (marketplace.MoveBooking{Booking: id(9), To: id(10), On: date(2026, 11, 21)}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestMessagesAreReadWrittenAndNotLost(t *testing.T) {
	f := confirmed(marketplace.SideGuest, december.From)
	d := uitest.New(t)
	s := booking.New(d, f, ui.ToID(ui.PageBooking, id(9)))
	d.Put(s)
	page := d.Window().Content()
	wants(t, page, "Does she need a parking space?", "You, 21 November 2026, 08:52")
	box := uitest.Find(page, func(f *xwidget.TextField) bool { return f.Placeholder != "" })
	box.SetText("Welcome from all of us")
	if s.(ui.Leaver).Leave() == "" {
		t.Error("a message may be lost without a question")
	}
	f.detail.Steps = append(f.detail.Steps, marketplace.StepRow{At: at(21, 9, 0), Who: host, What: "saw the right to rent check on 21 November 2026"})
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, page, "saw the right to rent check")
	if got := uitest.Find(page, func(f *xwidget.TextField) bool { return f.Placeholder != "" }); got != box || box.Text() != "Welcome from all of us" {
		t.Error("what was typed is gone")
	}
	uitest.Press(t, d, "Send the message")
	if got, want := last(t, d), (marketplace.WriteLetter{About: id(9), Text: "Welcome from all of us"}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
	if box.Text() != "" || s.(ui.Leaver).Leave() != "" {
		t.Error("the message is still in its box")
	}
	uitest.Press(t, d, "Send the message")
	if len(d.Done) != 1 {
		t.Error("an empty message was sent")
	}
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Unavailable, "The disk is full.")
	}
	box.SetText("once more")
	uitest.Press(t, d, "Send the message")
	if len(d.Failed) != 1 || box.Text() != "once more" {
		t.Errorf("failed %v, the box holds %q", d.Failed, box.Text())
	}
}

func TestTheTextForTheHostNamesNobody(t *testing.T) {
	d, _ := open(t, requested(marketplace.SideGuest))
	uitest.Press(t, d, "Text for the host")
	shown := dialog(t, d, "Text for the host")
	wants(t, shown.Content, "Hello Amara Obi,", "May a nurse stay in your room", "£96.00 a week")
	lacks(t, shown.Content, guest)
	say(t, d, "Copy the text")
	if !strings.Contains(fyne.CurrentApp().Clipboard().Content(), "Please answer by") {
		t.Error("nothing is copied")
	}
	say(t, d, "Open in the mail program")
	if len(d.Failed) != 0 {
		t.Errorf("failed: %v", d.Failed)
	}
}

func TestAPageForTheArrivalIsWritten(t *testing.T) {
	for format, head := range map[string]string{"pdf": "%PDF", "html": "<!doctype html>"} {
		t.Run(format, func(t *testing.T) {
			d, _ := open(t, confirmed(marketplace.SideGuest, december.From))
			d.Pick = filepath.Join(t.TempDir(), "page")
			uitest.Press(t, d, "Page for the arrival")
			in[*xwidget.RadioGroup](t, dialog(t, d, "A page for the arrival").Content).SetValue(format)
			say(t, d, "Choose where to save")
			got, err := os.ReadFile(d.Pick + "." + format)
			if err != nil {
				t.Fatalf("%v; failed: %v", err, d.Failed)
			}
			if !bytes.HasPrefix(bytes.ToLower(got), []byte(strings.ToLower(head))) {
				t.Errorf("it begins with %q", got[:20])
			}
			if format == "html" {
				for _, want := range []string{"Welcome, Ngozi", "14 Elm Road", "No smoking indoors."} {
					if !bytes.Contains(got, []byte(want)) {
						t.Errorf("it does not say %q", want)
					}
				}
			}
		})
	}
	d, _ := open(t, confirmed(marketplace.SideGuest, december.From))
	d.Pick = filepath.Join(t.TempDir(), "none", "page.pdf")
	uitest.Press(t, d, "Page for the arrival")
	say(t, d, "Choose where to save")
	if len(d.Failed) != 1 || !strings.Contains(marketplace.Sentence(d.Failed[0]), "could not be written") {
		t.Errorf("failed %v", d.Failed)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	f := requested(marketplace.SideGuest)
	f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	d, page := open(t, f)
	wants(t, page, "The database is damaged.")
	f.err = nil
	uitest.Press(t, d, "Try again")
	wants(t, page, guest)

	f.err = marketplace.Errorf(marketplace.NotFound, "This booking is not here (yet). Look at the list again.")
	d, page = open(t, f)
	wants(t, page, "This booking is not here")
	uitest.Press(t, d, "See the bookings")
	if got := fmt.Sprint(d.Routes); got != fmt.Sprint([]ui.Route{ui.To(ui.PageBookings)}) {
		t.Errorf("went to %s", got)
	}
}

func TestSomebodyOfNeitherSideReadsNoMessages(t *testing.T) {
	f := confirmed(marketplace.SideNone, december.From)
	f.detail.Actions, f.detail.GuestOrg, f.detail.HostOrg = nil, "RTP", "RTP"
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleVolunteer
	d.Put(booking.New(d, f, ui.ToID(ui.PageBooking, id(9))))
	wants(t, d.Window().Content(), "Only the two sides of a booking read and write its messages.")
}

func TestHelpIsThere(t *testing.T) {
	d := uitest.New(t)
	if got := len(booking.New(d, requested(marketplace.SideGuest), ui.ToID(ui.PageBooking, id(9))).(ui.Helper).Help()); got < 3 {
		t.Fatalf("%d sections of help", got)
	}
}

func TestAConflictIsShownToTheHostTooAndWhereNothingIsFree(t *testing.T) {
	f := conflict()
	f.detail.Side, f.detail.GuestOrg = marketplace.SideHost, "RTP"
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleHost
	d.Put(booking.New(d, f, ui.ToID(ui.PageBooking, id(9))))
	wants(t, d.Window().Content(), "The guest’s side asks for another room", "Garden room with its own bathroom")
	lacks(t, d.Window().Content(), "Ask for it instead", "Search further")

	f = conflict()
	f.others = nil
	_, page := open(t, f)
	wants(t, page, "No other room is free for 7 December 2026", "Search further")
	f.broken = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	d, page = open(t, f)
	wants(t, page, "The database is damaged.")
	f.broken, f.others = nil, conflict().others
	uitest.Press(t, d, "Try again")
	wants(t, page, "Loft room with a desk")
}

func TestWhereARequestStandsBetweenTheComputers(t *testing.T) {
	waits := requested(marketplace.SideGuest)
	waits.detail.Turn = marketplace.Turn{For: marketplace.WaitsForHost, HostName: host, HostSeen: at(21, 7, 0)}
	kept := requested(marketplace.SideGuest)
	kept.detail.Fold.Consent = marketplace.Ref{Seq: 3}
	kept.detail.Turn = marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{AlwaysOn: true, OrgName: "Royal Surrey", Seen: at(21, 9, 0)}}
	kept.actions()
	rules := requested(marketplace.SideGuest)
	rules.detail.Turn = marketplace.Turn{For: marketplace.WaitsForKeeper, Keeper: marketplace.KeeperRow{Hosts: true, Seen: at(21, 7, 0)}}
	claimed := requested(marketplace.SideGuest)
	claimed.detail.Fold.Claim = marketplace.Ref{Seq: 4}
	claimed.detail.Turn = rules.detail.Turn
	claimed.actions()
	instant := accepted(marketplace.SideGuest)
	instant.detail.Fold.Via = marketplace.ViaRules
	phone := accepted(marketplace.SideGuest)
	phone.detail.Fold.Via = marketplace.ViaPhone
	here := requested(marketplace.SideGuest)
	here.detail.Turn = waits.detail.Turn
	here.detail.Turn.HostLinked = true
	for _, c := range []struct {
		name string
		f    *fake
		want []string
	}{
		{"the host's computer is connected", here, []string{"Waiting for Amara Obi to answer. Their computer is connected now."}},
		{"accepted by phone", phone, []string{"The host said yes by phone"}},
		{"the host has to answer", waits, []string{"Waiting for the host’s answer", "Waiting for Amara Obi to answer. Their computer was last seen 2 hours ago."}},
		{"the calendar has to", kept, []string{"Waiting for the room’s calendar", "Waiting for Royal Surrey’s always-on computer, seen just now."}},
		{"the host's rules do", rules, []string{"The host’s rules for this room accept it by themselves", "Waiting for the host’s computer, last seen 2 hours ago."}},
		{"an earlier calendar said yes", claimed, []string{"has yet to find out whether the nights are still free"}},
		{"accepted by itself", instant, []string{"Accepted by itself, by the host’s rules for this room."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, page := open(t, c.f)
			wants(t, page, c.want...)
		})
	}
	app := accepted(marketplace.SideGuest)
	app.detail.Fold.Via = marketplace.ViaApp
	_, page := open(t, app)
	wants(t, page, "The host said yes in person, in Settle.")
	lacks(t, page, "Accepted by itself", "yes by phone")

	d := uitest.New(t)
	s := booking.New(d, waits, ui.ToID(ui.PageBooking, id(9)))
	d.Put(s)
	waits.detail.Turn.HostLinked = true
	s.(ui.Sharer).Shared(ui.Sharing{})
	wants(t, d.Window().Content(), "Their computer is connected now.")
}
