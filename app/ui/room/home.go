package room

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// home says who lives there, what is shared, what the rent includes and what the host asks.
func (s *screen) home() fyne.CanvasObject {
	f := &s.d.Facts
	notSaid := func(words string) string {
		if words == "" {
			return "Not said yet"
		}
		return words
	}
	facts := []fyne.CanvasObject{}
	if f.Supply == marketplace.SupplyHome {
		facts = append(facts, fact("Household", notSaid(listing.Household(f.Household, s.desk.Reference()))), fact("Shared space", f.Shared.Label()))
	} else {
		facts = append(facts, fact("Offered as", f.Supply.Label()))
	}
	facts = append(facts, fact("The rent includes", notSaid(included(f.Included))),
		fact("Terms", strings.Join(listing.Terms(*f), ". ")+"."))
	if s.d.Instant.On {
		facts = append(facts, fact("Accepts by itself", s.d.Instant.Label()+"."))
	}
	content := xwidget.VBox(look.Space16, xwidget.Columns(2, 220, look.Space16, facts...))
	if s.d.Rules != "" {
		content.Add(fact("House rules", s.d.Rules))
	}
	title := "The home and its rules"
	if f.Supply != marketplace.SupplyHome {
		title = "The place and its rules"
	}
	return xwidget.NewTitledCard(title, content)
}

// included lists what the rent includes, as one phrase.
func included(v marketplace.Included) string {
	labels := listing.IncludedLabels(v)
	for i := range labels {
		if i > 0 {
			labels[i] = listing.Lower(labels[i])
		}
	}
	return listing.And(labels)
}

// lodger says which rules apply to whoever lives there. It is shown for rooms in homes; residences have their own.
func (s *screen) lodger() fyne.CanvasObject {
	d := &s.d
	content := xwidget.VBox(look.Space16)
	if d.Facts.Supply == marketplace.SupplyHome {
		title, text := marketplace.OccupierNote(d.Facts.Shared)
		content.Add(noteOf(title, text))
		content.Add(noteOf("Notice", marketplace.NoticeNote(d.Facts.Shared)))
	}
	content.Add(noteOf("Right to rent", s.rightToRent()))
	return xwidget.NewTitledCard("What the lodger needs to know", content)
}

func noteOf(title, text string) fyne.CanvasObject {
	return xwidget.VBox(2, xwidget.NewText(xwidget.Strong, title), xwidget.NewText(xwidget.Body, text))
}

// rightToRent says when the host checks the right to rent, for the chosen nights where there are any.
func (s *screen) rightToRent() string {
	if s.stay.Whole() || s.d.Facts.Supply != marketplace.SupplyHome {
		stay := &marketplace.Booking{Dates: s.stay.Dates, Facts: marketplace.BookingFacts{GuestOrg: s.desk.Me().Org}}
		return s.d.RightToRentNote(stay, marketplace.InstantOf(s.desk.Now())) + s.neverADocument()
	}
	return "The host checks every adult's right to rent within the 28 days before the first night, everyone alike (gov.uk, Check your tenant's right to rent)." + s.neverADocument()
}

func (s *screen) neverADocument() string {
	if s.d.Facts.Supply == marketplace.SupplyUniversity {
		return ""
	}
	return " Settle reminds both sides, and keeps the date and who saw it, never a document."
}

// host says whose room it is. The address is for those who have booked.
func (s *screen) host() fyne.CanvasObject {
	d := &s.d
	name := d.HostName
	if name == "" {
		name = d.HostOrgName
	}
	content := xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Strong, name))
	switch {
	case d.HostName != "":
		content.Add(xwidget.NewText(xwidget.Muted, d.HostOrgName))
	case d.Facts.Supply == marketplace.SupplyHome:
		content.Add(xwidget.NewText(xwidget.Muted, "The host of this room has not joined Settle yet. Their organisation answers for them."))
	default:
		content.Add(xwidget.NewText(xwidget.Muted, d.Facts.Supply.Label()))
	}
	if d.Mine && d.Address != "" {
		content.Add(fact("Address. Others see it once a booking is confirmed.", d.Address))
	} else {
		content.Add(xwidget.Row(10, xwidget.NewGlyph(look.IconLock, look.ColorSecondary, 20),
			xwidget.Grow(xwidget.NewText(xwidget.Caption, "The address and the phone number are shown to both sides once a booking is confirmed."))))
	}
	return xwidget.NewTitledCard("Host", content)
}
