package identity

import (
	"bytes"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"filippo.io/age/armor"
)

// ParseRecovery reads the text of a recovery file, or its last part as typed in
// from paper: capitals and spaces do not matter there, every other letter does.
// It fails with ErrLocked or ErrPassphrase where the keys are encrypted, with
// ErrNewer, or with ErrDamaged, which then says what line to look at.
func ParseRecovery(text []byte, passphrase string) (Recovery, error) {
	if len(text) > recoveryMax {
		return Recovery{}, fmt.Errorf("%w: a recovery file is much shorter", ErrDamaged)
	}
	if i := bytes.Index(text, []byte(armor.Header)); i >= 0 {
		sealed, err := io.ReadAll(armor.NewReader(bytes.NewReader(text[i:])))
		if err != nil {
			return Recovery{}, fmt.Errorf("%w: its encrypted part is not whole", ErrDamaged)
		}
		if text, err = unprotect(sealed, passphrase); err != nil {
			return Recovery{}, err
		}
	}
	lines := strings.Split(string(text), "\n")
	begin := -1
	for i, line := range lines {
		if words := strings.Join(strings.Fields(strings.ToLower(line)), " "); strings.HasPrefix(words, recoveryAny) {
			if words == recoveryBegin {
				begin = i + 1
				break
			}
			if words != "settle recovery file" {
				return Recovery{}, ErrNewer
			}
		}
	}
	if begin < 0 {
		return Recovery{}, fmt.Errorf("%w: the line “%s” is missing", ErrDamaged, recoveryBegin)
	}
	return parseRecoveryLines(lines[begin:], begin+1)
}

// parseRecoveryLines reads the lines after the first; number counts them for
// people.
func parseRecoveryLines(lines []string, number int) (r Recovery, err error) {
	seen := map[string]int{}
	ended := false
	for i, line := range lines {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
			continue
		case ended:
			return Recovery{}, fmt.Errorf("%w: there is text after “%s”", ErrDamaged, recoveryEnd)
		case len(words) == 1 && strings.EqualFold(words[0], recoveryEnd):
			ended = true
			continue
		}
		label := strings.ToLower(words[0])
		value, ok := parseKeyLine(label, words[1:])
		if !ok {
			return Recovery{}, fmt.Errorf("%w: look for a slip in line %d", ErrDamaged, number+i)
		}
		switch seen[label]++; label {
		case "system":
			r.System = value
		case "root":
			r.Root = SigningKeyOf(value)
		case "ring":
			key, err := newKey(value)
			if err != nil {
				return Recovery{}, err
			}
			r.Rings = append(r.Rings, key)
		}
	}
	if !ended || seen["system"] != 1 || seen["root"] != 1 || seen["ring"] > MaxRecoveryRings {
		return Recovery{}, fmt.Errorf("%w: one line each for system and root, and then “%s”, should be there", ErrDamaged, recoveryEnd)
	}
	return r, nil
}

func parseKeyLine(label string, groups []string) (value [32]byte, ok bool) {
	if label != "system" && label != "root" && label != "ring" {
		return value, false
	}
	letters := strings.ToUpper(strings.Join(groups, ""))
	if len(letters) != base32.StdEncoding.EncodedLen(len(value)+checkSize) {
		return value, false
	}
	b, err := base32.StdEncoding.DecodeString(letters)
	if err != nil || len(b) != len(value)+checkSize {
		return value, false
	}
	copy(value[:], b)
	return value, subtle.ConstantTimeCompare(b[len(value):], lineCheck(label, value)) == 1
}
