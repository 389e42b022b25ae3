package booking

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
)

// stay is the card of the nights and the rent, with who comes.
func (s *screen) stay() fyne.CanvasObject {
	d := s.b.Dates
	figure := func(label, value, note string) fyne.CanvasObject {
		return xwidget.VBox(2, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Heading, value), xwidget.NewText(xwidget.Caption, note))
	}
	figures := xwidget.Columns(4, 130, look.Space16,
		figure("Arrives", d.From.Short(), d.From.Time().Format("Monday")),
		figure("Leaves", d.To.Short(), d.To.Time().Format("Monday")),
		figure("Rent", s.b.Week.String(), "a week"),
		figure("In all", s.b.Total.String(), "for "+xwidget.CountOf(d.Nights(), "night", "nights")))
	rows := xwidget.VBox(look.Space8)
	add := func(label, value string) {
		if value != "" {
			rows.Add(xwidget.TopRow(look.Space16, rowLabel(label), xwidget.Grow(paragraph(value))))
		}
	}
	add("For", s.guest()+", "+listing.Lower(s.groupName(s.b.Group))+", of "+s.orgName(s.b.GuestOrg))
	if site, ok := s.desk.Reference().Site(s.b.Fold.Facts.Site); ok {
		add("Works at", site.Name)
	}
	add("Asked by", s.lead())
	add("Host", s.host()+hostOrg(s.b.HostName, s.orgName(s.b.HostOrg)))
	if note, _ := listing.PriceNote(s.b.Week, s.b.room.AvgWeek); note != "" {
		add("Fair price", "About "+s.b.Week.Week()+", "+note)
	}
	add("Note to the host", s.b.Note)
	return xwidget.NewTitledCard("The stay", xwidget.VBox(look.Space16, figures, xwidget.NewRule(), rows))
}

func hostOrg(host, org string) string {
	if host == "" {
		return ""
	}
	return ", of " + org
}
