package simulation_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

// world is a system of machines that share a network and a seed.
type world struct {
	*simnet.World
	machines  []*machine
	memo      *memo
	verify    replicatest.Verifier
	rehearsal bool
	leap      time.Duration         // how many hours passed that the network did not see
	banned    map[oplog.Hash]string // entries that nobody had authority to write
	hostile   map[oplog.Hash]bool   // entries that no command decided on
	acts      int
	refusals  int
	faults    map[string]int
	wrong     string // the first thing that must not be
}

func newWorld(o simnet.Options, base *memo, verify replicatest.Verifier) *world {
	w := &world{
		World: simnet.New(o), memo: newMemo(base), verify: verify,
		banned: map[oplog.Hash]string{}, hostile: map[oplog.Hash]bool{}, faults: map[string]int{},
	}
	w.memo.watch = w.check
	return w
}

// fail notes the first thing that must not be.
func (w *world) fail(format string, args ...any) {
	if w.wrong == "" {
		w.wrong = fmt.Sprintf(format, args...)
	}
}

// past is the days before a seed begins, the same for all seeds: a system is
// founded, people take part, rooms are listed and arrivals recorded, and all
// machines hold all of it.
type past struct {
	world *world
	heads map[oplog.Hash]bool // of its runs
}

var before = sync.OnceValue(func() *past {
	verify := replicatest.Memo()
	w := newWorld(simnet.DefaultOptions(0), nil, verify)
	w.found()
	p := &past{world: w, heads: map[oplog.Hash]bool{}}
	for _, m := range w.machines {
		for _, e := range m.wrote {
			p.heads[e.hash] = true
		}
	}
	return p
})

// people are who takes part from the beginning. The founder comes first.
var people = []struct {
	name, org string
	roles     marketplace.Roles
	second    string // of whose person this is another machine
}{
	{name: "the founder's", org: "RA2", roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar | marketplace.RoleLead | marketplace.RoleHost},
	{name: "the registrar's", org: "RXX", roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar},
	{name: "a lead's of RA2", org: "RA2", roles: marketplace.RoleLead},
	{name: "a lead's of RXX", org: "RXX", roles: marketplace.RoleLead},
	{name: "a lead's of RTP", org: "RTP", roles: marketplace.RoleLead},
	{name: "Ann's", org: "RA2", roles: marketplace.RoleHost | marketplace.RoleVolunteer},
	{name: "Ben's", org: "RA2", roles: marketplace.RoleHost | marketplace.RoleVolunteer},
	{name: "Cat's", org: "RXX", roles: marketplace.RoleHost | marketplace.RoleVolunteer},
	{name: "Dai's", org: "RXX", roles: marketplace.RoleHost},
	{name: "Eli's", org: "RTP", roles: marketplace.RoleHost},
	{name: "Ann's laptop", second: "Ann's"},
	{name: "Cat's laptop", second: "Cat's"},
	{name: "the founder's laptop", second: "the founder's"},
	{name: "a node of RA2", org: "RA2", roles: marketplace.RoleLead},
	{name: "a node of RXX", org: "RXX", roles: marketplace.RoleLead},
	{name: "Flo's", org: "RTP", roles: marketplace.RoleVolunteer},
	{name: mallory, org: "RA2", roles: marketplace.RoleHost},
}

// mallory is a member who does what nobody let them do.
const mallory = "Mallory's"

func (w *world) found() {
	start := markettest.Start.Add(-50 * time.Hour)
	w.memo.watch = func(*members, *folded) {}
	for i, p := range people {
		disk := replicatest.New(w.verify)
		disk.Keep()
		m := newMachine(w, p.name, disk, w.memo)
		m.clock = start.Add(time.Duration(i) * time.Minute)
		for _, other := range w.machines {
			other.clock = m.clock
		}
		switch {
		case i == 0:
			f := markettest.Founding(marketplace.DateOf(start))
			f.Device, f.Rehearsal = m.id(), false
			m.write(marketplace.FoundingDrafts(f)...)
		case p.second != "":
			old := w.named(p.second)
			m.write(old.names(m))
		default:
			m.write(w.invite(w.machines[0], p.name, p.org, p.roles))
		}
		w.machines = append(w.machines, m)
		w.share()
	}
	w.furnish()
	w.share()
}

func (w *world) named(name string) *machine {
	return w.machines[slices.IndexFunc(w.machines, func(m *machine) bool { return m.name == name })]
}

// oneUse is the key that the invitation of that name holds.
func oneUse(name string) identity.SigningKey {
	return identity.SigningKeyOf(sha256.Sum256([]byte("invitation of " + name)))
}

// invite lets a registrar invite somebody, and answers with what their machine
// writes first.
func (w *world) invite(by *machine, name, org string, roles marketplace.Roles) marketplace.Draft {
	once := oneUse(name)
	refs, err := by.do(marketplace.InvitePerson{Name: name, Org: org, Roles: roles, Key: once.PublicKey()})
	if err != nil {
		return marketplace.Draft{}
	}
	signature := identity.UseInvitation(once, replicatest.System, oplog.DeviceID(key(name).Public().(ed25519.PublicKey)))
	return marketplace.Draft{
		Subject: by.book.sys.ID,
		Fact:    &marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: refs[0], Signature: signature[:]},
	}
}

// names lets a machine name another of the same person.
func (m *machine) names(next *machine) marketplace.Draft {
	return successor(m.Key, next.Config.Self, m.book.sys.ID)
}

