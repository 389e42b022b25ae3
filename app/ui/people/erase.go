package people

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// erase asks before what is kept of somebody goes for good: what goes and what stays.
func (s *screen) erase(r marketplace.MemberRow) {
	whose, their := nameOf(r)+"’s", "their"
	title, verb := "Erase the personal details of "+nameOf(r)+"?", "Erase their details"
	if r.This {
		whose, their, title, verb = "Your", "your", "Erase your personal details?", "Erase my details"
	}
	list := func(heading string, words ...string) fyne.CanvasObject {
		box := xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, heading))
		for _, w := range words {
			box.Add(xwidget.TopRow(look.Space8, xwidget.NewGlyph(look.IconMinus, look.ColorSecondary, 20), xwidget.Grow(xwidget.NewText(xwidget.Body, w))))
		}
		return box
	}
	s.ask(form{
		title: title, verb: verb, destructive: true, toast: "Erased here. Every other computer erases it as soon as it hears of it.",
		intro: "It cannot be undone, and it does not come back from another computer.",
		after: []fyne.CanvasObject{
			list("What goes, on every computer", whose+" name, address, telephone number and email", "what "+their+" rooms and offers say in words", their+" messages"),
			list("What stays", "dates, rents and nights, without a name: others agreed to them", "the names of guests in bookings: those are theirs", their+" part in Settle, and the computers: remove those as well where nobody uses them"),
		},
		command: func() (marketplace.Command, bool) { return marketplace.ErasePerson{Person: r.Person.ID}, true },
	})
}
