package sqlite

import "context"

// projections are the tables that the project functions fill.
var projections = []string{
	"letter", "contact", "pairing", "offer", "arrival", "stay", "change", "booking_person", "booking", "cell", "spot", "busy", "block", "photo", "room",
	"home", "cap_area", "cap", "person", "awaited",
}

// clearProjections empties every projection table, before a rebuild.
func clearProjections(ctx context.Context, t *tx) error {
	for _, table := range projections {
		if err := t.exec(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	return nil
}
