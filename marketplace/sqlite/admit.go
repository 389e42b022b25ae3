package sqlite

import (
	"context"
	"errors"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// errNotAdmitted rolls a proof back that makes nobody a member.
var errNotAdmitted = errors.New("the proof makes no member")

// Admit stores the proof of a device that is not known here, the first entry of its log, where that makes the device a
// member; else it stores nothing: anybody could send it.
func (s *Store) Admit(ctx context.Context, proof *oplog.Run) (done Appended, admitted bool, err error) {
	if proof.First != 1 || len(proof.Records) != 1 {
		return Appended{}, false, nil
	}
	err = s.write(ctx, func(t *tx) (err error) {
		if done, err = t.appendRuns(ctx, []*oplog.Run{proof}); err != nil {
			return err
		}
		standing, _ := t.sys.StandingOf(marketplace.Ref{Device: marketplace.DeviceID(proof.Device), Seq: 1})
		if standing != marketplace.StandingMember {
			return errNotAdmitted
		}
		return nil
	})
	if errors.Is(err, errNotAdmitted) {
		return Appended{}, false, nil
	}
	return done, err == nil, err
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
