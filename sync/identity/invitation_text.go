package identity

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
)

const (
	invitationBegin = "settle invitation 1"
	invitationAny   = "settle invitation "
	invitationEnd   = "end"
	codeAny         = "SETTLE"
	codeBegin       = codeAny + "1"

	tagInvitationCode = "settle/invitation-code/1"

	rowLetters = 50 // of which the last rowCheck are a check of the others
	rowCheck   = 2
	groupSize  = 5
	codeCheck  = 3    // bytes
	rowPrime   = 1021 // the largest prime that two letters hold
	rowFactor  = 33

	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// letters is Crockford's base 32: no I, L, O and U, so that what is read as one of
// them has only one meaning.
var letters = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// misread says what somebody means who types a letter that is not there.
var misread = strings.NewReplacer("I", "1", "L", "1", "O", "0")

// FormatInvitation returns the text of an invitation file: what it is, for
// people, and then the code with everything that i holds. Until is told in its own
// time zone. It fails with ErrInvitation or ErrAddress.
func FormatInvitation(i Invitation) ([]byte, error) {
	if err := i.check(); err != nil {
		return nil, err
	}
	rest := "It can be used once.\n"
	if !i.Until.IsZero() {
		rest = fmt.Sprintf("It can be used once, until %s.\n", i.Until.Format("15:04 on 2 January 2006"))
	}
	if i.Rehearsal {
		rest += "The system is a rehearsal: nothing in it is real.\n"
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, invitationPreface, oneLine(i.Person), oneLine(i.Name), rest)
	fmt.Fprintf(&out, "%s\n%s\n%s\n", invitationBegin, inGroups(rows(i)), invitationEnd)
	return out.Bytes(), nil
}

const invitationPreface = `SETTLE INVITATION FILE

This invites %s to take part in the Settle system "%s".
%s
Whoever holds it can join in that person's name, so hand it to that person only.

* Give this file to Settle when it asks for your invitation.
* On a server: settlectl join FILE
* Delete the file once you have joined.

`

// Code returns the short form of i: capital letters and digits in one piece, for
// a QR code. It has the first address only, and no recipient.
func (i Invitation) Code() (string, error) {
	if err := i.check(); err != nil {
		return "", err
	}
	i.Recipient, i.Addresses = Recipient{}, i.Addresses[:min(1, len(i.Addresses))]
	return codeBegin + rows(i), nil
}

// GroupCode sets what Code returned in lines and groups, to be read and typed.
func GroupCode(code string) string {
	return codeBegin + "\n" + inGroups(strings.TrimPrefix(code, codeBegin))
}

// ParseInvitation reads an invitation from the text of a file, or from a code,
// whose capitals, spaces, hyphens and lines do not matter. It fails with ErrNewer,
// or with ErrInvitation, which then says what line to look at.
func ParseInvitation(text []byte) (Invitation, error) {
	if len(text) > invitationMax {
		return Invitation{}, fmt.Errorf("%w: an invitation is much shorter", ErrInvitation)
	}
	typed, err := codeIn(string(text))
	if err != nil {
		return Invitation{}, err
	}
	b, err := checkedRows(typed)
	if err != nil {
		return Invitation{}, err
	}
	return invitationOf(b)
}

// codeIn finds the rows of a file or of a code, in capitals and in one piece.
func codeIn(text string) (string, error) {
	lines := strings.Split(strings.ToUpper(strings.TrimPrefix(text, "\ufeff")), "\n")
	for n, line := range lines {
		words := strings.Join(strings.Fields(line), " ")
		switch {
		case words == strings.ToUpper(invitationBegin):
			return untilEnd(lines[n+1:])
		case strings.HasPrefix(words, strings.ToUpper(invitationAny)) && words != "SETTLE INVITATION FILE":
			return "", ErrNewer
		}
	}
	code := inOnePiece(strings.Join(lines, ""))
	typed, ok := strings.CutPrefix(code, codeBegin)
	switch {
	case ok:
		return typed, nil
	case strings.HasPrefix(code, codeAny) && len(code) > len(codeAny) && '2' <= code[len(codeAny)] && code[len(codeAny)] <= '9':
		return "", ErrNewer
	}
	return "", fmt.Errorf("%w: a code begins with %s, and a file has a line “%s”", ErrInvitation, codeBegin, invitationBegin)
}

func untilEnd(lines []string) (string, error) {
	var typed strings.Builder
	for n, line := range lines {
		if strings.TrimSpace(line) == strings.ToUpper(invitationEnd) {
			if strings.TrimSpace(strings.Join(lines[n+1:], "")) != "" {
				return "", fmt.Errorf("%w: there is text after “%s”", ErrInvitation, invitationEnd)
			}
			return typed.String(), nil
		}
		typed.WriteString(inOnePiece(line))
	}
	return "", fmt.Errorf("%w: the line “%s” is missing", ErrInvitation, invitationEnd)
}

func inOnePiece(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "-", "")
}

