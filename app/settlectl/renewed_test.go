package main

import (
	"testing"

	"settle.example/settle/marketplace/sqlite"
)

func TestWhatANewKeyCameTo(t *testing.T) {
	for name, c := range map[string]struct {
		done sqlite.Reissued
		want string
	}{
		"nothing was cut": {sqlite.Reissued{}, "All that the old one wrote stays as it is."},
		"all again": {
			sqlite.Reissued{Cut: 4, Entries: 4},
			"4 entries were cut from the old key's log, here as everywhere: what was written since the disk was copied. 4 of them are written again under the new key. All that was written before stays as it is.",
		},
		"not all": {
			sqlite.Reissued{Cut: 4, Entries: 1, Left: 2},
			"4 entries were cut from the old key's log, here as everywhere: what was written since the disk was copied. 1 of them is written again under the new key. 2 of them could not be: look at what you did last. 1 concerned the old key alone. All that was written before stays as it is.",
		},
	} {
		if got := renewed(c.done); got != c.want {
			t.Errorf("%s: it says %q", name, got)
		}
	}
}

func TestHowMuchABundleHolds(t *testing.T) {
	for want, c := range map[string][2]int{"1 entry": {1, 0}, "2 entries and 1 photo": {2, 1}, "3 photos": {0, 3}, "0 entries": {0, 0}} {
		if got := entriesAndPhotos(c[0], c[1]); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
