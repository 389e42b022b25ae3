package sqlite

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// Options says how a store is opened. The zero value is what a person's own Settle uses.
type Options struct {
	// Now is the time that acts are written at; nil is the system's clock. Only a rehearsal system is given another.
	Now func() time.Time
	// Passphrase opens this device's key where it is locked with one, and locks a key that is made.
	Passphrase string
	// Vault keeps the secret of keys that no passphrase locks; nil is none.
	Vault Vault
	// MachineID tells this machine from others; empty where nothing does. A folder that comes to another machine must go
	// on under a new identity (see RenewalDue).
	MachineID string
}

// Store keeps one system in one folder. Its methods may be called from any goroutine; it ends with Close. It is a
// marketplace.Store.
type Store struct {
	dir     string
	now     func() time.Time
	writer  chan *conn // holds the one connection that writes, while nobody does
	readers *readers
	closed  chan struct{}
	closing sync.Once
	locks   *locks
	machine string      // see machineSum
	moved   atomic.Bool // the file was last opened on another machine

	self      atomic.Pointer[identity.Device] // nil while this device may not write
	opening   sync.Mutex                      // held while its keys are put in place
	cache     systemCache
	proofs    sync.Map // proofKey → bool
	keyring   keyring
	spent     spentRings
	fields    cache[openedKey, map[marketplace.Field]string]
	births    cache[birth, bool] // whether it was past the cut
	letters   letterShelf
	owedAfter atomic.Int64 // where Owed goes on
	watch     watch
}

// Device is this device's id; zero where it has no key for the system.
func (s *Store) Device() marketplace.DeviceID {
	if d := s.device(); d != nil {
		return marketplace.DeviceID(d.ID())
	}
	return marketplace.DeviceID{}
}

func (s *Store) device() *identity.Device { return s.self.Load() }

// Dir is the folder that the store is kept in.
func (s *Store) Dir() string { return s.dir }

// Close ends subscriptions, waits for the transaction that is under way, and closes the file. The write-ahead log goes
// with the last process that closes.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() {
		close(s.closed)
		s.watch.stop()
		c := <-s.writer
		err = errors.Join(s.readers.close(), c.close())
	})
	return said(err)
}

// committed lets those who wait know what a transaction changed.
func (s *Store) committed(t *tx) {
	if t.meta.members != t.found.members {
		s.cache.put(t.meta.members, t.sys)
	}
	if t.truncate {
		s.fields.clear()
	}
	if t.meta.revision != t.found.revision {
		s.watch.tell(t.meta.revision, changeOf(t.changed))
	}
}

// Setting is a preference of this installation; empty where none was set. Preferences are never replicated.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		_, err := one(ctx, q, `SELECT value FROM setting WHERE key = ?`, []any{key}, &value)
		return err
	})
	return value, err
}

// SetSetting keeps a preference; an empty value forgets it.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	const most = 64 << 10
	if key == "" || len(key) > 100 || len(value) > most {
		return marketplace.Errorf(marketplace.Invalid, "A preference has a name of up to 100 letters and a value of up to %d.", most)
	}
	return s.write(ctx, func(t *tx) error {
		if value == "" {
			return t.exec(ctx, `DELETE FROM setting WHERE key = ?`, key)
		}
		return t.set(ctx, key, value)
	})
}
