package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// projectLetter notes that a letter is there; nil forgets it.
func projectLetter(ctx context.Context, t *tx, id marketplace.ID, e *marketplace.Entry) error {
	if e == nil {
		return t.exec(ctx, "DELETE FROM letter WHERE id = ?", id)
	}
	entry, err := entryRow(ctx, t, e.Ref)
	if err != nil {
		return err
	}
	return t.exec(ctx, "INSERT INTO letter (id, entry, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, at = excluded.at",
		id, entry, e.Clock.Instant())
}
