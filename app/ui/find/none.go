package find

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// showNone says why there is no room, and offers the smallest changes with which there would be some.
func (s *screen) showNone() {
	if s.c.open() {
		s.put(xwidget.Middle(xwidget.NewEmptyState(look.IconRooms, "No rooms are offered yet",
			"Rooms that colleagues, universities and trusts offer stand here. List the first one, or import those that you have in a spreadsheet.", s.begin())))
		return
	}
	s.putWays(nil, "")
	c := s.c
	ui.Load(s.desk.Work(), &s.ways, func(ctx context.Context) ([]way, error) { return loosen(ctx, s.desk.Reference(), c, s.data.FindRooms) },
		func(ways []way, err error) {
			if err != nil || c != s.c || len(s.hits) > 0 {
				return // the sentence stands there, and no change to offer
			}
			s.putWays(ways, advice(ways))
		})
}

// begin is what to do first where there are no rooms at all.
func (s *screen) begin() fyne.CanvasObject {
	return xwidget.Row(12,
		xwidget.NewButton(xwidget.Secondary, "Import rooms", func() { s.desk.Go(ui.To(ui.PageImport).Set("what", "rooms")) }),
		xwidget.NewButton(xwidget.Primary, "List a room", func() { s.desk.Go(ui.To(ui.PageListRoom)) }))
}

// open tells whether the criteria restrict nothing.
func (c criteria) open() bool {
	return c.Dates == (marketplace.Range{}) && c.Near == "" && c.maxWeek == 0 && c.features == 0 && c.bathroom == marketplace.BathroomUnknown
}

// why says what was asked for and not found.
func (s *screen) why() string {
	words := "No room"
	if place, ok := s.place(); ok {
		if s.c.within > 0 {
			words += " within " + xwidget.FormatCount(s.c.within) + " km of " + listing.PlaceName(place)
		}
	}
	if s.c.Whole() {
		words += " is free for all " + xwidget.CountOf(s.c.Dates.Nights(), "night", "nights")
		if s.c.Dates.Nights() == 1 {
			words = strings.Replace(words, "all 1 night", "that night", 1)
		}
	} else {
		words += " is offered"
	}
	var with []string
	for _, label := range s.c.features.Labels() {
		with = append(with, "“"+label+"”")
	}
	if s.c.bathroom != marketplace.BathroomUnknown {
		with = append(with, "an own bathroom")
	}
	if len(with) > 0 {
		words += " with " + listing.And(with)
	}
	if s.c.maxWeek > 0 {
		words += " for up to " + s.c.maxWeek.Week()
	}
	return words + "."
}

func advice(ways []way) string {
	switch len(ways) {
	case 0:
		return "Nor is there one with fewer conditions. Try other dates."
	case 1:
		return "With this change there is:"
	}
	return "With one of these changes there is:"
}

// putWays says why there is no room, and offers each way with one click.
func (s *screen) putWays(ways []way, advice string) {
	column := xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Heading, "No room suits"), xwidget.NewText(xwidget.Body, s.why()))
	if advice != "" {
		column.Add(xwidget.NewText(xwidget.Body, advice))
	}
	buttons := xwidget.Flow(look.Space8)
	for _, w := range ways {
		count := xwidget.CountOf(w.rooms, "room", "rooms")
		if w.rooms >= firstRooms {
			count = "50 rooms or more"
		}
		buttons.Add(xwidget.NewButton(xwidget.Secondary, w.words+": "+count, func() { s.apply(w.c) }))
	}
	column.Add(xwidget.Inset(look.Space8, 0, look.Space8, 0, buttons))
	s.put(xwidget.NewScroll(xwidget.Inset(look.Space16, look.Space16, look.Space16, look.Space16, xwidget.FormColumn(760, column))))
}
