package booking_test

import (
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/booking"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// draft is a request that is not sent yet.
func draft() *fake {
	f := requested(marketplace.SideGuest)
	f.detail.Fold.State = marketplace.StateDraft
	f.actions()
	return f
}

func TestAnswersComeOutAsCommands(t *testing.T) {
	host, guest := marketplace.SideHost, marketplace.SideGuest
	mine := requested(guest) // asked by this person of a colleague's room: both sides are theirs to record
	mine.detail.Actions = append(mine.detail.Actions, marketplace.ActAccept)
	released := accepted(host)
	released.detail.Fold.ConfirmBy = at(20, 18, 0)
	released.actions()
	for _, c := range []struct {
		name, press, verb string
		f                 *fake
		want              marketplace.Command
	}{
		{"send a draft", "Send the request", "", draft(), marketplace.RequestBooking{Booking: id(9)}},
		{"withdraw", "Withdraw", "", requested(guest), marketplace.WithdrawBooking{Booking: id(9)}},
		{"accept", "Accept", "Accept", requested(host), marketplace.AcceptBooking{Booking: id(9)}},
		{"accepted by phone", "Record the host’s yes", "Yes, record it", mine, marketplace.AcceptBooking{Booking: id(9), Via: marketplace.ViaPhone}},
		{"confirm", "Confirm the booking", "Confirm", accepted(guest), marketplace.ConfirmBooking{Booking: id(9)}},
		{"release", "Release the nights", "", released, marketplace.ReleaseBooking{Booking: id(9)}},
		{"no show", "They did not come", "", confirmed(guest, date(2026, 11, 20)), marketplace.MarkNoShow{Booking: id(9)}},
		{"arrived, on the day suggested", "They arrived", "They arrived", confirmed(host, date(2026, 11, 20)), marketplace.MarkArrived{Booking: id(9), On: date(2026, 11, 21)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := open(t, c.f)
			d.SayYes = true
			uitest.Press(t, d, c.press)
			if c.verb != "" {
				if len(d.Done) > 0 {
					t.Fatal("it was done without asking")
				}
				say(t, d, c.verb)
				if !d.Dialogs[0].Closed {
					t.Error("the dialog is still there")
				}
			}
			if got := last(t, d); !reflect.DeepEqual(got, c.want) {
				t.Errorf("did %#v, want %#v", got, c.want)
			}
			if len(d.Toasts) != 1 {
				t.Errorf("said %q", d.Toasts)
			}
		})
	}
}

func TestWhatCannotBeUndoneAsksFirst(t *testing.T) {
	for name, c := range map[string]struct {
		press string
		f     *fake
	}{
		"withdraw": {"Withdraw", requested(marketplace.SideGuest)},
		"no show":  {"They did not come", confirmed(marketplace.SideGuest, date(2026, 11, 20))},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := open(t, c.f)
			uitest.Press(t, d, c.press)
			if len(d.Asked) != 1 || !d.Asked[0].Destructive || len(d.Done) != 0 {
				t.Fatalf("asked %v, did %v", d.Asked, d.Done)
			}
		})
	}
}

