package capscreen

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Where the averages of a new version come from.
const (
	averagesKept      = "kept"
	averagesPublished = "published"
	averagesOwn       = "own"
)

// firstPercent is what a first cap is suggested at: the product's default.
const firstPercent = 90

// form is the change of the cap, while it is filled in.
type form struct {
	s       *screen
	base    marketplace.CapPolicy // what it begins from
	percent *xwidget.NumberField
	from    *xwidget.DateField
	which   *xwidget.RadioGroup
	source  *xwidget.TextField
	own     map[string]*xwidget.MoneyField
	ownBox  *fyne.Container
	preview *xwidget.Text
	content *fyne.Container

	percentField, fromField, sourceField *xwidget.Field
	ownFields                            []*xwidget.Field
	wrong                                *xwidget.ErrorSummary

	told  int // how often the preview was asked for
	busy  bool
	close func()
}

// change puts up the form, with the policy in force filled in.
func (s *screen) change() {
	f := &form{s: s, own: map[string]*xwidget.MoneyField{}}
	f.base, _ = s.shown()
	if p, ok := s.inForce(); ok {
		f.base = p
	}
	f.build()
	f.close = s.desk.Dialog("Change the cap", f.content,
		ui.Verb{Text: "Leave it", Kind: xwidget.Secondary}, ui.Verb{Text: "Set the cap", Kind: xwidget.Primary, Do: f.set})
	f.tell()
}

func (f *form) build() {
	s := f.s
	percent := f.base.Percent
	if percent == 0 {
		percent = firstPercent
	}
	f.percent = xwidget.NewNumberField(1, 100)
	f.percent.Suffix = "%"
	f.percent.SetValue(percent)
	f.percent.OnChanged = func(string) { f.tell() }
	f.from = xwidget.NewDateField(func(time.Time) { f.tell() })
	f.from.Now, f.from.Min = s.desk.Now, s.today().Time()
	f.from.SetValue(s.today().Time())
	f.source = xwidget.NewTextArea(3, marketplace.MaxProse)
	f.source.SetText(f.base.Source)
	f.percentField = xwidget.NewField("Percentage", "Of the estimated average of each area, from 1 to 100.", f.percent)
	f.fromField = xwidget.NewField("From which day", "Today or later. Bookings that are agreed keep their rent.", f.from)
	f.sourceField = xwidget.NewField("Where the figures come from", "Everybody who lists a room sees it.", f.source)
	f.which = xwidget.NewRadioGroup(f.ways(), func(xwidget.Option) { f.chose() })
	f.which.SetValue(f.which.Options[0].Value)
	f.ownBox = xwidget.VBox(look.Space16)
	for _, name := range f.names() {
		m := xwidget.NewMoneyField("a week")
		if a, ok := f.base.Areas[name]; ok {
			m.SetPence(int64(a.Average))
		}
		m.OnChanged = func(string) { f.tell() }
		f.own[name] = m
		field := xwidget.NewField(name, "", m)
		f.ownFields = append(f.ownFields, field)
	}
	columns := xwidget.Columns(2, 200, look.Space16)
	for _, field := range f.ownFields {
		columns.Add(field)
	}
	f.ownBox.Add(columns)
	f.ownBox.Hidden = f.which.Value() != averagesOwn
	f.preview = xwidget.NewText(xwidget.Body, "Looking what it means for the rooms that are listed…")
	f.wrong = xwidget.NewErrorSummary(append([]*xwidget.Field{f.percentField, f.fromField, f.sourceField}, f.ownFields...)...)
	ground := xwidget.NewSurface(look.ColorInset)
	ground.Radius = look.CardRadius
	f.content = xwidget.VBox(look.Space16, f.wrong, xwidget.Columns(2, 220, look.Space16, f.percentField, f.fromField),
		xwidget.Stack(ground, xwidget.Pad(12, f.preview)),
		xwidget.NewField("The averages", "", f.which), f.ownBox, f.sourceField)
}

