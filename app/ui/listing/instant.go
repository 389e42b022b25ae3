package listing

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Instant is the fields in which a host says what their room accepts by itself.
type Instant struct {
	on                       *xwidget.CheckBox
	who                      *xwidget.RadioGroup
	least, most, notice, gap *xwidget.NumberField
	fLeast, fMost            *xwidget.Field
	fNotice, fGap, fWho      *xwidget.Field
	when, root               *fyne.Container
	changed                  func()
}

// Whose guests.
const (
	instantOwn = "own"
	instantAny = "any"
)

// NewInstant returns the fields, all off. Changed is called when what is shown grew or shrank; it may be nil.
func NewInstant(changed func()) *Instant {
	v := &Instant{changed: changed}
	v.on = xwidget.NewCheckBox("Accept requests by itself", func(bool) { v.show() })
	v.on.Hint = "Requests that keep to what you say here need no answer from you."
	v.who = xwidget.NewRadioGroup([]xwidget.Option{{Value: instantOwn, Label: "Guests of your own organisation"}, {Value: instantAny, Label: "Guests of any organisation"}}, nil)
	v.who.SetValue(instantOwn)
	v.least, v.most = xwidget.NewNumberField(1, 1200), xwidget.NewNumberField(1, 1200)
	v.notice, v.gap = xwidget.NewNumberField(0, 366), xwidget.NewNumberField(0, 366)
	v.fWho = xwidget.NewField("Whose guests?", "", v.who)
	v.fLeast, v.fMost = xwidget.NewField("Nights, at least (optional)", "", v.least), xwidget.NewField("Nights, at most (optional)", "", v.most)
	v.fNotice = xwidget.NewField("Days of notice (optional)", "Before the first night.", v.notice)
	v.fGap = xwidget.NewField("Days between guests (optional)", "", v.gap)
	v.when = xwidget.VBox(look.Space16, v.fWho, xwidget.Columns(2, 200, look.Space16, v.fLeast, v.fMost), xwidget.Columns(2, 200, look.Space16, v.fNotice, v.fGap))
	v.root = xwidget.VBox(look.Space16, v.on, v.when)
	v.when.Hidden = true
	return v
}

// Content is the fields.
func (v *Instant) Content() fyne.CanvasObject { return v.root }

// Fields is each field, for a summary of what is wrong.
func (v *Instant) Fields() []*xwidget.Field {
	return []*xwidget.Field{v.fWho, v.fLeast, v.fMost, v.fNotice, v.fGap}
}

// Named is the field that a refusal is about; nil for a name that is none of theirs.
func (v *Instant) Named(field string) *xwidget.Field {
	return map[string]*xwidget.Field{"nights": v.fMost, "notice": v.fNotice, "gap": v.fGap, "for": v.fWho}[field]
}

// Write fills the fields.
func (v *Instant) Write(r marketplace.RoomRules) {
	put := func(n *xwidget.NumberField, value int) {
		n.SetText("")
		if value > 0 {
			n.SetValue(value)
		}
	}
	put(v.least, r.MinNights)
	put(v.most, r.MaxNights)
	put(v.notice, r.NoticeDays)
	put(v.gap, r.GapDays)
	v.who.SetValue(instantOwn)
	if r.For == marketplace.InstantAny {
		v.who.SetValue(instantAny)
	}
	v.on.SetChecked(r.On)
	v.show()
}

// Read is what the fields say, as far as they say it; what is not on says nothing else.
func (v *Instant) Read() marketplace.RoomRules {
	if !v.on.Checked {
		return marketplace.RoomRules{}
	}
	number := func(n *xwidget.NumberField) int {
		if value, err := n.Value(); err == nil {
			return value
		}
		return 0
	}
	r := marketplace.RoomRules{On: true, MinNights: number(v.least), MaxNights: number(v.most), NoticeDays: number(v.notice), GapDays: number(v.gap)}
	if v.who.Value() == instantAny {
		r.For = marketplace.InstantAny
	}
	return r
}

// Check shows at the fields what is wrong with them, and tells whether all is well.
func (v *Instant) Check() bool {
	fine := true
	for _, f := range v.Fields() {
		f.SetError("")
	}
	if !v.on.Checked {
		return true
	}
	for f, n := range map[*xwidget.Field]*xwidget.NumberField{v.fLeast: v.least, v.fMost: v.most, v.fNotice: v.notice, v.fGap: v.gap} {
		if _, err := n.Value(); n.Text() != "" && !f.Check(err) {
			fine = false
		}
	}
	if r := v.Read(); fine && r.MaxNights > 0 && r.MinNights > r.MaxNights {
		v.fMost.SetError("The most nights are fewer than the fewest. Correct one of the two.")
		fine = false
	}
	return fine
}

func (v *Instant) show() {
	v.when.Hidden = !v.on.Checked
	v.root.Refresh()
	if v.changed != nil {
		v.changed()
	}
}
