package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Abandon closes the store and takes its data and keys away, where this device asked to take part and does not yet. It
// fails with Refused for any other: nothing that somebody wrote is ever deleted.
func (s *Store) Abandon(ctx context.Context) error {
	seq, err := s.Length(ctx)
	if err != nil {
		return err
	}
	admission, err := s.Admission(ctx, oplog.DeviceID(s.Device()))
	if err != nil {
		return err
	}
	if admission != AdmissionUnknown || seq != 1 || s.Device().IsZero() {
		return marketplace.Errorf(marketplace.Refused, "This computer takes part in the system already. Nothing was taken away.")
	}
	if err := s.Close(); err != nil {
		return err
	}
	var errs []error
	for _, name := range []string{keysName, nextKeys, fileName + "-wal", fileName + "-shm", fileName} {
		errs = append(errs, os.RemoveAll(filepath.Join(s.dir, name)))
	}
	return said(errors.Join(errs...))
}
