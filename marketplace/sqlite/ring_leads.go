package sqlite

import (
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// leadRings is the rings that leads lack: one for each organisation that has a lead with a device, made by a device
// that may. Without it nobody elsewhere could seal anything to them, and what is meant for them would be sealed to
// those who stand in.
func (w *logWriter) leadRings(ctx context.Context) ([]ready, error) {
	var orgs []string
	for id, d := range w.t.sys.Devices {
		actor, ok := w.t.sys.ActorOf(id)
		if ok && !d.Revoked && actor.Roles.Has(marketplace.RoleLead) && !slices.Contains(orgs, actor.Org) {
			orgs = append(orgs, actor.Org)
		}
	}
	slices.Sort(orgs)
	for _, org := range orgs {
		if _, _, err := w.sealer.ring(ctx, marketplace.Audience{Ring: marketplace.RingLeads, Org: org}); err != nil {
			return nil, err
		}
	}
	var due []ready
	for _, m := range w.sealer.made {
		made, err := w.t.ringMade(m, w.self)
		if err != nil {
			return nil, err
		}
		due = append(due, made)
	}
	w.sealer.made = nil
	return due, nil
}
