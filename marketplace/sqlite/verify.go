package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Report is what Verify found.
type Report struct {
	Devices    int
	Entries    int
	Signatures int
	Private    int      // private parts that are here
	Subjects   int      // whose folds were made again
	Problems   []string // each a sentence; empty when all is well
	// Stale is true where the log is whole and only what was made from it is not: Rebuild puts that right.
	Stale bool
}

// maxProblems bounds a report: a file with more is to be restored, not read about.
const maxProblems = 50

// Verify checks every page, chain, signature, private part, photo and fold, and changes nothing. Progress counts
// entries, each twice: for its chain and for its fold.
func (s *Store) Verify(ctx context.Context, progress Progress) (Report, error) {
	var r Report
	err := s.readers.look(ctx, func(q querier) error {
		v := &verification{q: q, s: s, report: &r, progress: progress}
		return v.run(ctx)
	})
	return r, err
}

type verification struct {
	q        querier
	s        *Store
	report   *Report
	progress Progress
	done     int
	total    int
	names    map[marketplace.DeviceID]string
	logBad   bool
}

func (v *verification) run(ctx context.Context) error {
	for _, check := range []func(context.Context) error{v.pages, v.count, v.logs, v.privates, v.photos, v.folds} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	v.report.Stale = v.report.Stale && !v.logBad
	return nil
}

// problem notes a sentence. log tells whether it is the log that is damaged, and not only what was made from it.
func (v *verification) problem(log bool, format string, args ...any) {
	v.logBad = v.logBad || log
	v.report.Stale = v.report.Stale || !log
	switch n := len(v.report.Problems); {
	case n < maxProblems:
		v.report.Problems = append(v.report.Problems, fmt.Sprintf(format, args...))
	case n == maxProblems:
		v.report.Problems = append(v.report.Problems, "There is more of the same.")
	}
}

const adviceRestore = "Bring the data back with settlectl restore from your newest backup."

func (v *verification) pages(ctx context.Context) error {
	sound := true // one sentence for all that is wrong
	err := v.q.each(ctx, "PRAGMA integrity_check(1)", nil, func(scan scanner) error {
		var says string
		err := scan(&says)
		sound = says == "ok"
		return err
	})
	if err == nil && sound {
		err = v.q.each(ctx, "PRAGMA foreign_key_check", nil, func(scanner) error {
			sound = false
			return errStop
		})
	}
	if !sound || errors.Is(said(err), marketplace.ErrDamaged) {
		v.problem(true, "A part of the data file is damaged. %s", adviceRestore)
		return nil
	}
	return err
}

func (v *verification) count(ctx context.Context) error {
	if _, err := one(ctx, v.q, `SELECT count(*) FROM entry`, nil, &v.total); err != nil {
		return err
	}
	v.total *= 2
	sys, err := v.s.systemAt(ctx, v.q)
	if err != nil {
		return err
	}
	v.names = map[marketplace.DeviceID]string{}
	for id, d := range sys.Devices {
		if p := sys.Persons[d.Person]; p != nil {
			text, err := v.s.text(ctx, v.q, p.Name)
			if err != nil {
				return err
			}
			v.names[id] = text[marketplace.FieldName]
		}
	}
	return nil
}

// whose names a device by the person who uses it.
func (v *verification) whose(id marketplace.DeviceID) string {
	if name := v.names[id]; name != "" {
		return name + "'s computer"
	}
	return "a computer that is not a member"
}

func (v *verification) step() {
	v.done++
	if v.progress != nil && (v.done%1024 == 0 || v.done == v.total) {
		v.progress(v.done, v.total)
	}
}

