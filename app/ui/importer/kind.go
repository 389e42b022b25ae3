package importer

import (
	"context"

	"settle.example/settle/app/ui"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace/intake"
)

// kind is what is taken in.
type kind struct {
	what    string // as the route has it
	title   string
	line    string
	columns []intake.Column
	done    ui.Page // where one goes to see what came in
	see     string
	plan    func(ctx context.Context, store intake.Doer, ref *assets.Reference, b brought) (*intake.Plan, error)
}

// brought is what a person brought: a table with its columns found, and for rooms perhaps the dates on which they are
// not free.
type brought struct {
	table       *intake.Table
	mapping     intake.Mapping
	unavailable *intake.Table
}

var kinds = []kind{
	{
		what: "arrivals", title: "Import arrivals", line: "One row a person: from a recruitment spreadsheet, as CSV or Excel, or pasted",
		columns: intake.ArrivalColumns, done: ui.PageArrivals, see: "See the arrivals",
		plan: func(ctx context.Context, store intake.Doer, ref *assets.Reference, b brought) (*intake.Plan, error) {
			o := intake.ArrivalsBy(ref)
			o.Mapping = b.mapping
			return intake.Arrivals(ctx, store, b.table, o)
		},
	},
	{
		what: "rooms", title: "Import rooms", line: "One row a room. They go live at once, never over the cap, and their hosts complete them later",
		columns: intake.RoomColumns, done: ui.PageMyRooms, see: "See the rooms",
		plan: func(ctx context.Context, store intake.Doer, ref *assets.Reference, b brought) (*intake.Plan, error) {
			o := intake.RoomsBy(ref)
			o.Mapping, o.Unavailable = b.mapping, b.unavailable
			return intake.Rooms(ctx, store, b.table, o)
		},
	},
}

func kindOf(r ui.Route) kind {
	for _, k := range kinds {
		if k.what == r.Get("what") {
			return k
		}
	}
	return kinds[0]
}
