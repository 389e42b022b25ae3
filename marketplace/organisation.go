package marketplace

import "slices"

const maxSuccessors = 16

// OrgOn is the code under which an organisation stands on a date: its own while it is valid, else that of its first
// successor, and so on. An organisation that was divided is followed to the successor that is named first. A code that
// is not recorded stands for itself.
func (s *System) OrgOn(code string, on Date) string {
	for range maxSuccessors {
		o, ok := s.Orgs[code]
		if !ok || o.ValidTo.IsZero() || on <= o.ValidTo || len(o.Successors) == 0 {
			return code
		}
		code = o.Successors[0]
	}
	return code
}

// related tells whether one of two organisations follows the other, or both are followed by a third, on any date.
func (s *System) related(a, b string) bool {
	after := s.successorsOf(a)
	return slices.ContainsFunc(s.successorsOf(b), func(code string) bool { return slices.Contains(after, code) })
}

// successorsOf is the organisation and all that follow it.
func (s *System) successorsOf(code string) []string {
	all := []string{code}
	for i := 0; i < len(all) && i < maxSuccessors; i++ {
		if o := s.Orgs[all[i]]; o != nil {
			for _, next := range o.Successors {
				if !slices.Contains(all, next) {
					all = append(all, next)
				}
			}
		}
	}
	return all
}

// ValidOn tells whether the organisation exists on a date.
func (o *Org) ValidOn(on Date) bool {
	return (o.ValidFrom.IsZero() || on >= o.ValidFrom) && (o.ValidTo.IsZero() || on <= o.ValidTo)
}

// validOrgCode bounds what stands for an organisation: an ODS code is three to six capital letters and digits; other
// systems may need a little more.
func validOrgCode(code string) bool {
	if len(code) < 2 || len(code) > maxOrgCode {
		return false
	}
	for _, c := range []byte(code) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

func (s *System) recordOrg(e *Entry, actor Actor, m *OrgRecorded) (Outcome, string) {
	switch {
	case !actor.Roles.Has(RoleCoordinator):
		return Void, "not_allowed"
	case !m.valid():
		return Void, "invalid"
	}
	s.Orgs[m.Code] = &Org{
		Code: m.Code, Type: m.Type, ValidFrom: m.ValidFrom, ValidTo: m.ValidTo,
		Successors: slices.Clone(m.Successors), Name: e.Ref,
	}
	return Applied, ""
}

func (m *OrgRecorded) valid() bool {
	if !validOrgCode(m.Code) || len(m.Successors) > maxSuccessors {
		return false
	}
	for _, next := range m.Successors {
		if !validOrgCode(next) {
			return false
		}
	}
	return (m.ValidFrom.IsZero() || m.ValidFrom.Valid()) && (m.ValidTo.IsZero() || m.ValidTo.Valid())
}
