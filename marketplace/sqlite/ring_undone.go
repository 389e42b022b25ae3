package sqlite

import (
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// readableRings is every ring that something may be sealed to: those of the system, and those whose making is out of
// effect, since it came after the last good entry of a device that was revoked, or by somebody whom such a device had let
// in or given a role. Nothing is sealed to the latter any more. But others sealed to them in good faith, and reading takes
// no authority: who was given the key has it. Grants that are out of effect count for the same reason.
func (s *Store) readableRings(ctx context.Context, q querier, sys *marketplace.System) ([]marketplace.Ring, error) {
	// No more than the newest: somebody may have written very many. The + keeps to the index of the system's entries, since
	// those of all kinds that are out of effect may be many more.
	undone, err := entriesWhere(ctx, q, `aggregate IN (SELECT id FROM aggregate WHERE kind = 1) AND +outcome <> 0 AND why IN ('revoked', 'membership', 'not_allowed', 'ring')
		ORDER BY clock DESC LIMIT 1000`)
	if err != nil || len(undone) == 0 {
		return sys.Rings, err
	}
	rings := slices.Clone(sys.Rings)
	grants := map[marketplace.ID][]marketplace.Ref{}
	for _, e := range undone {
		switch fact := e.entry.Fact.(type) {
		case *marketplace.RingMade:
			rings = append(rings, marketplace.Ring{
				ID: marketplace.SubjectOf(e.entry.Ref), For: fact.For, Recipient: fact.Recipient, Made: e.entry.Ref, Replaced: true,
			})
		case *marketplace.RingGranted:
			grants[fact.Ring] = append(grants[fact.Ring], e.entry.Ref)
		}
	}
	for i := range rings {
		rings[i].Grants = slices.Concat(rings[i].Grants, grants[rings[i].ID])
	}
	return rings, nil
}
