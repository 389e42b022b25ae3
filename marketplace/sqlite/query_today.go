package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// maxTasks is how many tasks the home page shows.
const maxTasks = 50

// Today implements marketplace.Queries. Conflicts come first, then what has a deadline, the nearest first, then what
// should have been noted, then what concerns listings. Listings that an organisation's lead looks after stand together
// in one task without a subject once there are more than a few.
func (s *Store) Today(ctx context.Context) (marketplace.Today, error) {
	today := marketplace.Today{Tasks: []marketplace.Task{}}
	err := s.ask(ctx, func(a *asking) error {
		due, err := a.tasks(ctx)
		if err != nil {
			return err
		}
		today.TotalTasks = len(due)
		for _, d := range part(due, maxTasks, 0) {
			t, err := d.words(ctx, a)
			if err != nil {
				return err
			}
			today.Tasks = append(today.Tasks, t)
		}
		return a.tally(ctx, &today)
	})
	return today, err
}

// tally fills in the four figures of the home page.
func (a *asking) tally(ctx context.Context, today *marketplace.Today) error {
	orgs := list(a.myOrgs())
	if _, err := one(ctx, a, "SELECT count(*) FROM arrival WHERE org IN (SELECT value FROM json_each(?)) AND at >= ? AND at < ? AND closed = 0",
		[]any{orgs, a.now, a.now + 7*day}, &today.ArrivingIn7); err != nil {
		return err
	}
	if _, err := one(ctx, a, "SELECT sum(people) FROM booking WHERE state = 4 AND (host = ? OR guest_org IN (SELECT value FROM json_each(?)))",
		[]any{a.me.Person, orgs}, &today.StayingNow); err != nil {
		return err
	}
	var err error
	if today.FreeTonight, err = a.freeTonight(ctx); err != nil {
		return err
	}
	today.NightsMonth, err = a.nightsThisMonth(ctx)
	return err
}

// day is a day in the seconds of an Instant.
const day = 86400

// freeTonight counts the live rooms with nothing on their calendar tonight.
func (a *asking) freeTonight(ctx context.Context) (int, error) {
	var live, taken int
	if _, err := one(ctx, a, "SELECT count(*) FROM room WHERE state = 1 AND lapses > ?", []any{a.today}, &live); err != nil {
		return 0, err
	}
	_, err := one(ctx, a, `SELECT count(*) FROM (SELECT room FROM block WHERE ends > ?1 AND starts <= ?1
		UNION SELECT room FROM booking WHERE held_to > 0 AND held_to > ?1 AND held_from <= ?1) x CROSS JOIN room r ON r.room = x.room
		WHERE r.state = 1 AND r.lapses > ?1`, []any{a.today}, &taken)
	return live - taken, err
}

// nightsThisMonth counts the nights slept since the first of the month, in the whole system.
func (a *asking) nightsThisMonth(ctx context.Context) (int, error) {
	y, m, _ := a.today.Time().Date()
	month := marketplace.Range{From: marketplace.NewDate(y, m, 1), To: marketplace.NewDate(y, m+1, 1)}
	stays, err := a.ledger(ctx, " WHERE y.held_to > ? AND y.held_from <= ?", month.From, a.today)
	nights := 0
	for i := range stays {
		nights += max(0, stays[i].Slept.Clip(month).Nights())
	}
	return nights, err
}
