package replication

import (
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Trouble is what keeps this machine from taking part as it should.
type Trouble string

// The troubles.
const (
	TroubleNone     Trouble = ""
	TroubleRevoked  Trouble = "revoked"  // the others no longer take this device as a member
	TroubleStranger Trouble = "stranger" // the machine reached has not heard of this device's invitation
	TroubleUsed     Trouble = "used"     // another machine takes part by this device's invitation
	TroubleSystem   Trouble = "system"   // the machine that is called belongs to another system
	TroubleCopied   Trouble = "copied"   // another machine has this device's key: a copied disk
	TroubleDisk     Trouble = "disk"     // the disk did not take what came
	TroubleNewer    Trouble = "newer"    // the machine reached needs a newer Settle here, or an older one there
)

// UsedBefore is TroubleUsed for whoever joins.
const UsedBefore = "This invitation was used on another computer before, and it lets in one only. Ask your registrar for a new one. If it was not you who used it, tell them so: they can see that it was tried again."

// troubleOf is the trouble that a refusal means.
var troubleOf = map[replica.Reason]Trouble{
	replica.WasRevoked: TroubleRevoked, replica.NotAMember: TroubleStranger, replica.ProofUsed: TroubleUsed,
	replica.OtherSystem: TroubleSystem, replica.OtherProtocol: TroubleNewer,
}

// notice keeps what a person should hear of. It must not wait.
func (s *Service) notice(n gossip.Notice) {
	switch n.Kind {
	case replica.PeerInStep:
		s.note(TroubleNone, "")
		select {
		case s.news <- struct{}{}: // it may have gone again before the next look
		default:
		}
	case replica.LogForked:
		if n.Device == oplog.DeviceID(s.store.Device()) {
			s.note(TroubleCopied, "")
		}
	case replica.OwnLogAhead:
		s.note(TroubleCopied, "")
	case replica.DiskFailed:
		s.note(TroubleDisk, "")
	case replica.PeerForeign:
		s.foreign(n.Address)
	case replica.PeerRefused:
		if t := troubleOf[n.Reason]; t == TroubleSystem {
			s.foreign(n.Address)
		} else if t != TroubleNone {
			s.note(t, n.Address)
		}
	}
}

// foreign notes that a machine of another system is at an address that is called. One that only calls here, where it is
// not called, is its own people's matter.
func (s *Service) foreign(address string) {
	if address != "" {
		s.note(TroubleSystem, address)
	}
}

// note keeps a trouble. That a disk was copied stays until this process ends: others being in step does not mend it.
func (s *Service) note(t Trouble, at string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble != TroubleCopied {
		s.trouble, s.troubleAt = t, at
	}
}
