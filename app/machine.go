package app

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"

	"settle.example/settle/app/ui/settings"
	"settle.example/settle/marketplace/sqlite"
)

// machine is what the page about this computer asks for.
type machine struct{ a *App }

var _ settings.Machine = machine{}

// Folder is where the data is.
func (m machine) Folder() string { return m.a.dir }

// Size is what the data takes up, in bytes.
func (m machine) Size() (int64, error) {
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

// Recovery is the recovery file's path while it lies beside the data.
func (m machine) Recovery() string {
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
