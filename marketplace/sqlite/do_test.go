package sqlite_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// drafts is a command that writes what a test wants.
type drafts []marketplace.Draft

func (d drafts) Decide(marketplace.View) ([]marketplace.Draft, error) { return d, nil }

// looking is a command that looks and writes nothing.
type looking func(v marketplace.View) error

func (f looking) Decide(v marketplace.View) ([]marketplace.Draft, error) { return nil, f(v) }

func TestReceiptNamesWhatBegan(t *testing.T) {
	s, _ := found(t)
	var next marketplace.Ref
	do(t, s, looking(func(v marketplace.View) error { next = v.Next(0); return nil }))
	r := do(t, s, pair())
	if r.Refs[0] != next || r.Refs[1].Seq != next.Seq+1 {
		t.Errorf("the entries are at %v and %v, not from %v on", r.Refs[0].Seq, r.Refs[1].Seq, next.Seq)
	}
	for i, ref := range r.Refs {
		if r.Began[i] != marketplace.SubjectOf(ref) || r.Subjects[i] != r.Began[i] {
			t.Errorf("draft %d began %v of %v", i, r.Began[i], r.Subjects[i])
		}
	}
	homes, err := s.Homes(context.Background())
	if err != nil || len(homes) != 2 {
		t.Fatalf("there are %d homes (%v)", len(homes), err)
	}
}

func TestRefusalLeavesNothing(t *testing.T) {
	s, _ := found(t)
	before, head := digest(t, s), length(t, s)
	for name, c := range map[string]marketplace.Command{
		"the command refuses": marketplace.AddHome{LodgerLimit: -1, Address: "1 Mill Lane"},
		"the second of a batch refuses": marketplace.Batch{Commands: []marketplace.Command{
			marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"}, marketplace.AddHome{LodgerLimit: -1, Address: "2 Mill Lane"},
		}},
		"the fold refuses": drafts{{Fact: &marketplace.HomeAdded{Org: "RA2", LodgerLimit: -7}}},
		"too long to seal": drafts{{
			Fact: &marketplace.HomeAdded{Org: "RA2", LodgerLimit: 1},
			Private: marketplace.Private{Seal: []marketplace.Seal{{
				Class: marketplace.ClassB, Fields: map[marketplace.Field]string{marketplace.FieldAddress: strings.Repeat("x", 70_000)},
			}}},
		}},
		"too long a text": drafts{{
			Fact:    &marketplace.HomeAdded{Org: "RA2", LodgerLimit: 1},
			Private: marketplace.Private{Text: map[marketplace.Field]string{marketplace.FieldTitle: strings.Repeat("x", 70_000)}},
		}},
		"a guardian whom nobody named": drafts{{
			Fact: &marketplace.LetterWritten{},
			Private: marketplace.Private{Seal: []marketplace.Seal{{
				Class: marketplace.ClassC, To: []marketplace.Audience{{Ring: marketplace.RingGuardian, Org: "RXX"}},
				Fields: map[marketplace.Field]string{marketplace.FieldLetterText: "I worry"},
			}}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := s.Do(context.Background(), c)
			if err == nil {
				t.Fatal("it was done")
			}
			wantSentence(t, err)
			if len(r.Refs) > 0 {
				t.Errorf("the receipt of a refusal names %v", r.Refs)
			}
			if digest(t, s) != before || length(t, s) != head {
				t.Error("something was left behind")
			}
		})
	}
}

// wantSentence holds an error to what a person may be shown.
func wantSentence(t *testing.T, err error) {
	t.Helper()
	var e *marketplace.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v (%T) is no sentence for a person", err, err)
	}
	if !strings.HasSuffix(e.Message, ".") || strings.ContainsAny(e.Message, "{}\n") || len(e.Message) < 20 || len(e.Message) > 300 {
		t.Errorf("not a clear sentence: %q", e.Message)
	}
}

