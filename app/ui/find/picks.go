package find

import (
	"slices"
	"strings"

	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// picksOf reads the rooms that a route names, each once.
func picksOf(r ui.Route) []marketplace.ID {
	var picked []marketplace.ID
	for part := range strings.SplitSeq(r.Get("rooms"), ",") {
		id, err := marketplace.ParseID(part)
		if err == nil && !slices.Contains(picked, id) && len(picked) < compareMost {
			picked = append(picked, id)
		}
	}
	return picked
}

// withPicks is the route with rooms named in it.
func withPicks(r ui.Route, picked []marketplace.ID) ui.Route {
	names := make([]string, len(picked))
	for i, id := range picked {
		names[i] = id.String()
	}
	return r.Set("rooms", strings.Join(names, ","))
}

func (s *screen) picksOn(r ui.Route) ui.Route { return withPicks(r, s.picked) }
