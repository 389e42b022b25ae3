package capscreen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The preview reads this many rooms at a time, and no more than that.
const (
	previewPage = 1000
	previewMost = 20000
	// namedAreas is how many areas it names.
	namedAreas = 3
)

// priced is a live room as far as the cap is concerned.
type priced struct {
	area string
	week marketplace.Pence
}

type roomsFound struct {
	rooms []priced
	more  bool
}

// over says how many rooms a cap would leave above it, and in which areas.
func over(rooms []priced, more bool, percent int, areas []marketplace.CapArea) string {
	policy := marketplace.Cap{Percent: percent, Areas: map[string]marketplace.CapArea{}}
	for _, a := range areas {
		policy.Areas[a.Area] = a
	}
	in, n := map[string]int{}, 0
	for _, r := range rooms {
		if limit, _, ok := policy.Limit(r.area); ok && r.week > limit {
			in[r.area]++
			n++
		}
	}
	all := xwidget.CountOf(len(rooms), "live room", "live rooms")
	if more {
		all = "the first " + all
	}
	if n == 0 {
		return fmt.Sprintf("Of %s, none would be over this cap.", all)
	}
	var said []string
	left := n
	for _, area := range byCount(in) {
		if len(said) == namedAreas {
			said = append(said, fmt.Sprintf("%d elsewhere", left))
			break
		}
		said = append(said, fmt.Sprintf("%d in %s", in[area], area))
		left -= in[area]
	}
	return fmt.Sprintf("Of %s, %s would be over this cap and marked to re-price: %s. Agreed bookings keep their rent.",
		all, xwidget.FormatCount(n), strings.Join(said, ", "))
}

// byCount is the areas with the most rooms first.
func byCount(in map[string]int) []string {
	names := make([]string, 0, len(in))
	for name := range in {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(in[b], in[a]), strings.Compare(a, b)) })
	return names
}
