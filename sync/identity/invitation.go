package identity

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"settle.example/settle/sync/oplog"
)

// Invitation is what a registrar hands to somebody who is to take part, as a file
// or as a code. It works while the registrar's computer is off.
type Invitation struct {
	Name   string // the system's, for people; it is not read back
	Person string // whom it is for, for people; it is not read back

	System    oplog.Hash     // hash of the founding entry
	Subject   oplog.ID       // of the system's own entries
	Rehearsal bool           // the system is one
	Inviter   oplog.DeviceID // the device whose entry invites
	Seq       uint64         // and that entry's place in its log
	OneUse    OneUseKey
	Until     time.Time // in whole seconds; zero does not run out. The entry decides: this is for people
	Recipient Recipient // the inviter's, to seal a first bundle to; zero in a code
	Addresses []Address // where the system can be reached, at most MaxAddresses
}

// Address is where a device of the system can be dialled.
type Address struct {
	HostPort string         // "node.trust.example:7946" or "[fd00::1]:7946"
	Device   oplog.DeviceID // the device that must answer there
}

// Bounds of an invitation.
const (
	MaxAddresses   = 8
	MaxAddress     = 120 // bytes of a host and port
	invitationMax  = 16 << 10
	maxUntilSecond = 1<<32 - 1
)

// What is wrong with an invitation.
var (
	// ErrInvitation: text that is no whole invitation. What wraps it says where to look.
	ErrInvitation = errors.New("this is not a whole Settle invitation")
	// ErrAddress: not a host and a port.
	ErrAddress = errors.New("an address is a name or number and a port, such as node.example.org:7946")
)

// check reports what could not be written, or was never written, so.
func (i Invitation) check() error {
	switch {
	case i.System.IsZero() || i.Subject.IsZero() || i.Inviter.IsZero() || i.Seq == 0 || i.OneUse.secret == nil:
		return fmt.Errorf("%w: something that it needs is missing", ErrInvitation)
	case !i.Until.IsZero() && (i.Until.Unix() <= 0 || i.Until.Unix() > maxUntilSecond):
		return fmt.Errorf("%w: its last day cannot be", ErrInvitation)
	case len(i.Addresses) > MaxAddresses:
		return fmt.Errorf("%w: it has more than %d addresses", ErrInvitation, MaxAddresses)
	}
	for _, a := range i.Addresses {
		if err := a.check(); err != nil {
			return err
		}
	}
	return nil
}

func (a Address) check() error {
	if a.Device.IsZero() {
		return fmt.Errorf("%w: it does not say which computer answers at %s", ErrInvitation, a.HostPort)
	}
	return CheckAddress(a.HostPort)
}

// CheckAddress reports ErrAddress unless s is a host, which may be a name, an IPv4
// address or an IPv6 address in brackets, and a port from 1 to 65535, in at most
// MaxAddress bytes. It does not look the name up.
func CheckAddress(s string) error {
	colon := strings.LastIndexByte(s, ':')
	if len(s) > MaxAddress || colon < 1 {
		return ErrAddress
	}
	host, port := s[:colon], s[colon+1:]
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 || strconv.FormatUint(n, 10) != port {
		return ErrAddress
	}
	allowed := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
	if inner, ok := strings.CutPrefix(host, "["); ok {
		if host, ok = strings.CutSuffix(inner, "]"); !ok || !strings.Contains(host, ":") {
			return ErrAddress
		}
		allowed = "0123456789abcdefABCDEF:."
	}
	if strings.ContainsFunc(host, func(c rune) bool { return !strings.ContainsRune(allowed, c) }) {
		return ErrAddress
	}
	return nil
}

// Format hides the secret from every verb of fmt.
func (i Invitation) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[invitation]") }

// LogValue hides the secret from slog.
func (i Invitation) LogValue() slog.Value { return slog.StringValue("[invitation]") }

var _ slog.LogValuer = Invitation{}
