package app

import (
	"io"
	"os"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// mostInvitation bounds the file of an invitation, in bytes.
const mostInvitation = 16 << 10

// invitation tells, of a file that was dropped on the window of a computer that takes part, that it is an invitation,
// and what to do with it. It answers nil for every other file.
func invitation(path, system string) error {
	if about, err := os.Stat(path); err != nil || !about.Mode().IsRegular() || about.Size() > mostInvitation {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil // whatever takes the file says so
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, mostInvitation))
	if err != nil {
		return nil
	}
	if _, err := identity.ParseInvitation(text); err != nil {
		return nil
	}
	to := "another system"
	switch i, err := replication.ParseInvitation(string(text)); {
	case err != nil:
		return err // it ran out
	case i.Name == system:
		to = "this system"
	case i.Name != "":
		to = i.Name
	}
	return marketplace.Errorf(marketplace.Refused, "This is an invitation to %.80s, and this computer takes part in %.80s already. Open it on the computer that is to join.", to, system)
}
