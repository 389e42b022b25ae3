package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// takeIdentity gives the file at path, which nobody else has open, a new device to write with. why is a sentence where
// it could not: then the file names no device, and is for reading.
func takeIdentity(ctx context.Context, path, dir string, r Restoring) (why string, err error) {
	s, err := openAt(ctx, path, dir, r.Options)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var m meta
	var sys *marketplace.System
	if err := s.readers.look(ctx, func(q querier) (err error) {
		if m, err = readMeta(ctx, q); err != nil {
			return err
		}
		sys, err = s.systemAt(ctx, q)
		return err
	}); err != nil {
		return "", badBackup(err)
	}
	p, why, err := s.findProof(sys, m, r)
	if err != nil {
		return "", err
	}
	if p == nil {
		return why, s.forgetSelf(ctx)
	}
	if err := os.RemoveAll(filepath.Join(dir, nextKeys)); err != nil { // of a restore that was cut off
		return "", err
	}
	next, err := s.locks.fresh(filepath.Join(dir, nextKeys))
	if err != nil {
		return "", err
	}
	return "", s.goOnAs(ctx, next, p)
}

// proof is by what right a new device takes part.
type proof struct {
	old    *identity.Device // ProofSuccessor: whose place the new device takes
	namer  *identity.Device // that names it: old, or the one before
	root   identity.Recovery
	person marketplace.ID // ProofRoot

	invitation *identity.Invitation // ProofInvitation

	reissued Reissued // what became of the old device's part
}

// joined is the entry by which the next device takes part in the system.
func (p *proof) joined(system oplog.Hash, next *identity.Device) *marketplace.MemberJoined {
	j := &marketplace.MemberJoined{Recipient: next.Recipient()}
	var signature oplog.Signature
	switch {
	case p.old != nil:
		j.Proof, j.Of = marketplace.ProofSuccessor, marketplace.DeviceID(p.namer.ID())
		signature = identity.NameSuccessor(p.namer, system, next.ID())
	case p.invitation != nil:
		invited := marketplace.Ref{Device: marketplace.DeviceID(p.invitation.Inviter), Seq: p.invitation.Seq}
		j.Proof, j.Invitation = marketplace.ProofInvitation, invited
		signature = identity.UseInvitation(p.invitation.OneUse.Signing(), system, next.ID())
	default:
		j.Proof, j.Person = marketplace.ProofRoot, p.person
		signature = identity.SignRootAct(p.root.Root, system, next.ID(), 1, rootAct(p.person, j.Recipient))
	}
	j.Signature = signature[:]
	return j
}

// system is the subject of the system's entries.
func (p *proof) system(sys *marketplace.System) marketplace.ID {
	if p.invitation != nil {
		return marketplace.ID(p.invitation.Subject)
	}
	return sys.ID
}

// findProof looks for a key that can name a new device.
func (s *Store) findProof(sys *marketplace.System, m meta, r Restoring) (*proof, string, error) {
	keys, locked := s.keysHere()
	for _, old := range keys {
		if _, ok := sys.ActorOf(marketplace.DeviceID(old.ID())); ok {
			return &proof{old: old}, "", nil
		}
	}
	if r.Recovery == "" && locked != nil {
		return nil, "", locked // with the passphrase there is a key
	}
	if r.Recovery == "" {
		return nil, "Restored for reading. To change anything, ask a registrar to invite you, or restore again with the recovery file.", nil
	}
	rec, err := identity.ReadRecovery(r.Recovery, r.Passphrase)
	if err != nil {
		return nil, "", recoveryUnread(err)
	}
	d := sys.Devices[m.self]
	switch {
	case rec.System != m.system:
		return nil, "", marketplace.Errorf(marketplace.Invalid, "This recovery file belongs to another system than the backup. Find the one that was made when this system was founded.")
	case d == nil:
		return nil, "The backup does not say whose computer it was made on, so it was restored for reading. Ask a registrar to invite you.", nil
	}
	return &proof{root: rec, person: d.Person}, "", nil
}

func recoveryUnread(err error) error {
	e := marketplace.Errorf(marketplace.Invalid, "The recovery file cannot be used: %s.", err)
	switch {
	case errors.Is(err, identity.ErrLocked):
		e = marketplace.Errorf(marketplace.Invalid, "The recovery file is protected: type its passphrase.").On("passphrase")
	case errors.Is(err, identity.ErrPassphrase):
		e = marketplace.Errorf(marketplace.Invalid, "That passphrase does not open the recovery file: check capitals and try again.").On("passphrase")
	case errors.Is(err, os.ErrNotExist):
		e = marketplace.Errorf(marketplace.NotFound, "There is no recovery file of that name. Check where it was kept.")
	}
	e.Err = err
	return e
}

