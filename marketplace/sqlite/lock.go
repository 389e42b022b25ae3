package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"

	"settle.example/settle/marketplace"
)

var lockName = regexp.MustCompile(`^[a-z][a-z-]{0,30}$`)

// Lock takes the lock of that name, such as "replication", for this process among all that use the folder. ok is false
// where another has it. The lock goes with release, or when the process ends, however it ends. A name is up to 31 of
// the characters a to z and '-'.
func (s *Store) Lock(name string) (release func(), ok bool, err error) {
	if !lockName.MatchString(name) {
		return nil, false, marketplace.Errorf(marketplace.Invalid, "The name of a lock is made of the letters a to z.")
	}
	return lockFile(filepath.Join(s.dir, name+".lock"))
}

// lockFile locks a file of its own, which stays: removing it would let two processes lock two files of one name.
func lockFile(path string) (release func(), ok bool, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, false, said(err)
	}
	if ok, err = lock(f); !ok || err != nil {
		return nil, false, said(errors.Join(err, f.Close()))
	}
	return func() { _ = f.Close() }, true, nil // nothing was written that could be lost
}
