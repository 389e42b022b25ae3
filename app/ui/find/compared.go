package find

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// line is one thing that is compared, with its value in each room.
type line struct {
	label  string
	values []value
}

// value is a text in a tone, or a yes or no.
type value struct {
	text string
	tone look.Tone
	is   answer
}

type answer int

const (
	isText answer = iota
	isYes
	isNo
)

func said(text string) value {
	if text == "" {
		return value{text: "Not said"}
	}
	return value{text: text}
}

func yes(v bool) value {
	if v {
		return value{text: "Yes", is: isYes}
	}
	return value{text: "No", is: isNo}
}

func (v value) object() fyne.CanvasObject {
	switch v.is {
	case isYes:
		return xwidget.TopRow(6, xwidget.NewGlyph(look.IconCheck, look.Success.Figure(), 20), xwidget.NewText(xwidget.Body, v.text))
	case isNo:
		return xwidget.NewText(xwidget.Muted, v.text)
	}
	t := xwidget.NewText(xwidget.Body, v.text)
	if v.tone != look.Neutral {
		t.Style, t.Color = xwidget.Strong, v.tone.Figure()
	}
	return t
}

// compared is what differs between rooms, and what is the same in all.
func compared(desk ui.Desk, stay listing.Stay, rooms []marketplace.RoomDetail) (differ, same []line) {
	var features marketplace.Features
	for _, d := range rooms {
		features |= d.Facts.Features
	}
	add := func(label string, of func(*marketplace.RoomDetail) value) {
		l := line{label: label}
		alike := true
		for i := range rooms {
			l.values = append(l.values, of(&rooms[i]))
			alike = alike && l.values[i] == l.values[0]
		}
		if alike {
			same = append(same, l)
		} else {
			differ = append(differ, l)
		}
	}
	addStay(add, desk, stay)
	add("Bed", func(d *marketplace.RoomDetail) value { return said(d.Facts.Bed.Label()) })
	add("Bathroom", func(d *marketplace.RoomDetail) value { return said(d.Facts.Bathroom.Label()) })
	for _, f := range marketplace.AllFeatures() {
		if features.Has(f) {
			add(listing.FeatureLabel(f), func(d *marketplace.RoomDetail) value { return yes(d.Facts.Features.Has(f)) })
		}
	}
	addHome(add, desk)
	return differ, same
}

type adder func(label string, of func(*marketplace.RoomDetail) value)

// addStay compares what the stay costs, whether the room is free and how far it is.
func addStay(add adder, desk ui.Desk, stay listing.Stay) {
	if stay.Whole() {
		add("On these nights", func(d *marketplace.RoomDetail) value {
			if d.Free(stay.Dates) {
				return value{text: "Free", tone: look.Success}
			}
			return value{text: "Not free", tone: look.Danger}
		})
		add("Rent for the stay", func(d *marketplace.RoomDetail) value {
			return said(marketplace.Rent(d.Week, stay.Dates.Nights()).String())
		})
	}
	if place, ok := listing.Place(desk.Reference(), stay.Near); ok {
		add("Distance", func(d *marketplace.RoomDetail) value {
			at := d.Facts.Cell
			return said(listing.Away(listing.Kilometres(float64(at.Lat)/100, float64(at.Lon)/100, place.Lat, place.Lon), listing.PlaceName(place)))
		})
	}
	add("Postcode area", func(d *marketplace.RoomDetail) value {
		if town, ok := desk.Reference().OutcodeTown(d.Facts.Outcode); ok {
			return said(d.Facts.Outcode + ", " + town)
		}
		return said(d.Facts.Outcode)
	})
}

// addHome compares the home, its terms and whose it is.
func addHome(add adder, desk ui.Desk) {
	add("The rent includes", func(d *marketplace.RoomDetail) value {
		return said(strings.Join(listing.IncludedLabels(d.Facts.Included), ", "))
	})
	add("Household", func(d *marketplace.RoomDetail) value {
		return said(listing.Household(d.Facts.Household, desk.Reference()))
	})
	add("Shared space", func(d *marketplace.RoomDetail) value { return said(d.Facts.Shared.Label()) })
	add("Terms", func(d *marketplace.RoomDetail) value { return said(strings.Join(listing.Terms(d.Facts), ". ") + ".") })
	add("House rules", func(d *marketplace.RoomDetail) value { return said(d.Rules) })
	add("Offered as", func(d *marketplace.RoomDetail) value { return said(d.Facts.Supply.Label()) })
	add("Host", func(d *marketplace.RoomDetail) value {
		if d.HostName == "" {
			return said(d.HostOrgName)
		}
		return said(d.HostName + ", " + d.HostOrgName)
	})
	add("Host to complete", func(d *marketplace.RoomDetail) value { return yes(d.Facts.Pending) })
}
