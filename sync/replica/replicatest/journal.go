package replicatest

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// journal is the file that a log would be: one record a transaction, each with
// its length and checksum.
type journal struct{ bytes []byte }

const (
	opRuns = iota + 1
	opFork
	opPart
	opBlob
	opErased
)

// Keep makes a log that is still empty write a journal, so that it can crash.
func (l *Log) Keep() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.journal = &journal{}
}

// Crash loses what power off loses. If a task was under way, what it writes is
// torn at a byte that rnd chooses, perhaps before its beginning or behind its end.
// Then the log is opened again, from what whole transactions there are.
func (l *Log) Crash(rnd *rand.Rand, during replica.Task) {
	if l.journal == nil {
		return
	}
	before := len(l.journal.bytes)
	if during != nil {
		during.Do(context.Background(), l)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	j := l.journal
	j.bytes = j.bytes[:before+rnd.IntN(len(j.bytes)-before+1)]
	missing := l.missing
	l.reset()
	l.missing = missing
	l.journal = nil
	whole := 0
	for whole+8 <= len(j.bytes) {
		n := int(binary.BigEndian.Uint32(j.bytes[whole:]))
		sum := binary.BigEndian.Uint32(j.bytes[whole+4:])
		if whole+8+n > len(j.bytes) || crc32.ChecksumIEEE(j.bytes[whole+8:whole+8+n]) != sum {
			break
		}
		l.replay(j.bytes[whole+8 : whole+8+n])
		whole += 8 + n
	}
	j.bytes = j.bytes[:whole]
	l.journal = j
}

func (l *Log) replay(record []byte) {
	op, rest := record[0], record[1:]
	var items [][]byte
	for len(rest) > 0 {
		n := binary.BigEndian.Uint32(rest)
		items = append(items, rest[4:4+n])
		rest = rest[4+n:]
	}
	switch op {
	case opPart:
		at := replica.Place{Device: oplog.DeviceID(items[0]), Seq: binary.BigEndian.Uint64(items[1])}
		_ = l.storePart(at, items[2]) // it was checked when it was written
	case opErased:
		l.erase(replica.Place{Device: oplog.DeviceID(items[0]), Seq: binary.BigEndian.Uint64(items[1])})
	case opBlob:
		l.blobs[replica.BlobID(items[0])] = items[1]
	default:
		runs := make([]*oplog.Run, len(items))
		for i := range items {
			runs[i] = new(oplog.Run)
			if runs[i].UnmarshalBinary(items[i]) != nil {
				return
			}
		}
		if op == opFork {
			_, _, _ = l.fork(runs[0], runs[1])
		} else {
			l.store(runs)
		}
	}
}

func (j *journal) add(op byte, runs ...*oplog.Run) {
	if j == nil {
		return
	}
	items := make([][]byte, len(runs))
	for i := range runs {
		items[i], _ = runs[i].MarshalBinary() // what does not encode was refused before
	}
	j.record(op, items...)
}

func (j *journal) addPart(at replica.Place, part []byte) {
	if j != nil {
		j.record(opPart, at.Device[:], binary.BigEndian.AppendUint64(nil, at.Seq), part)
	}
}

func (j *journal) addErased(at replica.Place) {
	if j != nil {
		j.record(opErased, at.Device[:], binary.BigEndian.AppendUint64(nil, at.Seq))
	}
}

func (j *journal) addBlob(id replica.BlobID, blob []byte) {
	if j != nil {
		j.record(opBlob, id[:], blob)
	}
}

func (j *journal) record(op byte, items ...[]byte) {
	b := []byte{op}
	for _, item := range items {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(item))), item...)
	}
	j.bytes = binary.BigEndian.AppendUint32(j.bytes, uint32(len(b)))
	j.bytes = binary.BigEndian.AppendUint32(j.bytes, crc32.ChecksumIEEE(b))
	j.bytes = append(j.bytes, b...)
}
