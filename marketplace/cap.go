package marketplace

// Bounds on a cap policy.
const (
	maxCapAreas = 1000
	maxAreaName = 80
	maxWeek     = Pence(1_000_000) // £10,000 a week: nothing that people type by mistake passes
)

// CapByRef is the version of the cap policy that the entry at ref set.
func (s *System) CapByRef(ref Ref) (*Cap, bool) {
	for i := range s.Caps {
		if s.Caps[i].Ref == ref {
			return &s.Caps[i], true
		}
	}
	return nil, false
}

// CapOn is the policy in force on a date: the one with the latest From up to it, and of those the latest entry.
func (s *System) CapOn(d Date) (*Cap, bool) {
	var found *Cap
	for i := range s.Caps {
		if c := &s.Caps[i]; c.From <= d && (found == nil || c.From >= found.From) {
			found = c
		}
	}
	return found, found != nil
}

// Limit is the highest weekly rent that the policy allows in a rental area: its percentage of the area's average, in
// whole pence rounded down. ok is false for an area that the policy does not name.
func (c *Cap) Limit(area string) (limit Pence, a CapArea, ok bool) {
	a, ok = c.Areas[area]
	if !ok {
		return 0, CapArea{}, false
	}
	return a.Average * Pence(c.Percent) / 100, a, true
}

func (s *System) setCap(e *Entry, actor Actor, m *CapSet) (Outcome, string) {
	switch {
	case !actor.Roles.Has(RoleCoordinator):
		return Void, "not_allowed"
	case !m.valid():
		return Void, "invalid"
	}
	areas := make(map[string]CapArea, len(m.Areas))
	for _, a := range m.Areas {
		areas[a.Area] = a
	}
	s.Caps = append(s.Caps, Cap{Ref: e.Ref, Percent: m.Percent, From: m.From, Areas: areas})
	return Applied, ""
}

func (m *CapSet) valid() bool {
	if m.Percent < 1 || m.Percent > 100 || !m.From.Valid() || len(m.Areas) == 0 || len(m.Areas) > maxCapAreas {
		return false
	}
	for _, a := range m.Areas {
		if a.Area == "" || len(a.Area) > maxAreaName || a.Average <= 0 || a.Average > maxWeek {
			return false
		}
	}
	return true
}
