package ui_test

import (
	"context"
	"slices"
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

func TestWorkTellsWhenItRests(t *testing.T) {
	w := ui.InlineWork()
	defer w.Close()
	var told []bool
	w.Tell(func(busy bool) { told = append(told, busy) })
	var latest, behind ui.Latest
	whileShown := 0
	ui.Load(w, &latest, func(context.Context) (int, error) { return 7, nil }, func(int, error) {
		ui.Load(w, &behind, func(context.Context) (int, error) { return 8, nil }, func(int, error) { whileShown = len(told) })
	})
	if want := []bool{true, false}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	if whileShown != 1 {
		t.Error("Work said that it rests while an answer led to another load")
	}
}

func TestWorkRestsOnceTheAnswerIsShown(t *testing.T) {
	var shows []func()
	entered := make(chan struct{})
	w := ui.NewWork(context.Background(), func(f func()) { shows = append(shows, f); close(entered) })
	rests := make(chan bool, 8)
	w.Tell(func(busy bool) { rests <- !busy })
	var latest ui.Latest
	ui.Load(w, &latest, func(context.Context) (int, error) { return 7, nil }, func(int, error) {})
	<-entered
	if rest := <-rests; rest {
		t.Fatal("Work said that it rests when it began")
	}
	select {
	case <-rests:
		t.Fatal("Work said that it rests before the answer was shown")
	default:
	}
	shows[0]()
	w.Close()
	if rest := <-rests; !rest {
		t.Fatal("Work did not say that it rests")
	}
}
