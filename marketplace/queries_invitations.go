package marketplace

// InvitationRow is an invitation in a list.
type InvitationRow struct {
	Invitation
	Name   string // of whom it lets in
	Org    string
	Roles  Roles
	ByName string
	State  InvitationState // as of now
}
