package gossip

import (
	"bufio"
	"errors"
	"io"
	"net"
)

// What one exchange of states may hold. A pool of a thousand machines takes
// about 250 KB.
const (
	maxExchange      = 1 << 20 // bytes in all
	maxExchangeNodes = 4096
	maxExchangeState = 200 // bytes of ours, the digest
)

// errExchange is about an exchange that no Settle begins.
var errExchange = errors.New("an exchange of addresses that no Settle sends")

// exchange is a stream of memberlist's whose head is checked before memberlist
// sees it. memberlist makes room for as many nodes as the head says, which could
// be a million, and would unpack what is compressed.
type exchange struct {
	net.Conn
	in     *bufio.Reader
	head   []byte // checked, not yet read
	looked bool
	bad    error
}

func newExchange(conn net.Conn) *exchange {
	return &exchange{Conn: conn, in: bufio.NewReader(io.LimitReader(conn, maxExchange))}
}

// Read implements net.Conn.
func (e *exchange) Read(b []byte) (int, error) {
	if !e.looked {
		e.looked = true
		e.head, e.bad = readExchangeHead(e.in)
	}
	if e.bad != nil {
		return 0, e.bad
	}
	if len(e.head) > 0 {
		n := copy(b, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	return e.in.Read(b)
}

// readExchangeHead reads a stream's type and, for an exchange of states, the
// header: a MessagePack map from "Nodes" and "UserStateLen" to integers and from
// "Join" to a truth value. It returns what it read.
func readExchangeHead(r io.ByteReader) ([]byte, error) {
	h := header{from: r}
	switch kind := h.byte(); {
	case h.err != nil:
		return nil, h.err
	case kind == msgError:
		return h.read, nil
	case kind != msgPushPull:
		return nil, errExchange
	}
	pairs := h.byte()
	if pairs < 0x80 || pairs > 0x83 {
		return nil, errExchange
	}
	for range pairs - 0x80 {
		switch h.text() {
		case "Nodes":
			h.integer(maxExchangeNodes)
		case "UserStateLen":
			h.integer(maxExchangeState)
		case "Join":
			if b := h.byte(); b != 0xc2 && b != 0xc3 {
				return nil, errExchange
			}
		default:
			return nil, errExchange
		}
	}
	return h.read, h.err
}

// header reads the few forms of MessagePack that the header of an exchange has.
// After an error it reads nothing but zeros.
type header struct {
	from io.ByteReader
	read []byte
	err  error
}

func (h *header) byte() byte {
	if h.err != nil {
		return 0
	}
	b, err := h.from.ReadByte()
	if err != nil {
		h.err = err
		return 0
	}
	h.read = append(h.read, b)
	return b
}

// text reads a string of up to 31 bytes.
func (h *header) text() string {
	kind := h.byte()
	if kind&0xe0 != 0xa0 {
		return ""
	}
	text := make([]byte, kind&0x1f)
	for i := range text {
		text[i] = h.byte()
	}
	return string(text)
}

// integer reads an integer of at most limit.
func (h *header) integer(limit uint64) {
	var size int
	var n uint64
	switch kind := h.byte(); {
	case kind < 0x80:
		n = uint64(kind)
	case kind >= 0xcc && kind <= 0xcf: // unsigned, of 1, 2, 4 or 8 bytes
		size = 1 << (kind - 0xcc)
	case kind >= 0xd0 && kind <= 0xd3: // signed: read as unsigned, a negative one is over any limit
		size = 1 << (kind - 0xd0)
		if b := h.byte(); b >= 0x80 {
			h.fail()
		} else {
			n = uint64(b)
		}
		size--
	default:
		h.fail()
	}
	for range size {
		n = n<<8 | uint64(h.byte())
	}
	if n > limit {
		h.fail()
	}
}

func (h *header) fail() {
	if h.err == nil {
		h.err = errExchange
	}
}
