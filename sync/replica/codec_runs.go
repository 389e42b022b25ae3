package replica

import (
	"encoding/binary"
	"slices"

	"settle.example/settle/sync/oplog"
)

const (
	// maxPlain bounds what a frame holds before compression.
	maxPlain = 120 << 10
	// packPlain is how full runs are packed; a single run may be larger.
	packPlain = 112 << 10
	// recordCost is what a record counts beside its bytes, since it takes memory
	// however short it is.
	recordCost = 64
	// maxCost bounds what one frame of runs can count.
	maxCost = maxPlain + oplog.MaxRunEntries*recordCost
	// minBody is the shortest body that decodes: six fields, each at its least.
	minBody = 30
)

// Flags of a runs frame.
const (
	zstdFlag  = 1 << iota // what follows is compressed
	askedFlag             // it answers a want
	endFlag               // and is the last to do so
)

// runs is a frame of entries.
type runs struct {
	asked, end bool
	runs       []*oplog.Run
	cost       int // what it counts towards a window
}

// packed is a frame of runs ready to be sent.
type packed struct {
	frame []byte
	cost  int
	heads []headRecord // where the runs in it end
	end   bool
}

// pack puts runs into as few frames as hold them. A run that does not encode is
// an error of the log that it was read from.
func pack(all []*oplog.Run, asked, end bool) (frames []packed, err error) {
	plain := make([]byte, 0, plainSize(all)) // of one frame after another, in one place
	var ends []headRecord
	records := 0
	flush := func(last bool) {
		frames = append(frames, packed{
			frame: runsFrame(plain, asked, end && last), cost: len(plain) + records*recordCost,
			heads: ends, end: end && last,
		})
		plain, ends, records = plain[:0], nil, 0
	}
	for _, run := range all {
		start := len(plain)
		if plain, err = run.AppendBinary(append(plain, 0, 0, 0, 0)); err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint32(plain[start:], uint32(len(plain)-start-4))
		n := len(run.Records)
		if records > 0 && (len(plain) > packPlain || records+n > oplog.MaxRunEntries) {
			next := plain[start:]
			plain = plain[:start]
			flush(false)
			plain = append(plain, next...)
		}
		records += n
		ends = append(ends, headRecord{device: run.Device, seq: run.Last(), short: short(run.Hash)})
	}
	if records > 0 || end {
		flush(true)
	}
	return frames, nil
}

// plainSize is room for what a frame of these runs holds, and for the run that does not fit it any more.
func plainSize(all []*oplog.Run) (n int) {
	for _, run := range all {
		n += 256
		for i := range run.Records {
			n += len(run.Records[i].Body) + len(run.Records[i].Private) + 8
		}
		if n > packPlain {
			return 2 * packPlain
		}
	}
	return n
}

func runsFrame(plain []byte, asked, end bool) []byte {
	b := append(newFrame(kindRuns, len(plain)+16), flag(asked)*askedFlag|flag(end)*endFlag)
	return seal(appendSqueezed(b, len(b)-1, plain))
}

// parseRuns decodes a frame of runs. They alias the frame or one buffer.
func parseRuns(b []byte) (r runs, err error) {
	p := parser{b: b}
	f := p.u8()
	if p.err == nil && (f > zstdFlag|askedFlag|endFlag || f&(askedFlag|endFlag) == endFlag) {
		p.fail("unknown flags")
	}
	if p.err != nil {
		return runs{}, p.err
	}
	plain, err := unsqueeze(f&zstdFlag != 0, p.b)
	if err != nil {
		return runs{}, err
	}
	r.asked, r.end = f&askedFlag != 0, f&endFlag != 0
	p = parser{b: plain}
	r.cost = len(plain)
	records := 0
	for p.more() {
		data := p.take(int(p.u32()))
		if p.err != nil {
			break
		}
		run, err := parseRun(data)
		if err != nil {
			return runs{}, err
		}
		if records += len(run.Records); records > oplog.MaxRunEntries {
			p.fail("too many entries")
		}
		r.runs = append(r.runs, run)
	}
	r.cost += records * recordCost
	return r, p.done()
}

func parseRun(data []byte) (*oplog.Run, error) {
	run := new(oplog.Run)
	if err := run.UnmarshalBinary(data); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(run.Records, func(r oplog.Record) bool { return len(r.Body) < minBody }) {
		return nil, malformed("an entry too short to be one")
	}
	return run, nil
}

// PackRuns encodes runs as frames, as they travel on a link: a bundle is made of
// the same. It fails with an oplog error for a run that does not encode.
func PackRuns(all []*oplog.Run) ([][]byte, error) {
	full, err := pack(all, false, false)
	frames := make([][]byte, len(full))
	for i := range full {
		frames[i] = full[i].frame
	}
	return frames, err
}

// UnpackRuns decodes a frame that PackRuns made. It fails with ErrFrame or an
// oplog error. The runs are not verified yet.
func UnpackRuns(frame []byte) ([]*oplog.Run, error) {
	k, payload, err := open(frame)
	if err != nil {
		return nil, err
	}
	if k != kindRuns {
		return nil, malformed("a frame of another kind")
	}
	r, err := parseRuns(payload)
	return r.runs, err
}
