package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// What tests reach into the store for.
var (
	// Follow makes a store that writes nothing of its own.
	Follow = follow
	// Said turns errors into sentences.
	Said = said
)

// Volatile lets a store that no test kills skip the disk's flush, which is most of what a commit takes.
func Volatile(s *Store) error { return Tune(s, "PRAGMA synchronous = OFF") }

// Tune runs a statement on the connection that writes.
func Tune(s *Store, statement string) error {
	c, err := s.takeWriter(context.Background())
	if err != nil {
		return err
	}
	defer s.giveWriter(c)
	return c.script(statement)
}

// Outcomes counts entries by what the folds made of them.
func Outcomes(s *Store) (map[string]int, error) {
	counts := map[string]int{}
	err := s.readers.look(context.Background(), func(q querier) error {
		return q.each(context.Background(), "SELECT coalesce(why, ''), count(*) FROM entry GROUP BY 1", nil, func(scan scanner) error {
			var why string
			var n int
			err := scan(&why, &n)
			counts[why] = n
			return err
		})
	})
	return counts, err
}

// Fold reads bodies as they lie in a file and folds those that can be read.
func Fold(sys *marketplace.System, kind marketplace.AggregateKind, bodies [][]byte) {
	var all []stored
	for i, body := range bodies {
		e, err := decode(rowID(1, uint64(i+1)), marketplace.DeviceID{1}, make([]byte, 32), body, 0, "")
		if err == nil {
			all = append(all, e)
		}
	}
	sortEntries(all)
	foldEntries(sys, kind, all)
	marketplace.FoldSystem(foldable(all), nil)
}
