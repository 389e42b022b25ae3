package sqlite

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
)

// letterShelf remembers, in memory alone, what each letter that this device may open is about.
type letterShelf struct {
	mu      sync.Mutex
	members int64            // meta.members when it was filled: with other rings other letters open
	about   map[int64]string // by the letter's entry; empty for one that is sealed for others
}

// Thread implements marketplace.Queries: the earliest letter first.
func (s *Store) Thread(ctx context.Context, about marketplace.ID) ([]marketplace.Letter, error) {
	letters := []marketplace.Letter{}
	err := s.ask(ctx, func(a *asking) error {
		entries, err := a.lettersAbout(ctx, about)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			l, ok, err := a.letter(ctx, entry)
			if err != nil {
				return err
			}
			if ok {
				letters = append(letters, l)
			}
		}
		return nil
	})
	slices.SortStableFunc(letters, func(a, b marketplace.Letter) int { return cmp.Compare(a.At, b.At) })
	return letters, err
}

// lettersAbout is the entries of the letters about a booking or pairing. A letter says so inside its seal only, so each
// is opened once.
func (a *asking) lettersAbout(ctx context.Context, about marketplace.ID) ([]int64, error) {
	m, err := readMeta(ctx, a.querier)
	if err != nil {
		return nil, err
	}
	var here []int64
	if err := a.each(ctx, "SELECT l.entry FROM letter l CROSS JOIN private p ON p.entry = l.entry WHERE p.bytes IS NOT NULL ORDER BY l.at, l.id", nil,
		func(scan scanner) error {
			var entry int64
			err := scan(&entry)
			here = append(here, entry)
			return err
		}); err != nil {
		return nil, err
	}
	shelf := &a.s.letters
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if shelf.about == nil || shelf.members != m.members {
		shelf.about, shelf.members = map[int64]string{}, m.members
	}
	var found []int64
	for _, entry := range here {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		said, known := shelf.about[entry]
		if !known {
			fields, err := a.opened(ctx, entry)
			if err != nil {
				return nil, err
			}
			said = fields[marketplace.FieldLetterAbout]
			shelf.about[entry] = said
		}
		if said == about.String() {
			found = append(found, entry)
		}
	}
	return found, nil
}

func (a *asking) letter(ctx context.Context, entry int64) (l marketplace.Letter, ok bool, err error) {
	e, found, err := entryAt(ctx, a.querier, entry)
	if !found || err != nil {
		return l, false, err
	}
	fields, err := a.s.opened(ctx, a.querier, e.entry.Ref)
	if err != nil {
		return l, false, err
	}
	_, author := a.sys.StandingOf(e.entry.Ref)
	l = marketplace.Letter{
		At: e.entry.Clock.Instant(), Mine: author.Person == a.me.Person && !author.Person.IsZero(), Text: fields[marketplace.FieldLetterText],
	}
	l.From, err = a.person(ctx, author.Person)
	return l, true, err
}
