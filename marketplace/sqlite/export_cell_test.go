package sqlite

import "settle.example/settle/marketplace"

// CellCounts is what a cell keeps of the features of its rooms.
type CellCounts struct{ counts pairCounts }

// Add counts a room in (by is 1) or out (-1).
func (c *CellCounts) Add(features marketplace.Features, by int64) { c.counts.add(features, by) }

// May tells whether a search for features looks at the cell's rooms.
func (c *CellCounts) May(features marketplace.Features) bool {
	has, wanted := c.counts.pairs(), pairsOf(features)
	for i := range wanted {
		if has[i]&wanted[i] != wanted[i] {
			return false
		}
	}
	return true
}

// Kept is the counts as they are stored.
func (c *CellCounts) Kept() []byte { return c.counts.bytes() }

// ReadCellCounts reads what Kept made.
func ReadCellCounts(b []byte) (*CellCounts, error) {
	counts, err := readCounts(b)
	return &CellCounts{counts}, err
}