func successor(old ed25519.PrivateKey, next oplog.DeviceID, system marketplace.ID) marketplace.Draft {
	of := replicatest.IDOf(old)
	message := slices.Concat([]byte("settle/successor/1"), replicatest.System[:], of[:], next[:])
	return marketplace.Draft{Subject: system, Fact: &marketplace.MemberJoined{
		Proof: marketplace.ProofSuccessor, Of: marketplace.DeviceID(of), Signature: ed25519.Sign(old, message),
	}}
}

// share lets all machines hold the same, without a network.
func (w *world) share() {
	for changed := true; changed; {
		changed = false
		for _, from := range w.machines {
			for _, d := range from.book.devices() {
				for _, to := range w.machines {
					have, here := to.book.seqs[d], from.book.seqs[d]
					if have >= here {
						continue
					}
					runs, err := from.Disk.Read(background, []oplog.Range{{Device: d, From: have + 1, To: here}}, oplog.MaxRun)
					if err == nil {
						_, err = to.Log().Store(background, runs)
					}
					changed = changed || err == nil
				}
			}
		}
	}
}

// furnish lets people list rooms, record arrivals and ask for a bed.
func (w *world) furnish() {
	must := func(m *machine, c marketplace.Command) marketplace.ID {
		refs, err := m.do(c)
		if err != nil || len(refs) == 0 {
			panic(fmt.Sprintf("%s: %T: %v", m.name, c, err))
		}
		return marketplace.SubjectOf(refs[0])
	}
	for i, name := range []string{"Ann's", "Ben's", "Cat's", "Dai's", "Eli's"} {
		m := w.named(name)
		home := must(m, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford GU1 3XX"})
		room := must(m, listing(home, marketplace.DateOf(m.now())))
		switch i {
		case 0:
			must(m, marketplace.HandKeeper{Room: room, To: w.named("a node of RA2").id()})
		case 2:
			must(m, marketplace.HandKeeper{Room: room, To: w.named("Cat's laptop").id()})
			must(m, marketplace.SetInstantRules{Room: room, RoomRules: marketplace.RoomRules{On: true, For: marketplace.InstantAny}})
		case 3:
			must(m, marketplace.SetInstantRules{Room: room, RoomRules: marketplace.RoomRules{On: true, For: marketplace.InstantAny, MaxNights: 7}})
		}
	}
	for _, name := range []string{"a lead's of RA2", "a lead's of RXX", "a lead's of RTP", "the founder's"} {
		must(w.named(name), arrival(w.named(name).now(), 10))
		must(w.named(name), arrival(w.named(name).now(), 20))
	}
	for _, name := range []string{"Ann's", "Flo's"} {
		must(w.named(name), marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferPickup, Languages: []string{"en"}, Airports: []string{"LHR"}, Capacity: 1}})
	}
}

func listing(home marketplace.ID, today marketplace.Date) marketplace.ListRoom {
	return marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guests: 1, Guards: marketplace.Furnished,
		},
		Words:  marketplace.RoomWords{Title: "Quiet room", Description: "At the back."},
		Safety: marketplace.RoomSafety{VouchedBy: "Ward manager", Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400},
		Week:   11000, Live: true,
	}
}

func arrival(now time.Time, inDays int) marketplace.RecordArrival {
	return marketplace.RecordArrival{
		Facts: marketplace.ArrivalFacts{
			Group: "nurse", Route: marketplace.RouteInternational, At: marketplace.InstantOf(now.AddDate(0, 0, inDays)), Airport: "LHR", Nights: 7,
		},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}
}

// begin makes the world of a seed: every machine of the past with a node.
func begin(seed uint64, out io.Writer) *world {
	p := before()
	o := simnet.DefaultOptions(seed)
	o.Start = markettest.Start
	o.HintLoss, o.HintCopies, o.Skew, o.Log = 0.2, 0.1, 24*time.Hour, out
	o.Redial = [2]time.Duration{500 * time.Millisecond, 5 * time.Second}
	own := replicatest.Memo()
	w := newWorld(o, p.world.memo, func(system oplog.Hash, tip oplog.Tip, run *oplog.Run) (oplog.Verified, error) {
		if p.heads[run.Hash] && tip.Seq < run.First {
			return p.world.verify(system, tip, run)
		}
		return own(system, tip, run)
	})
	w.rehearsal = seed%3 == 0
	for _, old := range p.world.machines {
		disk := old.Disk.Copy()
		disk.VerifyBy(w.verify)
		w.add(newMachine(w, old.name, disk, w.memo))
	}
	return w
}

// add joins a machine up to the network.
func (w *world) add(m *machine) {
	w.machines = append(w.machines, m)
	m.node = w.Add(m.name, m.Config.Self, m)
}

// proves keeps the machine's first entry, which makes it known to strangers.
func (m *machine) proves() {
	runs, err := m.Disk.Read(background, []oplog.Range{{Device: m.Config.Self, From: 1, To: 1}}, 1)
	if err == nil && len(runs) == 1 {
		m.Config.Proof = runs
	}
}

// machinesIn is those who take part, as the machine itself sees it.
func (w *world) members() (in []*machine) {
	for _, m := range w.machines {
		if !m.out {
			in = append(in, m)
		}
	}
	return in
}

func (w *world) any() *machine { return w.machines[w.Rand().IntN(len(w.machines))] }

func pick[T any](w *world, of []T) T { return of[w.Rand().IntN(len(of))] }

var (
	_ simnet.Host    = (*machine)(nil)
	_ simnet.Watcher = (*machine)(nil)
	_ replica.Log    = log{}
)
