package replica

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// MaxFrame bounds a frame as it stands on the wire, its length included.
const MaxFrame = 128 << 10

// headerSize is what stands before a frame's payload: the length of what
// follows it, in four bytes, and the frame's type.
const headerSize = 4 + 1

// ErrFrame stands for bytes that are no frame, or not one that belongs there. What
// is wrong follows in the text.
var ErrFrame = errors.New("the data from the other machine is not what Settle sends")

// malformed returns ErrFrame with the detail that a log file may want.
func malformed(detail string) error { return fmt.Errorf("%w (%s)", ErrFrame, detail) }

// ReadFrame reads one frame. It returns io.EOF at the end of the stream between
// two frames, io.ErrUnexpectedEOF within one, and ErrFrame for a length that no
// frame has; then nothing more can be read from r. It allocates at most MaxFrame.
func ReadFrame(r io.Reader) ([]byte, error) {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	n, err := frameSize(length[:])
	if err != nil {
		return nil, err
	}
	frame := make([]byte, n)
	copy(frame, length[:])
	if _, err := io.ReadFull(r, frame[len(length):]); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return frame, nil
}

// frameSize returns the size of the whole frame that begins with these four
// bytes.
func frameSize(length []byte) (int, error) {
	n := binary.BigEndian.Uint32(length)
	if n < 1 || n > MaxFrame-4 {
		return 0, malformed("a frame of an impossible length")
	}
	return int(n) + 4, nil
}
