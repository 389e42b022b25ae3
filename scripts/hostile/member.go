package main

import (
	"context"
	"crypto"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// frameTime is how long a frame may take once it is begun, and a bit.
const frameTime = 75 * time.Second

// member does what somebody can who was invited and means harm, or whose key was
// stolen: every line is greeted as a member's, and then misused.
func member(address, pool string, k *key) error {
	l, err := call(address, k.self, protocolLog, nil)
	if err != nil {
		return err
	}
	l.hangUp()
	attacks, err := misdeeds(k, l.device())
	if err != nil {
		return err
	}
	var wrong []error
	for _, a := range attacks {
		if err := misuse(address, k, a); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", a.what, err))
		}
	}
	fmt.Printf("%d times a member's key was misused on the log's stream, and the link was closed\n", len(attacks))
	if err := stolen(address, k); err != nil {
		wrong = append(wrong, fmt.Errorf("another's proof: %w", err))
	}
	bad := packets()
	for _, a := range bad {
		if err := sayInPool(address, k.self, pool, answerWelcome, a.bytes); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", a.what, err))
		}
	}
	fmt.Printf("%d times it was misused in the pool, and the connection was closed\n", len(bad))
	if err := lies(address, pool, k.self); err != nil {
		wrong = append(wrong, fmt.Errorf("lies in the pool: %w", err))
	}
	if l, err = call(address, k.self, protocolLog, nil); err != nil {
		return errors.Join(append(wrong, err)...)
	}
	defer l.hangUp()
	if err := dribble(l, claim(1<<16, kindHeads, []byte("slow")), frameTime); err != nil {
		wrong = append(wrong, fmt.Errorf("a frame that does not end: %w", err))
	}
	return errors.Join(wrong...)
}

// misuse says hello like a member and sends the bytes.
func misuse(address string, k *key, a strange) error {
	l, err := call(address, k.self, protocolLog, nil)
	if err != nil {
		return err
	}
	defer l.hangUp()
	if l.opened[0] != kindHello {
		return fmt.Errorf("a member was met with frame %d", l.opened[0])
	}
	hello := append([]byte{1}, k.system[:]...)
	_, _ = l.Write(append(frame(kindHello, append(hello, noise(32)...)), a.bytes...)) // it may have hung up already
	_, err = l.ends(soon)
	return err
}

// misdeeds is what ends a member's link with the node.
func misdeeds(k *key, node oplog.DeviceID) ([]strange, error) {
	others, err := readAll(k, node)
	if err != nil {
		return nil, err
	}
	theirs, tip := others[0], others[len(others)-1]
	own := k.self.ID()
	next := oplog.Position{Device: tip.Device, Seq: tip.Last() + 1, Prev: tip.Hash}
	forged := &oplog.Run{Device: tip.Device, First: next.Seq, Prev: next.Prev, Records: []oplog.Record{theirs.Records[0]}}
	forged.Hash = next.Hash(theirs.Records[0].Body)
	head, err := oplog.SignHead(k.self, next.Seq, forged.Hash) // by the wrong key
	if err != nil {
		return nil, err
	}
	forged.Signature = head.Signature
	runs, err := replica.PackRuns([]*oplog.Run{forged})
	if err != nil {
		return nil, err
	}
	asked := slices.Clone(runs[0])
	asked[5] |= 2 // it answers what nobody asked
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	bomb := encoder.EncodeAll(make([]byte, 64<<20), nil)
	everything := binary.BigEndian.AppendUint32(nil, 1<<20)
	everything = append(append(everything, own[:]...), span(1, 1)...)
	want := frame(kindWant, everything)
	side, err := theirs.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return []strange{
		{"a second greeting", frame(kindHello, append(append([]byte{1}, k.system[:]...), noise(32)...))},
		{"a greeting for another system", frame(kindHello, append([]byte{1}, noise(64)...))},
		{"noise", noise(4096)},
		{"a length of two gigabytes", claim(1<<31, kindRuns, nil)},
		{"a megabyte in a frame", claim(1<<20, kindRuns, make([]byte, 1<<20))},
		{"a frame of no kind", frame(99, nil)},
		{"entries in another's name", runs[0]},
		{"entries that nobody asked for", asked},
		{"a frame that grows to four gigabytes", frame(kindRuns, append(binary.BigEndian.AppendUint32([]byte{1}, math.MaxUint32), bomb...))},
		{"a frame that grows to more than it says", frame(kindRuns, append(binary.BigEndian.AppendUint32([]byte{1}, 100), bomb...))},
		{"two questions at once", append(slices.Clone(want), want...)},
		{"a question for nothing", frame(kindWant, binary.BigEndian.AppendUint32(nil, 1))},
		{"a history that nobody asked for", frame(kindStrand, append(append(tip.Device[:], span(1)...), 0))},
		{"the second half of a proof", frame(kindFork, append([]byte{1, 0}, side...))},
		{"a proof of two histories that are one", append(frame(kindFork, append([]byte{0, 0}, side...)), frame(kindFork, append([]byte{1, 0}, side...))...)},
		{"parts that nobody asked for", frame(kindParts, []byte{0, 0})},
		{"a photo that nobody asked for", frame(kindBlob, noise(200))},
		{"logs that are out of order", frame(kindHeads, append(append([]byte{0}, record(tip.Device, 1)...), record(tip.Device, 2)...))},
	}, nil
}

