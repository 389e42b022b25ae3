package marketplace

// InvitationRow is an invitation in a list.
type InvitationRow struct {
	Invitation
	Name   string // of whom it lets in
	Org    string
	Roles  Roles
	ByName string
	State  InvitationState // as of now
	// Again is who tried to use it when another computer had, the latest first. It is what this computer saw itself:
	// nothing of it is in the log, and others may have seen more.
	Again []InvitationTry
}

// InvitationTry is a computer that was not let in because its invitation had been used.
type InvitationTry struct {
	Device DeviceID
	From   string // address that it called from, or was called at; empty: not known
	At     Instant
}
