package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/simnet"
)

// stored is a machine with the real store. Keys and salts are drawn afresh, so a
// seed does not replay event for event here.
type stored struct {
	t      testing.TB
	store  *sqlite.Store
	world  *simnet.World
	node   *simnet.Node
	config replica.Config
}

// Start implements simnet.Host.
func (s *stored) Start(time.Time) simnet.Machine {
	ctx := context.Background()
	held, err := s.Log().Held(ctx)
	cuts, err2 := s.Log().Cuts(ctx)
	if err != nil || err2 != nil {
		s.t.Errorf("starting: %v, %v", err, err2)
	}
	return replica.New(s.config, held, cuts)
}

// Log implements simnet.Host.
func (s *stored) Log() replica.Log { return watched{replication.LogOf(s.store), s} }

// watched tells the engine's driver when the members may have changed.
type watched struct {
	replica.Log
	machine *stored
}

// Store implements replica.Log.
func (l watched) Store(ctx context.Context, runs []*oplog.Run) (replica.Stored, error) {
	done, err := l.Log.Store(ctx, runs)
	if s := l.machine; s.node != nil {
		s.world.After(0, s.node.Judge)
	}
	return done, err
}

// Crash implements simnet.Host: what was under way is done whole or not at all.
func (s *stored) Crash(rnd *rand.Rand, during replica.Task) {
	if during != nil && rnd.IntN(2) == 0 {
		during.Do(context.Background(), s.Log())
	}
}

// Standing implements simnet.Host.
func (s *stored) Standing(d oplog.DeviceID) replica.Standing {
	all, err := s.store.Standings(context.Background())
	if err != nil {
		s.t.Error(err)
	}
	if all[s.config.Self] == sqlite.AdmissionUnknown {
		return replica.Member // it trusts those whom its invitation names
	}
	switch all[d] {
	case sqlite.AdmissionMember:
		return replica.Member
	case sqlite.AdmissionRevoked:
		return replica.Revoked
	}
	return replica.Unknown
}

// Admit implements simnet.Host.
func (s *stored) Admit(proof []*oplog.Run) replica.Standing {
	done, admitted, err := s.store.Admit(context.Background(), proof)
	if err != nil || !admitted {
		return replica.Unknown
	}
	s.world.After(0, func() { s.node.Step(replica.Grown{Held: held(done.Held)}) })
	return replica.Member
}

func held(all []sqlite.Held) []replica.Held {
	var h []replica.Held
	for _, one := range all {
		h = append(h, replica.Held(one))
	}
	return h
}

// do lets the person act, and tells the engine how far the log has grown.
func (s *stored) do(c marketplace.Command) (r marketplace.Receipt, err error) {
	s.node.Act(func(time.Time) []replica.Held {
		if r, err = s.store.Do(context.Background(), c); err != nil {
			return nil
		}
		heads, failed := s.store.Heads(context.Background())
		if failed != nil {
			s.t.Error(failed)
		}
		return held(heads)
	})
	return r, err
}

// TestStormsOverTheStore: a few storms over the real store, behind the adapter that
// a node uses.
func TestStormsOverTheStore(t *testing.T) {
	seeds := uint64(10)
	if testing.Short() || usual < 100 {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { stormOverStores(t, seed) })
	}
}

