package marketplace

import (
	"cmp"
	"slices"
)

// joinRanges sorts ranges and joins those that overlap or touch. Empty ones are left out.
func joinRanges(ranges []Range) []Range {
	sorted := make([]Range, 0, len(ranges))
	for _, r := range ranges {
		if r.Nights() > 0 {
			sorted = append(sorted, r)
		}
	}
	slices.SortFunc(sorted, compareRanges)
	joined := sorted[:0]
	for _, r := range sorted {
		if n := len(joined); n > 0 && r.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, r.To)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// subtractRanges is what is left of from without the nights in take. Both are joined.
func subtractRanges(from, take []Range) []Range {
	var left []Range
	i := 0
	for _, r := range from {
		for i < len(take) && take[i].To <= r.From {
			i++
		}
		at := r.From
		for j := i; j < len(take) && take[j].From < r.To; j++ {
			if take[j].From > at {
				left = append(left, Range{at, take[j].From})
			}
			at = max(at, take[j].To)
		}
		if at < r.To {
			left = append(left, Range{at, r.To})
		}
	}
	return left
}

// splitRanges cuts joined ranges into ones that an entry takes; see Range.Valid.
func splitRanges(joined []Range) []Range {
	var split []Range
	for _, r := range joined {
		for ; r.Nights() > maxNights; r.From += maxNights {
			split = append(split, Range{r.From, r.From + maxNights})
		}
		split = append(split, r)
	}
	return split
}

func overlapsAny(ranges []Range, r Range) bool {
	return slices.ContainsFunc(ranges, r.Overlaps)
}

func validRanges(ranges []Range) bool {
	return len(ranges) > 0 && !slices.ContainsFunc(ranges, func(r Range) bool { return !r.Valid() })
}

func compareRanges(a, b Range) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}
