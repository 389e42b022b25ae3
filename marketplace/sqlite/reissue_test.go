package sqlite_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// twins closes a store and opens its folder and a copy of it; shared is how much of its log both have.
func twins(t *testing.T, s *sqlite.Store, dir string, c *clock) (one, two *sqlite.Store, shared uint64) {
	t.Helper()
	shared = ownLength(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	twin := t.TempDir()
	if err := os.CopyFS(twin, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	open := func(dir string) *sqlite.Store {
		s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(closing(t, s))
		return s
	}
	return open(dir), open(twin), shared
}

// everywhere proves the fork to all of them.
func everywhere(t *testing.T, one, two *sqlite.Store, shared uint64, all ...*sqlite.Store) {
	t.Helper()
	ctx := context.Background()
	id := oplog.DeviceID(one.Device())
	a, err := runFrom(ctx, one, id, shared+1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := runFrom(ctx, two, id, shared+1)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(all, one, two) {
		if _, _, err := s.Fork(ctx, a, b); err != nil {
			t.Fatal(err)
		}
	}
}

func reissued(t *testing.T, s *sqlite.Store) sqlite.Reissued {
	t.Helper()
	done, err := s.Reissue(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if due, err := s.RenewalDue(context.Background()); err != nil || due != sqlite.RenewalNotDue {
		t.Fatalf("afterwards %v is due (%v)", due, err)
	}
	return done
}

func ownLength(t *testing.T, s *sqlite.Store) uint64 {
	t.Helper()
	n, err := s.Length(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCopiesGoOnUnderTheirOwnNames has a host's computer copied, and both copies accept another guest for the same
// nights, list a room and write to a lead. Proven, each goes on as itself and says again what it said: one bed, one
// guest, and nothing that anybody wrote is lost.
func TestCopiesGoOnUnderTheirOwnNames(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	dir := t.TempDir()
	host := invite(t, founder, c, dir, "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	room := live(t, host, c, 0)
	even(t, founder, host)
	today := marketplace.DateOf(c.now)
	dates := marketplace.Range{From: today + 40, To: today + 50}
	var asked [2]marketplace.ID
	for i := range asked {
		asked[i] = do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	}
	even(t, founder, host)
	one, two, shared := twins(t, host, dir, c)
	for i, s := range []*sqlite.Store{one, two} {
		c.now = c.now.Add(time.Minute)
		do(t, s, marketplace.AcceptBooking{Booking: asked[i]})
		do(t, s, marketplace.WriteLetter{About: asked[i], Text: []string{"From the first", "From the second"}[i]})
		own := live(t, s, c, 1)
		do(t, s, marketplace.PriceRoom{Room: own, Week: 10000 + marketplace.Pence(i)})
	}
	c.now = c.now.Add(100 * time.Hour) // past every deadline: what is said again was said then
	everywhere(t, one, two, shared, founder)
	for _, s := range []*sqlite.Store{one, two} {
		if due, err := s.RenewalDue(ctx); err != nil || due != sqlite.RenewalForked {
			t.Fatalf("%v is due (%v)", due, err)
		}
		if _, err := s.Do(ctx, pair()); err == nil {
			t.Fatal("a copy goes on writing")
		}
		done := reissued(t, s)
		if done.Entries < 5 || done.Cut < done.Entries || done.Left != 0 || done.Rooms != 1 || done.Device != s.Device() {
			t.Errorf("written again: %+v", done)
		}
	}
	for range 2 {
		even(t, founder, one)
		even(t, founder, two)
	}
	even(t, one, founder)
	if one.Device() == two.Device() {
		t.Fatal("they still have one name")
	}
	states := map[marketplace.BookingState]int{}
	for i, id := range asked {
		d, err := founder.BookingDetail(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		states[d.Fold.State]++
		thread, err := founder.Thread(ctx, id)
		if err != nil || len(thread) != 1 || thread[0].Text != []string{"From the first", "From the second"}[i] {
			t.Errorf("the letter about booking %d reads %+v (%v)", i, thread, err)
		}
		if address := d.Address; d.Fold.State == marketplace.StateAccepted && address != "" {
			t.Error("the address shows before it is confirmed")
		}
	}
	if states[marketplace.StateAccepted] != 1 || states[marketplace.StateConflict] != 1 {
		t.Errorf("of two guests for one bed: %v", states)
	}
	rooms, err := founder.Rooms(ctx, marketplace.RoomFilter{})
	if err != nil || len(rooms) != 3 {
		t.Fatalf("%d rooms (%v)", len(rooms), err)
	}
	for _, want := range []marketplace.Pence{10000, 10001} {
		if !slices.ContainsFunc(rooms, func(r marketplace.RoomRow) bool { return r.Week == want && r.State == marketplace.RoomLive }) {
			t.Errorf("no live room costs %v", want)
		}
	}
	homes, err := one.Homes(ctx)
	if err != nil || len(homes) != 3 {
		t.Fatalf("%d homes (%v)", len(homes), err)
	}
	read := 0
	for _, h := range homes {
		if h.Address == "1 Mill Lane, Guildford" {
			read++
		}
	}
	if read < 2 {
		t.Errorf("of the homes %d addresses can be read", read)
	}
	for name, s := range map[string]*sqlite.Store{"founder": founder, "one": one, "two": two} {
		if r, err := s.Verify(ctx, nil); err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %q (%v)", name, r.Problems, err)
		}
	}
	do(t, one, pair())
	do(t, two, pair())
	even(t, founder, one)
	even(t, founder, two)
}

// TestNothingWaitsAfterACopy has one of two copies take its new key after it has what the other said again: what that
// makes due is said of the present, or it would come before what it rests on.
func TestNothingWaitsAfterACopy(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	dir := t.TempDir()
	host := invite(t, founder, c, dir, "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	one, two, shared := twins(t, host, dir, c)
	for i, s := range []*sqlite.Store{one, two} {
		c.now = c.now.Add(time.Minute)
		do(t, s, marketplace.AddHome{LodgerLimit: 1 + i, Address: "1 Mill Lane"})
	}
	c.now = c.now.Add(time.Hour)
	everywhere(t, one, two, shared, founder)
	reissued(t, one)
	even(t, founder, one)
	even(t, founder, two)
	reissued(t, two)
	even(t, founder, two)
	even(t, founder, one)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "one": one, "two": two} {
		aside, err := s.Audit(ctx)
		if err != nil || len(aside) > 0 {
			t.Errorf("%s has set aside %+v (%v)", name, aside, err)
		}
	}
	for name, s := range map[string]*sqlite.Store{"one": one, "two": two} { // sealed to a ring that was made past the cut
		homes, err := s.Homes(ctx)
		if err != nil || len(homes) != 2 || homes[0].Address != "1 Mill Lane" || homes[1].Address != "1 Mill Lane" {
			t.Errorf("at %s the homes are %+v (%v)", name, homes, err)
		}
	}
}

// TestANewKeyBeforeTheProof lets one copy take a new key before anybody has proven the fork: what it wrote under the old
// one is not lost when the proof comes and cuts that log, whichever of the keys it has by then.
func TestANewKeyBeforeTheProof(t *testing.T) {
	founder, c := found(t)
	dir := t.TempDir()
	host := invite(t, founder, c, dir, "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	live(t, host, c, 0)
	even(t, founder, host)
	old := oplog.DeviceID(host.Device())
	one, two, shared := twins(t, host, dir, c)
	for i, s := range []*sqlite.Store{one, two} {
		c.now = c.now.Add(time.Minute)
		do(t, s, marketplace.PriceRoom{Room: live(t, s, c, 1), Week: 10000 + marketplace.Pence(i)})
	}
	a, b := tailOf(t, one, old, shared), tailOf(t, two, old, shared)
	for range 2 { // and another after that
		if done := reissued(t, two); done.Entries != 0 || done.Cut != 0 {
			t.Fatalf("without a proof it wrote %+v", done)
		}
	}
	do(t, two, pair())
	for _, s := range []*sqlite.Store{founder, one, two, two} {
		if _, _, err := s.Fork(t.Context(), a, b); err != nil {
			t.Fatal(err)
		}
	}
	reissued(t, one)
	for range 2 {
		even(t, founder, one)
		even(t, founder, two)
	}
	rooms, err := founder.Rooms(t.Context(), marketplace.RoomFilter{})
	if err != nil || len(rooms) != 3 {
		t.Fatalf("%d rooms (%v)", len(rooms), err)
	}
	for _, want := range []marketplace.Pence{10000, 10001} {
		if !slices.ContainsFunc(rooms, func(r marketplace.RoomRow) bool { return r.Week == want && r.State == marketplace.RoomLive }) {
			t.Errorf("no live room costs %v", want)
		}
	}
	for name, s := range map[string]*sqlite.Store{"founder": founder, "one": one, "two": two} {
		if r, err := s.Verify(t.Context(), nil); err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %q (%v)", name, r.Problems, err)
		}
	}
}

func tailOf(t *testing.T, s *sqlite.Store, device oplog.DeviceID, shared uint64) *oplog.Run {
	t.Helper()
	run, err := runFrom(t.Context(), s, device, shared+1)
	if err != nil || run == nil {
		t.Fatalf("no run after %d (%v)", shared, err)
	}
	return run
}

// TestTwoNewKeysOffline goes on under new keys twice before anybody heard of the first: whoever is met then knows the key
// that names the second.
func TestTwoNewKeysOffline(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name string
		met  bool // others, between the two
	}{{"nobody met", false}, {"others met", true}} {
		t.Run(c.name, func(t *testing.T) {
			founder, at := found(t)
			host := invite(t, founder, at, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
			even(t, founder, host)
			known := host.Device()
			reissued(t, host)
			if c.met {
				known = host.Device()
				even(t, founder, host)
				if err := host.SaveAddresses(ctx, []sqlite.Address{{Device: oplog.DeviceID(founder.Device()), Address: "10.1.2.3:7946", At: at.now.Add(time.Minute)}}); err != nil {
					t.Fatal(err)
				}
			}
			at.now = at.now.Add(time.Hour)
			for range 2 {
				reissued(t, host)
			}
			if _, ok, err := founder.Admit(ctx, []*oplog.Run{firstRun(t, host)}); !ok || err != nil {
				t.Fatalf("the key is not let in (%v)", err)
			}
			computers, err := founder.Members(ctx)
			if err != nil || !slices.ContainsFunc(computers, func(m marketplace.MemberRow) bool {
				return slices.ContainsFunc(m.Devices, func(d marketplace.Device) bool { return d.ID == host.Device() && d.Of == known })
			}) {
				t.Errorf("it is named by another than the last that is known (%v)", err)
			}
			even(t, founder, host)
			if digest(t, founder) != digest(t, host) {
				t.Error("they differ")
			}
			do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
		})
	}
}

// TestAStolenKeyGoesOnUnderNoOther copies a computer's disk, revokes the computer, and lets the copy go on under a new
// key that it dates before that.
func TestAStolenKeyGoesOnUnderNoOther(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	dir := t.TempDir()
	host := invite(t, founder, c, dir, "Siân Rees", "RA2", marketplace.RoleRegistrar)
	even(t, founder, host)
	lost := host.Device()
	theirs := &clock{c.now}
	_, thief, _ := twins(t, host, dir, theirs)
	c.now = c.now.Add(2 * time.Hour)
	do(t, founder, marketplace.RevokeDevice{Device: lost, Reason: marketplace.ReasonLost})
	reissued(t, thief)
	do(t, thief, marketplace.InvitePerson{Name: "A friend", Org: "RA2", Roles: marketplace.RoleRegistrar})
	even(t, founder, thief)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "thief": thief} {
		if got, err := s.Admission(ctx, oplog.DeviceID(thief.Device())); err != nil || got != sqlite.AdmissionRevoked {
			t.Errorf("at the %s the thief's new key stands at %v (%v)", name, got, err)
		}
		members, err := s.Members(ctx)
		if err != nil || slices.ContainsFunc(members, func(m marketplace.MemberRow) bool { return m.Name == "A friend" }) {
			t.Errorf("at the %s the thief invited a friend (%v)", name, err)
		}
	}
	if digest(t, founder) != digest(t, thief) {
		t.Error("they differ")
	}
	do(t, founder, marketplace.ChooseInvitee{Device: thief.Device()}) // it was no thief
	even(t, founder, thief)
	if _, err := thief.Do(ctx, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"}); err != nil {
		t.Errorf("upheld, it may not write: %v", err)
	}
}

// TestRenewKeepsTheOffers goes on under new identities, one after the other and after a fork: the volunteer says yes
// where they always did, and no more than they offered.
func TestRenewKeepsTheOffers(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	offer := do(t, s, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferBuddy, Capacity: 2}}).Began[0]
	ask := func() marketplace.ID {
		return do(t, s, marketplace.AskVolunteer{Offer: offer, Arrival: arrival(t, s, c, "RA2")}).Began[0]
	}
	do(t, s, marketplace.AnswerPairing{Pairing: ask(), Accept: true})
	for range 2 {
		if done := reissued(t, s); done.Offers != 1 || done.Rooms != 0 {
			t.Errorf("going on: %+v", done)
		}
	}
	second := ask()
	do(t, s, marketplace.AnswerPairing{Pairing: second, Accept: true})
	d, err := s.OfferDetail(ctx, offer)
	if err != nil || d.Epoch != 3 || !d.KeptBy.Here || d.Taken != 2 || d.State != marketplace.OfferFull {
		t.Errorf("the offer is %+v (%v)", d, err)
	}
	if r, err := s.Verify(ctx, nil); err != nil || len(r.Problems) > 0 {
		t.Errorf("verify: %+v (%v)", r, err)
	}
}

// TestCopiesKeepAnOffer has each of two copies accept somebody for the one place that was offered. Both go on under new
// identities; one of the two is accepted, the other has an answer.
func TestCopiesKeepAnOffer(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	dir := t.TempDir()
	host := invite(t, founder, c, dir, "Siân Rees", "RA2", marketplace.RoleVolunteer)
	even(t, founder, host)
	offer := do(t, host, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferBuddy, Capacity: 1}}).Began[0]
	even(t, founder, host)
	var asked []marketplace.ID
	for range 2 {
		asked = append(asked, do(t, founder, marketplace.AskVolunteer{Offer: offer, Arrival: arrival(t, founder, c, "RA2")}).Began[0])
	}
	even(t, founder, host)
	one, two, shared := twins(t, host, dir, c)
	do(t, one, marketplace.AnswerPairing{Pairing: asked[0], Accept: true})
	do(t, two, marketplace.AnswerPairing{Pairing: asked[1], Accept: true})
	everywhere(t, one, two, shared, founder, one, two)
	for _, s := range []*sqlite.Store{one, two} {
		if done := reissued(t, s); done.Offers != 1 || done.Entries != 1 || done.Left != 0 {
			t.Errorf("going on: %+v", done)
		}
	}
	for range 2 {
		even(t, founder, one)
		even(t, founder, two)
	}
	even(t, founder, one)

	states := map[marketplace.PairingState]int{}
	d, err := founder.OfferDetail(ctx, offer)
	for _, p := range d.Pairings {
		states[p.State]++
	}
	if err != nil || states[marketplace.PairingAccepted] != 1 || states[marketplace.PairingDeclined] != 1 || d.Taken != 1 {
		t.Errorf("they stand at %v (%v)", states, err)
	}
	for _, s := range []*sqlite.Store{one, two} {
		if digest(t, s) != digest(t, founder) {
			t.Error("they differ")
		}
	}
}

// TestRenewKeepsTheCalendars goes on under a new identity without a fork: the rooms' calendars go along.
func TestRenewKeepsTheCalendars(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	room := live(t, s, c, 0)
	id := do(t, s, marketplace.RequestBooking{
		Room: room, Arrivals: []marketplace.ID{arrival(t, s, c, "RA2")}, Dates: marketplace.Range{From: marketplace.DateOf(c.now) + 40, To: marketplace.DateOf(c.now) + 50},
	}).Began[0]
	if done := reissued(t, s); done.Rooms != 1 || done.Entries != 0 {
		t.Errorf("going on: %+v", done)
	}
	do(t, s, marketplace.AcceptBooking{Booking: id})
	if d, err := s.BookingDetail(ctx, id); err != nil || d.Fold.State != marketplace.StateAccepted || !d.KeptHere {
		t.Errorf("accepted it is %v (%v)", d.Fold.State, err)
	}
}

// TestRenewKeepsACalendarThatWaits goes on under a new identity where a calendar was given to this computer and what its
// lost keeper promised has not come: it goes along, and waits on.
func TestRenewKeepsACalendarThatWaits(t *testing.T) {
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	node := invite(t, founder, c, t.TempDir(), "The node", "RA2", marketplace.RoleLead)
	even(t, founder, host)
	even(t, founder, node)
	room := live(t, host, c, 0)
	dates := marketplace.Range{From: marketplace.DateOf(c.now) + 40, To: marketplace.DateOf(c.now) + 50}
	even(t, founder, host)
	even(t, founder, node)
	asked := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	even(t, founder, host)
	do(t, host, marketplace.AcceptBooking{Booking: asked})
	even(t, founder, host)
	do(t, founder, marketplace.TakeKeeper{Room: room, To: node.Device()})
	length := ownLength(t, founder)
	for from := uint64(1); from <= length; {
		run, err := runFrom(t.Context(), founder, oplog.DeviceID(founder.Device()), from)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := node.Append(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		from = run.Last() + 1
	}
	before := ownLength(t, node)
	if done := reissued(t, node); done.Rooms != 1 {
		t.Fatalf("going on: %+v", done)
	}
	if n := ownLength(t, node); n != 2 { // that it joins, and that it keeps the room
		t.Errorf("it wrote %d entries, and %d before", n, before)
	}
	even(t, founder, host)
	even(t, founder, node)
	even(t, founder, host)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "host": host, "node": node} {
		b, err := s.BookingDetail(t.Context(), asked)
		if err != nil || b.State != marketplace.StateAccepted || b.Fold.Held != dates || b.KeptHere != (s == node) {
			t.Errorf("at the %s it is %v, holding %v, kept here %v (%v)", name, b.State, b.Fold.Held, b.KeptHere, err)
		}
	}
	if n := ownLength(t, node); n != 3 { // and that it has begun
		t.Errorf("with all that was promised it has written %d entries", n)
	}
}

func TestAnotherMachineNeedsAnotherKey(t *testing.T) {
	ctx := context.Background()
	dir, c := t.TempDir(), &clock{time.Now()}
	f := founding(c.now)
	s, err := sqlite.Found(ctx, dir, f, sqlite.Options{Now: c.Now, MachineID: "first"})
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, pair())
	open := func(machine string) *sqlite.Store {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(ctx, dir, sqlite.Options{Now: c.Now, MachineID: machine})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s = open("first")
	do(t, s, pair())
	s = open("") // a machine that cannot tell
	do(t, s, pair())
	s = open("second")
	if due, err := s.RenewalDue(ctx); err != nil || due != sqlite.RenewalMoved {
		t.Fatalf("on another machine %v is due (%v)", due, err)
	}
	before := s.Device()
	if _, err := s.Do(ctx, pair()); err == nil {
		t.Fatal("an act on another machine was taken")
	}
	wantSentence(t, func() error { _, err := s.Do(ctx, pair()); return err }())
	reissued(t, s)
	do(t, s, pair())
	if s.Device() == before {
		t.Error("it goes by the old name")
	}
	s = open("second")
	do(t, s, pair())
	s = open("first")
	if due, err := s.RenewalDue(ctx); err != nil || due != sqlite.RenewalMoved {
		t.Errorf("back on the first machine %v is due (%v)", due, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
