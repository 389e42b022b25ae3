package ui_test

import (
	"context"
	"errors"
	"testing"

	"go.uber.org/goleak"

	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

func TestLongTellsHowItEnds(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	failed := errors.New("disk full")
	var seen string
	var got error
	b.Long("Making a backup", func(_ context.Context, progress func(done, total int)) error {
		progress(1240, 3000)
		seen = b.all()
		return failed
	}, func(err error) { got = err })
	contains(t, seen, "Making a backup 1,240 of 3,000, 41% Cancel")
	if !errors.Is(got, failed) {
		t.Errorf("ended with %v", got)
	}
	lacks(t, b.all(), "Making a backup")
}

func TestWhatFailedIsForgottenOnceItIsTriedAgain(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	try := func(title, sentence string) {
		b.Long(title, func(context.Context, func(done, total int)) error {
			if sentence == "" {
				return nil
			}
			return marketplace.Errorf(marketplace.Refused, "%s", sentence)
		}, b.Fail)
	}
	try("Saving the bundle", "The stick is full.")
	try("Importing", "Row 3 has no date.")
	b.Fail(marketplace.Errorf(marketplace.Refused, "The room is not free."))
	for _, said := range []string{"The stick is full.", "Row 3 has no date.", "The room is not free."} {
		contains(t, b.all(), said)
	}
	try("Saving the bundle", "")
	lacks(t, b.all(), "The stick is full.")
	contains(t, b.all(), "Row 3 has no date.")
	contains(t, b.all(), "The room is not free.")
}

func TestLongIsCancelled(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	todo := make(chan func(), 100)
	work := ui.NewWork(context.Background(), func(f func()) { todo <- f })
	b := newBench(t, everything, work)
	ended := make(chan error, 1)
	b.Long("Reading the file", func(ctx context.Context, progress func(done, total int)) error {
		for i := range 5000 {
			progress(i, 5000)
		}
		<-ctx.Done()
		return ctx.Err()
	}, func(err error) { ended <- err })
	contains(t, b.all(), "Reading the file")
	b.click("Cancel")
	contains(t, b.all(), "Stopping")
	for {
		select {
		case f := <-todo:
			f()
			continue
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("ended with %v", err)
			}
		}
		break
	}
	lacks(t, b.all(), "Reading the file")
	b.Fail(context.Canceled)
	lacks(t, b.all(), "Something went wrong")
	work.Close()
}