// names is the areas that can be given an average.
func (f *form) names() []string {
	if len(f.base.Areas) > 0 {
		return slices.Sorted(maps.Keys(f.base.Areas))
	}
	return f.s.desk.Reference().Areas()
}

// ways is where the averages may come from.
func (f *form) ways() []xwidget.Option {
	var ways []xwidget.Option
	if len(f.base.Areas) > 0 {
		ways = append(ways, xwidget.Option{Value: averagesKept, Label: "Keep those in force"})
	}
	return append(ways, xwidget.Option{Value: averagesPublished, Label: "Take those that come with Settle for that day", Note: "from published rates"},
		xwidget.Option{Value: averagesOwn, Label: "Enter some of them", Note: "where you know better"})
}

func (f *form) chose() {
	f.ownBox.Hidden = f.which.Value() != averagesOwn
	f.content.Refresh()
	f.tell()
}

// read is the version that the form holds; ok is false while something is missing, which the fields then say.
func (f *form) read() (c marketplace.SetCap, ok bool) {
	percent, err := f.percent.Value()
	fine := f.percentField.Check(err)
	on, err := f.from.Value()
	if err == nil && on.IsZero() {
		err = xwidget.ErrNoDay
	}
	fine = f.fromField.Check(err) && fine
	c = marketplace.SetCap{Percent: percent, Source: f.source.Text()}
	if !on.IsZero() {
		c.From = marketplace.NewDate(on.Date())
	}
	if c.Source == "" {
		err = errors.New("Say where the figures come from.") //nolint:staticcheck // shown as it is
	} else {
		err = nil
	}
	fine = f.sourceField.Check(err) && fine
	var filled bool
	c.Areas, filled = f.areas(c.From)
	return c, fine && filled
}

// areas is the areas with their averages. An average that was entered has no base rate behind it.
func (f *form) areas(on marketplace.Date) ([]marketplace.CapArea, bool) {
	var all []marketplace.CapArea
	fine := true
	for i, name := range f.names() {
		a, known := f.base.Areas[name]
		switch f.which.Value() {
		case averagesPublished:
			if rent, ok := f.s.desk.Reference().AreaRent(name, on.Time()); ok {
				a, known = areaOf(name, rent), true
			}
		case averagesOwn:
			pence, err := f.own[name].Pence()
			fine = f.ownFields[i].Check(err) && fine
			if marketplace.Pence(pence) != a.Average {
				a, known = marketplace.CapArea{Area: name, Average: marketplace.Pence(pence)}, true
			}
		}
		if known {
			a.Area = name
			all = append(all, a)
		}
	}
	return all, fine
}

// areaOf is an area as a policy holds it, from the published figures.
func areaOf(name string, a assets.AreaRent) marketplace.CapArea {
	return marketplace.CapArea{
		Area: name, Average: marketplace.Pence(a.AverageWeekPence), Base: marketplace.Pence(a.LHAWeekPence), Percentile: a.Percentile,
		Sample: a.SampleSize, Effective: marketplace.NewDate(a.From.Date()), Factor: int(math.Round(a.Factor * 10000)),
	}
}

// set sets the cap. A refusal stays in the form.
func (f *form) set() bool {
	c, ok := f.read()
	if !ok || f.busy {
		f.wrong.Update()
		return false
	}
	f.busy = true
	f.s.desk.Try(c, fmt.Sprintf("The cap is %d %% from %s.", c.Percent, c.From.Long()), func(marketplace.Receipt) { f.close() }, func(err error) {
		f.busy = false
		if named, ok := errors.AsType[*marketplace.Error](err); ok {
			for name, field := range map[string]*xwidget.Field{"percent": f.percentField, "from": f.fromField, "source": f.sourceField} {
				if named.Field == name {
					field.SetError(named.Message)
					f.wrong.Update()
					return
				}
			}
		}
		f.wrong.Update(marketplace.Sentence(err))
	})
	return false
}
