package setup

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// The demo's founder: the person whose desk the demo shows.
const (
	founderName = "Megan Ellis"
	founderOrg  = "RA2"
	demoSystem  = "Surrey Heartlands demo"
)

// apart is the setting by which a desktop keeps a system to itself until a person connects it: nobody's network hears of
// a demo.
const apart = "share.apart"

// firstDay is the day, counted from today, on which the demo system was founded.
const firstDay = -365

// demoCap is the cap of the demo's first months in per cent; DefaultPercent follows.
const demoCap = 92

// demoLeads is the leads with a computer of their own, by trust. The founder looks after the others.
var demoLeads = map[string]string{"RTP": "Tom Okafor", "RTK": "Helen Marsh"}

// Demo founds in dir, which must not hold a system, a rehearsal system of invented people that has lived for a year up
// to now, and closes it. Everything in it was done by commands, on several computers. progress, where it is not nil, is
// told how far it is. What a person sees is the same for the same day; ids and keys are not.
//
// It fails with Refused where the folder has a system already. When it fails it leaves nothing behind.
func Demo(ctx context.Context, dir string, ref *assets.Reference, now time.Time, progress func(done, total int)) (err error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	if err := vacantFolder(ctx, dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// It grows under another name, so that a folder never holds half a demo.
	scene, err := os.MkdirTemp(dir, "demo-in-the-making-")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // what is drawn beside the year ends with it
	s, err := raise(ctx, scene, ref, now)
	if err != nil {
		return errors.Join(err, os.RemoveAll(scene))
	}
	if err = s.tell(progress); err == nil {
		err = s.founder.store.SetSetting(ctx, apart, "yes")
	}
	if err = errors.Join(err, s.close()); err == nil {
		err = moveInto(dir, filepath.Join(scene, "founder"))
	}
	return errors.Join(err, os.RemoveAll(scene))
}

// vacantFolder refuses a folder that holds a system, or the rest of one.
func vacantFolder(ctx context.Context, dir string) error {
	store, err := sqlite.Open(ctx, dir, sqlite.Options{})
	switch {
	case err == nil:
		return errors.Join(store.Close(), systemThere(dir))
	case errors.Is(err, marketplace.ErrNotAMember):
		return nil
	case errors.Is(err, marketplace.ErrLocked):
		return systemThere(dir)
	}
	return err
}

func systemThere(dir string) error {
	return marketplace.Errorf(marketplace.Refused, "There is a Settle system in %s already. Choose another folder for the demo.", dir)
}

// moveInto moves what is in from into dir, the data file last: with it the system is there.
func moveInto(dir, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	slices.SortStableFunc(entries, func(a, b os.DirEntry) int {
		return cmp.Compare(strings.Count(a.Name(), ".db"), strings.Count(b.Name(), ".db"))
	})
	for _, e := range entries {
		if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// raise founds the system a year before now.
func raise(ctx context.Context, scene string, ref *assets.Reference, now time.Time) (*stage, error) {
	s := &stage{
		ctx: ctx, ref: ref, today: marketplace.DateOf(now), scene: scene, players: map[string]*player{}, persons: map[string]marketplace.ID{},
		rooms: map[string]*demoRoom{}, arrivals: map[string]marketplace.ID{}, orgs: map[string]string{}, booked: map[string]*plot{}, blobs: map[picture]storedPhoto{},
	}
	s.end, s.clock = now, s.time(firstDay, 9)
	limit := FirstCap(ref, s.date(firstDay))
	limit.Percent = demoCap
	dir := filepath.Join(scene, "founder")
	store, err := sqlite.Found(ctx, dir, sqlite.Founding{
		System: demoSystem, Person: founderName, Org: founderOrg, Rehearsal: true, Orgs: Organisations(ref), Cap: limit,
		Roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar | marketplace.RoleLead | marketplace.RoleHost | marketplace.RoleVolunteer,
	}, sqlite.Options{Now: s.now})
	if err != nil {
		return nil, err
	}
	s.founder = &player{founderName, store}
	s.players[founderName] = s.founder
	me, err := store.Me(ctx)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.persons[founderName] = me.Person
	for _, r := range demoRooms() {
		s.order = append(s.order, &r)
		s.rooms[r.key] = &r
	}
	return s, nil
}

// tell plans the year and lets it happen.
func (s *stage) tell(progress func(done, total int)) error {
	pictures := s.draw()
	s.people()
	s.on(firstDay+1, 12, func() error { return s.hang(pictures) })
	s.listings()
	s.expect()
	s.stays()
	s.letters()
	s.welcome()
	return s.play(progress)
}

// demoNear is the rooms that a trust's lead looks at, the nearest first.
var demoNear = map[string][]string{
	"RA2": {"attic", "tannery", "stag1", "orchard", "gardenview", "tannery2", "weyside", "stag3", "gardenview2", "stag2", "weyside2", "m1", "stag4", "farnham", "m3", "m2"},
	"RTP": {"colliers", "canada", "heath", "canada2", "m5", "m7", "m6", "colliers2"},
	"RTK": {"ferry", "abbey", "crouch", "abbey2", "crouch2", "m8", "m9", "abbey3"},
	"RXX": {"tannery2", "gravel", "stag3", "farnham", "m10", "m11", "crouch2", "stag4"},
}