func span(seqs ...uint64) (b []byte) {
	for _, s := range seqs {
		b = binary.BigEndian.AppendUint64(b, s)
	}
	return b
}

func record(d oplog.DeviceID, seq uint64) []byte { return append(slices.Clone(d[:]), span(seq, 7)...) }

// readAll is the runs of another device's log than the node's, as far as it is here.
func readAll(k *key, node oplog.DeviceID) ([]*oplog.Run, error) {
	ctx := context.Background()
	heads, err := k.store.Heads(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		if h.Device == k.self.ID() || h.Device == node {
			continue
		}
		return k.store.ReadRuns(ctx, []oplog.Range{{Device: h.Device, From: 1, To: h.Seq}}, 1<<30)
	}
	return nil, errors.New("the folder holds nobody else's entries")
}

// stolen shows this member's proof under another key.
func stolen(address string, k *key) error {
	proof, err := k.store.Proof(context.Background(), replica.MaxProof)
	if err != nil || len(proof) == 0 {
		return errors.Join(err, errors.New("there is none"))
	}
	b, err := proof[len(proof)-1].MarshalBinary()
	if err != nil {
		return err
	}
	_, err = strangely(address, frame(kindProof, append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)))
	return err
}

// packets is what no memberlist of Settle's sends.
func packets() []strange {
	packet := func(b []byte) []byte { return append(binary.BigEndian.AppendUint16([]byte{}, uint16(len(b))), b...) }
	return []strange{
		{"a packet past the limit", packet(make([]byte, 5000))},
		{"a packet of nothing", packet(nil)},
		{"a packed packet", packet(append([]byte{9}, noise(100)...))},
		{"an encrypted packet", packet(append([]byte{10}, noise(100)...))},
		{"a labelled packet", packet(append([]byte{244}, noise(100)...))},
		{"noise in a packet", packet(append([]byte{255}, noise(1000)...))},
	}
}

func greetingOf(kind byte, pool string) []byte {
	return append([]byte{kind, byte(len(pool))}, pool...)
}

// sayInPool greets, is answered as it should be, and sends bytes that end the connection.
func sayInPool(address string, key crypto.Signer, pool string, answer byte, b []byte) error {
	l, err := call(address, key, protocolGossip, greetingOf('p', pool))
	if err != nil {
		return err
	}
	defer l.hangUp()
	if l.opened[0] != answer {
		return fmt.Errorf("the answer was %d", l.opened[0])
	}
	_, _ = l.Write(b) // it may have hung up already
	_, err = l.ends(soon)
	return err
}

// lies says in the pool that a thousand devices which nobody knows have news, and
// exchanges a list of a million nodes.
func lies(address, pool string, key crypto.Signer) error {
	l, err := call(address, key, protocolGossip, greetingOf('p', pool))
	if err != nil {
		return err
	}
	defer l.hangUp()
	for range 1000 {
		hint := append(append([]byte{8, 1}, noise(32)...), span(1<<40)...)
		if _, err := l.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(hint))), hint...)); err != nil {
			break // it hangs up: as good
		}
	}
	x, err := call(address, key, protocolGossip, greetingOf('s', pool))
	if err != nil {
		return err
	}
	defer x.hangUp()
	_, _ = x.Write([]byte("\x06\x81\xa5Nodes\xce\x00\x0f\x42\x40"))
	_, err = x.ends(soon)
	return err
}

// revoked does what somebody can whose key was removed.
func revoked(address string, k *key) error {
	l, err := call(address, k.self, protocolLog, nil)
	if err != nil {
		return err
	}
	defer l.hangUp()
	if len(l.opened) != 2 || l.opened[0] != kindRefused || l.opened[1] != 2 {
		return fmt.Errorf("a removed computer was met with frame %v", l.opened)
	}
	hello := append([]byte{1}, k.system[:]...)
	_, _ = l.Write(frame(kindHello, append(hello, noise(32)...)))
	n, err := l.ends(soon)
	if err != nil || n > 0 {
		return errors.Join(err, fmt.Errorf("it was told %d bytes more", n))
	}
	if err := sayInPool(address, k.self, "rxx", answerNoMember, nil); err != nil {
		return fmt.Errorf("in the pool: %w", err)
	}
	fmt.Println("a removed computer was told so, and nothing else")
	return nil
}
