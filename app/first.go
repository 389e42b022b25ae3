package app

import (
	"context"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/setup"
	"settle.example/settle/app/ui/firstrun"
	"settle.example/settle/marketplace/sqlite"
)

// first is what the first run asks of the desktop.
type first struct {
	a       *App
	invited *replication.Invitation // the one that was read last
}

var _ firstrun.Backend = (*first)(nil)

// Found founds a system in the folder.
func (f *first) Found(ctx context.Context, given firstrun.Founding) error {
	if err := f.release(); err != nil {
		return err
	}
	s, err := setup.Found(ctx, f.a.dir, f.a.reference, setup.Founding{
		System: given.System, Person: given.Person, Org: given.Org, Roles: given.Roles, Rehearsal: given.Rehearsal,
		Recovery: given.Recovery, Passphrase: given.Passphrase,
	}, f.options())
	if err != nil {
		return err
	}
	return s.Close()
}

// Demo builds the demo system in the folder.
func (f *first) Demo(ctx context.Context, progress func(done, total int)) error {
	if err := f.release(); err != nil {
		return err
	}
	return setup.Demo(ctx, f.a.dir, f.a.reference, f.a.now(), progress)
}

// Restore brings a backup back into the folder.
func (f *first) Restore(ctx context.Context, file, recovery, passphrase string, progress func(done, total int)) (string, error) {
	if err := f.release(); err != nil {
		return "", err
	}
	s, restored, err := sqlite.Restore(ctx, file, f.a.dir, sqlite.Restoring{
		Recovery: recovery, Passphrase: passphrase, Progress: progress, Options: f.options(),
	})
	if err != nil {
		return "", err
	}
	return restored.Sentence, s.Close()
}

// Unlock takes the passphrase that the folder is opened with from now on.
func (f *first) Unlock(passphrase string) { f.a.passphrase = passphrase }

func (f *first) options() sqlite.Options { return setup.Options(f.a.o.Now, f.a.passphrase) }

// Folder is where the data is or will be.
func (f *first) Folder() string { return f.a.dir }

// Open opens the folder again and shows what it finds.
func (f *first) Open() {
	f.a.window.SetContent(firstrun.Opening())
	f.a.open()
}

// release closes a store that was opened without a system in it.
func (f *first) release() error {
	f.a.disconnect()
	if f.a.store == nil {
		return nil
	}
	if f.a.unlock != nil {
		f.a.unlock()
		f.a.unlock = nil
	}
	s := f.a.store
	f.a.store = nil
	return s.Close()
}
