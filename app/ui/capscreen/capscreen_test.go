package capscreen_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/capscreen"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// fake is policies and live rooms.
type fake struct {
	policies []marketplace.CapPolicy
	rooms    []marketplace.RoomRow
	asked    int
	err      error
	roomsErr error
}

func (f *fake) CapPolicies(context.Context) ([]marketplace.CapPolicy, error) {
	return f.policies, f.err
}

func (f *fake) CapPreview(_ context.Context, percent int, areas []marketplace.CapArea) (marketplace.CapPreview, error) {
	f.asked++
	p := marketplace.CapPreview{Live: len(f.rooms)}
	for _, a := range areas {
		n := 0
		for _, r := range f.rooms {
			if r.Area == a.Area && r.Week > a.Average*marketplace.Pence(percent)/100 {
				n++
			}
		}
		if n > 0 {
			p.Over += n
			p.In = append(p.In, marketplace.AreaCount{Area: a.Area, Rooms: n})
		}
	}
	slices.SortFunc(p.In, func(a, b marketplace.AreaCount) int { return cmp.Compare(b.Rooms, a.Rooms) })
	return p, f.roomsErr
}

var founded = marketplace.NewDate(2026, time.November, 1)

// policy is a version with the averages of the reference data.
func policy(t *testing.T, seq uint64, percent int, from marketplace.Date) marketplace.CapPolicy {
	t.Helper()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := marketplace.CapPolicy{
		Cap: marketplace.Cap{Ref: marketplace.Ref{Seq: seq}, Percent: percent, From: from, Areas: map[string]marketplace.CapArea{}},
		By:  "Siân Rees", At: marketplace.InstantOf(time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)),
		Source: "Local Housing Allowance, shared accommodation rate (Valuation Office Agency and DWP), times median over 30th percentile of the 2020 list of rents: an estimate.",
	}
	for _, area := range ref.Areas() {
		a, ok := ref.AreaRent(area, from.Time())
		if !ok {
			continue
		}
		p.Areas[area] = marketplace.CapArea{
			Area: area, Average: marketplace.Pence(a.AverageWeekPence), Base: marketplace.Pence(a.LHAWeekPence), Percentile: a.Percentile,
			Sample: a.SampleSize, Effective: marketplace.NewDate(a.From.Date()), Factor: int(math.Round(a.Factor * 10000)),
		}
	}
	return p
}

// market is a cap in force, one to come and one before, with 1,205 live rooms.
func market(t *testing.T) *fake {
	next, now, before := policy(t, 3, 85, marketplace.NewDate(2027, time.April, 1)), policy(t, 2, 90, founded), policy(t, 1, 95, marketplace.NewDate(2025, time.April, 1))
	now.Now, now.Over = true, 4
	f := &fake{policies: []marketplace.CapPolicy{next, now, before}}
	for i := range 1205 {
		area := "Guildford"
		if i%5 == 0 {
			area = "Walton"
		}
		f.rooms = append(f.rooms, marketplace.RoomRow{Area: area, Week: marketplace.Pence(9000 + 3*i), State: marketplace.RoomLive})
	}
	return f
}

func open(t *testing.T, f *fake) (*uitest.Desk, ui.Screen) {
	t.Helper()
	d := uitest.New(t)
	s := capscreen.New(d, f, ui.To(ui.PageCap))
	d.Put(s)
	return d, s
}

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

func in[W fyne.CanvasObject](t *testing.T, o fyne.CanvasObject) W {
	t.Helper()
	found := uitest.Find(o, func(W) bool { return true })
	if fyne.CanvasObject(found) == fyne.CanvasObject(*new(W)) {
		t.Fatalf("there is no %T", found)
	}
	return found
}

