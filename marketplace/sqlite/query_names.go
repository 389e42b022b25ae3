package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// named is a row with the name that it is put in order by.
type named struct {
	row  int64
	id   marketplace.ID
	name string
}

// inOrderOfNames is the row numbers of a page in the order of names, whatever the case. Names are sealed, so each is
// opened, by its place in all, and they are put in order in memory.
func inOrderOfNames(ctx context.Context, all []named, desc bool, limit, offset int, name func(i int) (string, error)) ([]int64, error) {
	for i := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := name(i)
		if err != nil {
			return nil, err
		}
		all[i].name = strings.ToLower(n)
	}
	slices.SortFunc(all, func(x, y named) int {
		if desc {
			x, y = y, x
		}
		return cmp.Or(strings.Compare(x.name, y.name), slices.Compare(x.id[:], y.id[:]))
	})
	var found []int64
	for _, n := range part(all, limit, offset) {
		found = append(found, n.row)
	}
	return found, nil
}
