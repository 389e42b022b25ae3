package people

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// invitedFor is how long an invitation can be used, unless somebody chooses otherwise.
const invitedFor = 14 // days

// How somebody takes part.
const (
	withComputer = "computer"
	withoutOne   = "none"
)

// invitation is the fields that say how an invitation can be used.
type invitation struct {
	s         *screen
	until     *xwidget.DateField
	addresses *xwidget.TextField
	untilF    *xwidget.Field
	addressF  *xwidget.Field
}

func (s *screen) newInvitation() *invitation {
	v := &invitation{s: s, until: xwidget.NewDateField(nil), addresses: xwidget.NewTextArea(3, 0)}
	v.until.Now = s.desk.Now
	v.until.Min = s.today().Time()
	v.until.SetValue((s.today() + invitedFor).Time())
	v.untilF = xwidget.NewField("It can be used until", "Leave empty for no end.", v.until)
	v.addressF = xwidget.NewField("Where they reach the system", "One address a line, such as node.trust.example:7946. Leave empty where they join on the same network, or from a bundle on a stick.", v.addresses)
	ui.Load(s.desk.Work(), &s.reachable, s.data.Reachable, func(at []string, err error) {
		if err == nil && v.addresses.Text() == "" {
			v.addresses.SetText(strings.Join(at, "\n"))
		}
	})
	return v
}

func (v *invitation) fields() []field {
	return []field{{"until", v.untilF}, {"addresses", v.addressF}}
}

func (v *invitation) hide(hidden bool) { v.untilF.Hidden, v.addressF.Hidden = hidden, hidden }

// read is until when, and where; false where a field shows what is wrong.
func (v *invitation) read() (until marketplace.Instant, at []string, ok bool) {
	day, err := v.until.Value()
	if !v.untilF.Check(err) {
		return 0, nil, false
	}
	if !day.IsZero() { // to the end of that day
		y, m, d := day.Date()
		until = marketplace.InstantOf(time.Date(y, m, d, 23, 59, 0, 0, marketplace.London))
	}
	return until, strings.Fields(v.addresses.Text()), true
}

// send invites beside the UI and shows what to hand over.
func (s *screen) send(c marketplace.InvitePerson, name string, at []string, done func(), failed func(error)) {
	ui.Load(s.desk.Work(), &s.inviting, func(ctx context.Context) (Invitation, error) { return s.data.Invitation(ctx, c, at) },
		func(i Invitation, err error) {
			if err != nil {
				failed(err)
				return
			}
			done()
			s.hand(i, name, c.Until)
		})
}

// invite invites another computer of somebody who takes part already.
func (s *screen) invite(r *marketplace.MemberRow) {
	v := s.newInvitation()
	title := "Invite a computer of " + nameOf(*r)
	if r.This {
		title = "Invite another computer of yours"
	}
	s.ask(form{
		title: title, verb: "Invite", intro: "It takes part as " + nameOf(*r) + ", in the same roles. The invitation works while this computer is off.", fields: v.fields(),
		do: func(done func(), failed func(error)) bool {
			until, at, ok := v.read()
			if ok {
				s.send(marketplace.InvitePerson{Person: r.Person.ID, Until: until}, nameOf(*r), at, done, failed)
			}
			return ok
		},
	})
}

// add takes a new person.
func (m *members) add() {
	name := xwidget.NewTextField("")
	name.MaxLength = marketplace.MaxName
	org, held := m.orgs(""), newRoleGroup(marketplace.RoleHost)
	org.SetValue(m.s.desk.Me().Org)
	v := m.s.newInvitation()
	named, at, as := xwidget.NewField("Name", "As colleagues know them.", name), xwidget.NewField("Organisation", "", org), xwidget.NewField("Roles", "", held)
	how := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: withComputer, Label: "With Settle on a computer of their own", Note: "you get an invitation to hand to them"},
		{Value: withoutOne, Label: "Without a computer", Note: "a lead records what they say by phone"},
	}, nil)
	how.SetValue(withComputer)
	box := xwidget.VBox(look.Space16)
	f := form{
		title: "Add a person", verb: "Add", box: box,
		fields: append([]field{{"name", named}, {"org", at}, {"roles", as}, {"how", xwidget.NewField("How do they take part?", "", how)}}, v.fields()...),
	}
	how.OnChanged = func(o xwidget.Option) {
		v.hide(o.Value != withComputer)
		box.Refresh()
	}
	f.do = func(done func(), failed func(error)) bool {
		fine := true
		require := func(f *xwidget.Field, missing bool, sentence string) {
			if missing {
				f.SetError(sentence)
				fine = false
			}
		}
		require(named, strings.TrimSpace(name.Text()) == "", "Enter the name.")
		require(at, org.Value() == "", "Choose the organisation that they work for.")
		require(as, rolesIn(held) == 0, "Tick at least one role.")
		c := marketplace.InvitePerson{Name: name.Text(), Org: org.Value(), Roles: rolesIn(held)}
		if how.Value() == withoutOne {
			if fine {
				m.s.desk.Try(c, "Added. They can now be chosen wherever people are.", func(marketplace.Receipt) { done() }, failed)
			}
			return fine
		}
		until, where, ok := v.read()
		if fine = fine && ok; fine {
			c.Until = until
			m.s.send(c, strings.TrimSpace(c.Name), where, done, failed)
		}
		return fine
	}
	m.s.ask(f)
}

