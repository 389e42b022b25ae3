package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Invite does the command with a fresh key and answers with the invitation to hand over: the only copy of its secret.
// Addresses are where the joiner can reach the system. It fails as Do does, and with Invalid for an address that is
// none.
func (s *Store) Invite(ctx context.Context, c marketplace.InvitePerson, addresses ...identity.Address) (identity.Invitation, error) {
	i := identity.Invitation{Person: c.Name, OneUse: identity.NewOneUseKey(), Addresses: addresses}
	if err := checkAddresses(addresses); err != nil {
		return identity.Invitation{}, err
	}
	c.Key = i.OneUse.Signing().PublicKey()
	if !c.Until.IsZero() {
		i.Until = c.Until.Time().In(marketplace.London)
	}
	receipt, err := s.Do(ctx, c)
	if err != nil {
		return identity.Invitation{}, err
	}
	i.Inviter, i.Seq = oplog.DeviceID(receipt.Refs[0].Device), receipt.Refs[0].Seq
	err = s.ask(ctx, func(a *asking) error {
		m, err := readMeta(ctx, a.querier)
		if err != nil {
			return err
		}
		i.System, i.Subject, i.Rehearsal = m.system, oplog.ID(a.sys.ID), a.sys.Rehearsal
		if d := a.sys.Devices[receipt.Refs[0].Device]; d != nil {
			i.Recipient = d.Recipient
		}
		if i.Person == "" {
			if i.Person, err = a.person(ctx, c.Person); err != nil {
				return err
			}
		}
		text, err := s.text(ctx, a.querier, a.sys.Founded)
		i.Name = text[marketplace.FieldTitle]
		return err
	})
	return i, err
}

func checkAddresses(addresses []identity.Address) error {
	if len(addresses) > identity.MaxAddresses {
		return marketplace.Errorf(marketplace.Invalid, "An invitation holds at most %d addresses. Keep those of computers that are always on.", identity.MaxAddresses).On("addresses")
	}
	for _, a := range addresses {
		err := identity.CheckAddress(a.HostPort)
		switch {
		case err != nil:
			e := marketplace.Errorf(marketplace.Invalid, "“%.60s” is not an address. Write a name or number and a port, such as node.example.org:7946.", a.HostPort).On("addresses")
			e.Err = err
			return e
		case a.Device.IsZero():
			return marketplace.Errorf(marketplace.Invalid, "Nobody said which computer answers at %.60s. Name its device.", a.HostPort).On("addresses")
		}
	}
	return nil
}
