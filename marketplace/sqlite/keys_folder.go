package sqlite

import (
	"errors"
	"os"
	"path/filepath"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// alone keeps other processes from changing what is in the folder as a whole.
func alone(dir string) (release func(), err error) {
	release, ok, err := lockFile(filepath.Join(dir, "found.lock"))
	if err == nil && !ok {
		err = marketplace.Errorf(marketplace.Unavailable, "Another copy of Settle is at work in %s. Wait until it has finished.", dir)
	}
	return release, err
}

const formerKeys = "former-keys"

// former is where the key of a device that this one succeeded is kept.
func former(dir string, id oplog.DeviceID) string {
	return filepath.Join(dir, formerKeys, id.String()[:16])
}

// formers is where keys of devices that this one succeeded are.
func formers(dir string) []string {
	entries, err := os.ReadDir(filepath.Join(dir, formerKeys))
	if err != nil {
		return nil
	}
	var paths []string
	for _, e := range entries {
		paths = append(paths, filepath.Join(dir, formerKeys, e.Name()))
	}
	return paths
}

const nextKeys = "keys-next"

// swapKeys puts the key of the device that the file names into its place, where a restore or a new log was cut off
// before it did so itself.
func swapKeys(dir string, self marketplace.DeviceID) error {
	next, err := identity.Inspect(filepath.Join(dir, nextKeys))
	if errors.Is(err, identity.ErrNoDevice) || err == nil && marketplace.DeviceID(next.Device) != self {
		return nil
	}
	if err != nil {
		return err
	}
	if err := swap(dir, self); err != nil {
		// Another process may have done so at the same moment.
		if now, again := identity.Inspect(filepath.Join(dir, keysName)); again != nil || marketplace.DeviceID(now.Device) != self {
			return err
		}
	}
	return syncDir(dir)
}

func swap(dir string, self marketplace.DeviceID) error {
	if old, err := identity.Inspect(filepath.Join(dir, keysName)); err == nil {
		if marketplace.DeviceID(old.Device) == self {
			return nil
		}
		to := former(dir, old.Device)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(dir, keysName), to); err != nil {
			return err
		}
	}
	return os.Rename(filepath.Join(dir, nextKeys), filepath.Join(dir, keysName))
}
