// Package firstrun is what the window shows before there is a system to work in: the ways to begin, and what is
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
	// ReadInvitation and ParseInvitation read an invitation from a file, or from what was typed. They fail with one
	// sentence on what is wrong.
	ReadInvitation(ctx context.Context, path string) (Invitation, error)
	ParseInvitation(ctx context.Context, text string) (Invitation, error)
	// Join begins to take part by the invitation that was read last. Open then shows how far it has come.
	Join(ctx context.Context) error
	// ReadBundle, SaveBundle and AddAddress help a computer that joins to reach the others; the sentences say what the
	// bundle brought, or holds.
	ReadBundle(ctx context.Context, file string, progress func(done, total int)) (sentence string, err error)
	SaveBundle(ctx context.Context, folder string, progress func(done, total int)) (sentence string, err error)
	AddAddress(ctx context.Context, address string) error
	// StopJoining takes away what joining began.
	StopJoining(ctx context.Context) error
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