func TestDecliningNeedsAReason(t *testing.T) {
	d, _ := open(t, requested(marketplace.SideHost))
	uitest.Press(t, d, "Decline")
	shown := dialog(t, d, "Decline the request?")
	say(t, d, "Decline")
	wants(t, shown.Content, "Choose the reason that fits best.")
	if len(d.Done) != 0 {
		t.Fatalf("did %v without a reason", d.Done)
	}
	in[*xwidget.Select](t, shown.Content).SetValue("home_repairs")
	say(t, d, "Decline")
	if got, want := last(t, d), (marketplace.DeclineBooking{Booking: id(9), Reason: marketplace.ReasonHomeRepairs}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestCancellingSaysWhoAndWhy(t *testing.T) {
	d, _ := open(t, confirmed(marketplace.SideGuest, date(2026, 11, 25)))
	uitest.Press(t, d, "Cancel the booking")
	shown := dialog(t, d, "Cancel the booking?")
	wants(t, shown.Content, "The first night is in 4 days.")
	who := in[*xwidget.RadioGroup](t, shown.Content)
	who.SetValue("host")
	who.OnChanged(who.Options[1])
	in[*xwidget.Select](t, shown.Content).SetValue("host_unwell")
	say(t, d, "Cancel the booking")
	if got, want := last(t, d), (marketplace.CancelBooking{Booking: id(9), Side: marketplace.SideHost, Reason: marketplace.ReasonHostUnwell}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestAHostCancelsForTheirOwnSideOnly(t *testing.T) {
	f := confirmed(marketplace.SideHost, december.From)
	f.detail.GuestOrg = "RTP"
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleHost
	d.Put(booking.New(d, f, ui.ToID(ui.PageBooking, id(9))))
	uitest.Press(t, d, "Cancel the booking")
	lacks(t, dialog(t, d, "Cancel the booking?").Content, "Who cancels?")
}

func TestLeavingEarlyNeedsAReasonAndLeavingOnTimeNone(t *testing.T) {
	f := staying(marketplace.SideGuest)
	d, _ := open(t, f)
	uitest.Press(t, d, "They left")
	shown := dialog(t, d, guest+" left")
	say(t, d, "They left")
	wants(t, shown.Content, "Choose the reason that fits best.")
	in[*xwidget.Select](t, shown.Content).SetValue("found_own_home")
	say(t, d, "They left")
	if got, want := last(t, d), (marketplace.MarkLeft{Booking: id(9), On: date(2026, 11, 21), Reason: marketplace.ReasonFoundOwnHome}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}

	f.detail.Fold.Dates.To, f.detail.Dates.To = date(2026, 11, 21), date(2026, 11, 21)
	d, _ = open(t, f)
	uitest.Press(t, d, "They left")
	lacks(t, dialog(t, d, guest+" left").Content, "Why did they leave early?")
	say(t, d, "They left")
	if got, want := last(t, d), (marketplace.MarkLeft{Booking: id(9), On: date(2026, 11, 21)}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestADateThatIsNotOneIsToldAtItsField(t *testing.T) {
	d, _ := open(t, confirmed(marketplace.SideGuest, date(2026, 11, 20)))
	uitest.Press(t, d, "They arrived")
	shown := dialog(t, d, guest+" arrived")
	in[*xwidget.DateField](t, shown.Content).SetText("31 2 2026")
	say(t, d, "They arrived")
	wants(t, shown.Content, "Enter a date that exists")
	if len(d.Done) != 0 {
		t.Fatalf("did %v", d.Done)
	}
}

func TestARefusalStaysInTheDialog(t *testing.T) {
	d, _ := open(t, accepted(marketplace.SideGuest))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "Another room is confirmed for the same nights.")
	}
	uitest.Press(t, d, "Confirm the booking")
	say(t, d, "Confirm")
	shown := dialog(t, d, "Confirm the booking?")
	wants(t, shown.Content, "Another room is confirmed for the same nights.")
	if shown.Closed {
		t.Error("the dialog is gone")
	}
	d.Do = nil
	say(t, d, "Confirm")
	if !d.Dialogs[0].Closed {
		t.Error("it cannot be tried again")
	}
}

func TestAChangeIsProposedAndRefusedAtItsField(t *testing.T) {
	d, _ := open(t, confirmed(marketplace.SideGuest, december.From))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.NotFree, "The room is taken on some of these nights.").On("dates")
	}
	uitest.Press(t, d, "Propose a change")
	shown := dialog(t, d, "Propose a change")
	in[*xwidget.DateRangeField](t, shown.Content).SetValue(december.From.Time(), (december.To + 7).Time())
	in[*xwidget.MoneyField](t, shown.Content).SetPence(9000)
	say(t, d, "Propose it")
	want := marketplace.ProposeChange{Booking: id(9), Dates: marketplace.Range{From: december.From, To: december.To + 7}, Week: 9000}
	if got := last(t, d); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
	wants(t, shown.Content, "The room is taken on some of these nights.")
	in[*xwidget.MoneyField](t, shown.Content).SetText("a lot")
	say(t, d, "Propose it")
	wants(t, shown.Content, "Enter an amount in pounds and pence")
	if len(d.Done) != 1 {
		t.Errorf("did %v", d.Done)
	}
}

func TestAChangeOfTheOtherSideIsAnswered(t *testing.T) {
	f := confirmed(marketplace.SideHost, december.From)
	propose := func(side marketplace.Side) {
		f.detail.Fold.Changes = []marketplace.BookingChange{{ID: id(77), Facts: marketplace.ChangeProposed{
			Booking: id(9), Side: side,
			Dates: marketplace.Range{From: december.From + 3, To: december.To + 3}, Week: 9600, Deadline: at(24, 9, 0),
		}}}
		f.actions()
	}
	propose(marketplace.SideGuest)
	d, page := open(t, f)
	wants(t, page, "The guest’s side proposes", "10 December 2026 to 7 January 2027, 28 nights", "3 days left")
	uitest.Press(t, d, "Agree to the change")
	say(t, d, "Agree")
	if got, want := last(t, d), (marketplace.AnswerChange{Booking: id(9), Change: id(77), Agree: true}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}

	propose(marketplace.SideHost)
	d, page = open(t, f)
	d.SayYes = true
	wants(t, page, "You propose")
	lacks(t, page, "Agree to the change")
	uitest.Press(t, d, "Take it back")
	if got, want := last(t, d), (marketplace.AnswerChange{Booking: id(9), Change: id(77)}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestARightToRentCheckIsRecordedWithoutADocument(t *testing.T) {
	d, page := open(t, confirmed(marketplace.SideGuest, december.From))
	wants(t, page, "Make the right to rent check now", "Due")
	uitest.Press(t, d, "Record that it was seen")
	shown := dialog(t, d, "Right to rent check")
	in[*xwidget.RadioGroup](t, shown.Content).SetValue("host")
	say(t, d, "Record it")
	if got, want := last(t, d), (marketplace.RecordRightToRent{Booking: id(9), On: date(2026, 11, 21), By: id(7)}); got != want {
		t.Fatalf("did %v, want %v", got, want)
	}
}

func TestWhoActsForBothSidesSeesTheThingToDoFirst(t *testing.T) {
	f := accepted(marketplace.SideHost)
	f.detail.Actions = []marketplace.BookingAction{marketplace.ActCancel, marketplace.ActPropose, marketplace.ActConfirm}
	_, page := open(t, f)
	var labels []string
	uitest.Walk(page, func(o fyne.CanvasObject) {
		b, ok := o.(*xwidget.Button)
		if !ok {
			return
		}
		label := b.Text
		if b.Kind == xwidget.Primary {
			label += " (green)"
		}
		labels = append(labels, label)
	})
	want := []string{"Back", "Confirm the booking (green)", "Propose a change", "Cancel the booking"}
	if len(labels) < len(want) || !slices.Equal(labels[:len(want)], want) {
		t.Fatalf("the buttons are %q, want %q first", labels, want)
	}
	wants(t, page, "Confirm by Tuesday, 08:30")
}