// rows is i in letters, each row with its check, in one piece.
func rows(i Invitation) string {
	b := i.bytes()
	rest := letters.EncodeToString(append(b, codeSum(b)...))
	var out strings.Builder
	for row := 0; rest != ""; row++ {
		n := min(rowLetters-rowCheck, len(rest))
		out.WriteString(rest[:n] + rowSum(row, rest[:n]))
		rest = rest[n:]
	}
	return out.String()
}

// checkedRows undoes rows.
func checkedRows(typed string) ([]byte, error) {
	typed = misread.Replace(typed)
	var all strings.Builder
	for row := 0; typed != ""; row++ {
		n := min(rowLetters, len(typed))
		data := max(n-rowCheck, 0)
		if data == 0 || strings.Trim(typed[:n], alphabet) != "" || typed[data:n] != rowSum(row, typed[:data]) {
			return nil, slip(row, typed)
		}
		all.WriteString(typed[:data])
		typed = typed[n:]
	}
	b, err := letters.DecodeString(all.String())
	if err != nil || len(b) < codeCheck || letters.EncodeToString(b) != all.String() {
		return nil, fmt.Errorf("%w: its end is missing", ErrInvitation)
	}
	b, sum := b[:len(b)-codeCheck], b[len(b)-codeCheck:]
	if !bytes.Equal(sum, codeSum(b)) {
		return nil, fmt.Errorf("%w: a line is missing, or one too many", ErrInvitation)
	}
	return b, nil
}

// slip says in which row of a code something is wrong, by its number and by how it begins: whoever looks at the code may
// count its first line, or not.
func slip(row int, typed string) error {
	begin := typed[:min(groupSize, len(typed))]
	if strings.Trim(begin, alphabet) != "" {
		return fmt.Errorf("%w: look for a slip in line %d of the code", ErrInvitation, row+1)
	}
	return fmt.Errorf("%w: look for a slip in line %d of the code, which begins with %s", ErrInvitation, row+1, begin)
}

func codeSum(b []byte) []byte {
	sum := sha256.Sum256(append([]byte(tagInvitationCode), b...))
	return sum[:codeCheck]
}

// rowSum is two letters that a wrong letter, or two neighbours in each other's
// place, always change: a polynomial over a prime field. It depends on the row's
// place, so that rows do not change places unseen either.
func rowSum(row int, data string) string {
	sum := row + 1
	for _, c := range []byte(data) {
		sum = (sum*rowFactor + strings.IndexByte(alphabet, c)) % rowPrime
	}
	return string([]byte{alphabet[sum/len(alphabet)], alphabet[sum%len(alphabet)]})
}

func inGroups(s string) string {
	var out strings.Builder
	for n := 0; n < len(s); n += groupSize {
		switch {
		case n == 0:
		case n%rowLetters == 0:
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteString(s[n:min(n+groupSize, len(s))])
	}
	return out.String()
}
