package peers_test

import (
	"database/sql"
	"errors"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/raft"
	raftboltdb "github.com/hashicorp/raft-boltdb/v2"
	_ "github.com/mattn/go-sqlite3"
)

// table is a SQLite table that Raft's log is written into, a transaction for each batch.
type table struct {
	db    *sql.DB
	grown chan struct{}
}

var errNoSnapshots = errors.New("no snapshots are taken here")

func (t *table) Apply(l *raft.Log) any { return t.ApplyBatch([]*raft.Log{l})[0] }

func (t *table) ApplyBatch(logs []*raft.Log) []any {
	answers := make([]any, len(logs))
	fail := func(err error) []any {
		for i := range answers {
			answers[i] = err
		}
		return answers
	}
	tx, err := t.db.Begin()
	if err != nil {
		return fail(err)
	}
	insert, err := tx.Prepare("INSERT INTO act (id, body) VALUES (?, ?)")
	if err != nil {
		return fail(errors.Join(err, tx.Rollback()))
	}
	defer insert.Close()
	for _, l := range logs {
		if l.Type != raft.LogCommand {
			continue
		}
		if _, err := insert.Exec(l.Index, l.Data); err != nil {
			return fail(errors.Join(err, tx.Rollback()))
		}
	}
	if err := tx.Commit(); err != nil {
		return fail(err)
	}
	select {
	case t.grown <- struct{}{}:
	default:
	}
	return answers
}

func (t *table) Snapshot() (raft.FSMSnapshot, error) { return nil, errNoSnapshots }

func (t *table) Restore(io.ReadCloser) error { return errNoSnapshots }

func (t *table) has(b testing.TB, query string, args ...any) (n int) {
	b.Helper()
	if err := t.db.QueryRow(query, args...).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

type node struct {
	*raft.Raft
	table *table
	id    raft.ServerID
	at    raft.ServerAddress
	close func()
}

// raftNode starts one, which leads itself alone if it is the first.
func raftNode(b testing.TB, id raft.ServerID, first bool) *node {
	b.Helper()
	dir := b.TempDir()
	db := must(sql.Open("sqlite3", filepath.Join(dir, "table.db")+"?_journal_mode=WAL&_synchronous=OFF"))(b)
	must(db.Exec("CREATE TABLE act (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"))(b)
	store := must(raftboltdb.NewBoltStore(filepath.Join(dir, "log.db")))(b)
	net := must(raft.NewTCPTransport("127.0.0.1:0", nil, 3, 10*time.Second, io.Discard))(b)
	c := raft.DefaultConfig()
	c.LocalID, c.Logger, c.SnapshotThreshold, c.BatchApplyCh = id, hclog.NewNullLogger(), 1<<40, true
	t := &table{db, make(chan struct{}, 1)}
	r := must(raft.NewRaft(c, t, store, store, raft.NewDiscardSnapshotStore(), net))(b)
	n := &node{Raft: r, table: t, id: id, at: net.LocalAddr(), close: func() {
		for _, err := range []error{r.Shutdown().Error(), net.Close(), store.Close(), db.Close()} {
			if err != nil {
				b.Error(err)
			}
		}
	}}
	if first {
		alone := raft.Configuration{Servers: []raft.Server{{ID: id, Address: n.at}}}
		if err := r.BootstrapCluster(alone).Error(); err != nil {
			b.Fatal(err)
		}
		<-r.LeaderCh()
	}
	return n
}

// BenchmarkRaftSQLite measures a leader and one follower: a row written at the leader and readable at the follower; and
// a fresh follower's way up to 20,000 rows.
func BenchmarkRaftSQLite(b *testing.B) {
	b.Run("act", func(b *testing.B) {
		leader, follower := raftNode(b, "leader", true), raftNode(b, "follower", false)
		defer leader.close()
		defer follower.close()
		if err := leader.AddVoter(follower.id, follower.at, 0, 0).Error(); err != nil {
			b.Fatal(err)
		}
		var took []time.Duration
		for b.Loop() {
			began := time.Now()
			f := leader.Apply(message(len(took)), 10*time.Second)
			if err := f.Error(); err != nil {
				b.Fatal(err)
			}
			for follower.table.has(b, "SELECT count(*) FROM act WHERE id = ?", f.Index()) == 0 {
				<-follower.table.grown
			}
			took = append(took, time.Since(began))
		}
		percentiles(b, took)
	})
	b.Run("catch-up", func(b *testing.B) {
		leader := raftNode(b, "leader", true)
		defer leader.close()
		var all []raft.ApplyFuture
		for n := range entries {
			all = append(all, leader.Apply(message(n), time.Minute))
		}
		for _, f := range all {
			if err := f.Error(); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			b.StopTimer()
			follower := raftNode(b, "follower", false)
			b.StartTimer()
			if err := leader.AddNonvoter(follower.id, follower.at, 0, 0).Error(); err != nil {
				b.Fatal(err)
			}
			for follower.table.has(b, "SELECT count(*) FROM act") < entries {
				<-follower.table.grown
			}
			b.StopTimer()
			if err := leader.RemoveServer(follower.id, 0, 0).Error(); err != nil {
				b.Fatal(err)
			}
			follower.close()
			b.StartTimer()
		}
	})
}
