package sqlite

import (
	"context"
	"strings"

	"settle.example/settle/marketplace"
)

// someone stands for a guest whose name and alias are not here.
const someone = "A colleague"

// guest is what this person may call the one who leads a booking's or pairing's party: the name where it may be opened,
// else the alias.
func (a *asking) guest(ctx context.Context, began int64, arrival marketplace.ID) (string, error) {
	fields, err := a.opened(ctx, began)
	if err != nil {
		return "", err
	}
	if name := nameIn(fields); name != "" {
		return name, nil
	}
	name, alias, err := a.arrivalNames(ctx, arrival)
	switch {
	case name != "" || err != nil:
		return name, err
	case alias != "":
		return alias, nil
	}
	return someone, nil
}

// arrivalNames is an arrival's name, as far as it may be opened, and alias.
func (a *asking) arrivalNames(ctx context.Context, arrival marketplace.ID) (name, alias string, err error) {
	var last int64
	found, err := one(ctx, a, "SELECT a.last_entry, t.value FROM arrival a LEFT JOIN text t ON t.entry = a.last_entry AND t.field = 5 WHERE a.id = ?",
		[]any{arrival}, &last, &alias)
	if !found || err != nil {
		return "", "", err
	}
	fields, err := a.opened(ctx, last)
	return nameIn(fields), alias, err
}

// nameIn is the first guest's name within sealed fields.
func nameIn(fields map[marketplace.Field]string) string {
	if names := namesIn(fields); len(names) > 0 {
		return names[0]
	}
	return ""
}

// namesIn is the guests' names within sealed fields: those of an arrival, or a booking's list with a name a line.
func namesIn(fields map[marketplace.Field]string) []string {
	if full := strings.TrimSpace(fields[marketplace.FieldGivenName] + " " + fields[marketplace.FieldFamilyName]); full != "" {
		return []string{full}
	}
	var names []string
	for name := range strings.Lines(fields[marketplace.FieldName]) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// arrivalsNamed is the arrivals of this person's organisation whose name, or reference in their own spreadsheet, holds
// some text, whatever the case. Both are sealed: they are opened one by one and compared in memory.
func (a *asking) arrivalsNamed(ctx context.Context, text string) ([]marketplace.ID, error) {
	orgs := a.myOrgs()
	if len(orgs) == 0 {
		return nil, nil
	}
	text = strings.ToLower(strings.TrimSpace(text))
	type candidate struct {
		id   marketplace.ID
		last int64
	}
	var all []candidate
	if err := a.each(ctx, "SELECT id, last_entry FROM arrival WHERE org IN (SELECT value FROM json_each(?))", []any{list(orgs)}, func(scan scanner) error {
		var c candidate
		err := scan(&c.id, &c.last)
		all = append(all, c)
		return err
	}); err != nil {
		return nil, err
	}
	var named []marketplace.ID
	for _, c := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		fields, err := a.opened(ctx, c.last)
		if err != nil {
			return nil, err
		}
		if strings.Contains(strings.ToLower(nameIn(fields)+"\n"+fields[marketplace.FieldReference]), text) {
			named = append(named, c.id)
		}
	}
	return named, nil
}
