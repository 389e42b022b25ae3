package myrooms

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// keeper is the card that says which computer keeps the room's calendar, and hands it on.
func (s *one) keeper() fyne.CanvasObject {
	k, now := s.d.KeptBy, marketplace.InstantOf(s.desk.Now())
	content := xwidget.VBox(look.Space16, xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Body, standing.KeptBy(k, now)),
		xwidget.NewText(xwidget.Caption, "It alone says which nights are taken, so that no night is promised twice.")))
	me := s.desk.Me()
	mine := k.Here
	for _, c := range s.computers {
		mine = mine || c.Device == s.d.Keeper && c.Person == me.Person
	}
	acts := xwidget.Flow(look.Space8)
	if mine && !k.Revoked && len(s.successors()) > 0 {
		acts.Add(xwidget.NewButton(xwidget.Secondary, "Hand it on", s.handOn))
	}
	switch {
	case k.Revoked && me.Roles.Has(marketplace.RoleRegistrar):
		content.Add(xwidget.NewInsetText("That computer takes part no more, so nobody can be accepted until another one keeps the calendar."))
		acts.Add(xwidget.NewButton(xwidget.Secondary, "Keep it on this computer", func() { s.desk.Ask(standing.TakeOver(s.d.Title), s.takeOver) }))
	case k.Revoked:
		content.Add(xwidget.NewInsetText("That computer takes part no more, so nobody can be accepted. Ask a registrar to have another one keep the calendar."))
	}
	if len(acts.Objects) > 0 {
		content.Add(acts)
	}
	return xwidget.NewTitledCard("Who keeps the calendar", content)
}

// successors is the computers to which this person may hand the calendar on: others of their own, and those of the host's
// organisation that are always on.
func (s *one) successors() []marketplace.ComputerRow {
	var all []marketplace.ComputerRow
	for _, c := range s.computers {
		if c.Device == s.d.Keeper || c.Revoked || c.Person.IsZero() {
			continue
		}
		if c.Person == s.desk.Me().Person || c.AlwaysOn && s.owners[c.Person].Org == s.d.Facts.HostOrg {
			all = append(all, c)
		}
	}
	return all
}

// handOn asks to which computer the calendar goes.
func (s *one) handOn() {
	now := marketplace.InstantOf(s.desk.Now())
	var options []xwidget.Option
	for _, c := range s.successors() {
		o := xwidget.Option{Value: c.Device.String(), Label: "Your other computer", Note: c.SeenAt(now) + ", takes part since " + c.Joined.Date().Long()}
		switch {
		case c.Here:
			o.Label = "This computer"
		case c.Person != s.desk.Me().Person:
			o.Label = s.orgs[s.d.Facts.HostOrg] + "’s always-on computer"
		}
		options = append(options, o)
	}
	choose := xwidget.NewRadioGroup(options, nil)
	to := xwidget.NewField("Which computer keeps it from now on?", "", choose)
	content := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "Choose one that is often on: requests are settled while it is. Bookings stay as they are. You still decide on every request."), to)
	var closing func()
	closing = s.desk.Dialog("Hand the calendar on", content, ui.Verb{Text: "Keep it here", Kind: xwidget.Secondary}, ui.Verb{Text: "Hand it on", Kind: xwidget.Primary, Do: func() bool {
		for _, c := range s.successors() {
			if c.Device.String() != choose.Value() {
				continue
			}
			s.desk.Try(marketplace.HandKeeper{Room: s.d.ID, To: c.Device}, "Handed on. That computer keeps the calendar as soon as it hears of it.",
				func(marketplace.Receipt) { closing() }, func(err error) { to.SetError(marketplace.Sentence(err)) })
			return false
		}
		to.SetError("Choose a computer.")
		return false
	}})
}

// takeOver has this computer keep the calendar in the place of a lost one.
func (s *one) takeOver() {
	s.desk.Act(marketplace.TakeKeeper{Room: s.d.ID}, "This computer keeps the calendar now.", nil)
}

// owners is who takes part, by their ids: whose computers there are.
func owners(ctx context.Context, data Data) (map[marketplace.ID]marketplace.Person, error) {
	rows, err := data.Members(ctx)
	all := map[marketplace.ID]marketplace.Person{}
	for _, r := range rows {
		all[r.Person.ID] = r.Person
	}
	return all, err
}
