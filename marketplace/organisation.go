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
