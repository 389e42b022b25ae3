package sqlite_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// A cell is never passed over when a room in it has what is wanted, however rooms came and went; and it is when no room
// has some two of the features.
func TestCellKnowsItsPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		features := rapid.Map(rapid.Uint32Range(0, 1<<22-1), func(v uint32) marketplace.Features { return marketplace.Features(v) })
		stay := rapid.SliceOfN(features, 1, 6).Draw(t, "rooms that stay")
		left := rapid.SliceOfN(features, 0, 6).Draw(t, "rooms that left")
		wanted := features.Draw(t, "wanted") & features.Draw(t, "of these")
		var c sqlite.CellCounts
		for _, f := range append(stay, left...) {
			c.Add(f, 1)
		}
		for _, f := range left {
			c.Add(f, -1)
		}
		again, err := sqlite.ReadCellCounts(c.Kept())
		if err != nil {
			t.Fatal(err)
		}
		suits, allPairs := false, true
		for _, f := range stay {
			suits = suits || f&wanted == wanted
		}
		for i := range 22 {
			for j := range 22 {
				pair := marketplace.Features(1<<i | 1<<j)
				there := pair&wanted != pair
				for _, f := range stay {
					there = there || f&pair == pair
				}
				allPairs = allPairs && there
			}
		}
		if may := again.May(wanted); may != allPairs || suits && !may {
			t.Fatalf("looked at: %v; all pairs there: %v; a room suits: %v", may, allPairs, suits)
		}
	})
}

func FuzzCellCounts(f *testing.F) {
	var c sqlite.CellCounts
	c.Add(marketplace.Wifi|marketplace.Desk, 1)
	f.Add(c.Kept())
	f.Add([]byte{0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := sqlite.ReadCellCounts(b)
		if err != nil {
			return
		}
		again, err := sqlite.ReadCellCounts(c.Kept())
		if err != nil || !bytes.Equal(again.Kept(), c.Kept()) {
			t.Errorf("%x reads back as %x (%v)", c.Kept(), again.Kept(), err)
		}
	})
}
