package marketplace

import "slices"

// Founding is what a system is founded with. Keys and the nonce come from whoever makes them; the rest from a person
// and from reference data.
type Founding struct {
	System    string // the system's name
	Person    string // the founder's name
	Org       string // ODS code of the founder's organisation
	Roles     Roles  // the founder also becomes registrar and coordinator, whatever this says: somebody must answer for the system
	Rehearsal bool

	Device    DeviceID
	Nonce     [16]byte
	Roots     [][32]byte
	Recipient [32]byte

	Orgs []RecordOrganisation
	Cap  SetCap // no policy without areas
}

// Check says in a sentence what a person must put right before a system can be founded.
func (f Founding) Check() error {
	if _, err := needed("name of the system", f.System, MaxName); err != nil {
		return err
	}
	if _, err := needed("name", f.Person, MaxName); err != nil {
		return err
	}
	if !validOrgCode(f.Org) {
		return badOrgCode(f.Org)
	}
	if !slices.ContainsFunc(f.Orgs, func(o RecordOrganisation) bool { return o.Code == f.Org }) {
		return Errorf(Invalid, "There is no organisation with the code %s in the list. Choose one of the %d that it holds.", clip(f.Org), len(f.Orgs)).On("org")
	}
	return nil
}

// FoundingDrafts is the first entries of a system: the founding fact, whose text names the system (FieldTitle) and the
// founder (FieldName), the organisations and the first cap policy. Rings need keys: the store adds them.
func FoundingDrafts(f Founding) []Draft {
	system := SubjectOf(Ref{Device: f.Device, Seq: 1})
	drafts := []Draft{{
		Fact: &SystemFounded{
			Nonce: f.Nonce, Rehearsal: f.Rehearsal, Roots: f.Roots, Org: f.Org,
			Roles: f.Roles | RoleRegistrar | RoleCoordinator, Recipient: f.Recipient,
		},
		Private: Private{Text: map[Field]string{FieldTitle: f.System, FieldName: f.Person}},
	}}
	for _, o := range f.Orgs {
		drafts = append(drafts, o.draft(system))
	}
	if len(f.Cap.Areas) > 0 {
		drafts = append(drafts, f.Cap.draft(system))
	}
	return drafts
}