func stormOverStores(t *testing.T, seed uint64) {
	o := simnet.DefaultOptions(seed)
	o.Start, o.HintLoss, o.HintCopies = markettest.Start, 0.2, 0.1
	w := simnet.New(o)
	var machines []*stored
	options := sqlite.Options{Now: w.Now}
	add := func(store *sqlite.Store, proof bool) {
		t.Cleanup(func() {
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
		system, self, err := store.Identity(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s := &stored{t: t, store: store, world: w, config: replica.Config{System: system, Self: self.ID(), Limits: replica.DefaultLimits()}}
		if proof {
			runs, err := s.Log().Read(t.Context(), []oplog.Range{{Device: self.ID(), From: 1, To: 1}}, 1)
			if err != nil || len(runs) != 1 {
				t.Fatalf("the first entry of a newcomer: %d runs, %v", len(runs), err)
			}
			s.config.Proof = runs
		}
		machines = append(machines, s)
		s.node = w.Add(fmt.Sprint("machine ", len(machines)), s.config.Self, s)
	}
	f := markettest.Founding(marketplace.DateOf(w.Now()))
	founder, err := sqlite.Found(t.Context(), t.TempDir(), sqlite.Founding{
		System: f.System, Person: f.Person, Org: f.Org, Roles: f.Roles, Rehearsal: true, Orgs: f.Orgs, Cap: f.Cap,
	}, options)
	if err != nil {
		t.Fatal(err)
	}
	add(founder, false)
	for _, roles := range []marketplace.Roles{
		marketplace.RoleHost, marketplace.RoleHost, marketplace.RoleLead, marketplace.RoleLead, marketplace.RoleCoordinator | marketplace.RoleLead,
	} {
		i, err := founder.Invite(t.Context(), marketplace.InvitePerson{Name: "Ann Lee", Org: "RA2", Roles: roles})
		if err != nil {
			t.Fatal(err)
		}
		store, err := sqlite.Join(t.Context(), t.TempDir(), i, options)
		if err != nil {
			t.Fatal(err)
		}
		add(store, true)
	}
	heads, err := founder.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	machines[0].node.Step(replica.Grown{Held: held(heads)})
	const storm = 8 * time.Second
	w.Run(4 * time.Second)
	w.Storm(simnet.Faults{
		Cuts: 300 * time.Millisecond, Crashes: 2 * time.Second, Down: time.Second, Partitions: 4 * time.Second, Parted: 2 * time.Second,
	}, storm)
	end := w.Now().Add(storm)
	written := 0
	w.Every(100*time.Millisecond, func() bool {
		if machines[w.Rand().IntN(len(machines))].anything(w) {
			written++
		}
		return w.Now().Before(end)
	})
	w.Run(storm + time.Second)
	if !w.Until(2*time.Minute, func() bool { return equal(t, machines) }) {
		t.Fatal("two minutes after the storm the stores are not equal")
	}
	if written == 0 {
		t.Fatal("nobody did anything")
	}
	for i, s := range machines {
		if report, err := s.store.Verify(t.Context(), nil); err != nil || len(report.Problems) > 0 || report.Stale {
			t.Errorf("machine %d: %+v, %v", i, report, err)
		}
	}
}

// anything lets the person do something with what their machine shows; it reports
// whether they could.
func (s *stored) anything(w *simnet.World) bool {
	ctx := s.t.Context()
	rooms, err := s.store.Rooms(ctx, marketplace.RoomFilter{Limit: 20})
	guests, err2 := s.store.Arrivals(ctx, marketplace.ArrivalFilter{Limit: 20})
	bookings, err3 := s.store.Bookings(ctx, marketplace.BookingFilter{Limit: 20})
	if err := errors.Join(err, err2, err3); err != nil {
		s.t.Error(err)
		return false
	}
	can := []marketplace.Command{arrival(w.Now(), 5+w.Rand().IntN(20))}
	if len(rooms) < 4 {
		can = append(can, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford GU1 3XX"})
	}
	for _, r := range rooms {
		from := marketplace.DateOf(w.Now()) + marketplace.Date(5+w.Rand().IntN(9))
		nights := marketplace.Range{From: from, To: from + 5}
		can = append(can, marketplace.BlockDates{Room: r.Room, Ranges: []marketplace.Range{nights}}, marketplace.TakeKeeper{Room: r.Room})
		for _, g := range guests {
			can = append(can, marketplace.RequestBooking{Room: r.Room, Arrivals: []marketplace.ID{g.Arrival}, Dates: nights}, marketplace.EraseSubject{Subject: g.Arrival})
		}
	}
	for _, b := range bookings {
		can = append(can, marketplace.AcceptBooking{Booking: b.Booking}, marketplace.ConfirmBooking{Booking: b.Booking},
			marketplace.CancelBooking{Booking: b.Booking, Reason: marketplace.ReasonPlansChanged})
	}
	c := can[w.Rand().IntN(len(can))]
	r, err := s.do(c)
	if _, home := c.(marketplace.AddHome); home && err == nil && len(r.Began) > 0 {
		_, err = s.do(listing(r.Began[0], marketplace.DateOf(w.Now())))
	}
	return err == nil && s.node.Up()
}

func equal(t testing.TB, machines []*stored) bool {
	first, err := machines[0].store.Digest(t.Context())
	for _, s := range machines[1:] {
		d, failed := s.store.Digest(t.Context())
		if err != nil || failed != nil || d != first || !same(machines[0].Log(), s.Log()) {
			return false
		}
	}
	return true
}
