package myrooms

import (
	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// price is the card in which a host sets the rent under the cap in force.
type price struct {
	s     *one
	card  *xwidget.Card
	meter *xwidget.FairPriceMeter
	week  *xwidget.MoneyField
	field *xwidget.Field
	set   *xwidget.Button
	atCap *xwidget.Button
	was   marketplace.Pence // as the field was last filled from what is stored
}

func newPrice(s *one) *price {
	p := &price{s: s, meter: xwidget.NewFairPriceMeter("", 0, 0, 0), week: xwidget.NewMoneyField("a week")}
	p.week.OnChanged = func(string) { p.typed() }
	p.week.OnSubmitted = func(string) { p.save() }
	p.field = xwidget.NewField("Rent for a week", "", p.week)
	p.set = xwidget.NewButton(xwidget.Secondary, "Set the price", p.save)
	p.atCap = xwidget.NewButton(xwidget.Quiet, "", func() {
		p.week.SetPence(int64(s.d.CapWeek))
		p.field.SetError("")
		p.typed()
	})
	p.card = xwidget.NewTitledCard("Price", xwidget.VBox(look.Space16, p.field, p.meter, xwidget.Flow(look.Space8, p.set, p.atCap),
		xwidget.NewText(xwidget.Caption, "Bookings already agreed keep their price.")))
	return p
}

// now is the rent in the field, or nothing.
func (p *price) now() marketplace.Pence {
	pence, err := p.week.Pence()
	if err != nil {
		return 0
	}
	return marketplace.Pence(pence)
}

func (p *price) touched() bool { return p.now() != p.was }

// show takes over the stored price, unless another one is being typed.
func (p *price) show(d *marketplace.RoomDetail) {
	if !p.touched() || p.was != d.Week && p.now() == d.Week {
		p.week.SetText("")
		if d.Week > 0 {
			p.week.SetPence(int64(d.Week))
		}
		p.field.SetError("")
	}
	p.was = d.Week
	p.meter.Area, p.meter.Cap, p.meter.Average = d.Facts.Area, int64(d.CapWeek), int64(d.AvgWeek)
	p.typed()
}

func (p *price) typed() {
	p.meter.SetPrice(int64(p.now()))
	p.atCap.Hidden = p.s.d.CapWeek <= 0 || p.now() == p.s.d.CapWeek
	p.atCap.SetText("Use the cap, " + p.s.d.CapWeek.String())
	if p.touched() {
		p.set.Enable()
	} else {
		p.set.Disable()
	}
	p.card.Refresh()
	p.s.page.Refresh()
}

// save sets the price; a refusal stands at the field.
func (p *price) save() {
	if _, err := p.week.Pence(); !p.field.Check(err) || !p.touched() {
		p.s.page.Refresh()
		return
	}
	week := p.now()
	p.s.desk.Try(marketplace.PriceRoom{Room: p.s.d.ID, Week: week}, "The price is now "+week.Week()+".", func(marketplace.Receipt) {
		p.field.SetError("")
		p.was = week
		p.s.load()
	}, func(err error) {
		p.field.SetError(marketplace.Sentence(err))
		p.s.page.Refresh()
	})
}
