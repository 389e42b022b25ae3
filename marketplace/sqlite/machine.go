package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"settle.example/settle/marketplace"
)

// settingMachine is where the file remembers which machine it was last opened on.
const settingMachine = "machine"

// machineSum hides a machine's id: a backup of the file need not tell it.
func machineSum(id string) string {
	if id == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("settle/machine/1" + id))
	return hex.EncodeToString(sum[:])
}

// errMoved is told while the folder is on another machine than the one that its key was made on.
var errMoved = marketplace.Errorf(marketplace.Unavailable,
	"Settle's folder was moved or copied from another computer, and two computers must not write with one key. Open Settle's page about this computer and let it take a new key: nothing is lost.")

// checkMachine compares the machine with the one that the file remembers.
func (s *Store) checkMachine(ctx context.Context) error {
	if s.machine == "" {
		return nil
	}
	was, err := s.Setting(ctx, settingMachine)
	switch {
	case err != nil:
		return err
	case was == "":
		return s.SetSetting(ctx, settingMachine, s.machine)
	}
	s.moved.Store(was != s.machine)
	return nil
}

// rememberMachine notes that this device's key is of this machine.
func (t *tx) rememberMachine(ctx context.Context) error {
	if t.s.machine == "" {
		return nil
	}
	return t.set(ctx, settingMachine, t.s.machine)
}

// set keeps a setting of this installation.
func (t *tx) set(ctx context.Context, key, value string) error {
	return t.exec(ctx, `INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
}
