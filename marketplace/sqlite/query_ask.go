package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"settle.example/settle/marketplace"
)

// asking is one query: a consistent state of the file, the time and the person who asks.
type asking struct {
	querier
	s     *Store
	now   marketplace.Instant
	today marketplace.Date
	sys   *marketplace.System
	me    marketplace.Actor
	self  marketplace.DeviceID

	people map[marketplace.ID]string // names looked up so far
	orgs   map[string]string
}

// ask runs f on one consistent state of the store.
func (s *Store) ask(ctx context.Context, f func(a *asking) error) error {
	return s.readers.look(ctx, func(q querier) error {
		m, err := readMeta(ctx, q)
		if err != nil {
			return err
		}
		sys, err := s.systemAt(ctx, q)
		if err != nil {
			return err
		}
		now := marketplace.InstantOf(s.now())
		a := &asking{
			querier: q, s: s, now: now, today: now.Date(), sys: sys, self: m.self,
			people: map[marketplace.ID]string{}, orgs: map[string]string{},
		}
		a.me, _ = sys.ActorOf(m.self)
		return f(a)
	})
}

// person is the display name of somebody who takes part; empty where it is not here (yet).
func (a *asking) person(ctx context.Context, id marketplace.ID) (string, error) {
	if name, ok := a.people[id]; ok || id.IsZero() {
		return name, nil
	}
	p, ok := a.sys.Persons[id]
	if !ok {
		return "", nil
	}
	text, err := a.s.text(ctx, a.querier, p.Name)
	a.people[id] = text[marketplace.FieldName]
	return a.people[id], err
}

// org is the name of an organisation, its code where it has none.
func (a *asking) org(ctx context.Context, code string) (string, error) {
	if name, ok := a.orgs[code]; ok {
		return name, nil
	}
	name := code
	if o, ok := a.sys.Orgs[code]; ok {
		text, err := a.s.text(ctx, a.querier, o.Name)
		if err != nil {
			return "", err
		}
		if t := text[marketplace.FieldName]; t != "" {
			name = t
		}
	}
	a.orgs[code] = name
	return name, nil
}

// myOrgs is the codes of the organisation that the person answers for as a lead or coordinator there, those that it
// succeeded included; none where they answer for none.
func (a *asking) myOrgs() []string {
	if !a.me.Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		return nil
	}
	return a.follow(a.me.Org)
}

// follow is the codes that stand for the same organisation today as code does.
func (a *asking) follow(code string) []string {
	if code == "" {
		return nil
	}
	now := a.sys.OrgOn(code, a.today)
	all := []string{code}
	for c := range a.sys.Orgs {
		if c != code && a.sys.OrgOn(c, a.today) == now {
			all = append(all, c)
		}
	}
	return all
}

// opened is the sealed fields of the entry in a row, as far as this device may open them.
func (a *asking) opened(ctx context.Context, entry int64) (map[marketplace.Field]string, error) {
	ref, err := refOfRow(ctx, a.querier, entry)
	if err != nil || ref.IsZero() {
		return nil, err
	}
	return a.s.opened(ctx, a.querier, ref)
}

// where gathers the conditions of a statement and their arguments.
type where struct {
	conditions []string
	args       []any
}

// and adds a condition.
func (w *where) and(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// either adds a condition that holds where one of several does; none of them is none.
func (w *where) either(parts ...where) {
	var all []string
	for _, p := range parts {
		if len(p.conditions) > 0 {
			all = append(all, "("+strings.Join(p.conditions, " AND ")+")")
			w.args = append(w.args, p.args...)
		}
	}
	if len(all) == 0 {
		all = []string{"0"}
	}
	w.conditions = append(w.conditions, "("+strings.Join(all, " OR ")+")")
}

// String is the WHERE clause, with a space before it; empty for no condition.
func (w *where) String() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// list is values as the JSON text that SQLite's json_each takes. Ids go as hexadecimal.
func list[T any](values []T) string {
	if values == nil {
		return "[]"
	}
	b, err := json.Marshal(values)
	if err != nil { // only of types that JSON knows
		return "[]"
	}
	return string(b)
}

// like is a pattern for LIKE … ESCAPE '\' that finds text anywhere in a column.
func like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.TrimSpace(text)) + "%"
}

// page is the limit and offset of a list as SQLite takes them: no limit is every row.
func page(limit, offset int) (int, int) {
	if limit <= 0 {
		limit = -1
	}
	return limit, max(offset, 0)
}

// startOf is the instant at which a date begins in the United Kingdom.
func startOf(d marketplace.Date) marketplace.Instant {
	y, m, day := d.Time().Date()
	return marketplace.InstantOf(time.Date(y, m, day, 0, 0, 0, 0, marketplace.London))
}
