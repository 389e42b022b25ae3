package firstrun

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// foundForm is the form that founds a system.
type foundForm struct {
	system, person, pass, again *xwidget.TextField
	org                         *xwidget.Select
	roles                       *xwidget.CheckGroup
	kind                        *xwidget.RadioGroup

	systemField, personField, orgField, passField, againField *xwidget.Field
}

// found shows the form.
func (p *page) found() {
	f := &foundForm{
		system: xwidget.NewTextField(""), person: xwidget.NewTextField(""), pass: xwidget.NewPasswordField(), again: xwidget.NewPasswordField(),
		org: xwidget.NewSelect("Choose your organisation", p.organisations(), nil),
		roles: xwidget.NewCheckGroup([]xwidget.Option{
			{Value: "lead", Label: "Recruitment lead", Note: "books rooms for arrivals"},
			{Value: "host", Label: "Host", Note: "lists a room at home"},
			{Value: "volunteer", Label: "Volunteer", Note: "offers a welcome"},
			{Value: "guardian", Label: "Freedom to Speak Up guardian"},
		}, false, nil),
		kind: xwidget.NewRadioGroup([]xwidget.Option{
			{Value: "real", Label: "For real work"},
			{Value: "rehearsal", Label: "A rehearsal", Note: "marked as such everywhere; lets you set the time"},
		}, nil),
	}
	f.system.MaxLength, f.person.MaxLength = 80, 80
	f.roles.SetValues("lead", "host", "volunteer")
	f.kind.SetValue("real")
	f.systemField = xwidget.NewField("What is the system called?", "For example the name of your integrated care system", f.system)
	f.personField = xwidget.NewField("Your name", "As colleagues know you", f.person)
	f.orgField = xwidget.NewField("Your organisation", "Type to search", f.org)
	f.passField = xwidget.NewField("Passphrase for the recovery file (you may leave it empty)", "At least 12 characters: four words that you can remember do well", f.pass)
	f.againField = xwidget.NewField("The passphrase again", "", f.again)
	summary := xwidget.NewErrorSummary(f.systemField, f.personField, f.orgField, f.passField, f.againField)
	submit := func() {
		if given, ok := f.read(summary); ok {
			p.run("Founding "+given.System, "Your system is founded", func(ctx context.Context, _ func(int, int)) (string, error) {
				return founded(filepath.Join(p.backend.Folder(), "recovery-key-keep-apart.txt")), p.backend.Found(ctx, given)
			})
		}
	}
	p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, "Found a system"),
		xwidget.NewText(xwidget.Muted, "You become its first coordinator and registrar. Others join later by invitation."),
		summary,
		xwidget.NewCard(xwidget.VBox(look.Space24, f.systemField, f.personField, f.orgField,
			xwidget.NewField("What else do you do?", "You can change this later", f.roles), xwidget.NewField("What is it for?", "", f.kind))),
		xwidget.NewTitledCard("The recovery file", xwidget.VBox(look.Space16,
			xwidget.NewText(xwidget.Body, "Settle writes a recovery file beside the data. It opens your data if this computer is lost. "+
				"Move it to a stick or print it, and keep it apart from this computer."),
			f.passField, f.againField)),
		xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, "Found the system", submit), xwidget.NewButton(xwidget.Secondary, "Back", p.start)))
	p.window.Canvas().Focus(f.system.FocusTarget())
}

// read checks the form and answers what was given.
func (f *foundForm) read(summary *xwidget.ErrorSummary) (Founding, bool) {
	given := Founding{
		System: strings.TrimSpace(f.system.Text()), Person: strings.TrimSpace(f.person.Text()), Org: f.org.Value(),
		Rehearsal: f.kind.Value() == "rehearsal", Passphrase: f.pass.Text(),
	}
	f.systemField.SetError(needed(given.System, "Enter a name for the system"))
	f.personField.SetError(needed(given.Person, "Enter your name"))
	f.orgField.SetError(needed(given.Org, "Choose your organisation"))
	short, differ := "", ""
	if n := len([]rune(given.Passphrase)); n > 0 && n < 12 {
		short = "Use at least 12 characters, or leave it empty"
	}
	if given.Passphrase != f.again.Text() {
		differ = "Enter the same passphrase twice"
	}
	f.passField.SetError(short)
	f.againField.SetError(differ)
	if !summary.Update() {
		return Founding{}, false
	}
	roles, err := marketplace.ParseRoles(strings.Join(f.roles.Values(), ","))
	if err != nil {
		return Founding{}, false
	}
	given.Roles = roles
	return given, true
}

func needed(value, sentence string) string {
	if value == "" {
		return sentence
	}
	return ""
}

func founded(path string) string {
	return "The recovery file is at " + path + ". Move it to a stick or print it now, and keep it apart from this computer: " +
		"whoever holds it can open what is stored here, and without it a lost computer cannot be replaced."
}

// organisations lists those that are open today.
func (p *page) organisations() []xwidget.Option {
	out := []xwidget.Option{}
	for _, o := range p.reference.Organisations() {
		if o.Until.IsZero() {
			out = append(out, xwidget.Option{Value: o.Code, Label: o.Name, Note: o.Code})
		}
	}
	slices.SortFunc(out, func(a, b xwidget.Option) int { return cmp.Compare(a.Label, b.Label) })
	return out
}
