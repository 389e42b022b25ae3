package sqlite

import "context"

// Follow makes a store that writes nothing of its own.
var Follow = follow

// Volatile lets a store that no test kills skip the disk's flush, which is most of what a commit takes.
func Volatile(s *Store) error {
	c, err := s.takeWriter(context.Background())
	if err != nil {
		return err
	}
	defer s.giveWriter(c)
	return c.run("PRAGMA synchronous = OFF")
}
