package ui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestToastOffersUndo(t *testing.T) {
	for _, how := range []string{"button", "Ctrl+Z"} {
		t.Run(how, func(t *testing.T) {
			b := newBench(t, everything, ui.InlineWork())
			n := 0
			b.Toast("Booking cancelled.", func() { n++ })
			contains(t, b.all(), "Booking cancelled. Undo")
			if how == "button" {
				b.click("Undo")
			} else {
				b.ctrl(fyne.KeyZ)
			}
			if n != 1 {
				t.Errorf("undone %d times, want 1", n)
			}
			lacks(t, b.all(), "Booking cancelled.")
		})
	}
}

func TestToastWithoutAnInverseOffersNoUndo(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Toast("Copied.", nil)
	contains(t, b.all(), "Copied.")
	lacks(t, b.all(), "Undo")
	b.press(fyne.KeyEscape)
	lacks(t, b.all(), "Copied.")
}

func TestFailShowsASentence(t *testing.T) {
	refused := marketplace.Errorf(marketplace.NotFree, "The room is taken from 7 December 2026. Choose other nights.")
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"a refusal", refused, "The room is taken from 7 December 2026."},
		{"a wrapped refusal", fmt.Errorf("booking: %w", refused), "The room is taken from 7 December 2026."},
		{"anything else", errors.New("sql: no rows in result set"), "Something went wrong inside Settle."},
		{"what the person cancelled", fmt.Errorf("export: %w", context.Canceled), ""},
		{"nothing", nil, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			b := newBench(t, everything, ui.InlineWork())
			before := b.all()
			b.Fail(tc.err)
			if tc.want == "" {
				if b.all() != before {
					t.Errorf("says %q", b.all())
				}
				return
			}
			contains(t, b.all(), tc.want)
			lacks(t, b.all(), "sql:")
			b.click("Close this message")
			if b.all() != before {
				t.Errorf("after closing it: %q", b.all())
			}
		})
	}
}

func TestFailStandsOverAnOpenDialog(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Dialog("Decline", xwidget.NewText(xwidget.Body, "Why?"), ui.Verb{Text: "Decline", Kind: xwidget.Primary, Do: func() bool {
		b.Fail(marketplace.Errorf(marketplace.Refused, "It was withdrawn meanwhile."))
		return true
	}})
	b.click("Decline")
	contains(t, b.over(), "That did not work It was withdrawn meanwhile.")
	b.click("Close")
	if b.top() != nil {
		t.Errorf("still open: %q", b.over())
	}
}

func TestAskIsAnswered(t *testing.T) {
	tests := []struct {
		name   string
		q      ui.Question
		answer func(*bench)
		yes    int
	}{
		{"the verb", ui.Question{Title: "Cancel it?", Verb: "Cancel the booking", Keep: "Keep it", Destructive: true}, func(b *bench) { b.click("Cancel the booking") }, 1},
		{"the other", ui.Question{Title: "Cancel it?", Verb: "Cancel the booking", Keep: "Keep it", Destructive: true}, func(b *bench) { b.click("Keep it") }, 0},
		{"Escape", ui.Question{Title: "Cancel it?", Verb: "Cancel the booking", Keep: "Keep it", Destructive: true}, func(b *bench) { b.press(fyne.KeyEscape) }, 0},
		{"Enter keeps what would be lost", ui.Question{Title: "Cancel it?", Verb: "Cancel the booking", Keep: "Keep it", Destructive: true}, func(b *bench) { b.press(fyne.KeyReturn) }, 0},
		{"Enter does what is harmless", ui.Question{Title: "Send it?", Verb: "Send"}, func(b *bench) { b.press(fyne.KeyReturn) }, 1},
		{"the other has a word of its own", ui.Question{Title: "Send it?", Verb: "Send"}, func(b *bench) { b.click("Not now") }, 0},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			b := newBench(t, everything, ui.InlineWork())
			n := 0
			b.Ask(tc.q, func() { n++ })
			contains(t, b.over(), tc.q.Title)
			tc.answer(b)
			if n != tc.yes || b.top() != nil {
				t.Errorf("answered yes %d times, want %d; still open: %v", n, tc.yes, b.top() != nil)
			}
		})
	}
}

func TestSheetAndDialogAreClosedByTheScreen(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	closeSheet := b.Sheet("Stays behind this number", xwidget.NewText(xwidget.Body, "Three stays"))
	contains(t, b.over(), "Three stays")
	closeSheet()
	closeDialog := b.Dialog("Change", xwidget.NewText(xwidget.Body, "Words"))
	contains(t, b.over(), "Words")
	closeDialog()
	closeDialog()
	if b.top() != nil {
		t.Error("still open")
	}
}

func TestGoingElsewhereClosesDialogsAndKeepsWhatWasSaid(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Dialog("Change", xwidget.NewText(xwidget.Body, "Words"))
	b.Toast("Room listed.", nil)
	b.Go(ui.To(ui.PageFind))
	b.at(ui.To(ui.PageFind))
	if b.top() != nil {
		t.Error("the dialog is still open")
	}
	contains(t, b.all(), "Room listed.")
}

func TestUnsavedWorkIsAskedAboutOnTheWayOut(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.page.unsaved = "The draft is not saved."
	b.ctrl(fyne.KeyK)
	b.typeIn("find a room")
	b.press(fyne.KeyReturn)
	b.at(ui.To(ui.PageHome))
	contains(t, b.over(), "The draft is not saved.")
	b.click("Leave")
	b.at(ui.To(ui.PageFind))
}

// typeIn types where the keyboard is.
func (b *bench) typeIn(s string) {
	b.t.Helper()
	f := b.w.Canvas().Focused()
	if f == nil {
		b.t.Fatal("nothing has the keyboard")
	}
	for _, r := range s {
		f.TypedRune(r)
	}
}

func TestAnActIsUndoneByAnAct(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.store.err = marketplace.Errorf(marketplace.NotAllowed, "Only the host may pause this room.")
	b.Act(marketplace.MoveRoom{}, "Room paused.", nil)
	contains(t, b.all(), "Only the host may pause this room.")
	lacks(t, b.all(), "Room paused.")
	if len(b.store.done) != 1 {
		t.Errorf("did %d commands, want 1", len(b.store.done))
	}
	if strings.Count(b.all(), "Only the host") != 1 {
		t.Error("told twice")
	}
}
