package room

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// keeper is the card that says which computer keeps the room's calendar: for those who look after the listing, and for
// registrars, who have this computer keep it where that one is lost. It is nil for everybody else.
func (s *screen) keeper() fyne.CanvasObject {
	d, registrar := &s.d, s.desk.Me().Roles.Has(marketplace.RoleRegistrar)
	if !d.Mine && !registrar || d.StateNow == marketplace.RoomRetired {
		return nil
	}
	content := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, standing.KeptBy(d.KeptBy, marketplace.InstantOf(s.desk.Now()))))
	if d.KeptBy.Revoked {
		content.Add(xwidget.NewInsetText("That computer takes part no more, so nobody can be accepted until another one keeps the calendar."))
	}
	if registrar && !d.KeptBy.Here {
		content.Add(xwidget.Flow(0, xwidget.NewButton(xwidget.Secondary, "Take the calendar over", func() {
			s.desk.Ask(standing.TakeOver(d.Title), func() {
				s.desk.Act(marketplace.TakeKeeper{Room: d.ID}, "This computer keeps the calendar now.", nil)
			})
		})))
	}
	return xwidget.NewTitledCard("Who keeps the calendar", content)
}
