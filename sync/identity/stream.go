package identity

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"filippo.io/age"
)

// Bounds of an encrypted file.
const (
	// MaxReaders is how many recipients a file can be encrypted to.
	MaxReaders = 4096
	// maxFileHeader bounds what stands before the encrypted bytes: about a
	// hundred bytes for each reader.
	maxFileHeader = 512 << 10
)

// The first and the last line of an age file's header.
const (
	ageIntro = "age-encryption.org/v1\n"
	ageEnd   = "--- "
)

// EncryptFile returns a writer that encrypts to w what is written to it, as an
// age file that the holder of any of the recipients' keys opens. Close ends the
// file; w stays open. It fails with ErrRecipient, or w's error.
func EncryptFile(w io.Writer, to []Recipient) (io.WriteCloser, error) {
	if len(to) == 0 || len(to) > MaxReaders {
		return nil, ErrRecipient
	}
	recipients, err := ageRecipients(to)
	if err != nil {
		return nil, err
	}
	return age.Encrypt(w, recipients...)
}

// DecryptFile returns a reader of what EncryptFile encrypted, opened with
// whichever of the keys fits. It fails with ErrDamaged for what is no such file,
// and with ErrNotForYou; what it returns fails with ErrDamaged where the file was
// cut short or changed. It holds little in memory, whatever r holds.
func DecryptFile(r io.Reader, keys ...Key) (io.Reader, error) {
	identities := ageIdentities(keys)
	if len(identities) == 0 {
		return nil, ErrNotForYou
	}
	whole, err := boundHeader(r)
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(whole, identities...)
	if unfit := (*age.NoIdentityMatchError)(nil); errors.As(err, &unfit) {
		return nil, ErrNotForYou
	}
	if err != nil {
		return nil, ErrDamaged
	}
	return honest{plain}, nil
}

// boundHeader reads the header, which the age library would read however long it
// is, and returns all of r again.
func boundHeader(r io.Reader) (io.Reader, error) {
	lines := bufio.NewReaderSize(r, 4096)
	var header bytes.Buffer
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil || header.Len() == 0 && string(line) != ageIntro || header.Len()+len(line) > maxFileHeader {
			return nil, ErrDamaged
		}
		header.Write(line)
		if bytes.HasPrefix(line, []byte(ageEnd)) {
			return io.MultiReader(&header, lines), nil
		}
	}
}

// honest says ErrDamaged for whatever the age library finds wrong.
type honest struct{ plain io.Reader }

// Read implements io.Reader.
func (h honest) Read(b []byte) (int, error) {
	n, err := h.plain.Read(b)
	if err != nil && !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = ErrDamaged
	}
	return n, err
}
