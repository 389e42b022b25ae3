package gossip

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// The kinds of connections within a pool.
const (
	kindPackets  = 'p' // many packets, both ways
	kindExchange = 's' // one exchange of states
)

// The answers to a greeting.
const (
	answerWelcome   = 0
	answerOtherPool = 1
	answerNoMember  = 2
)

// maxPool bounds the name of a pool, in bytes.
const maxPool = 64

var (
	errOtherPool = errors.New("the other machine belongs to another pool")
	errNoMember  = errors.New("the other machine does not know this device as a member")
	errGreeting  = errors.New("a greeting that no Settle sends")
)

// A greeting opens each connection of the gossip protocol: its kind, then the
// length of the pool's name and the name. The other side answers with one byte.
// Both are said within greetingTimeout.
type greetable interface {
	io.ReadWriter
	SetDeadline(time.Time) error
}

// greet says which kind of connection this will be, and for which pool.
func greet(conn greetable, kind byte, pool string) error {
	if err := conn.SetDeadline(time.Now().Add(greetingTimeout)); err != nil {
		return err
	}
	b := append([]byte{kind, byte(len(pool))}, pool...)
	if _, err := conn.Write(b); err != nil {
		return err
	}
	var said [1]byte
	if _, err := io.ReadFull(conn, said[:]); err != nil {
		return err
	}
	switch said[0] {
	case answerWelcome:
		return conn.SetDeadline(time.Time{})
	case answerOtherPool:
		return errOtherPool
	case answerNoMember:
		return errNoMember
	default:
		return errGreeting
	}
}

// answer reads a greeting and answers it, with a welcome to those who belong to
// the pool.
func answer(conn greetable, pool string) (kind byte, err error) {
	if err := conn.SetDeadline(time.Now().Add(greetingTimeout)); err != nil {
		return 0, err
	}
	kind, theirs, err := readGreeting(conn)
	if err != nil {
		return 0, err
	}
	said := byte(answerWelcome)
	if theirs != pool {
		said = answerOtherPool
	}
	if _, err := conn.Write([]byte{said}); err != nil {
		return 0, err
	}
	if theirs != pool {
		return 0, errOtherPool
	}
	return kind, conn.SetDeadline(time.Time{})
}

// readGreeting reads what greet writes.
func readGreeting(r io.Reader) (kind byte, pool string, err error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, "", err
	}
	if (head[0] != kindPackets && head[0] != kindExchange) || head[1] > maxPool {
		return 0, "", errGreeting
	}
	name := make([]byte, head[1])
	if _, err := io.ReadFull(r, name); err != nil {
		return 0, "", err
	}
	return head[0], string(name), nil
}

// CheckPool reports, as a sentence for a person, why a pool cannot be named so.
func CheckPool(pool string) error {
	if len(pool) > maxPool {
		return fmt.Errorf("the name of a pool has at most %d bytes", maxPool)
	}
	return nil
}