// keysHere is the device keys in the folder that can be opened: the present one first, then those that it succeeded.
// locked is the error of one that needs a passphrase.
func (s *Store) keysHere() (keys []*identity.Device, locked error) {
	for _, path := range append([]string{filepath.Join(s.dir, keysName)}, formers(s.dir)...) {
		d, err := s.locks.open(path)
		switch {
		case err == nil:
			keys = append(keys, d)
		case errors.Is(err, marketplace.ErrLocked):
			locked = err
		}
	}
	return keys, locked
}

func (s *Store) forgetSelf(ctx context.Context) error {
	return s.write(ctx, func(t *tx) error {
		t.meta.self = marketplace.DeviceID{}
		return nil
	})
}

// errNotYetIn is for a joiner: its invitation is of the key that took it up.
var errNotYetIn = marketplace.Errorf(marketplace.NotAMember,
	"This computer has not taken part yet, so it keeps its key. Connect it to the others or import a bundle first, then let it take a new one.")

// goOnAs begins the log of a new device with the entry that makes it a member, and hands it the rings that the proof
// can open.
func (s *Store) goOnAs(ctx context.Context, next *identity.Device, p *proof) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.inheritRings(ctx, next, p); err != nil {
			return err
		}
		if err := t.holdBack(ctx); err != nil {
			return err
		}
		if p.old != nil {
			if t.sys.Devices[marketplace.DeviceID(p.old.ID())] == nil {
				return errNotYetIn
			}
			var err error
			if p.namer, err = t.namer(ctx, p.old); err != nil {
				return err
			}
		}
		was := t.meta.self
		t.meta.self = marketplace.DeviceID(next.ID())
		if err := errors.Join(t.rememberMachine(ctx), t.rememberBeginning(ctx)); err != nil {
			return err
		}
		w, err := t.openLog(ctx, next)
		if err != nil {
			return err
		}
		if p.old != nil && marketplace.DeviceID(p.old.ID()) == was {
			if err := w.continueFrom(ctx, was); err != nil {
				return err
			}
		}
		l, err := w.append(ctx, ready{draft: marketplace.Draft{Subject: p.system(t.sys), Fact: p.joined(t.meta.system, next)}})
		if err != nil {
			return err
		}
		if err := t.fold(ctx); err != nil {
			return err
		}
		// An invitation may have to wait for the entry that it rests on; a key of our own never has to.
		if p.invitation == nil {
			if err := w.inEffect(ctx, []marketplace.Ref{{Device: t.meta.self, Seq: l.Seq}}); err != nil {
				return err
			}
		}
		w.actor, _ = t.sys.ActorOf(t.meta.self)
		w.sealer.actor = w.actor
		if p.invitation == nil {
			if err := w.succeed(ctx, was, p); err != nil {
				return err
			}
		}
		return w.close(ctx)
	})
}

// inheritRings seals the keys of rings that the old device, or the recovery rings, could open to the new device: in
// this file alone, since nobody else has to know.
func (t *tx) inheritRings(ctx context.Context, next *identity.Device, p *proof) error {
	keys, person := p.root.Rings, p.person
	if p.old != nil {
		keys = []identity.Key{p.old.Key()}
		actor, _ := t.sys.ActorOf(marketplace.DeviceID(p.old.ID()))
		person = actor.Person
	}
	actor := marketplace.Actor{Person: person}
	if p := t.sys.Persons[person]; p != nil {
		actor.Org, actor.Roles = p.Org, p.Roles
	}
	rings, err := t.s.readableRings(ctx, t, t.sys)
	if err != nil {
		return err
	}
	for i := range rings {
		r := &rings[i]
		if !belongs(actor, r.For) {
			continue
		}
		key, ok, err := t.s.openRing(ctx, t, r, keys...)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		sealed, err := identity.SealRingKey(key, []identity.Recipient{next.Recipient()})
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO ring_key (ring, sealed) VALUES (?, ?) ON CONFLICT (ring) DO UPDATE SET sealed = excluded.sealed`, ringID(r), sealed); err != nil {
			return err
		}
	}
	return nil
}
