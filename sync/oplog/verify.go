package oplog

// Tip is how far a device's log is known. The zero Tip knows nothing of it.
type Tip struct {
	Seq   uint64
	Hash  Hash
	Clock Clock
}

// Link is an entry whose place in its device's log is known.
type Link struct {
	Entry
	Hash Hash
	Record
}

// Verified is what a run adds to a log.
type Verified struct {
	Links []Link // the entries after the known tip; they alias the run
	Tip   Tip
	// Refused counts private parts that were not the ones that their headers
	// promise, or that make an entry larger than MaxEntry. They are dropped and
	// stand as Owed: whether an entry counts never hangs on its private part,
	// which other replicas may no longer have.
	Refused int
}

// VerifyRun checks a run against what is known of its device's log in the given
// system, at one signature check for the run and one SHA-256 for each entry (and
// one more for each private part). A run may begin before the known tip. It
// fails, as a *ChainError, with
//
//   - ErrGap when it begins after the known tip: fetch what lies between;
//   - ErrDuplicate when it brings nothing that is not known;
//   - ErrDamaged or ErrTooLarge when an entry does not decode, ErrBroken when the
//     entries do not lead to the run's hash, ErrSignature when its device did not
//     sign it: its sender is at fault or the line is, nothing is proven;
//   - ErrWrongSystem, ErrFork or ErrClockBackwards when its device did sign it:
//     the device is at fault, and the run is proof.
func VerifyRun(system Hash, known Tip, run *Run) (Verified, error) {
	fail := func(seq uint64, err error) (Verified, error) {
		return Verified{}, &ChainError{Device: run.Device, Seq: seq, Err: err}
	}
	n := len(run.Records)
	switch {
	case n == 0 || n > MaxRunEntries || run.First < 1 || run.First > MaxSeq-MaxRunEntries:
		return fail(run.First, damaged("a run of no length"))
	case run.First > known.Seq+1:
		return fail(known.Seq+1, ErrGap)
	case run.Last() < known.Seq:
		return fail(run.First, ErrDuplicate)
	}
	v := Verified{Links: make([]Link, n)}
	at := Position{Device: run.Device, Seq: run.First, Prev: run.Prev}
	buf := make([]byte, 0, 2<<10) // most entries and private parts fit
	for i := range v.Links {
		l := &v.Links[i]
		l.Position, l.Record = at, run.Records[i]
		if err := l.decodeBody(l.Body); err != nil {
			return fail(at.Seq, err)
		}
		l.Hash = at.hash(buf, l.Body)
		v.Refused += l.settlePrivate(buf)
		at.Seq, at.Prev = at.Seq+1, l.Hash
	}
	head := run.Head()
	if at.Prev != run.Hash {
		return fail(head.Seq, ErrBroken)
	}
	if err := head.Verify(); err != nil {
		return fail(head.Seq, err)
	}
	if seq, err := v.fits(system, known, run); err != nil {
		return fail(seq, err)
	}
	last := &v.Links[n-1]
	v.Tip = Tip{Seq: head.Seq, Hash: head.Hash, Clock: last.Clock}
	v.Links = v.Links[known.Seq+1-run.First:]
	if len(v.Links) == 0 {
		return fail(run.First, ErrDuplicate)
	}
	return v, nil
}

// fits reports whether a run that its device signed goes on from what is known,
// and if not, at which seq.
func (v *Verified) fits(system Hash, known Tip, run *Run) (uint64, error) {
	first := &v.Links[0]
	if first.Seq == 1 && first.Prev != system && (!first.Prev.IsZero() || first.Hash != system) {
		return 1, ErrWrongSystem
	}
	if known.Seq > 0 {
		hash := run.Prev // of the run's entry at known.Seq
		if run.First <= known.Seq {
			hash = v.Links[known.Seq-run.First].Hash
		}
		if hash != known.Hash {
			return known.Seq, ErrFork
		}
	}
	var before Clock
	if run.First == known.Seq+1 {
		before = known.Clock
	}
	for i := range v.Links {
		l := &v.Links[i]
		if l.Clock <= before {
			return l.Seq, ErrClockBackwards
		}
		before = l.Clock
	}
	return 0, nil
}

// settlePrivate makes the record's private part agree with the header, and
// returns 1 if a part had to be dropped for it. It may write to buf.
func (l *Link) settlePrivate(buf []byte) int {
	switch {
	case l.PrivateHash.IsZero():
		dropped := l.State == Present
		l.Private, l.State = nil, NoPrivate
		if dropped {
			return 1
		}
	case l.State == NoPrivate:
		l.State = Owed
	case l.State == Present && (l.size() > MaxEntry || l.checkPrivate(buf, l.Private) != nil):
		l.Private, l.State = nil, Owed
		return 1
	}
	return 0
}
