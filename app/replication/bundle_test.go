package replication_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

// bundle saves one beside the test's other files.
func bundle(t testing.TB, s *sqlite.Store, o replication.Exporting) (string, replication.Contents) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "settle.bundle")
	c, err := replication.Export(t.Context(), s, file, o)
	if err != nil {
		t.Fatal(err)
	}
	return file, c
}

func take(t testing.TB, s *sqlite.Store, file string) replication.Imported {
	t.Helper()
	done, err := replication.Import(t.Context(), s, file, replication.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func digest(t testing.TB, s *sqlite.Store) string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func aRoom(home marketplace.ID) marketplace.ListRoom {
	return marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford",
			Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guests: 1,
			Household: marketplace.Household{Adults: 2, Languages: []string{"en"}}, Guards: marketplace.Furnished,
		},
		Words: marketplace.RoomWords{Title: "Quiet double room near the hospital"}, Week: 11000,
	}
}

// room lists one with a photo.
func room(t testing.TB, s *sqlite.Store) marketplace.BlobID {
	t.Helper()
	home := do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	r := do(t, s, aRoom(home)).Began[0]
	jpeg := []byte("\xff\xd8\xff a picture")
	id, err := s.PutPhoto(t.Context(), jpeg)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, marketplace.AddPhoto{Room: r, Photo: id, Width: 800, Height: 600, Size: len(jpeg)})
	return id
}

func TestABundleBringsASystemToAJoinerWithoutANetwork(t *testing.T) {
	first := found(t)
	photo := room(t, first)
	invitation := invited(t, first, lead)
	second := join(t, invitation)

	file, c := bundle(t, first, replication.Exporting{For: &invitation})
	done := take(t, second, file)
	if done.New != int(c.Entries) || done.NewPhotos != 1 || done.Faults != 0 {
		t.Errorf("of %+v it took %+v", c, done)
	}
	if _, waits, err := replication.Waits(t.Context(), second); waits || err != nil {
		t.Fatalf("it still waits (%v)", err)
	}
	if _, err := second.Photo(t.Context(), photo); err != nil {
		t.Errorf("the photo: %v", err)
	}

	if err := replication.Joined(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	before := digest(t, second)
	if again := take(t, second, file); again.New+again.NewPhotos+again.NewParts+again.Faults != 0 || digest(t, second) != before {
		t.Errorf("the second time brought %+v", again)
	}

	do(t, second, anArrival())
	theirs, err := replication.Inspect(t.Context(), first, file, nil)
	if err != nil {
		t.Fatal(err)
	}
	back, c := bundle(t, second, replication.Exporting{Since: &theirs})
	if c.Photos != 0 || c.Entries == 0 || c.Entries > 8 {
		t.Errorf("the way back holds %+v", c)
	}
	take(t, first, back)
	take(t, second, must(bundle(t, first, replication.Exporting{})))
	if digest(t, first) != digest(t, second) {
		t.Error("they differ")
	}
}

func must(file string, _ replication.Contents) string { return file }

func TestAJoinersFirstBundleIsForTheInviter(t *testing.T) {
	first := found(t)
	second := join(t, invited(t, first, lead))
	file, _ := bundle(t, second, replication.Exporting{})
	take(t, first, file)
	file, _ = bundle(t, first, replication.Exporting{}) // now it knows whom it is for
	take(t, second, file)
	if digest(t, first) != digest(t, second) {
		t.Error("they differ")
	}

	i, err := first.Invite(t.Context(), host)
	if err != nil {
		t.Fatal(err)
	}
	code, err := i.Code()
	if err != nil {
		t.Fatal(err)
	}
	typed, err := replication.ParseInvitation(identity.GroupCode(code))
	if err != nil {
		t.Fatal(err)
	}
	third := join(t, typed)
	_, err = replication.Export(t.Context(), third, filepath.Join(t.TempDir(), "b"), replication.Exporting{})
	if !errors.Is(err, marketplace.ErrRefused) {
		t.Errorf("with a code: %v", err)
	}
}

func TestABundleIsRefusedWithASentence(t *testing.T) {
	first, other := found(t), found(t)
	second := join(t, invited(t, first, lead))
	take(t, first, must(bundle(t, second, replication.Exporting{})))
	take(t, second, must(bundle(t, first, replication.Exporting{})))
	stranger := join(t, invited(t, first, host))
	do(t, first, anArrival())
	file, _ := bundle(t, first, replication.Exporting{})
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(whole)
	changed[len(changed)-40] ^= 1
	foreign := join(t, invited(t, other, lead))
	take(t, other, must(bundle(t, foreign, replication.Exporting{})))
	elsewhere, _ := bundle(t, foreign, replication.Exporting{})
	alien, err := os.ReadFile(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		at   *sqlite.Store
		file []byte
		want string
	}{
		"empty":            {second, nil, "This file is not a Settle bundle."},
		"a photo":          {second, []byte("\xff\xd8\xff\xe0 JFIF"), "This file is not a Settle bundle."},
		"cut short":        {second, whole[:len(whole)-100], "This bundle is damaged or was not copied whole."},
		"cut at the start": {second, whole[:100], "This file is not a Settle bundle."},
		"changed":          {second, changed, "This bundle is damaged or was not copied whole."},
		"not for here":     {stranger, whole, "This bundle was not made for this computer,"},
		"of others":        {first, alien, "This bundle was not made for this computer,"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "b")
			if err := os.WriteFile(path, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := replication.Import(t.Context(), c.at, path, replication.Importing{})
			if got := marketplace.Sentence(err); err == nil || len(got) < len(c.want) || got[:len(c.want)] != c.want {
				t.Errorf("it says %q (%v)", got, err)
			}
		})
	}
	if _, err := replication.Export(t.Context(), first, file, replication.Exporting{}); !errors.Is(err, marketplace.ErrRefused) {
		t.Errorf("over a file: %v", err)
	}
	if _, err := replication.Import(t.Context(), first, filepath.Join(t.TempDir(), "none"), replication.Importing{}); marketplace.CodeOf(err) != marketplace.Unavailable {
		t.Errorf("no file: %v", err)
	}
}

func TestACancelledBundleLeavesNoFile(t *testing.T) {
	s := found(t)
	ctx, cancel := context.WithCancel(t.Context())
	dir := t.TempDir()
	_, err := replication.Export(ctx, s, filepath.Join(dir, "b"), replication.Exporting{Progress: func(int, int) { cancel() }})
	left, readErr := os.ReadDir(dir)
	if err == nil || readErr != nil || len(left) != 0 {
		t.Errorf("%v, and %v is left (%v)", err, left, readErr)
	}
}

func TestABundleShowsThatADiskWasCopied(t *testing.T) {
	first, twins := twins(t)
	file, _ := bundle(t, twins[1], replication.Exporting{})
	if done := take(t, twins[0], file); done.Forks != 1 {
		t.Errorf("at the first meeting: %+v", done)
	}
	file, _ = bundle(t, twins[0], replication.Exporting{})
	for _, s := range []*sqlite.Store{first, twins[1]} {
		if done := take(t, s, file); done.Forks != 1 {
			t.Errorf("from the one that knows: %+v", done)
		}
		if again := take(t, s, file); again.Forks+again.New+again.Faults != 0 {
			t.Errorf("the second time: %+v", again)
		}
	}
	if a, b, c := digest(t, first), digest(t, twins[0]), digest(t, twins[1]); a != b || b != c {
		t.Errorf("they differ: %.8s %.8s %.8s", a, b, c)
	}
}
