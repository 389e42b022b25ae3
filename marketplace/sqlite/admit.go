package sqlite

import (
	"context"
	"errors"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// errNotAdmitted rolls a proof back that makes nobody a member.
var errNotAdmitted = errors.New("the proof makes no member")

// Admit stores the proof of a device that is not known here, where that makes the device a member; else it stores
// nothing: anybody could send it. A proof is the first entries of logs as runs of one record: the last of the device's
// own, those before it of logs that it goes on from, each named by the next. Any that does not belong to these voids it.
// It fails with *UsedAgain, and stores nothing either, where the proof rests on an invitation that another device used.
func (s *Store) Admit(ctx context.Context, proof []*oplog.Run) (done Appended, admitted bool, err error) {
	for _, run := range proof {
		if run.First != 1 || len(run.Records) != 1 {
			return Appended{}, false, nil
		}
	}
	if len(proof) == 0 {
		return Appended{}, false, nil
	}
	err = s.write(ctx, func(t *tx) (err error) {
		var lacking []*oplog.Run
		for _, run := range proof {
			log, err := t.findLog(ctx, marketplace.DeviceID(run.Device))
			if err != nil {
				return err
			}
			if log.tip.Seq == 0 {
				lacking = append(lacking, run)
			}
		}
		if done, err = t.appendRuns(ctx, lacking); err != nil {
			return err
		}
		if !proves(t.sys, proof, lacking) {
			if again := usedAgain(t.sys, proof, lacking); again != nil {
				return again
			}
			return errNotAdmitted
		}
		return nil
	})
	if errors.Is(err, errNotAdmitted) {
		return Appended{}, false, nil
	}
	return done, err == nil, err
}

// proves tells whether the last device of a proof is a member, and all that were added for it are in its line.
func proves(sys *marketplace.System, proof, added []*oplog.Run) bool {
	id := marketplace.DeviceID(proof[len(proof)-1].Device)
	standing, _ := sys.StandingOf(marketplace.Ref{Device: id, Seq: 1})
	if standing != marketplace.StandingMember {
		return false
	}
	line := map[oplog.DeviceID]bool{}
	for range proof {
		line[oplog.DeviceID(id)] = true
		if d := sys.Devices[id]; d != nil {
			id = d.Of
		}
	}
	return !slices.ContainsFunc(added, func(run *oplog.Run) bool { return !line[run.Device] })
}

// Proof is by what this device takes part, for whoever does not know it yet, as Admit takes it: the first entry of its
// log and, where that goes on from others under a new key, theirs; the newest most of them. It holds no private part. A
// device whose membership is not known here shows its own first entry alone; one that only reads shows nothing.
func (s *Store) Proof(ctx context.Context, most int) ([]*oplog.Run, error) {
	self := s.device()
	if self == nil {
		return nil, nil
	}
	var keys []*identity.Device
	var proof []*oplog.Run
	err := s.readers.look(ctx, func(q querier) error {
		sys, err := s.systemAt(ctx, q)
		if err != nil {
			return err
		}
		for id := self.ID(); !id.IsZero() && len(proof) < most; {
			run, err := readRun(ctx, q, id, 1)
			if err != nil || run == nil {
				return err
			}
			if run.Records[0].State == oplog.Present {
				run.Records[0].Private, run.Records[0].State = nil, oplog.Owed
			}
			if len(run.Records) > 1 { // its signature is of more: the key signs the first alone
				if keys == nil {
					keys, _ = s.keysHere()
				}
				i := slices.IndexFunc(keys, func(k *identity.Device) bool { return k.ID() == id })
				if i < 0 {
					return nil // whoever knows this device's own key needs no more
				}
				run.Records = run.Records[:1]
				run.Hash = oplog.Position{Device: id, Seq: 1, Prev: run.Prev}.Hash(run.Records[0].Body)
				head, err := oplog.SignHead(keys[i], 1, run.Hash)
				if err != nil {
					return err
				}
				run.Signature = head.Signature
			}
			proof = append(proof, run)
			d := sys.Devices[marketplace.DeviceID(id)]
			if d == nil {
				return nil
			}
			id = oplog.DeviceID(d.Of)
		}
		return nil
	})
	slices.Reverse(proof)
	return proof, err
}

// Standings is the admission of every device that the members' entries know, those that are out included.
func (s *Store) Standings(ctx context.Context) (map[oplog.DeviceID]Admission, error) {
	all := map[oplog.DeviceID]Admission{}
	err := s.readers.look(ctx, func(q querier) error {
		sys, err := s.systemAt(ctx, q)
		if err != nil {
			return err
		}
		for _, id := range sys.Known() {
			all[oplog.DeviceID(id)] = admissionOf(sys, id)
		}
		return nil
	})
	return all, err
}

func admissionOf(sys *marketplace.System, id marketplace.DeviceID) Admission {
	switch standing, _ := sys.StandingOf(marketplace.Ref{Device: id, Seq: maxSeq}); standing {
	case marketplace.StandingMember:
		return AdmissionMember
	case marketplace.StandingRevoked:
		return AdmissionRevoked
	}
	return AdmissionUnknown
}
