package marketplace

import (
	"slices"
	"strings"
)

// RecordOrganisation records an organisation of the system, or amends what is recorded under its code. It is the
// coordinator's.
type RecordOrganisation struct {
	Code       string // ODS code
	Name       string
	Type       OrgType
	ValidFrom  Date
	ValidTo    Date // the last day; zero while it stands
	Successors []string
}

// Decide implements [Command].
func (c RecordOrganisation) Decide(v View) ([]Draft, error) {
	if !v.Actor().Roles.Has(RoleCoordinator) {
		return nil, Errorf(NotAllowed, "Only a coordinator records organisations. Ask yours.")
	}
	c.Code = strings.ToUpper(strings.TrimSpace(c.Code))
	if !validOrgCode(c.Code) {
		return nil, badOrgCode(c.Code)
	}
	name, err := needed("name of the organisation", c.Name, MaxLine)
	if err != nil {
		return nil, err
	}
	c.Name = name
	if c.ValidTo != 0 && c.ValidFrom != 0 && c.ValidTo < c.ValidFrom {
		return nil, Errorf(Invalid, "The last day, %s, is before the first, %s. Correct one of them.", c.ValidTo.Long(), c.ValidFrom.Long()).On("valid_to")
	}
	for _, next := range c.Successors {
		if next == c.Code {
			return nil, Errorf(Invalid, "%s cannot succeed itself. Name the organisation that came after it.", c.Code).On("successors")
		}
		if !validOrgCode(next) {
			return nil, badOrgCode(next)
		}
	}
	if len(c.Successors) > maxSuccessors {
		return nil, Errorf(Invalid, "An organisation has at most %d successors. Name the main ones.", maxSuccessors).On("successors")
	}
	return []Draft{c.draft(v.System().ID)}, nil
}

func (c RecordOrganisation) draft(system ID) Draft {
	return Draft{
		Subject: system,
		Fact: &OrgRecorded{
			Code: c.Code, Type: c.Type, ValidFrom: c.ValidFrom, ValidTo: c.ValidTo, Successors: slices.Clone(c.Successors),
		},
		Private: Private{Text: map[Field]string{FieldName: c.Name}},
	}
}

func badOrgCode(code string) *Error {
	return Errorf(Invalid, "%q is not the code of an organisation. Use its ODS code: capital letters and digits, for example RA2.", clip(code)).On("org")
}

// knownOrg answers an error for an organisation that the system does not have.
func (s *System) knownOrg(code string) error {
	if _, ok := s.Orgs[code]; ok {
		return nil
	}
	return Errorf(NotFound, "There is no organisation with the code %q in this system. Check the code, or ask your coordinator to record it.", clip(code)).On("org")
}
