package find

import (
	"context"
	"fmt"

	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// way is a change of the criteria with which there are rooms.
type way struct {
	words string
	c     criteria
	rooms int
}

// waysMost is how many ways are offered at once.
const waysMost = 5

// finder is Data's FindRooms.
type finder func(context.Context, marketplace.RoomSearch) ([]marketplace.RoomHit, error)

// loosening finds out, by asking for rooms, which single change of the criteria would find some; and where no single
// one does, which changes together.
type loosening struct {
	ctx  context.Context //nolint:containedctx // lives for one call of loosen
	ref  *assets.Reference
	find finder
	ways []way
	err  error
}

// loosen answers the smallest changes with which there are rooms, in the order: the nights, the distance, a condition
// less, the rent. Each was asked for and found rooms.
func loosen(ctx context.Context, ref *assets.Reference, c criteria, find finder) ([]way, error) {
	l := &loosening{ctx: ctx, ref: ref, find: find}
	l.shorter(c)
	l.wider(c)
	l.fewer(c)
	l.dearer(c)
	if len(l.ways) == 0 {
		l.several(c)
	}
	return l.ways[:min(len(l.ways), waysMost)], l.err
}

// try takes a change into the ways if it finds rooms, and answers them.
func (l *loosening) try(words string, c criteria) []marketplace.RoomHit {
	hits := l.ask(c)
	if len(hits) > 0 {
		l.ways = append(l.ways, way{words, c, len(hits)})
	}
	return hits
}

func (l *loosening) ask(c criteria) []marketplace.RoomHit {
	if l.err != nil {
		return nil
	}
	hits, err := l.find(l.ctx, c.search(l.ref, firstRooms))
	l.err = err
	return hits
}

// shorter makes the stay up to three nights shorter, at the end or at the beginning, whatever finds rooms first.
func (l *loosening) shorter(c criteria) {
	if !c.Whole() {
		return
	}
	for days := marketplace.Date(1); days <= 3 && int(days) < c.Dates.Nights(); days++ {
		end, start := c, c
		end.Dates.To -= days
		start.Dates.From += days
		earlier := l.try("Leave on "+end.Dates.To.Long(), end)
		later := l.try("Arrive on "+start.Dates.From.Long(), start)
		if len(earlier)+len(later) > 0 {
			return
		}
	}
}

// wider looks within the next distances.
func (l *loosening) wider(c criteria) {
	if _, ok := listing.Place(l.ref, c.Near); !ok || c.within == 0 {
		return
	}
	for _, km := range []int{10, 20, 40, 0} {
		if km != 0 && km <= c.within {
			continue
		}
		words := "At any distance"
		if km != 0 {
			words = fmt.Sprintf("Within %d km", km)
		}
		wider := c
		wider.within = km
		if len(l.try(words, wider)) > 0 {
			return
		}
	}
}

// fewer leaves one condition out.
func (l *loosening) fewer(c criteria) {
	if c.bathroom != marketplace.BathroomUnknown {
		without := c
		without.bathroom = marketplace.BathroomUnknown
		l.try("With a shared bathroom", without)
	}
	for _, feature := range marketplace.AllFeatures() {
		if c.features.Has(feature) {
			without := c
			without.features &^= feature
			l.try("Without “"+listing.FeatureLabel(feature)+"”", without)
		}
	}
}

// dearer takes the limit off the rent, and says what the cheapest room costs.
func (l *loosening) dearer(c criteria) {
	if c.maxWeek == 0 {
		return
	}
	open := c
	open.maxWeek = 0
	hits := l.ask(open)
	if len(hits) == 0 {
		return
	}
	cheapest := hits[0].Week
	for _, h := range hits {
		cheapest = min(cheapest, h.Week)
	}
	open.maxWeek = (cheapest + 99) / 100 * 100
	l.try("Up to "+open.maxWeek.Week(), open)
}

// several leaves more and more out: the conditions, the rent too, the distance too; and at last half of the nights.
func (l *loosening) several(c criteria) {
	was := c
	c.features, c.bathroom = 0, marketplace.BathroomUnknown
	if c != was && len(l.try("Without any condition", c)) > 0 {
		return
	}
	was = c
	c.maxWeek = 0
	if c != was && len(l.try("Without conditions and rent limit", c)) > 0 {
		return
	}
	was = c
	c.within = 0
	if c != was && len(l.try("Only the nights", c)) > 0 {
		return
	}
	if n := marketplace.Date(c.Dates.Nights()); c.Whole() && n > 1 {
		c.Dates.To = c.Dates.From + n/2
		l.try("The first "+xwidget.CountOf(int(n/2), "night", "nights")+" only", c)
	}
}
