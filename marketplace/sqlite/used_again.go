package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// UsedAgain is Admit's error for a device that shows a use of an invitation that another one used before. The use is
// signed with the invitation's own key: whoever shows it has the invitation.
type UsedAgain struct {
	Invitation marketplace.Ref
	Device     marketplace.DeviceID // that shows it
	known      bool                 // it is in the log already: everybody sees that the invitation was used twice
}

// Error implements error, for logs.
func (u *UsedAgain) Error() string {
	return fmt.Sprintf("the invitation %s was used by another device before", marketplace.SubjectOf(u.Invitation))
}

// usedAgain finds the invitation that the proof's first device used though another did; nil for none. added is what of
// the proof was not here.
func usedAgain(sys *marketplace.System, proof, added []*oplog.Run) *UsedAgain {
	id := marketplace.DeviceID(proof[0].Device)
	for n := range sys.Invitations {
		if i := &sys.Invitations[n]; len(i.Uses) > 1 && slices.Contains(i.Uses, id) {
			return &UsedAgain{Invitation: i.Ref, Device: id, known: !slices.Contains(added, proof[0])}
		}
	}
	return nil
}

// settingTries keeps who tried to use an invitation again. It is what this machine saw, and never leaves it.
const settingTries = "invitations.again"

// Bounds on what is kept: whoever has an invitation can make as many devices as they like.
const (
	maxTries     = 64 // in all
	maxTriesEach = 8  // of one invitation
	maxTryFrom   = 64 // letters of an address
	tryAgain     = 10 * time.Minute
	keepTries    = 90 // days
)

type keptTry struct {
	Inviter oplog.DeviceID `json:"inviter"`
	Seq     uint64         `json:"seq"`
	Device  oplog.DeviceID `json:"device"`
	From    string         `json:"from,omitzero"`
	At      int64          `json:"at"` // Unix seconds
}

func (k *keptTry) of(r marketplace.Ref) bool {
	return k.Inviter == oplog.DeviceID(r.Device) && k.Seq == r.Seq
}

// KeepTry keeps on this machine that somebody tried to use an invitation again, for those who look at the invitations;
// from is the address that they called from, or are called at, where that is known. A device that goes on trying is kept
// once, with its latest time but for a few minutes. What is in the log already needs no keeping.
func (s *Store) KeepTry(ctx context.Context, u *UsedAgain, from string) error {
	if u.known {
		return nil
	}
	before, err := s.tries(ctx)
	if err != nil {
		return err
	}
	all, news := addTry(before, u.Invitation, keptTry{
		Inviter: oplog.DeviceID(u.Invitation.Device), Seq: u.Invitation.Seq, Device: oplog.DeviceID(u.Device),
		From: from[:min(len(from), maxTryFrom)], At: s.now().Unix(),
	})
	if !news {
		return nil
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if err := s.SetSetting(ctx, settingTries, string(text)); err != nil {
		return err
	}
	s.watch.say(marketplace.Change{Kinds: []marketplace.AggregateKind{marketplace.AggregateSystem}})
	return nil
}

// addTry puts a try of an invitation before those that are kept, the latest first; false where it is not worth a write.
func addTry(all []keptTry, ref marketplace.Ref, try keptTry) ([]keptTry, bool) {
	each := 0
	kept := []keptTry{try}
	for _, k := range all {
		soon := try.At-k.At < int64(tryAgain.Seconds())
		switch {
		case !k.of(ref):
		case k.Device == try.Device:
			if soon && k.From == try.From {
				return all, false
			}
			continue
		default:
			if each++; each == maxTriesEach {
				if soon {
					return all, false // a flood
				}
				continue
			}
		}
		kept = append(kept, k)
	}
	return kept[:min(len(kept), maxTries)], true
}

// tries is what is kept and not too old. What cannot be read tells nothing.
func (s *Store) tries(ctx context.Context) ([]keptTry, error) {
	text, err := s.Setting(ctx, settingTries)
	if err != nil || text == "" {
		return nil, err
	}
	var all []keptTry
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil, nil
	}
	oldest := s.now().AddDate(0, 0, -keepTries).Unix()
	return slices.DeleteFunc(all, func(k keptTry) bool { return k.At < oldest }), nil
}

// triesOf is who tried to use the invitation again, the latest first.
func triesOf(all []keptTry, ref marketplace.Ref) []marketplace.InvitationTry {
	var tries []marketplace.InvitationTry
	for _, k := range all {
		if k.of(ref) {
			tries = append(tries, marketplace.InvitationTry{
				Device: marketplace.DeviceID(k.Device), From: k.From, At: marketplace.InstantOf(time.Unix(k.At, 0)),
			})
		}
	}
	return tries
}
