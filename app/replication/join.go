package replication

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Invitation is an invitation with the words for people that its file has around it.
type Invitation struct {
	identity.Invitation
	Text string // as it was read
}

// ParseInvitation reads the text of an invitation's file, or a code as somebody types it. It fails with Invalid and one
// sentence on what is wrong.
func ParseInvitation(text string) (Invitation, error) {
	i, err := identity.ParseInvitation([]byte(text))
	switch {
	case errors.Is(err, identity.ErrNewer):
		return Invitation{}, wrong(err, "This invitation was made by a newer Settle. Install the newest Settle here, then use it again.")
	case err != nil:
		return Invitation{}, wrong(err, "%s.", firstUpper(err.Error()))
	case !i.Until.IsZero() && time.Now().After(i.Until) && !i.Rehearsal:
		return Invitation{}, wrong(nil, "This invitation ran out on %s. Ask for a new one.", marketplace.DateOf(i.Until).Long())
	}
	i.Person, i.Name = wordsOf(text)
	return Invitation{i, text}, nil
}

// ReadInvitation reads an invitation's file; it fails as ParseInvitation does, or where the file cannot be read.
func ReadInvitation(path string) (Invitation, error) {
	const most = 16 << 10
	f, err := os.Open(path)
	if err != nil {
		return Invitation{}, wrong(err, "The file cannot be read. Choose the file that your registrar gave you.")
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || len(text) > most {
		return Invitation{}, wrong(err, "This file is not an invitation: choose the small text file that your registrar gave you.")
	}
	i, err := ParseInvitation(string(text))
	if errors.Is(err, identity.ErrInvitation) {
		err = wrong(err, "%s Choose the file that your registrar gave you, or ask for it once more.", marketplace.Sentence(err))
	}
	return i, err
}

func wrong(cause error, sentence string, args ...any) error {
	e := marketplace.Errorf(marketplace.Invalid, sentence, args...).On("invitation")
	e.Err = cause
	return e
}

func firstUpper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// words is the sentence for people in an invitation's file. Nothing rests on it.
var words = regexp.MustCompile(`(?m)^This invites (.{1,200}) to take part in the Settle system "(.{1,200})"\.\r?$`)

func wordsOf(text string) (person, system string) {
	if m := words.FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	return "", ""
}

// Joining is what this machine knows of the system that it asked to join, until it takes part.
type Joining struct {
	System    string    `json:"system,omitzero"` // its name, where the invitation had it
	Person    string    `json:"person,omitzero"`
	Until     time.Time `json:"until,omitzero"`
	Rehearsal bool      `json:"rehearsal,omitzero"`
	Addresses []string  `json:"addresses,omitzero"` // where it can be reached

	// Inviter is whom a first bundle is encrypted to; zero where the invitation was a code.
	Inviter identity.Recipient `json:"-"`
	// opening opens what was encrypted to whoever holds the invitation; zero once it cannot be read back.
	opening identity.Key
}

// joiningSetting keeps a Joining on this machine. It is local; once the device takes part only the key of a first bundle
// is left.
const joiningSetting = "replication.joining"

// kept is a Joining as it is kept: the key that opens a first bundle is sealed to the device's own.
type kept struct {
	Joining
	Inviter string `json:"inviter,omitzero"`
	Public  string `json:"public,omitzero"`
	Opening string `json:"opening,omitzero"`
}

// Join makes a store for the system that the invitation is for, and notes where it can be reached. Start, or Session,
// then connects it; until the system's entries are here no command is allowed. It fails as sqlite.Join does.
func Join(ctx context.Context, dir string, i Invitation, o sqlite.Options) (*sqlite.Store, error) {
	store, err := sqlite.Join(ctx, dir, i.Invitation, o)
	if err != nil {
		return nil, err
	}
	if err := note(ctx, store, i); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// note keeps the addresses, and what else is needed until the device takes part.
func note(ctx context.Context, store *sqlite.Store, i Invitation) error {
	_, self, err := store.Identity(ctx)
	if err != nil {
		return err
	}
	k := kept{Joining: Joining{System: i.Name, Person: i.Person, Until: i.Until, Rehearsal: i.Rehearsal}}
	if i.Recipient != (identity.Recipient{}) {
		k.Inviter = hex.EncodeToString(i.Recipient[:])
	}
	opening, err := i.OneUse.Opening()
	if err != nil {
		return err
	}
	sealed, err := identity.SealRingKey(opening, []identity.Recipient{self.Recipient()})
	if err != nil {
		return err
	}
	public := opening.Recipient()
	k.Public, k.Opening = hex.EncodeToString(public[:]), hex.EncodeToString(sealed)
	addresses := make([]sqlite.Address, len(i.Addresses))
	for n, a := range i.Addresses {
		addresses[n] = sqlite.Address{Device: a.Device, Address: a.HostPort}
		k.Addresses = append(k.Addresses, a.HostPort)
	}
	if err := store.SaveAddresses(ctx, addresses); err != nil {
		return err
	}
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return store.SetSetting(ctx, joiningSetting, string(text))
}

// Waits tells whether this device has taken up an invitation and is not a member yet by what is here, and what it knows
// of the system meanwhile.
func Waits(ctx context.Context, store *sqlite.Store) (Joining, bool, error) {
	self := oplog.DeviceID(store.Device())
	if self.IsZero() {
		return Joining{}, false, nil
	}
	admission, err := store.Admission(ctx, self)
	if err != nil || admission != sqlite.AdmissionUnknown {
		return Joining{}, false, err
	}
	j, err := joining(ctx, store)
	return j, true, err
}

// joining reads what note kept. What cannot be read is left out: others can still be met without it.
func joining(ctx context.Context, store *sqlite.Store) (Joining, error) {
	k, err := readKept(ctx, store)
	if err != nil {
		return Joining{}, err
	}
	j := k.Joining
	decode(k.Inviter, &j.Inviter)
	_, self, err := store.Identity(ctx)
	if err != nil || self == nil {
		return j, err
	}
	ring := identity.Ring{Kind: identity.RingPerson}
	decode(k.Public, &ring.Public)
	if sealed, err := hex.DecodeString(k.Opening); err == nil {
		if key, err := identity.OpenRingKey(sealed, ring, self.Key()); err == nil {
			j.opening = key
		}
	}
	return j, nil
}

func readKept(ctx context.Context, store *sqlite.Store) (kept, error) {
	text, err := store.Setting(ctx, joiningSetting)
	var k kept
	if err != nil || text == "" || json.Unmarshal([]byte(text), &k) != nil {
		return kept{}, err
	}
	return k, nil
}

func decode(text string, into *identity.Recipient) {
	if b, err := hex.DecodeString(text); err == nil && len(b) == len(into) {
		copy(into[:], b)
	}
}

// Joined forgets what was kept for the time of joining, but for the key that opens a first bundle: somebody may import
// that one again, or save what its maker lacks.
func Joined(ctx context.Context, store *sqlite.Store) error {
	k, err := readKept(ctx, store)
	if err != nil {
		return err
	}
	if k.Opening == "" {
		return store.SetSetting(ctx, joiningSetting, "")
	}
	text, err := json.Marshal(kept{Public: k.Public, Opening: k.Opening})
	if err != nil {
		return err
	}
	return store.SetSetting(ctx, joiningSetting, string(text))
}
