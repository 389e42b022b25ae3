package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

var arrivals = newProjection("arrival", "id", "id", "org", "site", "staff_group", "route", "at", "airport", "nights", "needs", "budget", "closed",
	"last_entry", "import_key")

// projectArrival replaces the row of an arrival; nil removes it.
func projectArrival(ctx context.Context, t *tx, id marketplace.ID, a *marketplace.Arrival, bare bool) error {
	if a == nil {
		return t.exec(ctx, "DELETE FROM arrival WHERE id = ?", id)
	}
	f := &a.Facts
	return arrivals.write(ctx, t, bare, row{
		id, f.Org, f.Site, f.Group, f.Route, f.At, f.Airport, f.Nights, f.Needs, f.Budget, a.Closed, a.Last, orNull(f.Import),
	})
}
