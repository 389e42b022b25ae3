package app

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"slices"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui/people"
	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// taking is what the screens read, with what the page of people asks of this machine beside it: where it can be reached,
// and invitations.
type taking struct{ data }

// Reachable is the computers that are always on, by what others are told, and then this one where others can call it.
func (p taking) Reachable(ctx context.Context) ([]string, error) {
	all, err := p.reachable(ctx)
	var at []string
	for _, a := range all {
		at = append(at, a.HostPort)
	}
	return at, err
}

func (p taking) reachable(ctx context.Context) ([]identity.Address, error) {
	known, err := p.Addresses(ctx)
	if err != nil {
		return nil, err
	}
	var all []identity.Address
	add := func(hostPort string, device oplog.DeviceID) {
		if identity.CheckAddress(hostPort) == nil && len(all) < identity.MaxAddresses && !slices.ContainsFunc(all, func(a identity.Address) bool { return a.HostPort == hostPort }) {
			all = append(all, identity.Address{HostPort: hostPort, Device: device})
		}
	}
	for _, k := range known {
		if k.AlwaysOn && !k.Device.IsZero() {
			add(k.Address, k.Device)
		}
	}
	for _, own := range ownAddresses(p.status()) {
		add(own, oplog.DeviceID(p.Device()))
	}
	return all, nil
}

// ownAddresses is where this machine listens, in numbers that others on its network can call.
func ownAddresses(s replication.Status) []string {
	host, port, err := net.SplitHostPort(s.Listens)
	if !s.Connected || err != nil {
		return nil
	}
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		if ip != nil && ip.IsLoopback() {
			return nil
		}
		return []string{s.Listens}
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var all []string
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			all = append(all, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return all
}

// Invitation invites. An address that is not known here is taken to be this machine's.
func (p taking) Invitation(ctx context.Context, c marketplace.InvitePerson, at []string) (people.Invitation, error) {
	known, err := p.reachable(ctx)
	if err != nil {
		return people.Invitation{}, err
	}
	var addresses []identity.Address
	for _, hostPort := range at {
		a := identity.Address{HostPort: hostPort, Device: oplog.DeviceID(p.Device())}
		if i := slices.IndexFunc(known, func(k identity.Address) bool { return k.HostPort == hostPort }); i >= 0 {
			a = known[i]
		}
		addresses = append(addresses, a)
	}
	i, err := p.Invite(ctx, c, addresses...)
	if err != nil {
		return people.Invitation{}, err
	}
	code, err := i.Code()
	if err != nil {
		return people.Invitation{}, err
	}
	return people.Invitation{
		Code: code, Grouped: identity.GroupCode(code), Reaches: len(addresses),
		Write: func(path string) error { return fileTrouble(identity.WriteInvitation(path, i)) },
		Bundle: func(ctx context.Context, path string, progress func(done, total int)) (string, error) {
			c, err := replication.Export(ctx, p.Store, path, replication.Exporting{For: &replication.Invitation{Invitation: i, Text: code}, Replace: true, Progress: progress})
			return saved(c, path), err
		},
	}, nil
}

// fileTrouble is why a file could not be written, for a person.
func fileTrouble(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return marketplace.Errorf(marketplace.Refused, "You may not write there. Choose another folder.")
	case errors.Is(err, fs.ErrExist):
		return marketplace.Errorf(marketplace.Refused, "There is a file of that name. Choose another name.")
	case err != nil:
		return marketplace.Errorf(marketplace.Refused, "The disk is full or does not take the file. Choose another folder.")
	}
	return nil
}
