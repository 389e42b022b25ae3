package people

import (
	"context"

	"settle.example/settle/marketplace"
)

// Data is what the page reads, and how it invites.
type Data interface {
	Members(ctx context.Context) ([]marketplace.MemberRow, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	Computers(ctx context.Context) ([]marketplace.ComputerRow, error)
	Invitations(ctx context.Context) ([]marketplace.InvitationRow, error)
	// KeptRooms is the rooms whose calendar a computer keeps; WrittenBefore how many entries it wrote before a moment.
	KeptRooms(ctx context.Context, device marketplace.DeviceID) ([]marketplace.RoomRow, error)
	WrittenBefore(ctx context.Context, device marketplace.DeviceID, at marketplace.Instant) (uint64, error)
	// Reachable is where somebody who joins can reach the system, such as "node.trust.example:7946", best first.
	Reachable(ctx context.Context) ([]string, error)
	// Invitation invites. The command's key is made by it; at is where the joiner can reach the system.
	Invitation(ctx context.Context, c marketplace.InvitePerson, at []string) (Invitation, error)
}

// Invitation is what to hand to somebody: the only copy of its secret, which no list holds.
type Invitation struct {
	Code    string // in one piece, for a QR code
	Grouped string // the same in lines and groups, to read out and to type
	Reaches int    // how many addresses are in it
	// Write writes it to a new file.
	Write func(path string) error
	// Bundle saves a bundle that lets whoever has the invitation join without a network, and answers with a sentence on
	// what is in it.
	Bundle func(ctx context.Context, path string, progress func(done, total int)) (string, error)
}
