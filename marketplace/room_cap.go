package marketplace

import "strconv"

// CapFor is the policy in force on a date with its limit for a rental area; an error says in a sentence what is missing.
func (s *System) CapFor(area string, on Date) (*Cap, Pence, CapArea, error) {
	policy, ok := s.CapOn(on)
	if !ok {
		return nil, 0, CapArea{}, Errorf(Refused, "There is no cap on rents in force on %s, so no room can be priced. Ask your coordinator to set one.", on.Long())
	}
	limit, a, ok := policy.Limit(area)
	if !ok {
		return nil, 0, CapArea{}, Errorf(Refused, "The cap policy has no figure for the rental area %q. Choose another area, or ask your coordinator to add it.", clip(area)).On("area")
	}
	return policy, limit, a, nil
}

// checkRent answers the policy version under which a rent may be set in an area on a date.
func (s *System) checkRent(week Pence, area string, on Date) (Ref, error) {
	if week <= 0 || week > maxWeek {
		return Ref{}, Errorf(Invalid, "%s is not a rent. Give the rent for a week, for example £110.00.", week).On("rent")
	}
	policy, limit, a, err := s.CapFor(area, on)
	if err != nil {
		return Ref{}, err
	}
	if week > limit {
		return Ref{}, overCap(week, limit, policy, a)
	}
	return policy.Ref, nil
}

// overCap says what the cap is, where it comes from and which rent would pass.
func overCap(week, limit Pence, policy *Cap, a CapArea) *Error {
	source := "the cap policy of " + policy.From.Long()
	if a.Base > 0 && !a.Effective.IsZero() {
		source = "Local Housing Allowance of " + a.Effective.Long()
	}
	if a.Sample == 1 {
		source += ", 1 rent"
	} else if a.Sample > 1 {
		source += ", " + thousands(a.Sample) + " rents"
	}
	return Errorf(OverCap, "%s is over the cap for %s: %s, which is %d %% of an estimated average of %s (%s). List it at %s or less.",
		week.Week(), a.Area, limit.Week(), policy.Percent, a.Average, source, limit).On("rent")
}

// Reprice tells whether the listing's rent is over the cap in force on a date.
func (r *Room) Reprice(sys *System, on Date) bool {
	policy, ok := sys.CapOn(on)
	if !ok || r.Week == 0 {
		return false
	}
	limit, _, ok := policy.Limit(r.Facts.Area)
	return ok && r.Week > limit
}

// thousands writes a count as people do: 1,204.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
