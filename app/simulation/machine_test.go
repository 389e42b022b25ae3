package simulation_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

var background = context.Background()

// machine is a computer with a person at it: a log in memory, its folds and an
// engine. It implements simnet.Host and, as the log of its engine, replica.Log.
type machine struct {
	*simnet.Computer
	name  string
	world *world
	node  *simnet.Node // nil in the days before
	clock time.Time    // while there is no node
	book  *book

	life   int                 // under how many keys it has gone on
	tail   []torn              // its own entries that a cut may take out of its log
	former []former            // the logs that it wrote under the keys before
	wrote  []*entry            // what was acknowledged here
	again  map[oplog.Hash]bool // of that, what was written again past a cut or could not be
	out    bool                // it takes no part any more
	stale  oplog.DeviceID      // that of its keys with which another machine has gone on
	copied bool                // it began from a copy of a disk
}

func newMachine(w *world, name string, disk *replicatest.Log, m *memo) *machine {
	c := &machine{Computer: simnet.NewComputer(name, disk), name: name, world: w, again: map[oplog.Hash]bool{}}
	c.Key = key(name)
	c.book = newBook(m)
	c.reload()
	return c
}

func (m *machine) id() marketplace.DeviceID { return marketplace.DeviceID(m.Config.Self) }

// now is what the machine's clock says to a person: days pass between the storms.
func (m *machine) now() time.Time {
	if m.node == nil {
		return m.clock
	}
	return m.node.Now().Add(m.world.leap)
}

// Start implements simnet.Host: the disk is read again from its beginning.
func (m *machine) Start(now time.Time) simnet.Machine {
	if m.node == nil {
		m.clock = now.Add(m.world.leap)
	}
	m.reload()
	m.settle()
	if m.Forked() {
		m.renewAfter(time.Second)
	}
	return m.Computer.Start(now)
}

// Log implements simnet.Host.
func (m *machine) Log() replica.Log { return log{m.Disk, m} }

// Crash implements simnet.Host.
func (m *machine) Crash(rnd *rand.Rand, during replica.Task) {
	m.remember()
	m.Computer.Crash(rnd, during)
}

// Notice implements simnet.Watcher: a person whose disk was copied takes a new key
// once that is proven. One whose log is longer elsewhere only sees that something is
// wrong: half of them take a new key at once, and of the others the next thing that
// they write proves it.
func (m *machine) Notice(n replica.Notice) {
	switch {
	case n.Kind == replica.LogForked && n.Device == m.Config.Self:
		m.renewAfter(0)
	case n.Kind == replica.OwnLogAhead && m.world.Rand().IntN(2) == 0:
		m.renewAfter(0)
	case n.Kind == replica.OwnLogAhead:
		m.stale = m.Config.Self
	}
}

// renewAfter lets a while pass until the machine goes on under a new key, unless it
// has done so meanwhile.
func (m *machine) renewAfter(d time.Duration) {
	life := m.life
	m.world.After(d, func() {
		if m.life == life {
			m.world.renew(m)
		}
	})
}

// Standing implements simnet.Host. A machine that was invited trusts those whom its
// invitation names until it has the members' entries.
func (m *machine) Standing(d oplog.DeviceID) replica.Standing {
	if m.book.standing(m.Config.Self) == replica.Unknown {
		return replica.Member
	}
	return m.book.standing(d)
}

// Admit implements simnet.Host. What makes nobody a member is not kept.
func (m *machine) Admit(proof []*oplog.Run) replica.Standing {
	run := proof[len(proof)-1]
	if run.First != 1 || len(run.Records) != 1 || m.book.standing(run.Device) == replica.Revoked {
		return m.book.standing(run.Device)
	}
	if v, err := oplog.VerifyRun(replicatest.System, oplog.Tip{}, run); err == nil {
		e := read(v.Links[0].Entry)
		sys := foldSystem(append(slices.Clone(m.book.system.entries), e), m.book.memo)
		if _, member := sys.ActorOf(e.Ref.Device); member {
			done, err := m.Log().Store(background, []*oplog.Run{run})
			if err != nil {
				return replica.Unknown
			}
			m.tell(done.Held...)
		}
	}
	return m.book.standing(run.Device)
}

// log is a machine's disk that folds what it stores, in one transaction as it were.
type log struct {
	*replicatest.Log
	machine *machine
}

