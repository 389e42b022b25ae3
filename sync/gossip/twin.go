package gossip

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"time"
)

// instanceSize is the size of what tells one running process from another, in
// bytes.
const instanceSize = 16

func newInstance() (id [instanceSize]byte) {
	rand.Read(id[:]) // never fails: crypto/rand stops the program instead
	return id
}

// recognise finds out who is at the other end of a connection that shows our own
// key: this process, which dialled an address of its own, or a twin, a machine
// whose disk was copied. Both ends say which process they are before anything
// else. With a twin the engine compares logs as with any peer, which brings the
// proof of two histories to light, if they have parted yet.
func (n *Node) recognise(conn *connection) {
	stop := context.AfterFunc(n.ctx, func() { shut(conn) })
	defer stop()
	other, err := n.exchangeInstances(conn)
	if err != nil || other == n.instance {
		shut(conn)
		if conn.dialled {
			n.peers.lasted(conn.address, err == nil, time.Now())
		}
		return
	}
	n.counters.twins.Add(1)
	n.logger.LogAttrs(n.ctx, slog.LevelWarn, "another machine has this device's key", device("device", n.self))
	if n.config.Twin != nil {
		n.config.Twin()
	}
	n.inbox.put(func(i *inbox) { i.open(conn) })
}

func (n *Node) exchangeInstances(conn *connection) (other [instanceSize]byte, err error) {
	if err := conn.SetDeadline(time.Now().Add(greetingTimeout)); err != nil {
		return other, err
	}
	if _, err := conn.Write(n.instance[:]); err != nil {
		return other, err
	}
	if _, err := io.ReadFull(conn, other[:]); err != nil {
		return other, err
	}
	return other, conn.SetDeadline(time.Time{})
}
