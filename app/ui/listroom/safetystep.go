package listroom

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// safetyStep asks who vouches for the host, and when the safety items were last checked.
type safetyStep struct {
	s *screen

	vouched                              *xwidget.TextField
	noGas                                *xwidget.CheckGroup
	gas, smoke, co, wiring               *xwidget.DateField
	fVouched, fGas, fSmoke, fCO, fWiring *xwidget.Field
	fNoGas                               *xwidget.Field
	box                                  *fyne.Container
}

func newSafetyStep(s *screen) *safetyStep {
	f := &safetyStep{s: s, vouched: line(s, marketplace.MaxName)}
	f.noGas = xwidget.NewCheckGroup([]xwidget.Option{{Value: "none", Label: "There is no gas in the home"}}, false, func([]string) { f.arrange() })
	today := marketplace.DateOf(s.desk.Now()).Time()
	for _, d := range []**xwidget.DateField{&f.gas, &f.smoke, &f.co, &f.wiring} {
		*d = xwidget.NewDateField(nil)
		(*d).Now, (*d).Max = s.desk.Now, today
	}
	entering(s, &f.gas.TextField, &f.smoke.TextField, &f.co.TextField, &f.wiring.TextField)
	f.fVouched = xwidget.NewField("Who at your employer vouches for you?", "Your line manager, for instance. Only you and the coordinator see the name.", f.vouched)
	f.fNoGas = xwidget.NewField("Gas", "", f.noGas)
	f.fGas = xwidget.NewField("Last gas check", "By a Gas Safe engineer, within the last year.", f.gas)
	f.fSmoke = xwidget.NewField("Smoke alarm tested", "Press its button, then enter today’s date.", f.smoke)
	f.fCO = xwidget.NewField("Carbon monoxide alarm tested", "One in each room with a boiler or a fire.", f.co)
	f.fWiring = xwidget.NewField("Last electrical check", "The date on the electrician’s report.", f.wiring)
	f.box = xwidget.VBox(look.Space24, f.fVouched, f.fNoGas, xwidget.Columns(2, 220, look.Space24, f.fGas, f.fWiring), xwidget.Columns(2, 220, look.Space24, f.fSmoke, f.fCO))
	return f
}

func (f *safetyStep) content() fyne.CanvasObject { return f.box }

func (f *safetyStep) fields() []*xwidget.Field {
	all := []*xwidget.Field{}
	for _, field := range []*xwidget.Field{f.fVouched, f.fNoGas, f.fGas, f.fWiring, f.fSmoke, f.fCO} {
		if !field.Hidden {
			all = append(all, field)
		}
	}
	return all
}

func (f *safetyStep) named(field string) *xwidget.Field {
	return map[string]*xwidget.Field{
		"name of who vouches": f.fVouched, "gas check": f.fGas, "smoke alarm test": f.fSmoke, "carbon monoxide alarm test": f.fCO, "electrical check": f.fWiring,
	}[field]
}

func (f *safetyStep) write(a *answers) {
	f.vouched.SetText(a.VouchedBy)
	f.noGas.SetValues()
	if a.NoGas {
		f.noGas.SetValues("none")
	}
	writeDate(f.gas, a.Gas)
	writeDate(f.smoke, a.Smoke)
	writeDate(f.co, a.CO)
	writeDate(f.wiring, a.Wiring)
}

func (f *safetyStep) read(a *answers) {
	a.VouchedBy = strings.TrimSpace(f.vouched.Text())
	a.NoGas = len(f.noGas.Values()) > 0
	a.Gas, a.Smoke, a.CO, a.Wiring = dateOf(f.gas), dateOf(f.smoke), dateOf(f.co), dateOf(f.wiring)
	if a.NoGas {
		a.Gas = 0
	}
}

func (f *safetyStep) check(a *answers, how strict) []string {
	set(f.fVouched, how == forLive && a.Supply == marketplace.SupplyHome && a.VouchedBy == "", "Enter who vouches for you, so that the room can go live.")
	today := marketplace.DateOf(f.s.desk.Now())
	for _, item := range []struct {
		field  *xwidget.Field
		date   *xwidget.DateField
		needed bool
	}{{f.fGas, f.gas, !a.NoGas}, {f.fWiring, f.wiring, true}, {f.fSmoke, f.smoke, true}, {f.fCO, f.co, true}} {
		t, err := item.date.Value()
		switch {
		case err != nil:
			item.field.Check(err)
		case t.IsZero() && item.needed && how == forLive:
			item.field.SetError("Enter the date, so that the room can go live.")
		case !t.IsZero() && marketplace.NewDate(t.Date()) > today:
			item.field.SetError("Enter the date on which it was last done, today or earlier.")
		default:
			item.field.SetError("")
		}
	}
	if !a.NoGas && a.Gas.Valid() && a.Gas+366 < today && f.fGas.Error == "" {
		f.fGas.SetError("This gas check is more than a year old. A Gas Safe engineer checks gas every year: enter the date of the new check.")
	}
	return nil
}

func (f *safetyStep) shown(a *answers) {
	f.fVouched.Hidden = a.Supply != marketplace.SupplyHome
	f.arrange()
}

// arrange asks for the gas check where there is gas.
func (f *safetyStep) arrange() {
	f.fGas.Hidden = len(f.noGas.Values()) > 0
	f.box.Refresh()
	if f.s.ready {
		f.s.page.Refresh()
	}
}

func (f *safetyStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Not to hand?", Body: "Go on and come back later: the room stays a draft until the dates are there."},
		{Heading: "Who sees this?", Body: "You and the coordinator. Guests see only that the checks are dated. Settle stores no certificates."},
		{Heading: "Why vouching?", Body: "Somebody whom your employer knows says that you are who you say. It takes one name."},
	}
}