// Store implements replica.Log.
func (l log) Store(ctx context.Context, runs []*oplog.Run) (replica.Stored, error) {
	m := l.machine
	self := m.held(m.Config.Self)
	var faults []error
	others := slices.DeleteFunc(slices.Clone(runs), func(run *oplog.Run) bool {
		if run.Device != m.Config.Self || m.Forked() {
			return false
		}
		// Only this machine writes its own log: another tongue with its key is a copied disk.
		_, err := oplog.VerifyRun(replicatest.System, self, run)
		if err == nil {
			err = &oplog.ChainError{Device: run.Device, Seq: self.Seq + 1, Err: oplog.ErrFork}
		}
		if !errors.Is(err, oplog.ErrDuplicate) {
			faults = append(faults, err)
		}
		return true
	})
	done, err := l.Log.Store(ctx, others)
	if err != nil {
		return done, err
	}
	done.Faults = append(done.Faults, faults...)
	m.read(done.Held)
	m.settle()
	if own := m.held(m.Config.Self); own.Seq > self.Seq {
		done.Held = append(done.Held, replica.Held{Device: m.Config.Self, Seq: own.Seq, Hash: own.Hash})
	}
	return done, nil
}

// Fork implements replica.Log.
func (l log) Fork(ctx context.Context, a, b *oplog.Run) (replica.Cut, replica.Held, error) {
	l.machine.remember()
	cut, held, err := l.Log.Fork(ctx, a, b)
	if err == nil {
		l.machine.lose(cut.Device)
		l.machine.reload()
		l.machine.settle()
		if own := l.machine.held(l.machine.Config.Self); own.Seq > 0 && !l.machine.Forked() {
			l.machine.tell(replica.Held{Device: l.machine.Config.Self, Seq: own.Seq, Hash: own.Hash})
		}
	}
	return cut, held, err
}

// tell tells the engine what grew beside its own tasks, as whoever follows the
// store does.
func (m *machine) tell(held ...replica.Held) {
	life := m.Engine
	m.world.After(0, func() {
		if m.Engine == life && len(held) > 0 {
			m.node.Step(replica.Grown{Held: held})
		}
	})
}

// held is the end of a log.
func (m *machine) held(d oplog.DeviceID) oplog.Tip {
	for seq := m.book.seqs[d]; seq > 0; seq-- {
		if body, hash, _, ok := m.Disk.Link(replica.Place{Device: d, Seq: seq}); ok {
			raw, err := oplog.DecodeBody(oplog.Position{Device: d, Seq: seq}, body)
			if err != nil {
				break
			}
			return oplog.Tip{Seq: seq, Hash: hash, Clock: raw.Clock}
		}
	}
	return oplog.Tip{}
}

// reload folds all that the disk holds, as after a start.
func (m *machine) reload() {
	m.book = newBook(m.book.memo)
	held, err := m.Disk.Held(background)
	if err != nil {
		return // never: it is memory
	}
	m.read(held)
}

// read takes in what logs hold and the book has not.
func (m *machine) read(held []replica.Held) {
	for _, h := range held {
		for seq := m.book.seqs[h.Device] + 1; seq <= h.Seq; seq++ {
			at := replica.Place{Device: h.Device, Seq: seq}
			body, hash, _, _ := m.Disk.Link(at)
			if e := m.book.memo.decode(at, hash, body); e != nil {
				m.book.ahead = append(m.book.ahead, e)
			}
		}
		m.book.seqs[h.Device] = h.Seq
	}
	m.ripen()
}

// ripen takes in what is not (any more) ahead of the machine's clock, folds, and
// erases what is to be erased.
func (m *machine) ripen() (changed []*history) {
	limit := m.now()
	m.book.ahead = slices.DeleteFunc(m.book.ahead, func(e *entry) bool {
		if !m.world.rehearsal && oplog.Ahead(oplog.Clock(e.Clock), limit) {
			return false
		}
		m.book.take(e)
		return true
	})
	before := m.book.sys
	changed = m.book.refold()
	for _, h := range m.book.order {
		if h.kind == marketplace.AggregateErasure && h.folded.erasure != nil {
			for _, ref := range h.folded.erasure.Refs {
				m.Disk.Erase(replica.Place{Device: oplog.DeviceID(ref.Device), Seq: ref.Seq})
			}
		}
	}
	if m.book.sys != before && m.node != nil {
		m.world.After(0, m.node.Judge)
	}
	return changed
}

// mayWrite is what the store asks before each transaction.
func (m *machine) mayWrite() bool {
	behind := m.book.clock.Time().Sub(m.now())
	return !m.Forked() && (m.world.rehearsal || behind <= oplog.FutureLimit)
}

// settle does what is due by itself, and what that makes due.
func (m *machine) settle() {
	if !m.mayWrite() {
		return
	}
	m.sayAgain()
	for range 8 {
		var due []marketplace.Draft
		for _, h := range m.book.order {
			if h.folded == nil || h.folded.room == nil || !m.concerned(h.folded.room) {
				continue
			}
			drafts, err := h.folded.room.Duties(m.view())
			if err == nil {
				due = append(due, drafts...)
			}
		}
		if len(due) == 0 || m.refused(due) != "" {
			return
		}
		m.write(due...)
	}
}

