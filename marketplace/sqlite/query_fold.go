package sqlite

import (
	"context"
	"maps"

	"settle.example/settle/marketplace"
)

// fold folds one aggregate from its entries: a page shows all that they say, where a list shows a projection. It
// answers nothing where there is no such aggregate.
func (a *asking) fold(ctx context.Context, id marketplace.ID, kind marketplace.AggregateKind) (folded, error) {
	var aggregate int64
	found, err := one(ctx, a, "SELECT id FROM aggregate WHERE subject = ? AND kind = ?", []any{id, kind}, &aggregate)
	if !found || err != nil {
		return folded{}, err
	}
	entries, err := entriesWhere(ctx, a.querier, "aggregate = ?", aggregate)
	if err != nil {
		return folded{}, err
	}
	return foldEntries(a.sys, kind, entries), nil
}

// merged is the sealed fields that this device may open of several entries; of a field in more than one the last counts.
func (a *asking) merged(ctx context.Context, refs []marketplace.Ref) (map[marketplace.Field]string, error) {
	all := map[marketplace.Field]string{}
	for _, ref := range refs {
		fields, err := a.s.opened(ctx, a.querier, ref)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, fields)
	}
	return all, nil
}

// speaks tells whether this person answers for an organisation today, also where theirs has succeeded it.
func (a *asking) speaks(org string) bool {
	return a.me.Speaks(org) || a.me.Roles.Has(marketplace.RoleLead) && a.sys.OrgOn(org, a.today) == a.sys.OrgOn(a.me.Org, a.today)
}

// notHere is the answer to an id that nothing goes by.
func notHere(what string) error {
	return marketplace.Errorf(marketplace.NotFound, "This %s is not here (yet). Look at the list again.", what)
}
