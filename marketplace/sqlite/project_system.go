package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

var personTable = table{
	list:   "SELECT id, sum FROM person",
	write:  upsert("person", "id", "id", "sum", "org", "roles", "name_entry"),
	remove: "DELETE FROM person WHERE id = ?",
}

// projectSystem writes who takes part and the cap policy. The rest of the system is read from its fold, which is kept
// in memory.
func projectSystem(ctx context.Context, t *tx, sys *marketplace.System) error {
	var persons []keyed
	for id, p := range sys.Persons {
		name, err := entryRow(ctx, t, p.Name)
		if err != nil {
			return err
		}
		persons = append(persons, keyed{id[:], row{p.Org, p.Roles, name}})
	}
	if err := t.replace(ctx, personTable, persons); err != nil {
		return err
	}
	return projectCaps(ctx, t, sys)
}

// projectCaps writes the versions of the cap policy. What a version says never changes, since the entry that set it
// does not; only whether it is in effect may.
func projectCaps(ctx context.Context, t *tx, sys *marketplace.System) error {
	stands := map[int64]bool{}
	if err := t.each(ctx, "SELECT entry FROM cap", nil, func(scan scanner) error {
		var entry int64
		err := scan(&entry)
		stands[entry] = true
		return err
	}); err != nil {
		return err
	}
	for i := range sys.Caps {
		entry, err := entryRow(ctx, t, sys.Caps[i].Ref)
		if err != nil {
			return err
		}
		if !stands[entry] {
			if err := projectCap(ctx, t, entry, &sys.Caps[i]); err != nil {
				return err
			}
		}
		delete(stands, entry)
	}
	for entry := range stands {
		if err := t.execEach(ctx, entry, "DELETE FROM cap_area WHERE cap = ?", "DELETE FROM cap WHERE entry = ?"); err != nil {
			return err
		}
	}
	return nil
}

func projectCap(ctx context.Context, t *tx, entry int64, c *marketplace.Cap) error {
	if err := t.exec(ctx, "INSERT INTO cap (entry, percent, starts) VALUES (?, ?, ?)", entry, c.Percent, c.From); err != nil {
		return err
	}
	for area := range c.Areas {
		most, a, _ := c.Limit(area)
		if err := t.exec(ctx, "INSERT INTO cap_area (cap, area, average, most) VALUES (?, ?, ?, ?)", entry, area, a.Average, most); err != nil {
			return err
		}
	}
	return nil
}
