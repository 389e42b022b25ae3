package ui_test

import (
	"context"
	"errors"
	"testing"

	"settle.example/settle/app/ui"
)

func TestPagesFetchWhatIsAskedForAndLetGoOfTheRest(t *testing.T) {
	w := ui.InlineWork()
	defer w.Close()
	const total = 100_000
	fetched := map[int]int{}
	p := ui.NewPages(w, func(context.Context) (int, error) { return total, nil },
		func(_ context.Context, offset, limit int) ([]int, error) {
			fetched[offset]++
			rows := make([]int, min(limit, total-offset))
			for i := range rows {
				rows[i] = offset + i
			}
			return rows, nil
		})
	p.Changed, p.Failed = func() {}, func(err error) { t.Fatal(err) }
	if p.Ready() || p.Len() != 0 {
		t.Fatal("a list that was never filled has rows")
	}
	p.Reset()
	for i := 0; i < total; i += 97 {
		if _, ok := p.At(i); !ok {
			if got, ok := p.At(i); !ok || got != i {
				t.Fatalf("row %d is %d, %v", i, got, ok)
			}
		}
	}
	if fetched[50_000] != 1 {
		t.Fatalf("the page of row 50,000 was fetched %d times", fetched[50_000])
	}
	p.At(0)
	if fetched[0] != 2 {
		t.Fatal("the first page was kept although many others were asked for since")
	}
}

func TestAFailureIsTold(t *testing.T) {
	w := ui.InlineWork()
	defer w.Close()
	broken := errors.New("broken")
	p := ui.NewPages(w, func(context.Context) (int, error) { return 0, broken }, func(context.Context, int, int) ([]int, error) { return nil, nil })
	var got error
	p.Changed, p.Failed = func() {}, func(err error) { got = err }
	p.Reset()
	if !errors.Is(got, broken) {
		t.Fatalf("told %v", got)
	}
}
