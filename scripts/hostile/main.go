// Command hostile is a bad neighbour, for scripts/netns.sh: it does to the node at
// an address what no Settle does, and fails where it was given more than it should.
//
//	hostile flood ADDRESS NUMBER SECONDS   opens connections, and holds them
//	hostile stranger ADDRESS               has a key that nobody invited
//	hostile member ADDRESS FOLDER POOL     has the key of a member who means harm
//	hostile revoked ADDRESS FOLDER         has the key of a member who was removed
//
// Each but the first waits until it is let in, does one thing, and looks whether
// the node hangs up: that a door was closed in time proves nothing of what is
// behind it. What the node holds afterwards is for the script to look at.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: hostile flood ADDRESS NUMBER SECONDS | stranger ADDRESS | member ADDRESS FOLDER POOL | revoked ADDRESS FOLDER")

func run(args []string) error {
	switch {
	case len(args) == 4 && args[0] == "flood":
		n, err := strconv.Atoi(args[2])
		seconds, again := strconv.Atoi(args[3])
		if err != nil || again != nil {
			return errUsage
		}
		return flood(args[1], n, time.Duration(seconds)*time.Second)
	case len(args) == 2 && args[0] == "stranger":
		return stranger(args[1])
	case len(args) == 4 && args[0] == "member":
		return withKey(args[2], func(k *key) error { return member(args[1], args[3], k) })
	case len(args) == 3 && args[0] == "revoked":
		return withKey(args[2], func(k *key) error { return revoked(args[1], k) })
	}
	return errUsage
}

// key is a device's, and what its folder holds.
type key struct {
	store  *sqlite.Store
	system oplog.Hash
	self   *identity.Device
}

func withKey(folder string, f func(*key) error) (err error) {
	ctx := context.Background()
	store, err := sqlite.Open(ctx, folder, sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	system, self, err := store.Identity(ctx)
	if err != nil || self == nil {
		return errors.Join(err, errors.New("the folder has no key"))
	}
	return f(&key{store, system, self})
}
