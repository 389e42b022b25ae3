package setup

import (
	"context"
	"errors"
	"time"

	"settle.example/settle/app/keychain"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// Version is this version of Settle, as FyneApp.toml has it for the packaged desktop.
const Version = "0.1.0"

// Options are how a system is opened, founded or restored on this computer: with the keyring of the system, where there
// is one, and with a passphrase, where it is not empty. now, where it is not zero, is taken for the present time.
func Options(now time.Time, passphrase string) sqlite.Options {
	o := sqlite.Options{Passphrase: passphrase, Vault: keychain.System(), MachineID: machineID()}
	if !now.IsZero() {
		o.Now = func() time.Time { return now }
	}
	return o
}

// Open opens the system kept in dir. Only a rehearsal system takes another time than the clock's; a real one is refused
// before anything is done in it at a wrong time. It fails as sqlite.Open does, and with Refused.
func Open(ctx context.Context, dir string, o sqlite.Options) (*sqlite.Store, error) {
	clock := o
	clock.Now = nil
	s, err := sqlite.Open(ctx, dir, clock)
	if err != nil || o.Now == nil {
		return s, err
	}
	me, err := s.Me(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	if !me.Rehearsal {
		return nil, NotRehearsal()
	}
	return sqlite.Open(ctx, dir, o)
}

// NotRehearsal says that the time of a real system cannot be set.
func NotRehearsal() error {
	return marketplace.Errorf(marketplace.Refused, "Only a rehearsal system lets the time be set, and this one is real. Leave --now out.")
}
