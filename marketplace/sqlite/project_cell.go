package sqlite

import (
	"context"
	"encoding/binary"

	"settle.example/settle/marketplace"
)

// cellsAtOnce is how many cells a transaction counts in memory, at 2 KiB each.
const cellsAtOnce = 1024

// countedCell is what a cell comes to within a transaction, which writes it once: a catch-up brings many rooms to one.
type countedCell struct {
	rooms  int64
	counts pairCounts
}

// projectCell counts a room that enters a cell (by is 1) or has left it (-1).
func projectCell(ctx context.Context, t *tx, at marketplace.Cell, features marketplace.Features, by int64) error {
	c := t.cells[at]
	if c == nil {
		if len(t.cells) == cellsAtOnce {
			if err := t.writeCells(ctx); err != nil {
				return err
			}
		}
		c = new(countedCell)
		var kept []byte
		_, err := one(ctx, t, "SELECT rooms, counts FROM cell WHERE lat = ? AND lon = ?", []any{at.Lat, at.Lon}, &c.rooms, &kept)
		if err != nil {
			return err
		}
		if c.counts, err = readCounts(kept); err != nil {
			return err
		}
		t.cells[at] = c
	}
	c.rooms += by
	c.counts.add(features, by)
	return nil
}

// writeCells writes the cells that were counted, once spot says what is in them.
func (t *tx) writeCells(ctx context.Context) error {
	if len(t.cells) == 0 {
		return nil
	}
	if err := t.flushRows(); err != nil {
		return err
	}
	for at, c := range t.cells {
		if err := c.write(ctx, t, at); err != nil {
			return err
		}
	}
	clear(t.cells)
	return nil
}

func (c *countedCell) write(ctx context.Context, t *tx, at marketplace.Cell) error {
	if c.rooms <= 0 {
		return t.exec(ctx, "DELETE FROM cell WHERE lat = ? AND lon = ?", at.Lat, at.Lon)
	}
	var least marketplace.Pence
	if _, err := one(ctx, t, "SELECT min(week) FROM spot WHERE cell = ?", []any{spotCell(at)}, &least); err != nil {
		return err
	}
	p := c.counts.pairs()
	return t.exec(ctx, "INSERT OR REPLACE INTO cell (lat, lon, rooms, least, pairs0, pairs1, pairs2, pairs3, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		at.Lat, at.Lon, c.rooms, least, p[0], p[1], p[2], p[3], c.counts.bytes())
}

// pairedFeatures is how many features are looked at in pairs; each makes a pair with itself, too.
const (
	pairedFeatures = 22
	pairCount      = pairedFeatures * (pairedFeatures + 1) / 2
)

// featurePairs is a set of pairs of features. Where no room has some pair of those that are wanted, none has all of
// them. A cell of dozens of rooms has almost every feature, but few pairs of rare ones.
type featurePairs [4]int64

// pairsOf is every pair of the features.
func pairsOf(features marketplace.Features) (p featurePairs) {
	eachPair(features, func(n int) { p[n/64] |= 1 << (n % 64) })
	return p
}

func eachPair(features marketplace.Features, f func(n int)) {
	for i := range pairedFeatures {
		if features>>i&1 == 0 {
			continue
		}
		for j := range i + 1 {
			if features>>j&1 != 0 {
				f(i*(i+1)/2 + j)
			}
		}
	}
}

// pairCounts is how many rooms have each pair of features.
type pairCounts [pairCount]int64

func (c *pairCounts) add(features marketplace.Features, by int64) {
	eachPair(features, func(n int) { c[n] = max(0, c[n]+by) })
}

// pairs is those that a room has.
func (c *pairCounts) pairs() (p featurePairs) {
	for n, rooms := range c {
		if rooms > 0 {
			p[n/64] |= 1 << (n % 64)
		}
	}
	return p
}

func (c *pairCounts) bytes() []byte {
	b := make([]byte, 0, len(c))
	for _, n := range c {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func readCounts(b []byte) (c pairCounts, err error) {
	for n := range c {
		rooms, size := binary.Uvarint(b)
		if size <= 0 && len(b) > 0 {
			return c, errPacked
		}
		c[n], b = int64(rooms), b[max(0, size):]
	}
	return c, nil
}
