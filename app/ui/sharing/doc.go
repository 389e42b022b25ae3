// Package sharing is the page behind the line at the navigation's foot: who is in step with this computer, what waits,
// what keeps it from sharing, and bundles to and from a stick.
package sharing

import (
	"context"
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// Network is what the page asks of this computer's connection to the others. Its methods are called beside the UI, but
// for Set.
type Network interface {
	// State is how things stand now.
	State(ctx context.Context) (State, error)
	// Set changes how this computer is connected; it takes effect at once.
	Set(Connection)
	// AddAddress adds where another computer can be reached. It fails with Invalid for what is no address.
	AddAddress(ctx context.Context, address string) error
	// NewKey lets this computer go on under a new key and answers with a sentence on what that came to.
	NewKey(ctx context.Context) (string, error)
	// Export saves a bundle in a new file and answers with a sentence on what is in it.
	Export(ctx context.Context, file string, what Bundle, progress func(done, total int)) (string, error)
	// Import takes a bundle in and answers with a sentence on what it brought.
	Import(ctx context.Context, file string, progress func(done, total int)) (string, error)
}

// Data is what the page reads of the marketplace.
type Data interface {
	Audit(ctx context.Context) ([]marketplace.AuditRow, error)
	Bookings(ctx context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error)
}

// State is how this computer stands among the others.
type State struct {
	ui.Sharing
	Connection
	Troubles  []Trouble
	TroubleAt string // where the computer is called that a trouble is with; empty: with none, or it is not known
	Problem   string // the sentence on why it is not connected at all
	Elsewhere bool   // another program on this folder is connected in its place
	Listens   string // where it is called at; empty: it is not
	PortTaken bool
	Joined    int // entries of all computers that are here
	Machines  []Machine
}

// Connection is how this computer is to be connected.
type Connection struct {
	Apart    bool // not at all, as a demo
	Listen   bool // others may call it
	Port     int
	Discover bool // it looks for others on the local network, and is found there
}

// Machine is another computer.
type Machine struct {
	Person, Org  string // whose it is; empty where it is not known here yet
	Mine         bool   // this person's
	AlwaysOn     bool
	Removed      bool
	Address      string
	Linked       bool
	InStep       bool
	Lacks, Owes  int // what it has and we do not, and the other way
	In, Out      uint64
	InRate, Rate float64 // bytes a second
	Seen         time.Time
}

// Trouble is what keeps this computer from sharing.
type Trouble int

// The troubles.
const (
	Removed  Trouble = iota + 1 // the others take it as a member no more
	Stranger                    // those reached have not heard of its invitation
	Foreign                     // those reached belong to another system
	Copied                      // another computer works with its key
	Full                        // the disk does not take what comes
	Newer                       // the versions do not understand each other
	Used                        // another computer takes part by its invitation
)

// Bundle says what goes into one.
type Bundle struct {
	Since  string // a bundle of the computer that it is for: only what that lacks; empty is everything
	Photos bool
}
