package replica

import "settle.example/settle/sync/oplog"

// Frames for tests that pretend to be a peer.
var (
	HelloFrame = func(system oplog.Hash, d Digest) []byte {
		return hello{version: version, system: system, digest: d}.frame()
	}
	WhoFrame     = whoFrame
	ProofFrame   = proofFrame
	RefusedFrame = refusedFrame
	MoreFrame    = moreFrame
	CheckFrame   = checkFrame
	TraceFrame   = traceFrame
	StrandFrame  = strandFrame
	ForkFrame    = forkFrame
	CutsFrame    = cutsFrame
	PartsFrame   = partsFrame
	WantBlob     = wantBlobFrame
	WantParts    = wantPartsFrame
)

// HeadsFrame lists logs as a peer does; whole makes it a whole list.
func HeadsFrame(whole bool, held ...Held) []byte {
	h := heads{}
	if whole {
		h.flags = listFlag | firstFlag | lastFlag
	}
	for _, one := range held {
		h.records = append(h.records, headRecord{one.Device, one.Seq, short(one.Hash)})
	}
	return h.frame()
}

// WantFrame asks for ranges.
func WantFrame(window int, ranges ...oplog.Range) []byte {
	return want{window: window, ranges: ranges}.frame()
}

// RunsFrames packs runs as the answer to a want, the last with the end.
func RunsFrames(asked, end bool, all ...*oplog.Run) (frames [][]byte) {
	full, err := pack(all, asked, end)
	if err != nil {
		return nil
	}
	for _, p := range full {
		frames = append(frames, p.frame)
	}
	return frames
}

// SliceFrame is a piece of a photo.
func SliceFrame(id BlobID, total, offset int, b []byte) []byte {
	return slice{id: id, total: total, offset: offset, bytes: b}.frame()
}

// Kind returns the name of a frame's kind.
func Kind(frame []byte) string {
	if k, _, err := open(frame); err == nil && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// Decode takes any frame apart as the engine does.
func Decode(frame []byte) error {
	k, b, err := open(frame)
	if err != nil {
		return err
	}
	switch k {
	case kindHello:
		_, err = parseHello(b)
	case kindWho:
		if len(b) > 0 {
			err = malformed("a question with bytes after it")
		}
	case kindProof:
		_, err = parseProof(b)
	case kindRefused:
		_, err = parseRefused(b)
	case kindCuts:
		_, err = parseCuts(b)
	case kindHeads:
		_, err = parseHeads(b)
	case kindCheck:
		_, _, err = parseCheck(b)
	case kindWant:
		_, err = parseWant(b)
	case kindMore:
		_, err = parseMore(b)
	case kindRuns:
		_, err = parseRuns(b)
	case kindTrace:
		_, err = parseTrace(b)
	case kindStrand:
		_, _, err = parseStrand(b)
	case kindFork:
		_, _, err = parseFork(b)
	case kindWantParts:
		_, err = parseWantParts(b)
	case kindParts:
		_, err = parseParts(b)
	case kindWantBlob:
		_, _, err = parseWantBlob(b)
	case kindBlob:
		_, err = parseSlice(b)
	default:
		err = malformed("a frame of no kind")
	}
	return err
}

// Bombs are frames that decompress to more than they may.
func Bombs(plain []byte) [][]byte {
	b := append(newFrame(kindRuns, len(plain)), askedFlag)
	honest := seal(appendSqueezed(b, len(b)-1, plain))
	low := append([]byte(nil), honest...)
	low[headerSize+1], low[headerSize+2], low[headerSize+3], low[headerSize+4] = 0, 0, 1, 0
	return [][]byte{honest, low}
}

// Room is what an engine holds of its limits: entries that came or were asked
// for, frames that wait to be sent, logs noted of its peers.
func (e *Engine) Room() (entries, frames, marks int) {
	entries = e.granted + e.pendCost + e.storeCost
	for _, l := range e.links {
		for _, f := range l.first {
			frames += len(f)
		}
		for _, f := range l.pushes {
			frames += len(f)
		}
		for _, p := range l.serving.ready {
			frames += len(p.frame)
		}
		marks += len(l.view.differ) + len(l.asked.todo) + len(l.outlook.news) + len(l.chases)
	}
	return entries, frames, marks
}

// Links returns how many links stand.
func (e *Engine) Links() int { return len(e.links) }

// MaxCost bounds what a frame of runs counts.
const MaxCost = maxCost
