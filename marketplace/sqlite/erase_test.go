package sqlite_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// kept is the private parts that a store has, by place.
func kept(t *testing.T, s *sqlite.Store) map[sqlite.Place][]byte {
	t.Helper()
	parts := map[sqlite.Place][]byte{}
	for _, h := range heads(t, s) {
		for seq := range h.Seq {
			at := sqlite.Place{Device: h.Device, Seq: seq + 1}
			part, ok, err := s.Part(context.Background(), at)
			if err != nil {
				t.Fatal(err)
			}
			if ok {
				parts[at] = part
			}
		}
	}
	return parts
}

// remains tells in which file of the folder the bytes are.
func remains(t *testing.T, dir string, what []byte) string {
	t.Helper()
	found := ""
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, what) {
			found = filepath.Base(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// salt is the bytes of a part that stand nowhere else; it comes first.
func salt(part []byte) []byte { return part[3:19] }

// TestErasedByRequest erases what is kept of a guest and of a host. It goes from the database, its log and its free
// pages on every replica, and does not come back from one that was away.
func TestErasedByRequest(t *testing.T) {
	ctx := context.Background()
	founderDir, hostDir := t.TempDir(), t.TempDir()
	c := &clock{markettest.Start}
	founder := foundIn(t, founderDir, c)
	host := invite(t, founder, c, hostDir, "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	room := live(t, host, c, 0)
	even(t, founder, host)
	guest, other := arrival(t, founder, c, "RA2"), arrival(t, founder, c, "RA2")
	from := marketplace.DateOf(c.now) + 40
	booking := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{guest}, Dates: marketplace.Range{From: from, To: from + 9}}).Began[0]
	do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{other}, Dates: marketplace.Range{From: from + 20, To: from + 29}})
	even(t, founder, host)
	do(t, host, marketplace.AcceptBooking{Booking: booking})
	do(t, host, marketplace.WriteLetter{About: booking, Text: "Come in by the back door"})
	even(t, founder, host)
	away, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, founder), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, away))
	carry(t, founder, away)
	before := kept(t, away)

	wantSentence(t, func() error { _, err := host.Do(ctx, marketplace.EraseSubject{Subject: guest}); return err }())
	wantSentence(t, func() error { _, err := host.Do(ctx, marketplace.ErasePerson{Person: other}); return err }())
	do(t, founder, marketplace.EraseSubject{Subject: guest})
	do(t, host, marketplace.ErasePerson{})
	even(t, founder, host)
	even(t, founder, host)
	gone := 0
	for at, part := range before {
		still, ok := kept(t, founder)[at]
		if ok != bytes.Equal(still, part) {
			t.Fatal("a part changed")
		}
		for name, dir := range map[string]string{"founder": founderDir, "host": hostDir} {
			where := remains(t, dir, salt(part))
			if !ok && where != "" {
				t.Errorf("what was erased is still in %s of the %s", where, name)
			}
			if ok && where == "" {
				t.Errorf("what was not erased cannot be found at the %s: the search finds nothing", name)
			}
		}
		if !ok {
			gone++
			if err := founder.PutPart(ctx, at, part); err != nil {
				t.Fatal(err)
			}
			if _, ok, err := founder.Part(ctx, at); err != nil || ok {
				t.Errorf("it came back (%v)", err)
			}
		}
	}
	for name, dir := range map[string]string{"founder": founderDir, "host": hostDir} {
		for _, text := range []string{"Siân Rees", "Quiet double room"} {
			if where := remains(t, dir, []byte(text)); where != "" {
				t.Errorf("%q is still in %s of the %s", text, where, name)
			}
		}
	}
	if gone < 6 {
		t.Errorf("only %d parts went", gone)
	}
	if a, err := founder.ArrivalDetail(ctx, guest); err != nil || a.Given != "" || a.Name != "Nurse, 7 December, LHR" || a.Alias != a.Name {
		t.Errorf("of the guest there is %q, %q, %q (%v)", a.Given, a.Name, a.Alias, err)
	}
	if a, err := founder.ArrivalDetail(ctx, other); err != nil || a.Given == "" {
		t.Errorf("of another guest there is %q (%v)", a.Given, err)
	}
	if d, err := founder.BookingDetail(ctx, booking); err != nil || len(d.Names) > 0 && d.Names[0] != "" || d.Address != "" || d.HostName != "" {
		t.Errorf("the booking names %q, %q at %q (%v)", d.Names, d.HostName, d.Address, err)
	}
	if thread, err := founder.Thread(ctx, booking); err != nil || len(thread) != 0 {
		t.Errorf("letters are left: %v (%v)", thread, err)
	}

	// A replica that hears of the erasure before the entries, and one that was away with all of it.
	early, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, founder), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, early))
	erasures, err := founder.ReadRuns(ctx, everything(t, founder), 1<<24)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range erasures {
		if r.Device != oplog.DeviceID(host.Device()) {
			if _, err := early.Append(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
	}
	carry(t, away, early)
	carry(t, founder, early)
	carry(t, founder, away)
	for name, s := range map[string]*sqlite.Store{"early": early, "away": away, "host": host} {
		have := kept(t, s)
		for at := range before {
			if _, ok := kept(t, founder)[at]; !ok && have[at] != nil {
				t.Errorf("%s has a part that was erased", name)
			}
		}
		if digest(t, s) != digest(t, founder) {
			t.Errorf("%s has another digest", name)
		}
		if r, err := s.Verify(ctx, nil); err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %q (%v)", name, r.Problems, err)
		}
	}
	if err := founder.Rebuild(ctx); err != nil || digest(t, founder) != digest(t, host) {
		t.Errorf("a rebuild differs (%v)", err)
	}
}

// TestWhoMayErase has somebody without authority erase what others wrote.
func TestWhoMayErase(t *testing.T) {
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	guest := arrival(t, founder, c, "RA2")
	even(t, founder, host)
	parts := len(kept(t, founder))
	var founded marketplace.Ref
	do(t, founder, looking(func(v marketplace.View) error { founded = v.System().Founded; return nil }))
	for _, refs := range [][]marketplace.Ref{{{Device: founder.Device(), Seq: 3}}, {founded}, {{}}, nil} {
		if _, err := host.Do(context.Background(), drafts{{Fact: &marketplace.PartsErased{Refs: refs}}}); err == nil {
			t.Errorf("%v was erased", refs)
		}
	}
	if len(kept(t, founder)) != parts {
		t.Error("something went")
	}
	if a, err := founder.ArrivalDetail(context.Background(), guest); err != nil || a.Given == "" {
		t.Errorf("of the guest there is %q (%v)", a.Given, err)
	}
	do(t, founder, drafts{{Fact: &marketplace.PartsErased{Refs: []marketplace.Ref{{Device: founder.Device(), Seq: 1 << 50}, {Device: marketplace.DeviceID{7}, Seq: 9}}}}})
	even(t, founder, host)
}
