package peers_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// rqlite is a process of rqlited, told nothing but where to listen and whom to join.
type rqlite struct {
	process *exec.Cmd
	at      string // of its HTTP interface
}

// freePort is one of loopback's that nothing listens on.
func freePort(b testing.TB) string {
	l := must(net.Listen("tcp", "127.0.0.1:0"))(b)
	defer l.Close()
	return l.Addr().String()
}

// rqlited is the program, as go.mod pins it.
func rqlited(b testing.TB) string {
	cmd := exec.CommandContext(b.Context(), "go", "tool", "-n", "rqlited")
	cmd.Stderr = os.Stderr
	return strings.TrimSpace(string(must(cmd.Output())(b)))
}

func startRqlite(b testing.TB, program, id string, leader *rqlite) *rqlite {
	b.Helper()
	raft := freePort(b)
	args := []string{"-node-id", id, "-raft-addr", raft}
	if leader != nil {
		args = append(args, "-raft-non-voter", "-join", must(leader.raft())(b), "-join-interval", "100ms", "-join-attempts", "100")
	}
	r := &rqlite{at: freePort(b)}
	args = append(args, "-http-addr", r.at, must(os.MkdirTemp(b.TempDir(), id))(b))
	r.process = exec.CommandContext(b.Context(), program, args...)
	if err := r.process.Start(); err != nil {
		b.Fatal(err)
	}
	return r
}

// ready waits until the process answers and knows its leader.
func (r *rqlite) ready() {
	until(func() bool {
		answer, err := http.Get("http://" + r.at + "/readyz")
		if err != nil {
			return false
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
}

func (r *rqlite) stop(b testing.TB) {
	b.Helper()
	if err := r.process.Process.Signal(os.Interrupt); err != nil {
		b.Error(err)
	}
	_ = r.process.Wait() // its exit code says that it was interrupted
}

// ask sends statements and answers the first value of the first row.
func (r *rqlite) ask(path string, statements ...any) (value float64, err error) {
	body, err := json.Marshal(statements)
	if err != nil {
		return 0, err
	}
	answer, err := http.Post("http://"+r.at+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	var told struct {
		Error   string
		Results []struct {
			Error  string
			Values [][]float64
		}
	}
	if err := json.Unmarshal(text, &told); err != nil {
		return 0, fmt.Errorf("%s: %w", text, err)
	}
	switch {
	case told.Error != "":
		return 0, fmt.Errorf("rqlite: %s", told.Error)
	case len(told.Results) == 0:
		return 0, nil
	case told.Results[0].Error != "":
		return 0, fmt.Errorf("rqlite: %s", told.Results[0].Error)
	case len(told.Results[0].Values) == 0:
		return 0, nil
	}
	return told.Results[0].Values[0][0], nil
}

// raft is where the process talks to others of its kind.
func (r *rqlite) raft() (string, error) {
	answer, err := http.Get("http://" + r.at + "/status?key=store.addr")
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var at string
	return at, json.NewDecoder(answer.Body).Decode(&at)
}

// write adds the n-th row: as text, which is what its interface takes, as long as elsewhere.
func (r *rqlite) write(n int) error {
	body := base64.StdEncoding.EncodeToString(message(n))[:size]
	_, err := r.ask("/db/execute", []any{"INSERT INTO act (id, body) VALUES (?, ?)", n, body})
	return err
}

// rows counts what a query on this machine alone reads.
func (r *rqlite) rows(where string, args ...any) int {
	n, err := r.ask("/db/query?level=none", append([]any{"SELECT count(*) FROM act " + where}, args...))
	if err != nil {
		return 0 // the table is not here yet
	}
	return int(n)
}

// BenchmarkRqlite measures a leader and a read-only node: a row written at the first and readable at the second; and a
// new node's way up to 20,000 rows, from the start of its process, with the start of one that has nothing to catch up
// with beside it.
func BenchmarkRqlite(b *testing.B) {
	program := rqlited(b)
	founded := func(b *testing.B) *rqlite {
		r := startRqlite(b, program, "leader", nil)
		r.ready()
		must(r.ask("/db/execute", "CREATE TABLE act (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"))(b)
		return r
	}
	b.Run("act", func(b *testing.B) {
		leader := founded(b)
		defer leader.stop(b)
		reader := startRqlite(b, program, "reader", leader)
		defer reader.stop(b)
		reader.ready()
		var took []time.Duration
		for b.Loop() {
			n := len(took) + 1
			began := time.Now()
			if err := leader.write(n); err != nil {
				b.Fatal(err)
			}
			for reader.rows("WHERE id = ?", n) == 0 {
			}
			took = append(took, time.Since(began))
		}
		percentiles(b, took)
	})
	b.Run("catch-up", func(b *testing.B) {
		leader := founded(b)
		defer leader.stop(b)
		follows := func(want int) time.Duration {
			began := time.Now()
			r := startRqlite(b, program, fmt.Sprint("reader-", began.UnixNano()), leader)
			until(func() bool { return r.rows("") >= want })
			took := time.Since(began)
			r.stop(b)
			return took
		}
		if err := leader.write(0); err != nil {
			b.Fatal(err)
		}
		empty := follows(1)
		var writers sync.WaitGroup
		for w := range writing {
			writers.Go(func() {
				for n := w + 1; n < entries; n += writing {
					if err := leader.write(n); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		writers.Wait()
		for b.Loop() {
			follows(entries)
		}
		b.ReportMetric(empty.Seconds(), "start-s")
	})
}

const writing = 32 // requests at a time fill the leader
