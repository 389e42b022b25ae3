package people

import (
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// field is a field of a form, with the name by which a refusal is about it.
type field struct {
	name string
	*xwidget.Field
}

// form is a dialog that ends in a command.
type form struct {
	title, verb, toast string
	intro              string
	destructive        bool
	fields             []field
	after              []fyne.CanvasObject
	box                *fyne.Container // what is in the dialog; nil is a new one
	// command is what the verb does; false where a field shows what is missing.
	command func() (marketplace.Command, bool)
	// do does it in the place of command, where it takes more than a command.
	do func(done func(), failed func(error)) bool
}

// ask puts up the form. A refusal is shown in it, at its field where it names one; it closes once the act is done.
func (s *screen) ask(f form) {
	var all []*xwidget.Field
	content, kind := f.box, xwidget.Primary
	if content == nil {
		content = xwidget.VBox(look.Space16)
	}
	if f.destructive {
		kind = xwidget.Destructive
	}
	for _, x := range f.fields {
		all = append(all, x.Field)
	}
	wrong := xwidget.NewErrorSummary(all...)
	content.Add(wrong)
	if f.intro != "" {
		content.Add(xwidget.NewText(xwidget.Body, f.intro))
	}
	for _, x := range all {
		content.Add(x)
	}
	for _, o := range f.after {
		content.Add(o)
	}
	if f.do == nil {
		f.do = func(done func(), failed func(error)) bool {
			c, ok := f.command()
			if ok {
				s.desk.Try(c, f.toast, func(marketplace.Receipt) { done() }, failed)
			}
			return ok
		}
	}
	busy := false
	var dismiss func()
	dismiss = s.desk.Dialog(f.title, content, ui.Verb{Text: "Cancel", Kind: xwidget.Secondary}, ui.Verb{Text: f.verb, Kind: kind, Do: func() bool {
		if busy {
			return false
		}
		for _, x := range all {
			x.SetError("")
		}
		busy = true
		ok := f.do(func() { dismiss() }, func(err error) {
			busy = false
			f.refused(err, wrong)
		})
		if !ok {
			busy = false
			wrong.Update()
		}
		return false
	}})
}

func (f form) refused(err error, wrong *xwidget.ErrorSummary) {
	if named, ok := errors.AsType[*marketplace.Error](err); ok {
		for _, x := range f.fields {
			if x.name == named.Field {
				x.SetError(named.Message)
				wrong.Update()
				return
			}
		}
	}
	wrong.Update(marketplace.Sentence(err))
}
