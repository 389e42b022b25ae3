package app

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/firstrun"
	"settle.example/settle/marketplace"
)

// ReadInvitation reads an invitation's file.
func (f *first) ReadInvitation(_ context.Context, path string) (firstrun.Invitation, error) {
	return f.keep(replication.ReadInvitation(path))
}

// ParseInvitation reads what was typed.
func (f *first) ParseInvitation(_ context.Context, text string) (firstrun.Invitation, error) {
	return f.keep(replication.ParseInvitation(text))
}

func (f *first) keep(i replication.Invitation, err error) (firstrun.Invitation, error) {
	if err != nil {
		return firstrun.Invitation{}, err
	}
	f.invited = &i
	said := firstrun.Invitation{System: i.Name, Person: i.Person, Until: i.Until, Rehearsal: i.Rehearsal}
	for _, a := range i.Addresses {
		said.Addresses = append(said.Addresses, a.HostPort)
	}
	return said, nil
}

// Join begins to take part in the folder by the invitation that was read last.
func (f *first) Join(ctx context.Context) error {
	if f.invited == nil {
		return marketplace.Errorf(marketplace.Invalid, "There is no invitation yet. Choose the file, or type the code.")
	}
	if err := f.release(); err != nil {
		return err
	}
	s, err := replication.Join(ctx, f.a.dir, *f.invited, f.options())
	if err != nil {
		return err
	}
	return s.Close()
}

// wait shows how far joining has come, and opens the shell once this computer takes part.
func (a *App) wait(start opened) {
	j := start.joining
	a.waiting = firstrun.NewWaiting(a.window, a.work, firstrun.Invitation{
		System: j.System, Person: j.Person, Until: j.Until, Rehearsal: j.Rehearsal, Addresses: j.Addresses,
	}, &first{a: a})
	var entered atomic.Bool
	a.connection = connect(a.store, "", start.settings, func(st replication.Status, now ui.Sharing) {
		waits, err := a.waits()
		if err == nil && !waits && !entered.Swap(true) {
			a.work.Start(a.joined)
			return
		}
		a.work.Deliver(func() {
			if a.waiting != nil {
				a.waiting.Show(joiningOf(st, now))
			}
		})
	})
	a.connection.watch()
	a.painted()
}

func (a *App) waits() (bool, error) {
	_, waits, err := replication.Waits(context.Background(), a.store)
	return waits, err
}

// joined opens the shell: this computer takes part.
func (a *App) joined(ctx context.Context) {
	a.disconnect()
	start, err := a.begin(ctx)
	a.work.Deliver(func() {
		a.waiting = nil
		a.told = "You take part in " + start.me.System + " now. Everything works without a network, too."
		a.show(start, err)
	})
}

func joiningOf(st replication.Status, now ui.Sharing) firstrun.Joining {
	j := firstrun.Joining{Linked: now.Linked, Entries: whole(st.Entries), Lacks: now.Coming, Problem: st.Problem}
	switch {
	case j.Problem != "" || st.Linked() > 0:
	case st.Trouble == replication.TroubleStranger:
		j.Problem = "The computer that answered does not let this one in yet. If you were invited just now, leave this open: it does as soon as it hears of your invitation. If it stays so, the invitation may have been withdrawn: ask your registrar for a new one."
	case st.Trouble == replication.TroubleUsed:
		j.Problem = replication.UsedBefore
	case st.Trouble == replication.TroubleSystem:
		at := "that answered"
		if st.TroubleAt != "" {
			at = "at " + st.TroubleAt
		}
		j.Problem = "The computer " + at + " belongs to another system than your invitation. Ask your registrar for the right address."
	case st.Trouble == replication.TroubleRevoked:
		j.Problem = "This invitation was withdrawn, or used on another computer too. Ask your registrar."
	case st.Trouble == replication.TroubleNewer:
		j.Problem = "The computer that answered has another version of Settle. Install the newest Settle on both."
	case st.Trouble == replication.TroubleDisk:
		j.Problem = "The disk does not take what comes in. Make room on it: Settle then goes on by itself."
	}
	return j
}

// ReadBundle takes a bundle in while this computer joins.
func (f *first) ReadBundle(ctx context.Context, file string, progress func(done, total int)) (string, error) {
	done, err := replication.Import(ctx, f.a.store, file, replication.Importing{With: f.invited, Progress: progress})
	f.a.connection.look()
	return brought(done), err
}

// SaveBundle saves what those who take part need to know of this computer.
func (f *first) SaveBundle(ctx context.Context, folder string, progress func(done, total int)) (string, error) {
	file := filepath.Join(folder, "settle-joining-"+time.Now().Format("2006-01-02-150405")+".bundle")
	c, err := replication.Export(ctx, f.a.store, file, replication.Exporting{Progress: progress})
	return saved(c, file), err
}

// AddAddress adds where the system can be reached.
func (f *first) AddAddress(_ context.Context, address string) error {
	return f.a.connection.add(address)
}

// StopJoining takes away what joining began: the store's own files, and nothing else that lies in the folder.
func (f *first) StopJoining(ctx context.Context) error {
	f.a.disconnect()
	if err := f.a.store.Abandon(ctx); err != nil {
		return err
	}
	return f.release()
}
