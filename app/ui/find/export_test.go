package find

import (
	"context"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Criteria are criteria as a test writes them.
type Criteria struct {
	Dates    marketplace.Range
	Near     string
	Within   int
	MaxWeek  marketplace.Pence
	Features marketplace.Features
}

// Way is a way with what would be asked.
type Way struct {
	Words  string
	Search marketplace.RoomSearch
	Rooms  int
}

// Ways answers what loosen offers.
func Ways(ctx context.Context, c Criteria, f func(context.Context, marketplace.RoomSearch) ([]marketplace.RoomHit, error)) ([]Way, error) {
	ref, err := assets.Builtin()
	if err != nil {
		return nil, err
	}
	ways, err := loosen(ctx, ref, criteria{Stay: listing.Stay{Dates: c.Dates, Near: c.Near}, within: c.Within, maxWeek: c.MaxWeek, features: c.Features}, f)
	var all []Way
	for _, w := range ways {
		all = append(all, Way{w.words, w.c.search(ref, firstRooms), w.rooms})
	}
	return all, err
}

// Noted answers what a route keeps of criteria, as a test writes them.
func Noted(c Criteria, own bool) (back Criteria, ownBack bool) {
	in := criteria{Stay: listing.Stay{Dates: c.Dates, Near: c.Near}, within: c.Within, maxWeek: c.MaxWeek, features: c.Features}
	if own {
		in.bathroom = marketplace.BathroomPrivate
	}
	out := criteriaOf(in.on(ui.To(ui.PageFind)))
	return Criteria{Dates: out.Dates, Near: out.Near, Within: out.within, MaxWeek: out.maxWeek, Features: out.features}, out.bathroom == marketplace.BathroomPrivate
}
