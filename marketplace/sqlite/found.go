package sqlite

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Founding is what a person gives to found a system, with the organisations and rents that it begins with.
type Founding struct {
	System    string // the system's name
	Person    string // the founder's
	Org       string // code of the founder's organisation, one of Orgs
	Roles     marketplace.Roles
	Rehearsal bool
	Orgs      []marketplace.RecordOrganisation
	Cap       marketplace.SetCap

	// Recovery is the file that the recovery keys are written to; RecoveryName in the folder when empty. Passphrase
	// encrypts it where it is not empty.
	Recovery   string
	Passphrase string
}

// RecoveryName is what the recovery file is called beside the data, until somebody keeps it apart.
const RecoveryName = "recovery-key-keep-apart.txt"

// Found founds a system in dir, which must not hold one, and opens it: this device is its first member. The recovery
// file is on disk before the system is. It fails with Invalid where the founding lacks something, and with Refused
// where the folder has a system already.
func Found(ctx context.Context, dir string, f Founding, o Options) (*Store, error) {
	s, err := foundIn(ctx, dir, f, o)
	return s, said(err)
}

func foundIn(ctx context.Context, dir string, f Founding, o Options) (*Store, error) {
	if err := refuseNetwork(dir); err != nil {
		return nil, err
	}
	facts := marketplace.Founding{
		System: f.System, Person: f.Person, Org: f.Org, Roles: f.Roles, Rehearsal: f.Rehearsal, Orgs: f.Orgs, Cap: f.Cap,
	}
	if err := facts.Check(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	release, err := alone(dir)
	if err != nil {
		return nil, err
	}
	defer release()
	s, err := openFile(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	if err := s.found(ctx, facts, f); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) found(ctx context.Context, facts marketplace.Founding, f Founding) error {
	if s.revision() != unseen {
		return hasSystem(s.dir)
	}
	self, err := s.ownKey()
	if err != nil {
		return err
	}
	root := identity.NewSigningKey()
	facts.Device = marketplace.DeviceID(self.ID())
	facts.Recipient = self.Recipient()
	facts.Roots = [][32]byte{root.PublicKey()}
	rand.Read(facts.Nonce[:]) // never fails: crypto/rand stops the program instead

	path := f.Recovery
	if path == "" {
		path = filepath.Join(s.dir, RecoveryName)
	}
	written := false
	s.self.Store(self)
	err = s.begin(ctx, facts, func(system oplog.Hash, rings []identity.Key) error {
		err := identity.WriteRecovery(path, identity.Recovery{Name: f.System, Made: s.now(), System: system, Root: root, Rings: rings}, f.Passphrase)
		written = err == nil
		return recoveryError(err, path)
	})
	if err != nil && written {
		err = errors.Join(err, os.Remove(path)) // it opens a system that never was
	}
	return err
}

// ownKey makes this device's key, or takes the one that a founding left behind which did not come to its end.
func (s *Store) ownKey() (*identity.Device, error) {
	dir := filepath.Join(s.dir, keysName)
	d, err := s.locks.fresh(dir)
	if errors.Is(err, identity.ErrDeviceExists) {
		return s.locks.open(dir)
	}
	return d, err
}

func recoveryError(err error, path string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, identity.ErrWeakPassphrase):
		return weak(err)
	case errors.Is(err, fs.ErrExist):
		return marketplace.Errorf(marketplace.Refused, "There is a file at %s already, and it may be the recovery file of another system. Move it away, or choose another place.", path)
	}
	return err
}

// begin writes the founding entries and the first rings in one transaction. keep puts the keys away that must never
// be here, before anything is committed.
func (s *Store) begin(ctx context.Context, f marketplace.Founding, keep func(system oplog.Hash, rings []identity.Key) error) error {
	return s.writeFirst(ctx, f, func(t *tx, w *logWriter) error {
		var founding oplog.Link
		drafts := marketplace.FoundingDrafts(f)
		private, err := w.sealer.private(ctx, drafts...)
		if err != nil {
			return err
		}
		for i, d := range drafts {
			l, err := w.append(ctx, ready{d, private[i]})
			if err != nil {
				return err
			}
			if i == 0 {
				founding = l
				// The fold asks whether this is the entry whose hash is the system's id.
				t.meta.system = l.Hash
				if err := t.exec(ctx, `UPDATE meta SET system = ? WHERE id = 1`, l.Hash); err != nil {
					return err
				}
			}
		}
		if err := t.fold(ctx); err != nil {
			return err
		}
		recovery, err := w.foundRings(ctx, f)
		if err != nil {
			return err
		}
		if err := t.fold(ctx); err != nil {
			return err
		}
		if err := w.close(ctx); err != nil {
			return err
		}
		return keep(founding.Hash, []identity.Key{recovery})
	})
}

// foundRings makes the rings that a system needs from its first day: the recovery ring, whose key goes on paper, the
// founder's own, those of their organisation's leads and of the coordinators, and the guardian's where they are it.
func (w *logWriter) foundRings(ctx context.Context, f marketplace.Founding) (identity.Key, error) {
	w.actor, _ = w.t.sys.ActorOf(w.actor.Device)
	w.sealer.actor = w.actor
	of := marketplace.Audience{Ring: marketplace.RingRecovery, Org: f.Org}
	ring, recovery, err := identity.NewRing(identity.RingRecovery, oplog.ID{})
	if err != nil {
		return identity.Key{}, err
	}
	made := &marketplace.RingMade{For: of, Recipient: ring.Public}
	if _, err := w.append(ctx, ready{draft: marketplace.Draft{Subject: w.t.sys.ID, Fact: made}}); err != nil {
		return identity.Key{}, err
	}
	if err := w.t.fold(ctx); err != nil { // the others are sealed to it as well
		return identity.Key{}, err
	}
	for _, a := range []marketplace.Audience{
		{Ring: marketplace.RingPerson, Person: w.actor.Person},
		{Ring: marketplace.RingLeads, Org: f.Org},
		{Ring: marketplace.RingCoordinator},
		{Ring: marketplace.RingGuardian, Org: f.Org},
	} {
		if _, _, err := w.sealer.ring(ctx, a); err != nil {
			return identity.Key{}, err
		}
	}
	return recovery, w.makeRings(ctx)
}

// writeFirst is write for a file that holds no system yet.
func (s *Store) writeFirst(ctx context.Context, f marketplace.Founding, act func(*tx, *logWriter) error) error {
	return s.transact(ctx, func(t *tx) error {
		if err := t.exec(ctx, `INSERT INTO meta (id, system, rehearsal, self, rules) VALUES (1, zeroblob(32), ?, ?, ?)`, f.Rehearsal, f.Device, rules); err != nil {
			return err
		}
		if err := t.begin(ctx); err != nil {
			return err
		}
		if err := t.rememberMachine(ctx); err != nil {
			return err
		}
		w, err := t.openLog(ctx, s.device())
		if err != nil {
			return err
		}
		return act(t, w)
	})
}