// beside is a screen with the navigation's width taken off at its left, as it stands in the window.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	d := uitest.New(t)
	uitest.Shot(t, d, "cap", beside{capscreen.New(d, market(t), ui.To(ui.PageCap))})
	d.Put(capscreen.New(d, market(t), ui.To(ui.PageCap)))
	uitest.Press(t, d, "Change the cap")
	uitest.Shot(t, d, "cap-change", onDialog{d.Dialogs[0].Content})
}

// onDialog shows a dialog's content as wide as a dialog is.
type onDialog struct{ content fyne.CanvasObject }

func (o onDialog) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorCard), xwidget.NewScroll(xwidget.CentreColumn(512, o.content)))
}

func TestTheCapInForceStandsWithTheFiguresBehindIt(t *testing.T) {
	d, _ := open(t, market(t))
	page := d.Window().Content()
	wants(t, page, "90 % of the estimated average rent of each area, since 1 November 2026; 85 % from 1 April 2027", "Listings over it", "marked to re-price",
		"Set by Siân Rees on 1 November 2026.", "To come", "In force")
	grid := in[*xwidget.Grid](t, page)
	cells := make([]xwidget.Cell, len(grid.Columns()))
	found := false
	for i := range grid.Len() {
		if grid.Source.Row(i, cells); cells[0].Text == "Guildford" {
			found = true
			for j, want := range []string{"Guildford", "£118.52", "1 Apr 2026", "30th", "106", "1.1035", "£130.79", "£117.71"} {
				if cells[j].Text != want {
					t.Errorf("column %d is %q, want %q", j, cells[j].Text, want)
				}
			}
		}
	}
	if !found {
		t.Error("Guildford is not in the table")
	}
}

func TestAnotherVersionShowsItsAreas(t *testing.T) {
	d, s := open(t, market(t))
	uitest.Press(t, d, "See its areas")
	wants(t, d.Window().Content(), "The areas, from 1 April 2027", "85 %")
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, d.Window().Content(), "The areas, from 1 April 2027")
}

func TestAChangeIsPreviewedAndSet(t *testing.T) {
	f := market(t)
	d, _ := open(t, f)
	uitest.Press(t, d, "Change the cap")
	form := d.Dialogs[0].Content
	wants(t, form, "Of 1,205 live rooms, 225 would be over this cap and marked to re-price: 225 in Guildford.")
	percent := in[*xwidget.NumberField](t, form)
	percent.SetValue(75)
	percent.OnChanged("75")
	wants(t, form, "Of 1,205 live rooms, 778 would be over this cap and marked to re-price: 748 in Guildford, 30 in Walton.")
	percent.SetText("none")
	percent.OnChanged("none")
	wants(t, form, "Enter a percentage from 1 to 100 and a day")
	set := d.Dialogs[0].Verbs[1].Do
	set()
	if len(d.Done) != 0 {
		t.Fatalf("did %v without a percentage", d.Done)
	}
	percent.SetValue(100)
	percent.OnChanged("100")
	set()
	c, ok := d.Done[0].(marketplace.SetCap)
	if !ok || c.Percent != 100 || c.From != marketplace.NewDate(2026, 11, 21) || len(c.Areas) != len(f.policies[1].Areas) || c.Source != f.policies[1].Source {
		t.Fatalf("did %+v", d.Done[0])
	}
	for _, a := range c.Areas {
		if a != f.policies[1].Areas[a.Area] {
			t.Errorf("%s became %+v, want %+v", a.Area, a, f.policies[1].Areas[a.Area])
		}
	}
	if !d.Dialogs[0].Closed || len(d.Toasts) != 1 {
		t.Errorf("closed %t, said %q", d.Dialogs[0].Closed, d.Toasts)
	}
	if f.asked != 3 {
		t.Errorf("it asked %d times what a cap means, want once for each that could be read", f.asked)
	}
}

