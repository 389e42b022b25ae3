package identity

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"filippo.io/age/armor"

	"settle.example/settle/sync/oplog"
)

// Recovery is what a system can be brought back with: it is written to a file
// once, when the system is founded, and kept apart from every computer.
type Recovery struct {
	Name   string    // the system's, for people; it is not read back
	Made   time.Time // for people; it is not read back
	System oplog.Hash
	Root   SigningKey
	Rings  []Key // of the trusts' recovery rings, at most MaxRecoveryRings
}

// MaxRecoveryRings bounds the rings of a recovery file.
const MaxRecoveryRings = 64

const (
	recoveryMax   = 32 << 10
	recoveryBegin = "settle recovery 1"
	recoveryAny   = "settle recovery "
	recoveryEnd   = "end"
	tagRecovery   = "settle/recovery/1"
	checkSize     = 3 // bytes; with the 32 of a key these make 14 groups of 4 letters
)

var errRecoveryNoKey = errors.New("a recovery file needs the root's key and at most 64 recovery rings")

// WriteRecovery writes a new recovery file, readable by its owner alone and on
// the disk when it returns. It never overwrites a file. With a passphrase the
// keys are encrypted. It fails with ErrWeakPassphrase or the disk's error.
func WriteRecovery(path string, r Recovery, passphrase string) error {
	text, err := FormatRecovery(r, passphrase)
	if err != nil {
		return err
	}
	if err := writeNew(path, text); err != nil {
		return fmt.Errorf("write the recovery file: %w", err)
	}
	return nil
}

// writeNew writes a file that was not there, readable by its owner alone and on the disk when it returns. What it could
// not write whole it removes.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}

// ReadRecovery reads a recovery file; see ParseRecovery.
func ReadRecovery(path, passphrase string) (Recovery, error) {
	f, err := os.Open(path)
	if err != nil {
		return Recovery{}, fmt.Errorf("open the recovery file: %w", err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, recoveryMax+1))
	if err != nil {
		return Recovery{}, fmt.Errorf("read the recovery file: %w", err)
	}
	return ParseRecovery(text, passphrase)
}

// FormatRecovery returns the text of a recovery file: what it is, for people, and
// then one line for each key, which can be typed in from paper.
func FormatRecovery(r Recovery, passphrase string) ([]byte, error) {
	if r.Root.secret == nil || len(r.Rings) > MaxRecoveryRings {
		return nil, errRecoveryNoKey
	}
	var keys strings.Builder
	seed := r.Root.Seed()
	fmt.Fprintf(&keys, "%s\n%s\n%s\n", recoveryBegin, keyLine("system", r.System), keyLine("root", seed))
	for _, k := range r.Rings {
		if k.secret == nil {
			return nil, errRecoveryNoKey
		}
		fmt.Fprintln(&keys, keyLine("ring", k.secret().raw))
	}
	fmt.Fprintln(&keys, recoveryEnd)

	var out bytes.Buffer
	fmt.Fprintf(&out, recoveryPreface, oneLine(r.Name), r.Made.Format("2 January 2006"))
	if passphrase == "" {
		out.WriteString(keys.String())
		return out.Bytes(), nil
	}
	sealed, err := protect([]byte(keys.String()), passphrase)
	if err != nil {
		return nil, err
	}
	w := armor.NewWriter(&out)
	if _, err := w.Write(sealed); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const recoveryPreface = `SETTLE RECOVERY FILE

This is the master key of the Settle system "%s".
Made on %s.

Whoever holds it can name new registrars and open what a lost computer took
with it. Settle does not need it from day to day.

* Print it, put the paper in a safe, and delete the file from this computer.
* Do not send it by email, and do not keep it on a shared drive.
* To use it, give Settle this file, or type its last part in from the paper.

`

// oneLine keeps a name from looking like a part of the file.
func oneLine(name string) string {
	name = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) || c == unicode.ReplacementChar {
			return ' '
		}
		return c
	}, name)
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60]) + "…"
	}
	return name
}

// keyLine is a label and 32 bytes with a check, as 14 groups of 4 letters.
func keyLine(label string, value [32]byte) string {
	letters := base32.StdEncoding.EncodeToString(append(value[:], lineCheck(label, value)...))
	var line strings.Builder
	fmt.Fprintf(&line, "%-7s", label)
	for ; letters != ""; letters = letters[4:] {
		line.WriteString(" " + letters[:4])
	}
	return line.String()
}

func lineCheck(label string, value [32]byte) []byte {
	sum := sha256.Sum256(append([]byte(tagRecovery+label), value[:]...))
	return sum[:checkSize]
}

// Format hides the secrets from every verb of fmt.
func (r Recovery) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[recovery keys]") }

// LogValue hides the secrets from slog.
func (r Recovery) LogValue() slog.Value { return slog.StringValue("[recovery keys]") }
