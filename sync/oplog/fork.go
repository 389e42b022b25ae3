package oplog

import "errors"

// ForkPoint is where a device's two histories part: after the last entry that
// they share. At is 0 and Hash zero where they share none.
type ForkPoint struct {
	Device DeviceID
	At     uint64
	Hash   Hash
}

// errNoFork: two runs that do not contradict each other.
var errNoFork = errors.New("the two runs do not contradict each other")

// VerifyFork checks that a and b prove that their device signed two histories,
// as a copied disk does, and says where they part. Both runs begin with the
// first entry that differs, after the same one, and end in a signed head; private
// parts do not matter. It fails, as a *ChainError, with the errors of VerifyRun,
// or with ErrDamaged where the runs prove nothing.
func VerifyFork(system Hash, a, b *Run) (ForkPoint, error) {
	fail := func(err error) (ForkPoint, error) {
		return ForkPoint{}, &ChainError{Device: a.Device, Seq: a.First, Err: err}
	}
	if a.Device != b.Device || a.First != b.First || a.Prev != b.Prev {
		return fail(errors.Join(ErrDamaged, errNoFork))
	}
	known := Tip{Seq: a.First - 1, Hash: a.Prev}
	if a.First == 1 {
		known = Tip{}
	}
	var first [2]Hash
	for i, run := range [2]*Run{a, b} {
		v, err := VerifyRun(system, known, run)
		if err != nil {
			return ForkPoint{}, err
		}
		first[i] = v.Links[0].Hash
	}
	if first[0] == first[1] {
		return fail(errors.Join(ErrDamaged, errNoFork))
	}
	return ForkPoint{Device: a.Device, At: a.First - 1, Hash: known.Hash}, nil
}
