package identity

import (
	"fmt"
	"io"
	"os"
)

// WriteInvitation writes a new invitation file, readable by its owner alone. It
// never overwrites a file. It fails as FormatInvitation does, or with the disk's
// error.
func WriteInvitation(path string, i Invitation) error {
	text, err := FormatInvitation(i)
	if err != nil {
		return err
	}
	if err := writeNew(path, text); err != nil {
		return fmt.Errorf("write the invitation: %w", err)
	}
	return nil
}

// ReadInvitation reads an invitation file; see ParseInvitation.
func ReadInvitation(path string) (Invitation, error) {
	f, err := os.Open(path)
	if err != nil {
		return Invitation{}, fmt.Errorf("open the invitation: %w", err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, invitationMax+1))
	if err != nil {
		return Invitation{}, fmt.Errorf("read the invitation: %w", err)
	}
	return ParseInvitation(text)
}
