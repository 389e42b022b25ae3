package ui_test

import (
	"testing"

	"settle.example/settle/app/ui"
)

func TestFilesOnTheWindowAreTakenOrSpokenOf(t *testing.T) {
	const none = "This page takes no files."
	for _, c := range []struct {
		name  string
		page  ui.Page
		files []string
		says  string
		taken int
	}{
		{"a bundle where there is no use for one", ui.PageHome, []string{"/tmp/a.bundle"}, none, 0},
		{"several", ui.PageHome, []string{"/tmp/a", "/tmp/b"}, none, 0},
		{"an invitation", ui.PageHome, []string{"/tmp/a.inv"}, "This is an invitation to Kent.", 0},
		{"an invitation on a page that takes files", ui.PageSharing, []string{"/tmp/a.inv"}, "This is an invitation to Kent.", 0},
		{"a bundle on a page that takes files", ui.PageSharing, []string{"/tmp/a.bundle"}, "", 1},
		{"two files on it", ui.PageSharing, []string{"/tmp/a", "/tmp/b"}, "", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, everything, ui.InlineWork())
			b.Go(ui.To(c.page))
			b.drop(c.files...)
			if c.says != "" {
				contains(t, b.all(), c.says)
			} else {
				lacks(t, b.all(), none)
			}
			if len(b.taken) != c.taken {
				t.Errorf("the page took %d files, want %d", len(b.taken), c.taken)
			}
		})
	}
}