// concerned tells whether the machine may have duties about a room: asking them is
// much of the work otherwise.
func (m *machine) concerned(r *marketplace.Room) bool {
	a, _ := m.book.sys.ActorOf(m.id())
	return r.Keeper == m.id() || r.Facts.Host == a.Person || slices.ContainsFunc(r.Bookings, func(b *marketplace.Booking) bool { return b.AcceptedBy == a.Person })
}

// do decides a command and writes what it comes to. It answers why not, in a word
// or a sentence.
func (m *machine) do(c marketplace.Command) ([]marketplace.Ref, error) {
	m.ripen()
	if !m.mayWrite() {
		return nil, errMayNotWrite
	}
	drafts, err := c.Decide(m.view())
	if err != nil {
		return nil, err
	}
	if why := m.refused(drafts); why != "" {
		return nil, errors.New(why)
	}
	refs := m.write(drafts...)
	m.settle()
	return refs, nil
}

var errMayNotWrite = errors.New("this machine may not write now")

// refused tries drafts out: a command's entries must be in effect, or it is
// refused. It answers why one is not.
func (m *machine) refused(drafts []marketplace.Draft) (why string) {
	trial := map[marketplace.ID]*history{}
	view := m.view()
	for i, d := range drafts {
		e := &entry{Entry: &marketplace.Entry{
			Ref: view.Next(i), Clock: marketplace.Clock(oplog.Next(m.book.clock, m.now())) + marketplace.Clock(i),
			Subject: d.Subject, Kind: d.Fact.Kind(), Version: d.Fact.Version(), Fact: d.Fact,
		}}
		if e.Subject.IsZero() {
			e.Subject = marketplace.SubjectOf(e.Ref)
		}
		_, kind, begins, _ := marketplace.NewFact(e.Kind, e.Version)
		e.kind, e.birth = kind, begins && e.Subject == marketplace.SubjectOf(e.Ref)
		h := trial[e.Subject]
		if h == nil {
			h = &history{subject: e.Subject}
			if old := m.book.subjects[e.Subject]; old != nil {
				*h = *old
				h.entries = slices.Clone(old.entries)
			}
			trial[e.Subject] = h
		}
		h.add(e)
	}
	for _, h := range trial {
		var verdicts []marketplace.Verdict
		if h.kind == marketplace.AggregateSystem {
			verdicts = foldSystem(h.entries, m.book.memo).verdicts
		} else {
			verdicts = fold(m.book.sys, h.kind, h.entries).verdicts
		}
		for _, v := range verdicts {
			if v.Ref.Device == m.id() && v.Ref.Seq >= view.Next(0).Seq {
				return v.Why
			}
		}
	}
	return ""
}

// write commits drafts, whatever they say, and folds them: acknowledged.
func (m *machine) write(drafts ...marketplace.Draft) []marketplace.Ref {
	first := m.view().Next(0)
	var raw []oplog.Draft
	for i, d := range drafts {
		facts, err := oplog.Marshal(d.Fact)
		if err != nil {
			return nil
		}
		raw = append(raw, oplog.Draft{
			Kind: d.Fact.Kind(), Version: uint32(d.Fact.Version()), Subject: oplog.ID(d.Subject), Facts: facts,
			Private: part(d.Private, marketplace.Ref{Device: first.Device, Seq: first.Seq + uint64(i)}, m.name),
		})
	}
	held, err := m.Disk.WriteAfter(m.Key, m.book.clock, m.now(), raw...)
	if err != nil {
		return nil
	}
	var refs []marketplace.Ref
	for i := range drafts {
		ref := marketplace.Ref{Device: first.Device, Seq: first.Seq + uint64(i)}
		refs = append(refs, ref)
		at := replica.Place{Device: m.Config.Self, Seq: ref.Seq}
		body, hash, _, ok := m.Disk.Link(at)
		if e := m.book.memo.decode(at, hash, body); ok && e != nil {
			m.wrote = append(m.wrote, e)
		}
	}
	m.read([]replica.Held{held})
	return refs
}

// part is the bytes of a private part. What the store would seal stands here in
// the open, under numbers of its own.
func part(p marketplace.Private, at marketplace.Ref, by string) []byte {
	if p.Empty() {
		return nil
	}
	text := map[uint]string{}
	for f, s := range p.Text {
		text[uint(f)] = s
	}
	for _, s := range p.Seal {
		for f, v := range s.Fields {
			text[sealed+uint(f)] = v
		}
	}
	salt := sha256.Sum256(binary.BigEndian.AppendUint64(append(at.Device[:], by...), at.Seq))
	b, err := oplog.Private{Salt: [16]byte(salt[:16]), Text: text}.MarshalBinary()
	if err != nil {
		return nil
	}
	return b
}

const sealed = 1000

// key is the key of that name; making one costs as much as checking a signature.
func key(name string) ed25519.PrivateKey { return replicatest.Key(name) }
