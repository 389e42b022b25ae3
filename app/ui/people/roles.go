package people

import (
	"strings"

	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// role is a role with its words.
type role struct {
	role        marketplace.Roles
	label, does string
}

var roles = []role{
	{marketplace.RoleHost, "Host", "offers rooms at home"},
	{marketplace.RoleVolunteer, "Volunteer", "offers a welcome: pickup, buddy, tour and more"},
	{marketplace.RoleLead, "Recruitment lead", "books for the arrivals of their organisation"},
	{marketplace.RoleCoordinator, "Coordinator", "answers for the whole system, and sets the cap"},
	{marketplace.RoleRegistrar, "Registrar", "adds people and changes roles"},
	{marketplace.RoleGuardian, "Guardian", "hears concerns, as Freedom to Speak Up guardian"},
}

// said is roles as people say them: "Host, recruitment lead".
func said(held marketplace.Roles) string {
	var words []string
	for _, r := range roles {
		if held.Has(r.role) {
			if len(words) > 0 {
				words = append(words, strings.ToLower(r.label))
			} else {
				words = append(words, r.label)
			}
		}
	}
	if len(words) == 0 {
		return "No role"
	}
	return strings.Join(words, ", ")
}

// roleOptions is the roles to look for.
func roleOptions() []xwidget.Option {
	options := []xwidget.Option{{Value: "", Label: "Every role"}}
	for _, r := range roles {
		options = append(options, xwidget.Option{Value: r.role.String(), Label: r.label})
	}
	return options
}

// newRoleGroup is boxes for all roles, those ticked that are held.
func newRoleGroup(held marketplace.Roles) *xwidget.CheckGroup {
	var options []xwidget.Option
	for _, r := range roles {
		options = append(options, xwidget.Option{Value: r.role.String(), Label: r.label, Note: r.does})
	}
	g := xwidget.NewCheckGroup(options, false, nil)
	g.SetValues(held.Names()...)
	return g
}

// rolesIn is the roles that are ticked.
func rolesIn(g *xwidget.CheckGroup) marketplace.Roles {
	held, err := marketplace.ParseRoles(strings.Join(g.Values(), ","))
	if err != nil {
		return 0 // none is ticked
	}
	return held
}
