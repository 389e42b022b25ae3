package listroom

import (
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// priceStep asks for the rent, with the fair-price meter beside it while one types.
type priceStep struct {
	s    *screen
	area string

	week   *xwidget.MoneyField
	fWeek  *xwidget.Field
	meter  *xwidget.FairPriceMeter
	atCap  *xwidget.Button
	means  *xwidget.Text
	source *xwidget.Text
	box    *fyne.Container
}

func newPriceStep(s *screen) *priceStep {
	p := &priceStep{
		s: s, week: xwidget.NewMoneyField("a week"), meter: xwidget.NewFairPriceMeter("", 0, 0, 0),
		means: xwidget.NewText(xwidget.Body, ""), source: xwidget.NewText(xwidget.Caption, ""),
	}
	p.week.OnChanged = func(string) { p.typed() }
	p.week.OnSubmitted = func(string) { s.next() }
	p.fWeek = xwidget.NewField("Rent for a week", "All that the room costs, with what the rent includes.", p.week)
	p.atCap = xwidget.NewButton(xwidget.Secondary, "", func() {
		limit, _ := p.limit()
		p.week.SetPence(int64(limit))
		p.typed()
	})
	p.box = xwidget.VBox(look.Space24, p.fWeek, p.meter, xwidget.Row(0, p.atCap), p.means, xwidget.NewRule(), p.source)
	return p
}

func (p *priceStep) content() fyne.CanvasObject { return p.box }

func (p *priceStep) fields() []*xwidget.Field { return []*xwidget.Field{p.fWeek} }

func (p *priceStep) named(field string) *xwidget.Field {
	if field == "rent" {
		return p.fWeek
	}
	return nil
}

func (p *priceStep) write(a *answers) {
	p.week.SetText("")
	if a.Week > 0 {
		p.week.SetPence(int64(a.Week))
	}
}

func (p *priceStep) read(a *answers) { a.Week = p.now() }

// now is the rent that the field holds, or nothing.
func (p *priceStep) now() marketplace.Pence {
	pence, err := p.week.Pence()
	if err != nil {
		return 0
	}
	return marketplace.Pence(pence)
}

// limit is the cap of the room's area under the policy in force, with its figures.
func (p *priceStep) limit() (marketplace.Pence, marketplace.CapArea) {
	limit, area, _ := p.s.policy.Limit(p.area)
	return limit, area
}

func (p *priceStep) check(a *answers, how strict) []string {
	p.area = a.Area
	limit, _ := p.limit()
	_, err := p.week.Pence()
	kept := p.s.room != nil && a.Week == p.s.room.Week && how == forDraft // an agreed price is not set anew
	switch {
	case p.week.Text() == "" && how == forDraft && (p.s.room == nil || p.s.room.Week == 0):
		p.fWeek.SetError("")
	case err != nil:
		p.fWeek.Check(err)
	case a.Week <= 0:
		p.fWeek.SetError("Enter the rent for a week, for example " + limit.String() + ".")
	case limit > 0 && a.Week > limit && !kept:
		p.fWeek.SetError(p.overCap(a.Week))
	default:
		p.fWeek.SetError("")
	}
	return nil
}

// overCap says what the cap is, where it comes from and which rent would pass.
func (p *priceStep) overCap(week marketplace.Pence) string {
	limit, area := p.limit()
	return fmt.Sprintf("%s is over the cap for %s: %s, which is %d %% of the average of %s (%s). List it at %s or less.",
		week.Week(), p.area, limit.Week(), p.s.policy.Percent, area.Average, sourceOf(p.s.policy, area), limit)
}

// sourceOf says in a few words where an area's average comes from.
func sourceOf(policy *marketplace.CapPolicy, a marketplace.CapArea) string {
	source := policy.Source
	if a.Base > 0 && !a.Effective.IsZero() {
		source = "estimated from the Local Housing Allowance of " + a.Effective.Long()
	}
	if source == "" {
		source = "the cap policy of " + policy.From.Long()
	}
	if a.Sample > 0 {
		source += ", " + xwidget.CountOf(a.Sample, "rent", "rents") + " in the list"
	}
	return source
}

func (p *priceStep) shown(a *answers) {
	p.area = a.Area
	p.typed()
}

// typed shows what the price that stands in the field means. What was wrong with the one before is not said of it.
func (p *priceStep) typed() {
	limit, area := p.limit()
	if week := p.now(); p.fWeek.Error != "" && week > 0 {
		if limit > 0 && week > limit {
			p.fWeek.SetError(p.overCap(week))
		} else {
			p.fWeek.SetError("")
			p.s.summary.Update()
		}
	}
	p.meter.Area, p.meter.Cap, p.meter.Average, p.meter.Price = p.area, int64(limit), int64(area.Average), int64(p.now())
	p.meter.Refresh()
	p.meter.Hidden = limit <= 0
	p.atCap.Hidden = limit <= 0 || p.now() == limit
	p.atCap.SetText("List at " + limit.String())
	p.means.Content = p.meaning()
	p.means.Hidden = p.means.Content == ""
	p.source.Content = "Choose the rental area in the first step to see its cap."
	if limit > 0 {
		p.source.Content = fmt.Sprintf("The cap is %d %% of the average weekly rent of a shared room in %s, %s: %s.",
			p.s.policy.Percent, p.area, area.Average, sourceOf(p.s.policy, area))
	}
	p.box.Refresh()
	if p.s.ready {
		p.s.page.Refresh()
	}
}

// meaning is the price by the night and by the year, against the host's tax-free limit.
func (p *priceStep) meaning() string {
	week := p.now()
	if limit, _ := p.limit(); week <= 0 || limit > 0 && week > limit {
		return ""
	}
	words := "That is " + week.Night().String() + " a night."
	home := p.s.gather()
	if home.Supply != marketplace.SupplyHome {
		return words
	}
	year := marketplace.Rent(week, 365)
	words += " Taken all year round it comes to " + year.String()
	if year <= home.Allowance {
		return words + ", within your Rent a Room limit of " + home.Allowance.String() + "."
	}
	return words + ", more than your Rent a Room limit of " + home.Allowance.String() + ". My rooms tells you when you come near it."
}

func (p *priceStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Why is there a cap?", Body: "A colleague who has just arrived cannot compare. The cap keeps every room below the average of its area, and the same for everybody."},
		{Heading: "Bookings already agreed", Body: "They keep their price, whatever you set here and however the cap changes."},
		{Heading: "Tax", Body: "Rent up to the Rent a Room limit of the tax year is free of income tax (HS223). This is not tax advice."},
	}
}
