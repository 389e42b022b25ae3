package gossip

import (
	"encoding/binary"
	"errors"
	"io"
)

// maxPacket bounds a packet of memberlist's, in bytes. A stream has no need of
// packets that fit a datagram, and larger ones carry more hints at once.
const maxPacket = 4096

// errPacket is about a packet that memberlist never sends as it is set up here.
var errPacket = errors.New("a packet that no Settle sends")

// readPacket reads a packet: two bytes of length, big-endian, and as many more.
func readPacket(r io.Reader) ([]byte, error) {
	var size [2]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(size[:]))
	if n == 0 || n > maxPacket {
		return nil, errPacket
	}
	p := make([]byte, n)
	if _, err := io.ReadFull(r, p); err != nil {
		return nil, err
	}
	return p, checkPacket(p)
}

// appendPacket appends what readPacket reads.
func appendPacket(b, p []byte) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(len(p)))
	return append(b, p...)
}

// The types of memberlist's messages (its net.go), as far as they are let in.
const (
	msgPing         = 0
	msgIndirectPing = 1
	msgAck          = 2
	msgSuspect      = 3
	msgAlive        = 4
	msgDead         = 5
	msgPushPull     = 6
	msgCompound     = 7
	msgUser         = 8
	msgNack         = 11
	msgCRC          = 12
	msgError        = 13
)

// checkPacket lets only those messages by that memberlist sends without
// compression, encryption and labels, and compounds in one layer only: what is
// left out would let a few bytes unfold into many.
func checkPacket(p []byte) error {
	if p[0] == msgCRC {
		const crc = 5
		if len(p) <= crc {
			return errPacket
		}
		p = p[crc:]
	}
	if p[0] != msgCompound {
		return checkMessage(p)
	}
	if len(p) < 2 {
		return errPacket
	}
	sizes, rest := p[2:], 2*int(p[1])
	if len(sizes) < rest {
		return errPacket
	}
	parts := sizes[rest:]
	for ; rest > 0; rest -= 2 {
		n := int(binary.BigEndian.Uint16(sizes))
		if n > len(parts) {
			return errPacket
		}
		if err := checkMessage(parts[:n]); err != nil {
			return err
		}
		sizes, parts = sizes[2:], parts[n:]
	}
	return nil
}

// checkMessage checks one message of a packet.
func checkMessage(m []byte) error {
	if len(m) == 0 {
		return errPacket
	}
	switch m[0] {
	case msgPing, msgIndirectPing, msgAck, msgSuspect, msgAlive, msgDead, msgUser, msgNack:
		return nil
	default:
		return errPacket
	}
}
