// Package firstrun is what the window shows before there is a system to work in: the three ways to begin, and what is
// wrong where a folder cannot be opened.
package firstrun

import (
	"context"

	"settle.example/settle/marketplace"
)

// Backend does what a person chooses here. Its methods are called beside the UI, Unlock, Open and Folder on the UI goroutine.
type Backend interface {
	// Found founds a system in the folder.
	Found(ctx context.Context, f Founding) error
	// Demo builds the demo system in the folder.
	Demo(ctx context.Context, progress func(done, total int)) error
	// Restore brings a backup back; the sentence says what a person should know of it.
	Restore(ctx context.Context, file, recovery, passphrase string, progress func(done, total int)) (sentence string, err error)
	// Folder is where the data is or will be.
	Folder() string
	// Unlock takes the passphrase that the folder is opened with from now on.
	Unlock(passphrase string)
	// Open opens the folder and shows what it holds.
	Open()
}

// Founding is what a person gives to found a system.
type Founding struct {
	System, Person, Org  string
	Roles                marketplace.Roles
	Rehearsal            bool
	Recovery, Passphrase string
}
