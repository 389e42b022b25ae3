package marketplace

// OrgRow is an organisation in a list.
type OrgRow struct {
	Org
	NameText string
}

// MemberRow is a person who takes part, with devices.
type MemberRow struct {
	Person  Person
	Name    string
	Devices []Device
	This    bool
}

// AuditRow is an entry that is not in effect.
type AuditRow struct {
	Verdict
	Kind    string
	At      Instant
	By      string
	Subject ID
}
