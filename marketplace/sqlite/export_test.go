package sqlite

import "context"

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
	return c.run(statement)
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
