package app

import (
	"context"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/sharing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// network is what the page behind the sync line asks for.
type network struct{ a *App }

var _ sharing.Network = network{}

// State is how things stand now.
func (n network) State(ctx context.Context) (sharing.State, error) {
	c := n.a.connection
	status := c.status()
	c.mu.Lock()
	c.watched = time.Now()
	s := sharing.State{Connection: c.how, Problem: status.Problem, Elsewhere: status.Elsewhere, Listens: reachable(status), PortTaken: status.PortTaken, TroubleAt: status.TroubleAt}
	c.mu.Unlock()
	var err error
	if s.Sharing, err = c.sharing(ctx, status); err != nil {
		return s, err
	}
	if s.Apart {
		return s, nil
	}
	if s.Troubles, err = c.troubles(ctx, status); err != nil {
		return s, err
	}
	s.Joined = whole(status.Entries)
	s.Machines, err = n.machines(ctx, status)
	return s, err
}

// reachable is where others can call this computer: the first of its addresses stands for them. Without a network there
// is none.
func reachable(status replication.Status) string {
	if all := ownAddresses(status); len(all) > 0 {
		return all[0]
	}
	if host, _, err := net.SplitHostPort(status.Listens); err != nil || host == "" || net.ParseIP(host).IsUnspecified() {
		return ""
	}
	return status.Listens
}

// owner is whose a device is.
type owner struct {
	person, org   string
	mine, removed bool
}

// machines names the devices of a status. One that called and does not take part, as far as is known here, is left out:
// it may be of another system, and says nothing to anybody.
func (n network) machines(ctx context.Context, status replication.Status) ([]sharing.Machine, error) {
	members, err := n.a.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	orgs, err := n.a.store.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, o := range orgs {
		names[o.Code] = o.NameText
	}
	owners := map[marketplace.DeviceID]owner{}
	for _, m := range members {
		for _, d := range m.Devices {
			owners[d.ID] = owner{m.Name, names[m.Person.Org], m.This, d.Revoked}
		}
	}
	var all []sharing.Machine
	self := n.a.store.Device()
	for _, p := range status.Peers {
		if marketplace.DeviceID(p.Device) == self {
			continue
		}
		o, known := owners[marketplace.DeviceID(p.Device)]
		if !known && !p.Linked && !p.Seen.IsZero() {
			continue
		}
		all = append(all, sharing.Machine{
			Person: o.person, Org: o.org, Mine: o.mine, Removed: o.removed, AlwaysOn: p.AlwaysOn, Address: p.Address, Linked: p.Linked, InStep: p.InStep,
			Lacks: whole(p.Lacks), Owes: whole(p.Owes), In: p.In, Out: p.Out, InRate: p.InSpeed, Rate: p.OutSpeed, Seen: p.Seen,
		})
	}
	return all, nil
}

// Set changes how this computer is connected.
func (n network) Set(how sharing.Connection) {
	for key, value := range map[string]string{
		ui.SettingApart: either(how.Apart, "yes", ""), ui.SettingListen: either(how.Listen, "", "off"),
		ui.SettingDiscover: either(how.Discover, "", "off"), ui.SettingPort: either(how.Port == defaultPort, "", strconv.Itoa(how.Port)),
	} {
		if n.a.shell.Setting(key) != value {
			n.a.shell.SetSetting(key, value)
		}
	}
	n.a.connection.set(how)
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// AddAddress adds where another computer can be reached.
func (n network) AddAddress(_ context.Context, address string) error {
	return n.a.connection.add(address)
}

// NewKey lets this computer go on under a new key.
func (n network) NewKey(ctx context.Context) (string, error) {
	done, err := n.a.store.Reissue(ctx)
	if err != nil {
		return "", err
	}
	return reissued(done.Entries, done.Left), nil
}

// reissued says what going on under a new key came to: how many entries were written again, and how many could not be.
func reissued(entries, left int) string {
	said := "This computer goes on under a new key."
	if entries > 0 {
		said += " " + xwidget.CountOf(entries, "change that was not shared was written again.", "changes that were not shared were written again.")
	}
	if left > 0 {
		said += " " + xwidget.CountOf(left, "change", "changes") + " could not be: look at what you did last."
	}
	return said
}

// Export saves a bundle.
func (n network) Export(ctx context.Context, file string, what sharing.Bundle, progress func(done, total int)) (string, error) {
	o := replication.Exporting{NoPhotos: !what.Photos, Replace: true, Progress: progress}
	if what.Since != "" {
		theirs, err := replication.Inspect(ctx, n.a.store, what.Since, nil)
		if err != nil {
			return "", err
		}
		o.Since = &theirs
	}
	c, err := replication.Export(ctx, n.a.store, file, o)
	return saved(c, file), err
}

// saved says what is in a bundle.
func saved(c replication.Contents, file string) string {
	what := xwidget.CountOf(whole(c.Entries), "change", "changes")
	if c.Photos > 0 {
		what += " and " + xwidget.CountOf(c.Photos, "photo", "photos")
	}
	return "Saved " + what + " in " + filepath.Base(file) + "."
}

// Import takes a bundle in.
func (n network) Import(ctx context.Context, file string, progress func(done, total int)) (string, error) {
	done, err := replication.Import(ctx, n.a.store, file, replication.Importing{Progress: progress})
	return brought(done), err
}

// brought says what a bundle brought.
func brought(done replication.Imported) string {
	said := "All of the bundle was here already."
	switch {
	case done.New > 0 && done.NewPhotos > 0:
		said = "The bundle brought " + xwidget.CountOf(done.New, "change", "changes") + " and " + xwidget.CountOf(done.NewPhotos, "photo", "photos") + "."
	case done.New > 0:
		said = "The bundle brought " + xwidget.CountOf(done.New, "change", "changes") + "."
	case done.NewPhotos > 0:
		said = "The bundle brought " + xwidget.CountOf(done.NewPhotos, "photo", "photos") + "."
	case done.NewParts > 0:
		said = "The bundle brought what was missing of " + xwidget.CountOf(done.NewParts, "change", "changes") + "."
	}
	if done.Faults > 0 {
		said += " Part of it does not hold and was left out."
	}
	if done.Forks > 0 {
		said += " It shows that a computer’s disk was copied: what that one did since is done again by it."
	}
	return said
}
