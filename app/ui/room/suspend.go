package room

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// suspendReasons are those for which a coordinator suspends a room.
var suspendReasons = []marketplace.Reason{
	marketplace.ReasonSafety, marketplace.ReasonNotSuitable, marketplace.ReasonHomeRepairs, marketplace.ReasonPrice,
	marketplace.ReasonNotRecognised, marketplace.ReasonAddedByMistake, marketplace.ReasonOther,
}

// coordination is the card for coordinators; nil for everybody else.
func (s *screen) coordination() fyne.CanvasObject {
	if !s.desk.Me().Roles.Has(marketplace.RoleCoordinator) {
		return nil
	}
	card := xwidget.VBox(look.Space16)
	add := func(words, verb string, do func()) {
		card.Add(xwidget.NewText(xwidget.Muted, words))
		card.Add(xwidget.Flow(0, xwidget.NewButton(xwidget.Secondary, verb, do)))
	}
	switch s.d.StateNow {
	case marketplace.RoomSuspended:
		add("The room is suspended. When the reason is gone, offer it again.", "Offer it again", s.liftSuspension)
	case marketplace.RoomRetired, marketplace.RoomDraft:
	default:
		add("Suspend the room when it must not be offered for now. Bookings that are agreed stay as they are.", "Suspend this room", s.openSuspend)
	}
	card.Add(listing.Erasures(s.desk, &s.d, s.load))
	return xwidget.NewTitledCard("For coordinators", card)
}

// openSuspend asks for the reason.
func (s *screen) openSuspend() {
	options := make([]xwidget.Option, len(suspendReasons))
	for i, r := range suspendReasons {
		options[i] = xwidget.Option{Value: r.String(), Label: r.Label()}
	}
	reason := xwidget.NewRadioGroup(options, nil)
	field := xwidget.NewField("Why", "The host and every lead see the reason.", reason)
	content := xwidget.VBox(look.Space16, field)
	var shut func()
	shut = s.desk.Dialog("Suspend “"+s.d.Title+"”?", content,
		ui.Verb{Text: "Keep it", Kind: xwidget.Secondary},
		ui.Verb{Text: "Suspend the room", Kind: xwidget.Destructive, Do: func() bool {
			why, err := marketplace.ParseReason(reason.Value())
			if err != nil {
				field.SetError("Choose a reason.")
				return false
			}
			s.desk.Try(marketplace.MoveRoom{Room: s.d.ID, To: marketplace.RoomSuspended, Reason: why}, "The room is suspended.",
				func(marketplace.Receipt) { shut() }, func(err error) { field.SetError(marketplace.Sentence(err)) })
			return false
		}})
}

// liftSuspension offers the room again.
func (s *screen) liftSuspension() {
	s.desk.Act(marketplace.MoveRoom{Room: s.d.ID, To: marketplace.RoomLive}, "The room is offered again.", nil)
}
