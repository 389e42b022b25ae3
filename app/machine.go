package app

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"

	"settle.example/settle/app/ui/settings"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

// machine is what the page about this computer asks for.
type machine struct{ a *App }

var _ settings.Machine = machine{}

// Folder is where the data is.
func (m machine) Folder() string { return m.a.dir }

// State looks at the disk.
func (m machine) State() (settings.State, error) {
	now := settings.State{Recovery: m.recovery()}
	way, err := m.a.store.Protection()
	if err != nil {
		return now, err
	}
	now.Key = map[identity.Way]settings.KeyKept{identity.WayPassphrase: settings.KeyUnderPassphrase, identity.WaySecret: settings.KeyInKeyring}[way]
	now.Size, err = m.size()
	return now, err
}

// SetPassphrase locks this computer's key.
func (m machine) SetPassphrase(ctx context.Context, passphrase string) error {
	return m.a.store.SetPassphrase(ctx, passphrase)
}

// Renew lets this computer go on under a new key.
func (m machine) Renew(ctx context.Context) error { return m.a.store.Renew(ctx) }

// size is what the data takes up, in bytes.
func (m machine) size() (int64, error) {
	var total int64
	err := filepath.WalkDir(m.a.dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		total += info.Size()
		return nil
	})
	return total, err
}

// recovery is the recovery file's path while it lies beside the data.
func (m machine) recovery() string {
	path := filepath.Join(m.a.dir, sqlite.RecoveryName)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// Backup copies everything into one file.
func (m machine) Backup(ctx context.Context, file string, progress func(done, total int)) error {
	return m.a.store.Backup(ctx, file, progress)
}

// Check verifies the log.
func (m machine) Check(ctx context.Context, progress func(done, total int)) (int, []string, error) {
	r, err := m.a.store.Verify(ctx, progress)
	return r.Entries, r.Problems, err
}

// Version is Settle's.
func (m machine) Version() string { return m.a.fyne.Metadata().Version }
