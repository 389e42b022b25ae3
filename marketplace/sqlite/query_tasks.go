package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"settle.example/settle/marketplace"
)

// task is something that needs this person, before it is put into words.
type task struct {
	kind     marketplace.TaskKind
	about    marketplace.ID
	due      marketplace.Instant // zero: no time
	together int                 // how many listings it stands for, where it stands for several
	row      int64               // of the booking, arrival, room, change or pairing
}

// urgency orders the kinds of task: conflicts, deadlines, what should have been noted, listings.
var urgency = map[marketplace.TaskKind]int{
	marketplace.TaskConflict:       0,
	marketplace.TaskAnswerRequest:  1,
	marketplace.TaskConfirmBooking: 1,
	marketplace.TaskAnswerChange:   1,
	marketplace.TaskAnswerPairing:  1,
	marketplace.TaskPlaceArrival:   1,
	marketplace.TaskRightToRent:    1,
	marketplace.TaskReleaseNights:  2,
	marketplace.TaskMarkArrived:    2,
	marketplace.TaskMarkLeft:       2,
	marketplace.TaskFinishPairing:  2,
	marketplace.TaskReconfirm:      3,
	marketplace.TaskReprice:        4,
	marketplace.TaskCompleteRoom:   5,
}

// How far a person looks ahead, and back, for what needs them; in days.
const (
	placeAhead    = 21 // arrivals without a bed
	placeBehind   = 7
	rtrWindow     = 28 // before the first night (gov.uk, check a tenant's right to rent)
	reconfirmSoon = 14
	fewListings   = 3 // of an organisation's rooms: more of one kind stand together
)

