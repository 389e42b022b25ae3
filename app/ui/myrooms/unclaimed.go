package myrooms

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// findUnclaimed is the rooms of the person's organisation that an import brought and that nobody has claimed.
func (s *list) findUnclaimed(ctx context.Context) ([]marketplace.RoomRow, error) {
	me := s.desk.Me()
	if !me.Roles.Has(marketplace.RoleHost) {
		return nil, nil
	}
	rows, err := s.data.Rooms(ctx, marketplace.RoomFilter{HostOrg: me.Org, Pending: true, Text: s.text, Limit: 200})
	var free []marketplace.RoomRow
	for _, r := range rows {
		if r.HostName == "" && r.Supply == marketplace.SupplyHome && len(free) < unclaimedShown {
			free = append(free, r)
		}
	}
	return free, err
}

// claimCard is the card of rooms that wait for their host, with a field that finds one.
func (s *list) claimCard() (*xwidget.Card, *fyne.Container) {
	search := xwidget.NewSearchField("Title or postcode, such as GU2")
	search.OnChanged = func(text string) {
		s.text = text
		ui.Load(s.desk.Work(), &s.find, s.findUnclaimed, func(rows []marketplace.RoomRow, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.showUnclaimed(rows)
			s.page.Refresh()
		})
	}
	found := xwidget.VBox(look.Space16)
	return xwidget.NewTitledCard("Is one of these yours?", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Muted, "These rooms came from your organisation’s list. Claim yours, and you decide on its requests yourself."),
		xwidget.FormColumn(360, search), found)), found
}

func (s *list) showUnclaimed(rows []marketplace.RoomRow) {
	s.unclaimed.Objects = nil
	if len(rows) == 0 {
		s.unclaimed.Add(xwidget.NewText(xwidget.Muted, "No room without a host fits that."))
	}
	for i, r := range rows {
		if i > 0 {
			s.unclaimed.Add(xwidget.NewRule())
		}
		price := "no price yet"
		if r.Week > 0 {
			price = r.Week.Week()
		}
		b := xwidget.NewButton(xwidget.Secondary, "This is mine", func() { s.askClaim(r) })
		b.Compact = true
		s.unclaimed.Add(xwidget.Row(look.Space16, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, r.Title), xwidget.NewText(xwidget.Muted, r.Outcode+", "+price))), b))
	}
	s.unclaimed.Refresh()
}

// askClaim makes the person the host of a room, after a question.
func (s *list) askClaim(r marketplace.RoomRow) {
	s.desk.Ask(ui.Question{
		Title: "Is “" + r.Title + "” your room?", Body: "From then on only you change it and answer for it. Next you add your address and the safety dates.",
		Verb: "Claim this room", Keep: "Not mine",
	}, func() {
		s.desk.Act(marketplace.ClaimRoom{Room: r.Room}, "“"+r.Title+"” is yours. Complete it now.", func(marketplace.Receipt) {
			s.desk.Go(ui.ToID(ui.PageListRoom, r.Room))
		})
	})
}