func TestAnAverageIsEnteredByHand(t *testing.T) {
	f := market(t)
	d, _ := open(t, f)
	uitest.Press(t, d, "Change the cap")
	form := d.Dialogs[0].Content
	lacks(t, form, "Guildford\n")
	which := in[*xwidget.RadioGroup](t, form)
	which.SetValue("own")
	which.OnChanged(xwidget.Option{Value: "own"})
	field := uitest.Find(form, func(f *xwidget.Field) bool { return f.Label == "Guildford" })
	if field == nil {
		t.Fatal("there is no field for Guildford")
	}
	money := field.Control.(*xwidget.MoneyField)
	money.SetText("")
	d.Dialogs[0].Verbs[1].Do()
	if len(d.Done) != 0 || field.Error == "" {
		t.Fatalf("did %v; the field says %q", d.Done, field.Error)
	}
	money.SetPence(14000)
	money.OnChanged("140")
	wants(t, form, "4 in Guildford")
	d.Dialogs[0].Verbs[1].Do()
	for _, a := range d.Done[0].(marketplace.SetCap).Areas {
		want := f.policies[1].Areas[a.Area]
		if a.Area == "Guildford" {
			want = marketplace.CapArea{Area: "Guildford", Average: 14000}
		}
		if a != want {
			t.Errorf("%s became %+v, want %+v", a.Area, a, want)
		}
	}
}

func TestARefusalStaysInTheForm(t *testing.T) {
	for field, want := range map[string]string{"from": "A cap cannot begin in the past.", "": "Only a coordinator sets the cap."} {
		t.Run(want, func(t *testing.T) {
			d, _ := open(t, market(t))
			d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
				return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "%s", want).On(field)
			}
			uitest.Press(t, d, "Change the cap")
			d.Dialogs[0].Verbs[1].Do()
			wants(t, d.Dialogs[0].Content, want)
			if d.Dialogs[0].Closed {
				t.Error("the form is gone")
			}
		})
	}
}

func TestOnlyACoordinatorChangesTheCap(t *testing.T) {
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleLead | marketplace.RoleHost
	d.Put(capscreen.New(d, market(t), ui.To(ui.PageCap)))
	lacks(t, d.Window().Content(), "Change the cap")
	d.Put(capscreen.New(d, &fake{}, ui.To(ui.PageCap)))
	wants(t, d.Window().Content(), "No cap is set yet", "A coordinator sets it.")
}

func TestTheFirstCapBeginsFromThePublishedAverages(t *testing.T) {
	d, _ := open(t, &fake{})
	uitest.Press(t, d, "Set the cap")
	form := d.Dialogs[0].Content
	wants(t, form, "Of 0 live rooms, none would be over this cap.")
	d.Dialogs[0].Verbs[1].Do()
	wants(t, form, "Say where the figures come from.")
	uitest.Find(form, func(f *xwidget.Field) bool { return f.Label == "Where the figures come from" }).Control.(*xwidget.TextField).SetText("Published rates")
	d.Dialogs[0].Verbs[1].Do()
	c := d.Done[0].(marketplace.SetCap)
	want := policy(t, 1, 90, founded)
	if c.Percent != 90 || len(c.Areas) != len(want.Areas) {
		t.Fatalf("did %d %% with %d areas", c.Percent, len(c.Areas))
	}
	for _, a := range c.Areas {
		if a != want.Areas[a.Area] {
			t.Errorf("%s is %+v, want %+v", a.Area, a, want.Areas[a.Area])
		}
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	f := market(t)
	f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	d, _ := open(t, f)
	wants(t, d.Window().Content(), "The database is damaged.")
	f.err = nil
	uitest.Press(t, d, "Try again")
	wants(t, d.Window().Content(), "In force")
	f.roomsErr = marketplace.Errorf(marketplace.Unavailable, "The disk does not answer.")
	uitest.Press(t, d, "Change the cap")
	wants(t, d.Dialogs[0].Content, "cannot be told: The disk does not answer.")
}

func TestHelpIsThere(t *testing.T) {
	_, s := open(t, market(t))
	if n := len(s.(ui.Helper).Help()); n < 3 {
		t.Fatal(fmt.Sprint(n, " sections of help"))
	}
}
