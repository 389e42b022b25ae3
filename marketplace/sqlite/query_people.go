package sqlite

import (
	"context"
	"maps"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// Me implements marketplace.Queries.
func (s *Store) Me(ctx context.Context) (marketplace.Me, error) {
	var me marketplace.Me
	err := s.ask(ctx, func(a *asking) error {
		me.Actor, me.Rehearsal = a.me, a.sys.Rehearsal
		text, err := a.s.text(ctx, a.querier, a.sys.Founded)
		if err != nil {
			return err
		}
		me.System = text[marketplace.FieldTitle]
		if me.Name, err = a.person(ctx, a.me.Person); err != nil {
			return err
		}
		me.OrgName, err = a.org(ctx, a.me.Org)
		return err
	})
	return me, err
}

// Organisations implements marketplace.Queries: by name.
func (s *Store) Organisations(ctx context.Context) ([]marketplace.OrgRow, error) {
	rows := []marketplace.OrgRow{}
	err := s.ask(ctx, func(a *asking) error {
		for _, code := range slices.Sorted(maps.Keys(a.sys.Orgs)) {
			name, err := a.org(ctx, code)
			if err != nil {
				return err
			}
			o := *a.sys.Orgs[code]
			o.Successors = slices.Clone(o.Successors)
			rows = append(rows, marketplace.OrgRow{Org: o, NameText: name})
		}
		return nil
	})
	slices.SortStableFunc(rows, func(a, b marketplace.OrgRow) int {
		return strings.Compare(strings.ToLower(a.NameText), strings.ToLower(b.NameText))
	})
	return rows, err
}

// Members implements marketplace.Queries: by name.
func (s *Store) Members(ctx context.Context) ([]marketplace.MemberRow, error) {
	rows := []marketplace.MemberRow{}
	err := s.ask(ctx, func(a *asking) error {
		devices := map[marketplace.ID][]marketplace.Device{}
		for _, d := range a.sys.Devices {
			devices[d.Person] = append(devices[d.Person], *d)
		}
		for id, p := range a.sys.Persons {
			name, err := a.person(ctx, id)
			if err != nil {
				return err
			}
			slices.SortFunc(devices[id], func(x, y marketplace.Device) int { return slices.Compare(x.ID[:], y.ID[:]) })
			person := *p
			person.Terms = slices.Clone(p.Terms)
			rows = append(rows, marketplace.MemberRow{Person: person, Name: name, Devices: devices[id], This: id == a.me.Person})
		}
		return nil
	})
	slices.SortFunc(rows, func(a, b marketplace.MemberRow) int {
		if c := strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)); c != 0 {
			return c
		}
		return slices.Compare(a.Person.ID[:], b.Person.ID[:])
	})
	return rows, err
}