// orgs is a choice of the organisations that stand today, and one that somebody is of already.
func (m *members) orgs(was string) *xwidget.Select {
	org := xwidget.NewSelect("Choose an organisation", m.s.standing(was), nil)
	org.SetValue(was)
	return org
}

// hand shows an invitation to hand over: to save as a file, to show, and to read out.
func (s *screen) hand(i Invitation, name string, until marketplace.Instant) {
	once := "It can be used once."
	if !until.IsZero() {
		once = "It can be used once, until " + until.Date().Long() + "."
	}
	content := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "Hand it to "+name+" only: whoever has it can join in their name. "+once+" It is shown this one time: when it gets lost, invite again."))
	if i.Reaches == 0 {
		content.Add(xwidget.NewInsetText("It holds no address: they join on the same network as a computer that takes part, or from a bundle on a stick."))
	}
	said := xwidget.NewText(xwidget.Strong, "")
	said.Hidden = true
	say := func(words string) {
		said.Hidden = false
		said.SetContent(words)
		content.Refresh()
	}
	save := xwidget.NewButton(xwidget.Primary, "Save it as a file", func() {
		s.desk.Save("Save the invitation", "Invitation for "+fileWords(name)+".settle-invitation", func(path string) {
			s.write(i, path, say)
		})
	})
	copied := xwidget.NewIconButton(xwidget.Secondary, look.IconCopy, "Copy the code", func() {
		fyne.CurrentApp().Clipboard().SetContent(i.Grouped)
		say("The code is copied. Paste it only where nobody else reads it.")
	})
	bundle := xwidget.NewIconButton(xwidget.Secondary, look.IconDownload, "Save a bundle", func() {
		s.desk.Save("Save the bundle", "Settle for "+fileWords(name)+".bundle", func(path string) { s.saveBundle(i, path, say) })
	})
	content.Add(xwidget.Flow(look.Space8, save, copied, bundle))
	content.Add(xwidget.NewText(xwidget.Caption, "The bundle is for a computer that no network leads to: from a stick, beside the invitation, it lets them join at once."))
	content.Add(said)
	// A slip in the code is told by its line, so the lines stay whole.
	code := xwidget.NewText(xwidget.Caption, i.Grouped)
	code.Color = look.ColorText
	content.Add(xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Strong, "Or as a code"), code,
		xwidget.NewText(xwidget.Caption, "To read out or to type. Capitals, spaces and lines do not matter.")))
	if squares := squaresOf(i.Code); squares != nil {
		content.Add(xwidget.TopRow(look.Space24, xwidget.NewQRCode(squares, 184, "The invitation for "+name+" as a QR code"),
			xwidget.Grow(xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Strong, "Or as a picture"),
				xwidget.NewText(xwidget.Body, "To scan with a telephone, which then shows the code to copy or to send on. It holds the same as the code.")))))
	}
	s.desk.Dialog("The invitation for "+name, content, ui.Verb{Text: "Done", Kind: xwidget.Secondary})
}

// saveBundle saves what lets somebody join without a network.
func (s *screen) saveBundle(i Invitation, path string, say func(string)) {
	said := ""
	s.desk.Long("Saving the bundle", func(ctx context.Context, progress func(done, total int)) (err error) {
		said, err = i.Bundle(ctx, path, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			said = "No bundle was saved."
		case err != nil:
			said = marketplace.Sentence(err)
		}
		say(said)
	})
}

// write writes the file beside the UI, for its folder may be on a slow stick.
func (s *screen) write(i Invitation, path string, say func(string)) {
	ui.Load(s.desk.Work(), &s.writing, func(context.Context) (struct{}, error) { return struct{}{}, i.Write(path) }, func(_ struct{}, err error) {
		if err != nil {
			say(marketplace.Sentence(err))
			return
		}
		say("Saved to " + path)
	})
}

// fileWords is a name as part of a file's name.
func fileWords(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|.`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
}
