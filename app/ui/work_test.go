package ui_test

import (
	"context"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"settle.example/settle/app/ui"
)

func TestCloseEndsWhatRuns(t *testing.T) {
	defer goleak.VerifyNone(t)
	w := ui.NewWork(context.Background(), func(f func()) { f() })
	started, ended := make(chan struct{}), make(chan struct{})
	w.Start(func(ctx context.Context) {
		close(started)
		<-ctx.Done()
		close(ended)
	})
	<-started
	w.Close()
	select {
	case <-ended:
	default:
		t.Fatal("Close came back while the work still ran")
	}
}

func TestANewerLoadCancelsTheOneBefore(t *testing.T) {
	w := ui.NewWork(context.Background(), func(f func()) { f() })
	var latest ui.Latest
	var first sync.WaitGroup
	first.Add(1)
	cancelled := false
	ui.Load(w, &latest, func(ctx context.Context) (int, error) {
		defer first.Done()
		<-ctx.Done()
		cancelled = true
		return 0, ctx.Err()
	}, func(int, error) {})
	ui.Load(w, &latest, func(context.Context) (int, error) { return 2, nil }, func(int, error) {})
	first.Wait()
	w.Close()
	if !cancelled {
		t.Fatal("the first load went on")
	}
}

func TestLoadInlineShowsTheAnswer(t *testing.T) {
	w := ui.InlineWork()
	defer w.Close()
	var latest ui.Latest
	got := 0
	ui.Load(w, &latest, func(context.Context) (int, error) { return 7, nil }, func(n int, err error) {
		if err == nil {
			got = n
		}
	})
	if got != 7 {
		t.Fatalf("showed %d, want 7", got)
	}
}

func TestWorkIsBusyUntilTheAnswerIsShown(t *testing.T) {
	w := ui.NewWork(context.Background(), func(f func()) { f() })
	if w.Busy() {
		t.Error("Work is busy before anything began")
	}
	get, shown := make(chan struct{}), make(chan bool, 1)
	var latest ui.Latest
	ui.Load(w, &latest, func(context.Context) (int, error) {
		<-get
		return 7, nil
	}, func(int, error) { shown <- w.Busy() })
	if !w.Busy() {
		t.Error("Work is not busy while it loads")
	}
	close(get)
	if !<-shown {
		t.Error("Work is not busy while the answer is being shown")
	}
	w.Close()
	if w.Busy() {
		t.Error("Work is busy when all has ended")
	}
}

func TestWorkIsBusyWhileAnAnswerWaitsForTheScreen(t *testing.T) {
	var show func()
	w := ui.NewWork(context.Background(), func(f func()) { show = f })
	w.Deliver(func() {})
	if !w.Busy() {
		t.Error("Work is not busy though an answer waits")
	}
	show()
	if w.Busy() {
		t.Error("Work is busy after the answer was shown")
	}
	w.Close()
}
