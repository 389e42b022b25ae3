package xwidget_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

var today = xwidget.Day(2026, time.November, 24)

func clock() time.Time { return today.Add(9 * time.Hour) }

func TestPicturesOfForms(t *testing.T) {
	draw(t,
		scene{name: "form", width: 760, height: 1180, build: formScene},
		scene{name: "form-focus", width: 760, height: 1180, build: formScene, then: focusNth(2)},
		scene{name: "choices", width: 700, height: 560, build: choicesScene, then: focusNth(5)},
		scene{name: "select-open", width: 520, height: 480, build: func() fyne.CanvasObject {
			return xwidget.VBox(16, xwidget.NewField("Trust", "Where your colleague will work", trusts()))
		}, then: func(w fyne.Window) {
			w.Canvas().FocusNext()
			w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
			w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
		}},
		scene{name: "date-open", width: 520, height: 480, build: func() fyne.CanvasObject {
			d := xwidget.NewDateField(nil)
			d.Now = clock
			d.SetValue(xwidget.Day(2026, time.December, 7))
			return xwidget.VBox(16, xwidget.NewField("When do you arrive?", "For example, 7 12 2026", d))
		}, then: func(w fyne.Window) {
			w.Canvas().FocusNext()
			w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
			w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
		}},
	)
}

func trusts() *xwidget.Select {
	return xwidget.NewSelect("Choose a trust", []xwidget.Option{
		{Value: "rsch", Label: "Royal Surrey", Note: "Guildford"},
		{Value: "ash", Label: "Ashford and St Peter’s", Note: "Chertsey"},
		{Value: "fri", Label: "Frimley Health", Note: "Frimley"},
		{Value: "sabp", Label: "Surrey and Borders", Note: "Leatherhead"},
		{Value: "sash", Label: "Surrey and Sussex", Note: "Redhill"},
		{Value: "est", Label: "Epsom and St Helier", Note: "Epsom"},
		{Value: "sec", Label: "South East Coast Ambulance", Note: "Crawley"},
		{Value: "csh", Label: "CSH Surrey", Note: "Addlestone"},
		{Value: "pro", Label: "Procare", Note: "Guildford"},
		{Value: "fcs", Label: "First Community", Note: "Redhill"},
	}, nil)
}

func formScene() fyne.CanvasObject {
	title := xwidget.NewTextField("")
	title.SetText("Quiet double room near the Royal Surrey")
	rent := xwidget.NewMoneyField("a week")
	rent.SetPence(13079)
	people := xwidget.NewNumberField(1, 12)
	people.SetValue(3)
	notes := xwidget.NewTextArea(3, 400)
	notes.SetText("The bus to the hospital stops at the door.")
	trust := trusts()
	trust.SetValue("rsch")
	stay := xwidget.NewDateRangeField(nil)
	stay.SetNow(clock)
	stay.SetValue(xwidget.Day(2026, time.December, 7), xwidget.Day(2026, time.December, 28))
	off := xwidget.NewTextField("")
	off.SetText("GU2 7XX")
	off.Disable()
	search := xwidget.NewSearchField("Search by town, host or room")
	fields := []*xwidget.Field{
		xwidget.NewField("Title", "What a colleague sees first", title),
		xwidget.NewField("Rent", "", rent),
		xwidget.NewField("How many people live there?", "", people),
		xwidget.NewField("Trust", "", trust),
		xwidget.NewField("When?", "The day of arriving and the day of leaving", stay),
		xwidget.NewField("Notes", "", notes),
		xwidget.NewField("Postcode", "Only those who book see it", off),
		xwidget.NewField("Search", "", search),
	}
	fields[1].SetError("Enter a rent up to £117.71 a week, the cap for Guildford.")
	summary := xwidget.NewErrorSummary(fields...)
	summary.Update()
	stepper := xwidget.NewStepper("Where it is", "The room", "Price", "Rules", "Check and list")
	stepper.SetCurrent(2)
	box := xwidget.VBox(look.Space24, stepper, summary)
	for _, f := range fields {
		box.Add(f)
	}
	return xwidget.FormColumn(look.ReadableWidth, box)
}

func choicesScene() fyne.CanvasObject {
	share := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: "yes", Label: "Yes, kitchen or bathroom", Note: "Your guest is an excluded occupier: reasonable notice is enough"},
		{Value: "no", Label: "No, everything is separate"},
		{Value: "some", Label: "Only the hall and the stairs"},
	}, nil)
	share.SetValue("yes")
	features := xwidget.NewCheckGroup([]xwidget.Option{
		{Value: "wifi", Label: "Wi-Fi"}, {Value: "desk", Label: "Desk"}, {Value: "lock", Label: "Lock on the door"}, {Value: "park", Label: "Parking"},
	}, true, nil)
	features.SetValues("wifi", "desk")
	agree := xwidget.NewCheckBox("I have read the house rules", nil)
	agree.Hint = "They are shown to every guest"
	rules := xwidget.NewField("House rules", "", agree)
	rules.SetError("Tick that you have read the house rules.")
	off := xwidget.NewCheckBox("My employer has vouched for me", nil)
	off.SetChecked(true)
	off.Disable()
	return xwidget.VBox(look.Space24,
		xwidget.NewField("Do you share a space with your guest?", "", share),
		xwidget.NewField("What does the room have?", "", features), rules, off)
}