// tasks is everything that needs this person, most urgent first.
func (a *asking) tasks(ctx context.Context) ([]task, error) {
	if a.me.Person.IsZero() {
		return nil, nil
	}
	var all []task
	for _, gather := range []func(context.Context) ([]task, error){a.bookingTasks, a.changeTasks, a.arrivalTasks, a.pairingTasks, a.listingTasks} {
		more, err := gather(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	slices.SortFunc(all, func(x, y task) int {
		return cmp.Or(cmp.Compare(urgency[x.kind], urgency[y.kind]), cmp.Compare(x.due, y.due), cmp.Compare(x.kind, y.kind),
			bytes.Compare(x.about[:], y.about[:]))
	})
	return all, nil
}

// gather reads tasks of one kind: a statement's rows are the row's number, what it is about, and the time by which.
func (a *asking) gather(ctx context.Context, kind marketplace.TaskKind, query string, args ...any) ([]task, error) {
	var all []task
	err := a.each(ctx, query, args, func(scan scanner) error {
		t := task{kind: kind}
		err := scan(&t.row, &t.about, &t.due)
		all = append(all, t)
		return err
	})
	return all, err
}

// gatherFew is gather for listings of which more than a few stand together.
func (a *asking) gatherFew(ctx context.Context, kind marketplace.TaskKind, query string, args ...any) ([]task, error) {
	few, err := a.gather(ctx, kind, fmt.Sprintf("%s LIMIT %d", query, fewListings+1), args...)
	if err != nil || len(few) <= fewListings {
		return few, err
	}
	all := task{kind: kind}
	_, err = one(ctx, a, "SELECT count(*) FROM ("+query+")", args, &all.together)
	return []task{all}, err
}

// side is the condition that makes a booking this person's to act on: as its host (or as somebody who answers for rooms
// that have none), or as somebody who answers for the guest's organisation. Its arguments are sideArgs.
const (
	hostSide  = "(b.host = ? OR b.host IS NULL AND b.host_org IN (SELECT value FROM json_each(?)))"
	guestSide = "b.guest_org IN (SELECT value FROM json_each(?))"
)

func (a *asking) bookingTasks(ctx context.Context) ([]task, error) {
	orgs := list(a.myOrgs())
	host, guest := []any{a.me.Person, orgs}, []any{orgs}
	both := []any{a.me.Person, orgs, orgs}
	const from = "SELECT b.booking, b.id, "
	var all []task
	for _, q := range []struct {
		kind  marketplace.TaskKind
		query string
		args  []any
	}{
		{marketplace.TaskAnswerRequest, from + "b.deadline FROM booking b WHERE b.state = 1 AND b.deadline >= ? AND " + hostSide, append([]any{a.now}, host...)},
		{marketplace.TaskConfirmBooking, from + "b.deadline FROM booking b WHERE b.state = 2 AND b.deadline >= ? AND " + guestSide, append([]any{a.now}, guest...)},
		{
			marketplace.TaskReleaseNights, from + "b.deadline FROM booking b WHERE b.state = 2 AND b.deadline < ? AND b.held_to > 0 AND " + hostSide,
			append([]any{a.now}, host...),
		},
		{
			marketplace.TaskMarkArrived, from + "b.starts FROM booking b WHERE b.state = 3 AND b.starts < ? AND (" + hostSide + " OR " + guestSide + ")",
			append([]any{a.today}, both...),
		},
		{
			marketplace.TaskMarkLeft, from + "b.ends FROM booking b WHERE b.state = 4 AND b.ends <= ? AND (" + hostSide + " OR " + guestSide + ")",
			append([]any{a.today}, both...),
		},
		{marketplace.TaskConflict, from + "b.starts FROM booking b WHERE b.state = 13 AND (" + hostSide + " OR " + guestSide + ")", both},
		{
			marketplace.TaskRightToRent, from + `b.starts FROM booking b JOIN room r ON r.room = b.room
				WHERE b.state IN (3, 4) AND b.starts <= ? AND b.ends > ? AND b.rtr_seen = 0
				AND (r.supply = 0 OR r.supply = 2 AND b.host_org <> b.guest_org) AND ` + hostSide,
			append([]any{a.today + rtrWindow, a.today}, host...),
		},
	} {
		found, err := a.gather(ctx, q.kind, q.query, q.args...)
		if err != nil {
			return nil, err
		}
		switch q.kind {
		case marketplace.TaskMarkArrived, marketplace.TaskMarkLeft, marketplace.TaskConflict, marketplace.TaskRightToRent:
			for i := range found { // a date so far
				found[i].due = startOf(marketplace.Date(found[i].due))
			}
		}
		all = append(all, found...)
	}
	return all, nil
}

// changeTasks are the changes that the other side proposed.
func (a *asking) changeTasks(ctx context.Context) ([]task, error) {
	orgs := list(a.myOrgs())
	return a.gather(ctx, marketplace.TaskAnswerChange, `SELECT c.rowid_, b.id, c.deadline FROM (SELECT min(c.deadline) AS deadline, c.booking AS rowid_, c.side AS side
			FROM change c WHERE c.state = 0 AND c.deadline >= ? GROUP BY c.booking, c.side) c JOIN booking b ON b.booking = c.rowid_
		WHERE b.state IN (2, 3, 4) AND (c.side = 2 AND `+hostSide+" OR c.side = 1 AND "+guestSide+")",
		a.now, a.me.Person, orgs, orgs)
}

// arrivalTasks are the arrivals of this person's organisation that come soon, or have come, without a bed.
func (a *asking) arrivalTasks(ctx context.Context) ([]task, error) {
	orgs := a.myOrgs()
	if len(orgs) == 0 {
		return nil, nil
	}
	return a.gather(ctx, marketplace.TaskPlaceArrival, `SELECT a.arrival, a.id, a.at FROM arrival a
		WHERE a.org IN (SELECT value FROM json_each(?)) AND a.at >= ? AND a.at < ? AND a.closed = 0 AND `+withoutBed,
		list(orgs), a.now-placeBehind*day, startOf(a.today+placeAhead+1), a.now)
}

// pairingTasks are a volunteer's questions to answer and one-off pairings to finish.
func (a *asking) pairingTasks(ctx context.Context) ([]task, error) {
	asked, err := a.gather(ctx, marketplace.TaskAnswerPairing, `SELECT p.pairing, p.id, p.deadline FROM offer o JOIN pairing p ON p.offer = o.offer
		WHERE o.volunteer = ? AND p.state = 0 AND p.deadline >= ?`, a.me.Person, a.now)
	if err != nil {
		return nil, err
	}
	finish, err := a.gather(ctx, marketplace.TaskFinishPairing, `SELECT p.pairing, p.id, p.at FROM offer o JOIN pairing p ON p.offer = o.offer
		WHERE o.volunteer = ? AND p.state = 1 AND p.at > 0 AND p.at < ?`, a.me.Person, a.now)
	return append(asked, finish...), err
}

// listingTasks are the rooms to complete, to price anew and to reconfirm: the host's own one by one; those that an
// organisation looks after together, once there are more than a few of a kind.
func (a *asking) listingTasks(ctx context.Context) ([]task, error) {
	policy, err := a.policy(ctx)
	if err != nil {
		return nil, err
	}
	orgs := a.myOrgs()
	const (
		own    = " WHERE r.host = ? AND r.state = 1 AND "
		looked = " WHERE r.host IS NULL AND r.host_org IN (SELECT value FROM json_each(?)) AND r.state = 1 AND "
		over   = "SELECT r.room, r.id, 0 FROM cap_area c CROSS JOIN room r ON r.area = c.area AND r.week > c.most"
	)
	soon := a.today + reconfirmSoon
	var all []task
	for _, q := range []struct {
		kind      marketplace.TaskKind
		own       string // its rooms are the host's own
		looked    string // its rooms are those that an organisation looks after
		condition string
		arg       any
	}{
		{
			marketplace.TaskCompleteRoom, "SELECT r.room, r.id, 0 FROM room r INDEXED BY room_host",
			"SELECT r.room, r.id, 0 FROM room r INDEXED BY room_pending", "r.pending = 1 AND ? = 0", 0,
		},
		{marketplace.TaskReprice, over, over, "c.cap = ?", policy},
		{
			marketplace.TaskReconfirm, "SELECT r.room, r.id, r.lapses FROM room r INDEXED BY room_host",
			"SELECT r.room, r.id, r.lapses FROM room r INDEXED BY room_lapses", "r.lapses <= ?", soon,
		},
	} {
		found, err := a.gather(ctx, q.kind, q.own+own+q.condition, a.me.Person, q.arg)
		if err != nil {
			return nil, err
		}
		var more []task
		if len(orgs) > 0 {
			if more, err = a.gatherFew(ctx, q.kind, q.looked+looked+q.condition, list(orgs), q.arg); err != nil {
				return nil, err
			}
		}
		for _, t := range append(found, more...) {
			if t.due > 0 {
				t.due = startOf(marketplace.Date(t.due))
			}
			all = append(all, t)
		}
	}
	return all, nil
}
