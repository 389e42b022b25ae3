package sqlite_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// patience is how long a test waits for what must come before it says that it did not.
const patience = 30 * time.Second

func await(t *testing.T, changes <-chan marketplace.Change, want func(marketplace.Change) bool) {
	t.Helper()
	end := time.After(patience)
	for {
		select {
		case c := <-changes:
			if want(c) {
				return
			}
		case <-end:
			t.Fatal("no such change was told of")
		}
	}
}

func TestSubscribersHearOfChanges(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Now()}
	s := foundIn(t, dir, c)
	changes := make(chan marketplace.Change, 100)
	cancel := s.Subscribe(func(c marketplace.Change) { changes <- c })
	homeOf := func(id marketplace.ID) func(marketplace.Change) bool {
		return func(c marketplace.Change) bool {
			return slices.Contains(c.Subjects, id) && slices.Contains(c.Kinds, marketplace.AggregateHome)
		}
	}
	await(t, changes, homeOf(do(t, s, pair()).Began[0]))

	other, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	await(t, changes, homeOf(do(t, other, pair()).Began[1]))

	out, err := childCommand("act-once", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	await(t, changes, func(c marketplace.Change) bool { return slices.Contains(c.Kinds, marketplace.AggregateHome) })

	cancel()
	for len(changes) > 0 {
		<-changes
	}
	do(t, s, pair())
	if len(changes) > 0 {
		t.Error("a cancelled subscription goes on")
	}
}

// childCommand is the test binary as another process on the folder.
func childCommand(act, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+act, dirEnv+"="+dir)
	return cmd
}

func TestManyChangesAreEverything(t *testing.T) {
	s, _ := found(t)
	changes := make(chan marketplace.Change, 100)
	defer s.Subscribe(func(c marketplace.Change) { changes <- c })()
	var many []marketplace.Command
	for range 600 {
		many = append(many, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
	}
	do(t, s, marketplace.Batch{Commands: many})
	await(t, changes, func(c marketplace.Change) bool { return len(c.Subjects) == 0 })
}

func TestSubscribersMayCancelFromWithin(t *testing.T) {
	s, _ := found(t)
	calls := make(chan struct{}, 10)
	var cancel func()
	ready := make(chan struct{})
	cancel = s.Subscribe(func(marketplace.Change) {
		<-ready
		cancel()
		calls <- struct{}{}
	})
	close(ready)
	do(t, s, pair())
	do(t, s, pair())
	if len(calls) != 1 {
		t.Errorf("it was called %d times", len(calls))
	}
}
