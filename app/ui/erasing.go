package ui

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Erasing is what a person reads before personal details go for good, and the act. What goes and what stays are short
// lines without a full stop.
type Erasing struct {
	Title, Verb string
	Note        string // what else to know; may be empty
	Goes, Stays []string
	Command     marketplace.Command
}

// OwnWords is the note for a person who erases what they wrote themselves and no more; empty for a coordinator.
func OwnWords(me marketplace.Me) string {
	if me.Roles.Has(marketplace.RoleCoordinator) {
		return ""
	}
	return "This erases what you wrote yourself. Where a colleague recorded part of it, ask a coordinator to erase that."
}

// Ask puts the question up. A refusal is shown in it, and it stays; done runs when the details are erased, and may be
// nil. It cannot be undone.
func (e Erasing) Ask(desk Desk, done func()) {
	wrong := xwidget.NewErrorSummary()
	content := xwidget.VBox(look.Space16, wrong,
		xwidget.NewText(xwidget.Body, "It cannot be undone, and it does not come back from another computer."),
		lines("What goes, on every computer as soon as it hears of this", e.Goes), lines("What stays", e.Stays))
	if e.Note != "" {
		content.Add(xwidget.NewText(xwidget.Muted, e.Note))
	}
	busy := false
	var dismiss func()
	dismiss = desk.Dialog(e.Title, content, Verb{Text: "Cancel", Kind: xwidget.Secondary}, Verb{Text: e.Verb, Kind: xwidget.Destructive, Do: func() bool {
		if busy {
			return false
		}
		busy = true
		desk.Try(e.Command, "Erased here. Every other computer erases it as soon as it hears of it.", func(marketplace.Receipt) {
			dismiss()
			if done != nil {
				done()
			}
		}, func(err error) {
			busy = false
			wrong.Update(marketplace.Sentence(err))
		})
		return false
	}})
}

// lines is a heading over short lines, each with a dash.
func lines(heading string, words []string) fyne.CanvasObject {
	box := xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, heading))
	for _, w := range words {
		box.Add(xwidget.TopRow(look.Space8, xwidget.NewGlyph(look.IconMinus, look.ColorSecondary, 20), xwidget.Grow(xwidget.NewText(xwidget.Body, w))))
	}
	return box
}
