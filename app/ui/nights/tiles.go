package nights

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// tiles are the four figures of the whole.
type tiles struct {
	slept, planned, rent, saving *xwidget.StatTile
	root                         fyne.CanvasObject
}

func newTiles(s *screen) *tiles {
	all := func() { s.open("All stays", s.f) }
	t := &tiles{
		slept:   xwidget.NewStatTile(look.Info, "Nights slept", "–", "", all),
		planned: xwidget.NewStatTile(look.Purple, "Nights planned", "–", "agreed, still to come", all),
		rent:    xwidget.NewStatTile(look.Neutral, "Rent agreed", "–", "for the nights slept", all),
		saving:  xwidget.NewStatTile(look.Success, "Saved", "–", "against the area average", all),
	}
	t.root = xwidget.Columns(4, 200, look.PageGap, t.slept, t.planned, t.rent, t.saving)
	return t
}

func (t *tiles) set(whole marketplace.NightsRow) {
	t.slept.Set(look.Info, xwidget.FormatCount(whole.Nights), plural(whole.Stays, "stay")+", "+people(whole.People))
	t.planned.Set(look.Purple, xwidget.FormatCount(whole.Planned), "agreed, still to come")
	t.rent.Set(look.Neutral, whole.Rent.String(), "for the nights slept")
	t.saving.Set(look.Success, whole.Saving.String(), "against the area average")
}
