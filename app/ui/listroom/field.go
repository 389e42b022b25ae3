package listroom

import (
	"time"

	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// line is a field of one line; Enter in it goes on to the next step.
func line(s *screen, most int) *xwidget.TextField {
	f := xwidget.NewTextField("")
	f.MaxLength = most
	f.OnSubmitted = func(string) { s.next() }
	return f
}

// entering makes Enter in fields of one line go on to the next step.
func entering(s *screen, fields ...*xwidget.TextField) {
	for _, f := range fields {
		f.OnSubmitted = func(string) { s.next() }
	}
}

// set shows a sentence at a field where it is bad, and none where it is not.
func set(f *xwidget.Field, bad bool, sentence string) {
	if !bad {
		sentence = ""
	}
	f.SetError(sentence)
}

// number is what a number field holds; 0 for nothing and for what is no number.
func number(n *xwidget.NumberField) int {
	if v, err := n.Value(); err == nil {
		return v
	}
	return 0
}

// checkNumber shows at a field what is wrong with its number. Nothing is well.
func checkNumber(f *xwidget.Field, n *xwidget.NumberField) {
	_, err := n.Value()
	if n.Text() == "" {
		err = nil
	}
	f.Check(err)
}

// writeNumber puts a number into a field; 0 empties it.
func writeNumber(n *xwidget.NumberField, v int) {
	if v == 0 {
		n.SetText("")
		return
	}
	n.SetValue(v)
}

// dateOf is the date that a field holds; none for nothing and for what is no date.
func dateOf(f *xwidget.DateField) marketplace.Date {
	t, err := f.Value()
	if err != nil || t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Date())
}

// writeDate puts a date into a field; none empties it.
func writeDate(f *xwidget.DateField, d marketplace.Date) {
	if d.IsZero() {
		f.SetValue(time.Time{})
		return
	}
	f.SetValue(d.Time())
}
