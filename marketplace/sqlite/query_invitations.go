package sqlite

import (
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// Invitations is every invitation that a device can use or has used, the latest first.
func (s *Store) Invitations(ctx context.Context) ([]marketplace.InvitationRow, error) {
	rows := []marketplace.InvitationRow{}
	tries, err := s.tries(ctx)
	if err != nil {
		return nil, err
	}
	err = s.ask(ctx, func(a *asking) error {
		for _, i := range slices.Backward(a.sys.Invitations) {
			r := marketplace.InvitationRow{Invitation: i, State: i.StateAt(a.now), Again: triesOf(tries, i.Ref)}
			r.Uses = slices.Clone(i.Uses)
			if p := a.sys.Persons[i.Person]; p != nil {
				r.Org, r.Roles = p.Org, p.Roles
			}
			var err error
			if r.Name, err = a.person(ctx, i.Person); err != nil {
				return err
			}
			if r.ByName, err = a.person(ctx, i.By); err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}
