package replica

import (
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// squeezeFrom is the size below which compressing costs more than it saves.
const squeezeFrom = 1 << 10

// The coders are made once and used by one call at a time; neither starts a
// goroutine. The options are constants that a test uses, so they cannot fail.
var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
			zstd.WithWindowSize(128<<10), zstd.WithEncoderCRC(false), zstd.WithNoEntropyCompression(true), zstd.WithLowerEncoderMem(true))
		if err != nil {
			return nil
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxPlain),
			zstd.WithDecoderMaxWindow(256<<10), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil
		}
		return d
	})
)

// appendSqueezed appends plain to b: compressed, behind its length in four
// bytes, if that is shorter, and then it sets zstdFlag in b[at].
func appendSqueezed(b []byte, at int, plain []byte) []byte {
	if len(plain) < squeezeFrom {
		return append(b, plain...)
	}
	start := len(b)
	b = binary.BigEndian.AppendUint32(b, uint32(len(plain)))
	b = encoder().EncodeAll(plain, b)
	if len(b)-start >= len(plain) {
		return append(b[:start], plain...)
	}
	b[at] |= zstdFlag
	return b
}

// unsqueeze undoes appendSqueezed. It takes no more memory than the length at
// its front claims, and no more than maxPlain.
func unsqueeze(squeezed bool, b []byte) ([]byte, error) {
	if !squeezed {
		if len(b) > maxPlain {
			return nil, malformed("too much in one frame")
		}
		return b, nil
	}
	p := parser{b: b}
	n := p.u32()
	if p.err == nil && n > maxPlain {
		p.fail("too much in one frame")
	}
	if p.err != nil {
		return nil, p.err
	}
	plain, err := decoder().DecodeAll(p.b, make([]byte, 0, n))
	if err != nil || len(plain) != int(n) {
		return nil, malformed("a frame that does not decompress")
	}
	return plain, nil
}
