package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

var homeWrite = upsert("home", "id", "id", "host", "org", "lodger_limit", "allowance", "last_entry")

// projectHome replaces the row of a home; nil removes it.
func projectHome(ctx context.Context, t *tx, id marketplace.ID, h *marketplace.Home) error {
	if h == nil {
		return t.exec(ctx, "DELETE FROM home WHERE id = ?", id)
	}
	last, err := entryRow(ctx, t, h.Last)
	if err != nil {
		return err
	}
	return t.exec(ctx, homeWrite, id, orNull(h.Facts.Host), h.Facts.Org, h.Facts.LodgerLimit, h.Facts.Allowance, last)
}