// privates checks that each private part is the one that its entry promises, and that its text is what lists show.
func (v *verification) privates(ctx context.Context) error {
	bad, missing, text := 0, 0, 0
	err := v.q.each(ctx, `SELECT entry.id, entry.body, private.bytes FROM private JOIN entry ON entry.id = private.entry
		WHERE private.bytes IS NOT NULL`, nil, func(scan scanner) error {
		var row int64
		var body, private []byte
		if err := scan(&row, &body, &private); err != nil {
			return err
		}
		v.report.Private++
		e, err := oplog.DecodeBody(oplog.Position{Seq: seqOfRow(row)}, body)
		if err != nil {
			return nil // the chain says so already
		}
		if e.CheckPrivate(private) != nil {
			bad++
			return nil
		}
		same, err := v.sameText(ctx, row, private)
		if !same {
			text++
		}
		return err
	})
	if err != nil {
		return err
	}
	if _, err := one(ctx, v.q, `SELECT count(*) FROM text WHERE entry NOT IN (SELECT entry FROM private WHERE bytes IS NOT NULL)`, nil, &missing); err != nil {
		return err
	}
	if bad > 0 {
		v.problem(true, "%s is not what the log promises. %s", count(bad, "address, message or other private part", "addresses, messages or other private parts"), adviceRestore)
	}
	if n := text + missing; n > 0 {
		v.problem(true, "%s differs from the log. %s", count(n, "title or description", "titles or descriptions"), adviceRestore)
	}
	return nil
}

func (v *verification) sameText(ctx context.Context, row int64, private []byte) (bool, error) {
	want := map[uint]string{}
	var p oplog.Private
	if p.UnmarshalBinary(private) == nil && p.Text != nil {
		want = p.Text
	}
	have := map[uint]string{}
	err := v.q.each(ctx, `SELECT field, value FROM text WHERE entry = ?`, []any{row}, func(scan scanner) error {
		var field uint
		var value string
		err := scan(&field, &value)
		have[field] = value
		return err
	})
	return maps.Equal(want, have), err
}

func (v *verification) photos(ctx context.Context) error {
	bad := 0
	err := v.q.each(ctx, `SELECT id, bytes FROM blob`, nil, func(scan scanner) error {
		var id marketplace.BlobID
		var b []byte
		err := scan(&id, &b)
		if sha256.Sum256(b) != id {
			bad++
		}
		return err
	})
	if bad > 0 {
		v.problem(true, "%s is damaged. %s", count(bad, "photo", "photos"), adviceRestore)
	}
	return err
}

// count is a number of things with the right word, as the start of a sentence.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("Each of %d %s", n, many)
}

// folds folds everything again and compares it with what stands.
func (v *verification) folds(ctx context.Context) error {
	if v.logBad {
		return nil // nothing can be told of it
	}
	m, err := readMeta(ctx, v.q)
	if err != nil {
		return err
	}
	entries, err := v.s.systemEntries(ctx, v.q)
	if err != nil {
		return err
	}
	sys, verdicts := marketplace.FoldSystem(foldable(entries), v.s.verifier(m.system, entries))
	outcomes := make([]verdict, len(entries))
	judge(entries, verdicts, outcomes)
	stale := 0
	if !sameOutcomes(entries, outcomes) {
		stale++
	}
	keys, err := deviceKeys(ctx, v.q)
	if err != nil {
		return err
	}
	v.done += len(entries)
	err = foldEach(ctx, sys, keys, func(ctx context.Context, to chan<- []gathered) error { return gather(ctx, v.q, to) }, func(r *refolded) error {
		v.report.Subjects++
		for range r.rows {
			v.step()
		}
		if r.err != nil || !bytes.Equal(r.state, r.folded.state) || !sameOutcomes(r.entries, r.folded.outcomes) {
			stale++
		}
		return nil
	})
	if stale > 0 {
		v.problem(false, "What the lists show of %d rooms, bookings or other things is not what the log says. The log itself is whole: Settle can make the lists again from it.", stale)
	}
	return err
}

func sameOutcomes(entries []stored, outcomes []verdict) bool {
	for i, e := range entries {
		if e.outcome != outcomes[i].outcome || e.why != outcomes[i].why {
			return false
		}
	}
	return true
}
