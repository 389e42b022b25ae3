package marketplace

import (
	"context"
	"slices"
	"time"
)

// View is what a command may look at while it decides: one consistent state of the aggregates, inside the transaction
// that will hold its entries.
type View interface {
	// Now is the transaction's one time.
	Now() time.Time
	// Actor is the person at this device.
	Actor() Actor
	// System is never nil.
	System() *System
	// Home, Room, Arrival and Offer answer ErrNotFound for an id that is not here.
	Home(ID) (*Home, error)
	Room(ID) (*Room, error)
	Arrival(ID) (*Arrival, error)
	Offer(ID) (*Offer, error)
	// RoomOfBooking and OfferOfPairing find the aggregate that a booking or pairing belongs to.
	RoomOfBooking(ID) (*Room, error)
	OfferOfPairing(ID) (*Offer, error)
	// LodgersIn is the largest number of guests that the home has at one time within dates, leaving one booking out.
	LodgersIn(home ID, dates Range, except ID) (int, error)
	// BookedElsewhere is a booking of the arrival that overlaps dates and is accepted (and not lapsed), confirmed or
	// staying, leaving one booking out; zero when there is none.
	BookedElsewhere(arrival ID, dates Range, except ID) (ID, error)
	// Imported is the subject that an import key made before, or zero.
	Imported(key [16]byte) (ID, error)
	// Next is the reference that the n-th draft of this command (from 0) will get, so that drafts can name each other.
	Next(n int) Ref
	// Head is the last seq of the device's log that is here: of this device, that of the entry before this command's.
	Head(DeviceID) uint64
	// Complete tells whether the log of ref's device is here up to ref, or up to the proven fork at which it ends.
	Complete(ref Ref) bool
	// Lost is those of the bookings whose first entry lies past a proven fork of its log, and so never comes. One that is
	// only late is not lost.
	Lost(bookings []ID) []ID
	// Opened is the fields of a sealed part that this device may open, merged; empty where there are none.
	Opened(ref Ref) (map[Field]string, error)
	// Parts is the entries with private parts that are not gone, of the subject and of those that hold something about
	// it: of a person the entry that names them, their homes, rooms, offers and letters; of an arrival the rooms and
	// offers where it has a booking or pairing.
	Parts(about ID) ([]*Entry, error)
	// Text is the class A text of the entry at ref.
	Text(ref Ref) (map[Field]string, error)
}

// Command is a person's act. Decide checks it against the view and answers with the entries that it comes to, or an
// [Error] that says in a sentence why not. It changes nothing.
type Command interface {
	Decide(v View) ([]Draft, error)
}

// Receipt says what a command wrote: acknowledged is durable.
type Receipt struct {
	Refs     []Ref
	Subjects []ID // for each ref, the aggregate it belongs to
	Began    []ID // for each ref, SubjectOf it: the id of the room, booking, pairing … that it began
}

// Actor is the person at a device, as the membership entries have it.
type Actor struct {
	Device DeviceID
	Person ID
	Org    string
	Roles  Roles
}

// Store is where the marketplace is kept. Its methods may be called from any goroutine, but never from a screen's.
type Store interface {
	// Do decides a command, appends its entries to this device's log and folds them, in one transaction. When it
	// returns without an error the act is durable.
	Do(ctx context.Context, c Command) (Receipt, error)
	Queries
	// Subscribe calls f after each change, also by another process on the same folder (within 100 ms). f must only copy
	// and enqueue. The returned function ends the subscription.
	Subscribe(f func(Change)) (cancel func())
}

// Change says which aggregates changed. A zero Subject list means: everything may have.
type Change struct {
	Kinds    []AggregateKind
	Subjects []ID
}

// Members tells whether who takes part, or with which roles, may have changed.
func (c Change) Members() bool {
	return len(c.Subjects) == 0 || slices.Contains(c.Kinds, AggregateSystem)
}
