package oplog

// VerifyFork verifies that two runs prove a fork: that one device signed two
// histories, which part right where both runs begin. It returns the seq and hash
// of the last entry that they share, 0 and zero where they share none. Either may
// hold private parts; the proof does not need them. It fails, as a *ChainError,
// with
//
//   - ErrDamaged when the runs are not of one device and one place, or do not part
//     at their first entry: they prove nothing;
//   - what VerifyRun finds wrong with one of them by itself.
func VerifyFork(system Hash, a, b *Run) (at uint64, hash Hash, err error) {
	fail := func(detail string) (uint64, Hash, error) {
		return 0, Hash{}, &ChainError{Device: a.Device, Seq: a.First, Err: damaged(detail)}
	}
	if a.Device != b.Device || a.First != b.First || a.Prev != b.Prev {
		return fail("two runs that do not begin at one place")
	}
	var before Tip
	if a.First > 1 {
		before = Tip{Seq: a.First - 1, Hash: a.Prev}
	}
	first, err := VerifyRun(system, before, a)
	if err != nil {
		return 0, Hash{}, err
	}
	second, err := VerifyRun(system, before, b)
	if err != nil {
		return 0, Hash{}, err
	}
	if first.Links[0].Hash == second.Links[0].Hash {
		return fail("two runs that begin alike")
	}
	return before.Seq, before.Hash, nil
}
