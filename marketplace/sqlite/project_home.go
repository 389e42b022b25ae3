package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

var homes = newProjection("home", "id", "id", "host", "org", "lodger_limit", "allowance", "last_entry")

// projectHome replaces the row of a home; nil removes it.
func projectHome(ctx context.Context, t *tx, id marketplace.ID, h *marketplace.Home, bare bool) error {
	if h == nil {
		return t.exec(ctx, "DELETE FROM home WHERE id = ?", id)
	}
	return homes.write(ctx, t, bare, row{id, orNull(h.Facts.Host), h.Facts.Org, h.Facts.LodgerLimit, h.Facts.Allowance, h.Last})
}
