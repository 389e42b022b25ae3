package myrooms

import (
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// instant is the card that says what the room accepts by itself.
func (s *one) instant() fyne.CanvasObject {
	words := []fyne.CanvasObject{xwidget.NewText(xwidget.Body, s.d.Instant.Label()+".")}
	verb := "Change it"
	if !s.d.Instant.On {
		words, verb = append(words, xwidget.NewText(xwidget.Caption, "You can let requests that suit you be accepted at once, also while you are asleep.")), "Accept by itself when …"
	}
	return xwidget.NewTitledCard("Accepting by itself", xwidget.VBox(look.Space16, xwidget.VBox(look.Space4, words...),
		xwidget.Flow(0, xwidget.NewButton(xwidget.Secondary, verb, s.askInstant))))
}

// askInstant takes the host's rules.
func (s *one) askInstant() {
	content := xwidget.VBox(look.Space16)
	v := listing.NewInstant(func() { content.Refresh() })
	v.Write(s.d.Instant.RoomRules)
	wrong := xwidget.NewErrorSummary(v.Fields()...)
	content.Add(wrong)
	content.Add(xwidget.NewText(xwidget.Body, "The computer that keeps this room’s calendar answers at once, in your name. When the lead confirms, they see your address, telephone number and door notes. Requests that wait now are looked at too."))
	content.Add(v.Content())
	var closing func()
	busy := false
	closing = s.desk.Dialog("Accept by itself when …", content, ui.Verb{Text: "Go back", Kind: xwidget.Secondary}, ui.Verb{Text: "Save", Kind: xwidget.Primary, Do: func() bool {
		if busy {
			return false
		}
		if !v.Check() {
			wrong.Update()
			return false
		}
		rules, toast := v.Read(), "Every request waits for your answer again."
		if rules.On {
			toast = "Saved. What keeps to it is accepted at once."
		}
		busy = true
		s.desk.Try(marketplace.SetInstantRules{Room: s.d.ID, RoomRules: rules}, toast, func(marketplace.Receipt) { closing() }, func(err error) {
			busy = false
			if named, ok := errors.AsType[*marketplace.Error](err); ok && v.Named(named.Field) != nil {
				v.Named(named.Field).SetError(named.Message)
				wrong.Update()
				return
			}
			wrong.Update(marketplace.Sentence(err))
		})
		return false
	}})
}
