package room

import (
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// price is the card that says what the room costs: a week, a night, for the chosen nights, and where that stands
// between the area average and the cap.
type price struct {
	card *xwidget.Card

	week, night, dates, total *xwidget.Text
	free                      *xwidget.Tag
	trouble                   *xwidget.Text
	stay                      *fyne.Container
	meter                     *xwidget.FairPriceMeter
	source                    *xwidget.Text
}

func newPrice() *price {
	p := &price{
		week: xwidget.NewText(xwidget.Title, ""), night: xwidget.NewText(xwidget.Muted, ""),
		dates: xwidget.NewText(xwidget.Body, ""), total: xwidget.NewText(xwidget.Heading, ""), free: xwidget.NewTag(look.Success, ""),
		trouble: xwidget.NewText(xwidget.Caption, ""), meter: xwidget.NewFairPriceMeter("", 0, 0, 0), source: xwidget.NewText(xwidget.Caption, ""),
	}
	p.stay = xwidget.VBox(look.Space4, xwidget.NewRule(), xwidget.Inset(look.Space8, 0, 0, 0, p.dates), p.total, xwidget.Row(0, p.free), p.trouble)
	p.card = xwidget.NewCard(xwidget.VBox(look.Space16, xwidget.VBox(0, p.week, p.night), p.stay, xwidget.NewRule(), p.meter, p.source))
	return p
}

// show writes the figures for a room and the chosen nights.
func (p *price) show(d marketplace.RoomDetail, dates marketplace.Range, today marketplace.Date, offered bool) {
	p.week.Content, p.night.Content = d.Week.Week(), "or "+d.Week.Night().String()+" a night"
	if d.Week == 0 {
		p.week.Content, p.night.Content = "No rent yet", "The host has not said what the room costs."
	}
	p.free.Hidden, p.total.Hidden, p.trouble.Hidden = !dates.Valid(), !dates.Valid() || d.Week == 0, true
	p.dates.Content = "Choose the nights in the calendar to see what they cost."
	if dates.Valid() {
		p.dates.Content = dates.String()
		p.total.Content = marketplace.Rent(d.Week, dates.Nights()).String() + " for " + xwidget.CountOf(dates.Nights(), "night", "nights")
		p.showFree(&d, dates, today)
		if !offered {
			p.free.Set(look.Neutral, "Not offered now")
			p.trouble.Hidden = true
		}
	}
	p.meter.Area, p.meter.Price, p.meter.Cap, p.meter.Average = d.Facts.Area, int64(d.Week), int64(d.CapWeek), int64(d.AvgWeek)
	p.source.Content = sourceOf(&d)
	p.card.Refresh()
}

// showFree says whether the nights can be asked for, and if not which of the host's terms stands against them.
func (p *price) showFree(d *marketplace.RoomDetail, dates marketplace.Range, today marketplace.Date) {
	f, nights := &d.Facts, dates.Nights()
	trouble := ""
	switch {
	case dates.From < today:
		trouble = "The first night is in the past."
	case !d.Free(dates):
		trouble = "Choose other nights in the calendar."
		if from, ok := d.FreeFrom(max(dates.From, today), nights); ok {
			trouble = "It is free for " + xwidget.CountOf(nights, "night", "nights") + " from " + from.Long() + "."
		}
	case f.MinNights > 0 && nights < f.MinNights:
		trouble = "The host lets it for at least " + xwidget.CountOf(f.MinNights, "night", "nights") + "."
	case f.MaxNights > 0 && nights > f.MaxNights:
		trouble = "The host lets it for at most " + xwidget.CountOf(f.MaxNights, "night", "nights") + "."
	case dates.From < today+marketplace.Date(f.NoticeDays):
		trouble = "The host asks for " + xwidget.CountOf(f.NoticeDays, "day", "days") + " of notice: from " + (today + marketplace.Date(f.NoticeDays)).Long() + "."
	}
	switch {
	case trouble == "":
		p.free.Set(look.Success, "Free on these nights")
		trouble = asked(d, dates)
	case !d.Free(dates):
		p.free.Set(look.Danger, "Not free on all of these nights")
	default:
		p.free.Set(look.Warning, "Not on these nights")
	}
	p.trouble.Content, p.trouble.Hidden = trouble, trouble == ""
}

// asked says who asks for some of the nights. A request holds nothing: the host chooses.
func asked(d *marketplace.RoomDetail, dates marketplace.Range) string {
	words := ""
	for _, b := range d.Busy {
		if b.Booking.IsZero() || b.State != marketplace.StateRequested || !b.Overlaps(dates) {
			continue
		}
		if b.Who != "" {
			return "It is asked for on some of them for " + b.Who + ". The host has not answered yet."
		}
		words = "Another request for some of them waits for the host's answer."
	}
	return words
}

// sourceOf says where the cap and the average come from.
func sourceOf(d *marketplace.RoomDetail) string {
	a := d.CapArea
	if d.CapWeek == 0 {
		return "There is no figure for this area yet. A coordinator can add it on the page Rent cap."
	}
	s := fmt.Sprintf("The cap is %d %% of the estimated average.", d.CapPercent)
	source := d.CapSource
	if a.Base > 0 && !a.Effective.IsZero() {
		source = fmt.Sprintf("Local Housing Allowance of %s, %s", a.Effective.Long(), a.Base.Week())
		if a.Percentile > 0 {
			source += fmt.Sprintf(" (the %s percentile)", ordinal(a.Percentile))
		}
	}
	if source != "" {
		s += " The average comes from: " + source
		if a.Sample > 0 {
			s += ", and " + xwidget.CountOf(a.Sample, "rent", "rents") + " in the area"
		}
		s += "."
	}
	return s
}

// ordinal is a number as 30th.
func ordinal(n int) string {
	ending := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, ending)
}
