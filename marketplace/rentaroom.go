package marketplace

// HostYearsOf is a host's income by tax year against the Rent a Room limit, from the earliest to the latest, the
// present year always among them. Stays are those of the host's rooms.
func HostYearsOf(stays []Stay, allowance Pence, today Date) []HostYear { return nil }
