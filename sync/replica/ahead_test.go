package replica_test

import (
	"testing"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// runAt reads the run of self's log that begins at seq; nil for none.
func runAt(t *testing.T, l *replicatest.Log, seq uint64) *oplog.Run {
	t.Helper()
	runs, err := l.Read(t.Context(), []oplog.Range{{Device: replicatest.ID("self"), From: seq, To: seq}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) == 0 {
		return nil
	}
	return runs[0]
}

// logOf writes commits of so many entries of self's.
func logOf(t *testing.T, commits ...int) (*replicatest.Log, []replica.Held) {
	t.Helper()
	l := replicatest.New(nil)
	write(t, l, "self", commits...)
	held, err := l.Held(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l, held
}

// TestOwnLogAheadElsewhere has a peer say that it holds four entries of this device's own log, of which two are here, or
// none. What it shows decides.
func TestOwnLogAheadElsewhere(t *testing.T) {
	full, claim := logOf(t, 2, 2)
	half, two := logOf(t, 2)
	nothing := replicatest.New(nil)
	forged := *runAt(t, full, 3)
	forged.Signature[3] ^= 1
	past := func(then *oplog.Run) func(uint64) *oplog.Run {
		return func(at uint64) *oplog.Run {
			if at > 2 {
				return then
			}
			return runAt(t, full, at)
		}
	}
	for _, c := range []struct {
		name   string
		known  []replica.Held
		here   *replicatest.Log
		shows  func(at uint64) *oplog.Run
		ahead  uint64 // as is told; 0: nothing is
		closed replica.Reason
	}{
		{"a restored folder", two, half, past(runAt(t, full, 3)), 4, 0},
		{"a folder that lost its log", nil, nothing, past(nil), 4, 0},
		{"its bare word", two, half, past(nil), 0, 0},
		{"its bare word, and nothing of the log", two, half, func(uint64) *oplog.Run { return nil }, 0, 0},
		{"what our key did not sign", two, half, past(&forged), 0, replica.Faulty},
		{"what stands elsewhere in the log", two, half, past(runAt(t, full, 2)), 0, replica.Faulty},
		{"what was written here and not told yet", two, full, past(runAt(t, full, 3)), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, c.known...).met(replica.Digest{1}).receive(replica.HeadsFrame(true, claim...))
			all := d.out
			for {
				read, ok := find[replica.Read](d.out)
				if !ok {
					break
				}
				at, done := read.Ranges[0].From, replica.ReadDone{ID: read.ID}
				if run := runAt(t, c.here, at); run != nil {
					done.Runs = []*oplog.Run{run}
				}
				all = append(all, d.step(done).out...)
				all = append(all, d.receive(replica.StrandFrame(replica.Place{Device: replicatest.ID("self"), Seq: at}, c.shows(at))).out...)
			}
			var ahead uint64
			for _, f := range all {
				if n, ok := f.(replica.Notice); ok && n.Kind == replica.OwnLogAhead {
					ahead = n.Seq
				}
			}
			if ahead != c.ahead || d.closed() != c.closed {
				t.Errorf("told of %d entries, want %d; closed for %v", ahead, c.ahead, d.closed())
			}
		})
	}
}
