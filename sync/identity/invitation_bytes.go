package identity

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"settle.example/settle/sync/oplog"
)

// Flags of an invitation's bytes.
const (
	flagRehearsal = 1 << iota
	flagRecipient
)

// Who answers at an address.
const (
	answersInviter = iota // the inviting device
	answersOther          // another, whose id follows
)

// bytes is the form that DESIGN.md gives.
func (i Invitation) bytes() []byte {
	var flags byte
	if i.Rehearsal {
		flags |= flagRehearsal
	}
	if i.Recipient != (Recipient{}) {
		flags |= flagRecipient
	}
	secret := i.OneUse.secret()
	b := append([]byte{flags}, i.System[:]...)
	b = append(b, i.Subject[:]...)
	b = append(b, i.Inviter[:]...)
	b = binary.AppendUvarint(b, i.Seq)
	b = append(b, secret[:]...)
	var until uint32
	if !i.Until.IsZero() {
		until = uint32(i.Until.Unix())
	}
	b = binary.BigEndian.AppendUint32(b, until)
	if i.Recipient != (Recipient{}) {
		b = append(b, i.Recipient[:]...)
	}
	b = append(b, byte(len(i.Addresses)))
	for _, a := range i.Addresses {
		b = append(append(b, byte(len(a.HostPort))), a.HostPort...)
		if a.Device == i.Inviter {
			b = append(b, answersInviter)
			continue
		}
		b = append(append(b, answersOther), a.Device[:]...)
	}
	return b
}

// invitationOf reads what bytes wrote, and nothing else.
func invitationOf(b []byte) (Invitation, error) {
	t := taker{rest: b}
	flags := t.byte()
	i := Invitation{
		Rehearsal: flags&flagRehearsal != 0,
		System:    oplog.Hash(t.take(32)),
		Subject:   oplog.ID(t.take(16)),
		Inviter:   oplog.DeviceID(t.take(32)),
		Seq:       t.uvarint(),
		OneUse:    oneUseKeyOf([16]byte(t.take(16))),
	}
	if until := binary.BigEndian.Uint32(t.take(4)); until != 0 {
		i.Until = time.Unix(int64(until), 0).UTC()
	}
	if flags&flagRecipient != 0 {
		i.Recipient = Recipient(t.take(32))
	}
	for n := t.byte(); n > 0 && !t.short; n-- {
		a := Address{HostPort: string(t.take(int(t.byte()))), Device: i.Inviter}
		if t.byte() == answersOther {
			a.Device = oplog.DeviceID(t.take(32))
		}
		i.Addresses = append(i.Addresses, a)
	}
	if t.short {
		return Invitation{}, fmt.Errorf("%w: its end is missing", ErrInvitation)
	}
	if err := i.check(); err != nil {
		return Invitation{}, err
	}
	if !bytes.Equal(i.bytes(), b) {
		return Invitation{}, fmt.Errorf("%w: it is not written as Settle writes one", ErrInvitation)
	}
	return i, nil
}

// taker takes bytes off the front. Where there are too few it gives zeros and
// says so in short.
type taker struct {
	rest  []byte
	short bool
}

func (t *taker) take(n int) []byte {
	if n > len(t.rest) {
		t.short, t.rest = true, nil
		return make([]byte, n)
	}
	b := t.rest[:n]
	t.rest = t.rest[n:]
	return b
}

func (t *taker) byte() byte { return t.take(1)[0] }

func (t *taker) uvarint() uint64 {
	v, n := binary.Uvarint(t.rest)
	if n <= 0 {
		t.short, t.rest = true, nil
		return 0
	}
	t.rest = t.rest[n:]
	return v
}
