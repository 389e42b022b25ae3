package find

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// A search asks for a few rooms first, so that they stand there as one types, and then for all that it may have.
const (
	firstRooms = 50
	mostRooms  = 500
)

// search asks for the rooms that suit, and shows the first of them; a newer search drops this one.
func (s *screen) search() { s.ask(firstRooms, true) }

// again asks for as many rooms as are shown, and stays where the person is.
func (s *screen) again() { s.ask(max(firstRooms, s.asked), false) }

func (s *screen) ask(limit int, fromTop bool) {
	search := s.c.search(s.desk.Reference(), limit)
	ui.Load(s.desk.Work(), &s.rooms, func(ctx context.Context) ([]marketplace.RoomHit, error) { return s.data.FindRooms(ctx, search) },
		func(hits []marketplace.RoomHit, err error) {
			if err != nil {
				s.showFailure(err)
				return
			}
			s.showHits(hits, limit, fromTop)
			if len(hits) == limit && limit < mostRooms {
				s.ask(mostRooms, false)
			}
		})
}

// showHits shows rooms. The row that was current stays so, if it is still there.
func (s *screen) showHits(hits []marketplace.RoomHit, limit int, fromTop bool) {
	at := s.route.GetID("at")
	if i := s.list.Current(); s.loaded && i >= 0 && i < len(s.hits) {
		at = s.hits[i].Room
	}
	first := !s.loaded
	top := s.list.First()
	var seen marketplace.ID // the first room in sight
	if s.loaded && top < len(s.hits) {
		seen = s.hits[top].Room
	}
	s.hits, s.asked, s.loaded = hits, limit, true
	s.showCount()
	if len(hits) == 0 {
		s.showNone()
		return
	}
	s.put(s.list)
	s.list.Reload()
	current, above := -1, 0
	for i, h := range hits {
		if h.Room == at {
			current = i
		}
		if h.Room == seen {
			above = i - top
		}
	}
	switch {
	case !first && !fromTop:
		s.list.Keep(current, above)
	case current >= 0 && (first || current != s.list.Current()):
		s.list.Select(current)
	case current < 0 && fromTop:
		s.list.Select(-1)
		s.list.ScrollToTop()
	}
}

// put shows an object below the line of the results.
func (s *screen) put(o fyne.CanvasObject) {
	if len(s.body.Objects) == 1 && s.body.Objects[0] == o {
		return
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

func (s *screen) showFailure(err error) {
	s.hits, s.loaded = nil, true
	s.count.Content, s.hint.Hidden = "", true
	s.line.Refresh()
	s.put(xwidget.Middle(xwidget.NewEmptyState(look.IconError, "The rooms cannot be shown", marketplace.Sentence(err),
		xwidget.NewButton(xwidget.Secondary, "Try again", s.search))))
}

// showCount says how many rooms there are and in which order.
func (s *screen) showCount() {
	n := len(s.hits)
	words := xwidget.CountOf(n, "room", "rooms")
	switch n {
	case 0:
		words = "No room"
	case s.asked:
		words = "At least " + words
	}
	if s.c.Whole() {
		words += " free for " + xwidget.CountOf(s.c.Dates.Nights(), "night", "nights")
	} else {
		words += " offered"
	}
	if _, near := s.place(); n > 1 && near {
		words += ", nearest first"
	} else if n > 1 {
		words += ", cheapest first"
	}
	hint := ""
	s.lay.Hidden = len(s.picked) < 2
	s.lay.Text = "Compare " + strconv.Itoa(len(s.picked))
	switch {
	case len(s.picked) == 1:
		hint = "Tick one or two more to compare"
	case len(s.hits) > 1 && len(s.picked) == 0:
		hint = "Tick two or three to compare"
	}
	s.count.Content, s.hint.Content = words, hint
	s.hint.Hidden = hint == ""
	s.line.Refresh()
}

// Len implements xwidget.ItemSource: grey rows until the first answer.
func (s *screen) Len() int {
	if !s.loaded {
		return 6
	}
	return len(s.hits)
}

// Item implements xwidget.ItemSource.
func (s *screen) Item(i int, item *xwidget.Item) bool {
	if !s.loaded || i >= len(s.hits) {
		return false
	}
	h := &s.hits[i]
	item.Title = h.Title
	item.Subtitle = s.where(h)
	item.Detail = s.what(h)
	item.Figure = h.Week.Week()
	item.FigureNote, item.FigureTone = listing.PriceNote(h.Week, h.AvgWeek)
	item.Photo = listing.PhotoKey(h.Photo)
	for j, t := range tagsOf(h) {
		item.Tags[j] = t
	}
	for _, id := range s.picked {
		item.Ticked = item.Ticked || id == h.Room
	}
	return true
}

// where says how far the room is.
func (s *screen) where(h *marketplace.RoomHit) string {
	name := ""
	if place, ok := s.place(); ok {
		name = listing.PlaceName(place)
	}
	town, _ := s.desk.Reference().OutcodeTown(h.Outcode)
	return joined(listing.Away(h.DistanceKM, name), h.Outcode, town)
}

// what says what stands in the room, whose it is and what it has.
func (s *screen) what(h *marketplace.RoomHit) string {
	bed, whose := "", h.HostName
	if h.Bed != marketplace.BedUnknown {
		bed = h.Bed.Label()
	}
	if whose == "" {
		whose = s.orgName(h.HostOrg)
	}
	if h.Supply != marketplace.SupplyHome {
		whose = strings.TrimSuffix(h.Supply.Label()+", "+whose, ", ")
	}
	has := h.Features.Labels()
	for i := range has {
		if i > 0 {
			has[i] = listing.Lower(has[i])
		}
	}
	return joined(bed, whose, strings.Join(has, ", "))
}

// joined puts a dot between the parts that say something.
func joined(parts ...string) string {
	said := slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(said, " · ")
}

// tagsOf is what to know before opening the room, the most important first.
func tagsOf(h *marketplace.RoomHit) []xwidget.ItemTag {
	var all []xwidget.ItemTag
	if h.Asked > 0 {
		all = append(all, xwidget.ItemTag{Text: xwidget.CountOf(h.Asked, "request waits", "requests wait"), Tone: look.Warning})
	}
	if h.Bathroom == marketplace.BathroomPrivate {
		all = append(all, xwidget.ItemTag{Text: "Own bathroom", Tone: look.Info})
	}
	if h.Pending {
		all = append(all, xwidget.ItemTag{Text: "Host to complete", Tone: look.Neutral})
	}
	return all
}
