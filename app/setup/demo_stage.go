package setup

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// stage is where the demo's year is played: the founder's store, a store for each other person who has a computer of
// their own, and one clock that all of them read.
type stage struct {
	ctx   context.Context
	ref   *assets.Reference
	today marketplace.Date
	clock time.Time // what every store takes for now
	end   time.Time // the real now, where the year ends
	scene string    // the folder of all stores

	founder *player
	players map[string]*player // by name
	persons map[string]marketplace.ID

	rooms    map[string]*demoRoom // by key
	order    []*demoRoom
	orgs     map[string]string // each guest's organisation
	arrivals map[string]marketplace.ID
	booked   map[string]*plot // each guest's last booking
	blobs    map[picture]storedPhoto
	moments  []moment
}

// player is a person with a computer.
type player struct {
	name  string
	store *sqlite.Store
}

// moment is something that happens in the demo's year: an act of a person at their computer, or anything else.
type moment struct {
	day, hour int    // the day counted from today; negative is past
	who       string // whose act it is; empty for anything else
	command   func() marketplace.Command
	began     func(marketplace.ID) // is told what the act began; may be nil
	do        func() error
}

// on plans what happens on a day at an hour.
func (s *stage) on(day, hour int, do func() error) {
	s.moments = append(s.moments, moment{day: day, hour: hour, do: do})
}

// act plans what a person does; the command is made when its time has come. began, where it is not nil, is told what it
// began.
func (s *stage) act(day, hour int, who string, command func() marketplace.Command, began func(marketplace.ID)) {
	s.moments = append(s.moments, moment{day: day, hour: hour, who: who, command: command, began: began})
}

// play lets everything that was planned happen in its order, with the clock at its time. What a person does within an
// hour is one act.
func (s *stage) play(progress func(done, total int)) error {
	slices.SortStableFunc(s.moments, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.hour, b.hour), cmp.Compare(a.who, b.who))
	})
	for done := 0; done < len(s.moments); {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		m := s.moments[done]
		if s.clock = s.time(m.day, m.hour); s.clock.After(s.end) {
			s.clock = s.end
		}
		if m.who == "" {
			if err := m.do(); err != nil {
				return err
			}
			done++
		} else {
			same := done + 1
			for same < len(s.moments) && s.moments[same].day == m.day && s.moments[same].hour == m.hour && s.moments[same].who == m.who {
				same++
			}
			if err := s.together(s.players[m.who], s.moments[done:same]); err != nil {
				return err
			}
			done = same
		}
		progress(done, len(s.moments))
	}
	return nil
}

// together does acts of one person as one.
func (s *stage) together(p *player, acts []moment) error {
	return s.with(p, func() error {
		commands := make([]marketplace.Command, len(acts))
		for i, m := range acts {
			commands[i] = m.command()
		}
		began, err := p.do(s.ctx, commands...)
		for i, m := range acts {
			if err == nil && m.began != nil {
				m.began(began[i])
			}
		}
		return err
	})
}

// time is an hour of a day in the United Kingdom.
func (s *stage) time(day, hour int) time.Time {
	y, m, d := s.date(day).Time().Date()
	return time.Date(y, m, d, hour, 0, 0, 0, marketplace.London)
}

// date is a day counted from today.
func (s *stage) date(day int) marketplace.Date { return s.today + marketplace.Date(day) }

// did is what one command of several began: the zero ID where it began nothing.
type did []marketplace.ID

// do does commands as one act and answers what each of them began.
func (p *player) do(ctx context.Context, commands ...marketplace.Command) (did, error) {
	if len(commands) == 0 {
		return nil, nil
	}
	counts := make([]int, len(commands))
	var refused error
	receipt, err := p.store.Do(ctx, marketplace.Batch{Commands: commands, Each: func(i int, drafts []marketplace.Draft, err error) {
		counts[i] = len(drafts)
		refused = cmp.Or(refused, err)
	}})
	if err = errors.Join(refused, err); err != nil {
		return nil, err
	}
	began, at := make(did, len(commands)), 0
	for i, n := range counts {
		if n > 0 {
			began[i] = receipt.Began[at]
		}
		at += n
	}
	return began, nil
}

// join invites a person and lets them join with a computer of their own.
func (s *stage) join(name, org string, roles marketplace.Roles) error {
	i, err := s.founder.store.Invite(s.ctx, marketplace.InvitePerson{Name: name, Org: org, Roles: roles})
	if err != nil {
		return err
	}
	store, err := sqlite.Join(s.ctx, filepath.Join(s.scene, name), i, sqlite.Options{Now: s.now})
	if err != nil {
		return err
	}
	p := &player{name, store}
	s.players[name], s.persons[name] = p, marketplace.PersonOf(marketplace.Ref{Device: marketplace.DeviceID(i.Inviter), Seq: i.Seq})
	return s.meet(p)
}

// with lets a person act on what the founder's computer knows, and the founder's computer learn of it.
func (s *stage) with(p *player, act func() error) error {
	if p == s.founder {
		return act()
	}
	if err := s.give(s.founder, p); err != nil {
		return err
	}
	if err := act(); err != nil {
		return err
	}
	return s.give(p, s.founder)
}

// meet brings two computers to the same entries.
func (s *stage) meet(p *player) error {
	return errors.Join(s.give(p, s.founder), s.give(s.founder, p))
}

// give hands on what one computer has and another lacks.
func (s *stage) give(from, to *player) error {
	has, err := from.store.Vector(s.ctx)
	if err != nil {
		return err
	}
	knows, err := to.store.Vector(s.ctx)
	if err != nil {
		return err
	}
	var runs []*oplog.Run
	for _, missing := range knows.Missing(has) {
		if err := from.store.Runs(s.ctx, missing, func(r *oplog.Run) error {
			runs = append(runs, r)
			return nil
		}); err != nil {
			return err
		}
	}
	if len(runs) == 0 {
		return nil
	}
	taken, err := to.store.Append(s.ctx, runs...)
	return errors.Join(append(taken.Faults, err)...)
}

func (s *stage) now() time.Time { return s.clock }

// close closes every store.
func (s *stage) close() error {
	var errs []error
	for _, p := range s.players {
		errs = append(errs, p.store.Close())
	}
	return errors.Join(errs...)
}
