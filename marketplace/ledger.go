package marketplace

// GroupNights groups stays as the filter asks. Limit and Offset of the filter are left to the caller.
func GroupNights(stays []Stay, f NightsFilter, sys *System) []NightsRow { return nil }

// SelectStays is the stays behind a figure, clipped to the filter's dates, so that their nights add up to it. Limit
// and Offset are left to the caller.
func SelectStays(stays []Stay, f NightsFilter, sys *System) []Stay { return nil }