// length is how many entries a store holds.
func length(t testing.TB, s *sqlite.Store) uint64 {
	t.Helper()
	v, err := s.Vector(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return v.Entries()
}

func TestSealedFieldsOpenHereAndStayOpen(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	s := foundIn(t, dir, c)
	home := do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	check := func(s *sqlite.Store) {
		t.Helper()
		do(t, s, looking(func(v marketplace.View) error {
			h, err := v.Home(home)
			if err != nil {
				return err
			}
			fields, err := v.Opened(h.Last)
			if fields[marketplace.FieldAddress] != "1 Mill Lane, Guildford" {
				t.Errorf("the address opens as %q", fields[marketplace.FieldAddress])
			}
			return err
		}))
	}
	check(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	check(again)
}

func TestClockThatGoesBack(t *testing.T) {
	s, c := found(t, func(f *sqlite.Founding) { f.Rehearsal = false })
	first := do(t, s, pair())
	c.now = c.now.Add(-23 * time.Hour)
	second := do(t, s, pair())
	if second.Refs[0].Seq != first.Refs[1].Seq+1 {
		t.Errorf("the log does not go on")
	}
	head := length(t, s)
	c.now = c.now.Add(-48 * time.Hour)
	_, err := s.Do(context.Background(), pair())
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.Unavailable || !strings.Contains(err.Error(), "30 October 2026") || !strings.Contains(err.Error(), "2 November 2026") {
		t.Errorf("of a clock that is three days behind: %v", err)
	}
	if length(t, s) != head {
		t.Error("something was written")
	}
	if _, err := s.Me(context.Background()); err != nil {
		t.Errorf("reading fails as well: %v", err)
	}
	c.now = c.now.Add(72 * time.Hour)
	do(t, s, pair())
}

func TestRehearsalClockIsFree(t *testing.T) {
	s, c := found(t)
	do(t, s, pair())
	c.now = c.now.AddDate(-1, 0, 0)
	do(t, s, pair())
	c.now = c.now.AddDate(5, 0, 0)
	do(t, s, pair())
}

func TestCancelledBeforeItBegan(t *testing.T) {
	s, _ := found(t)
	head := length(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Do(ctx, pair()); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled act answers %v", err)
	}
	if length(t, s) != head {
		t.Error("a cancelled act left something behind")
	}
}

func TestClosedStoreSaysSo(t *testing.T) {
	s, _ := found(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	_, err := s.Do(context.Background(), pair())
	wantSentence(t, err)
	_, err = s.Me(context.Background())
	wantSentence(t, err)
}

func TestSettings(t *testing.T) {
	s, _ := found(t)
	ctx := context.Background()
	before := digest(t, s)
	for _, value := range []string{"dark", "light", ""} {
		if err := s.SetSetting(ctx, "theme", value); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Setting(ctx, "theme"); err != nil || got != value {
			t.Errorf("the setting reads back as %q, %v", got, err)
		}
	}
	wantSentence(t, s.SetSetting(ctx, "", "x"))
	if digest(t, s) != before {
		t.Error("a preference is in the digest")
	}
}

func TestPhotos(t *testing.T) {
	s, _ := found(t)
	ctx := context.Background()
	id, err := s.PutPhoto(ctx, []byte("not really a photo"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.PutPhoto(ctx, []byte("not really a photo"))
	if err != nil || again != id {
		t.Errorf("the same bytes are %v and %v (%v)", id, again, err)
	}
	if b, err := s.Photo(ctx, id); err != nil || string(b) != "not really a photo" {
		t.Errorf("it reads back as %q, %v", b, err)
	}
	r := lodging(t, s)
	do(t, s, marketplace.AddPhoto{Room: r, Photo: id, Width: 10, Height: 10, Size: 18, Caption: "The desk"})
	do(t, s, marketplace.AddPhoto{Room: r, Photo: marketplace.BlobID{1}, Width: 10, Height: 10, Size: 18})
	if d, err := s.RoomDetail(ctx, r); err != nil || len(d.Captions) != 2 || d.Captions[0] != "The desk" || d.Captions[1] != "" {
		t.Errorf("the captions are %q, %v", d.Captions, err)
	}
	for name, b := range map[string][]byte{"empty": nil, "large": make([]byte, 3<<20)} {
		if _, err := s.PutPhoto(ctx, b); !errors.Is(err, marketplace.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
