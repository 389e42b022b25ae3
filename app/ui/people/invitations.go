package people

import (
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// invitations is the view of invitations that nobody used, that two used or tried to, or that somebody used although
// withdrawn.
type invitations struct {
	s    *screen
	rows []marketplace.InvitationRow
	grid *xwidget.Grid
	card *xwidget.Card
}

var _ xwidget.GridSource = (*invitations)(nil)

func newInvitations(s *screen) *invitations {
	v := &invitations{s: s}
	v.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "For", Flex: 2}, {Title: "Invited by", Flex: 1.8, HideBelow: 640}, {Title: "Stands", Width: 150}, {Title: "What to do", Flex: 2.2, HideBelow: 520},
	}, v, nil)
	v.grid.OnActivated = v.open
	v.card = xwidget.NewPlainCard(v.grid)
	return v
}

// matters is the line under the title.
func (v *invitations) matters(all []marketplace.InvitationRow) string {
	count := map[marketplace.InvitationState]int{}
	for _, i := range all {
		count[i.State]++
	}
	twice, gone, again := count[marketplace.InvitationUsedTwice], count[marketplace.InvitationWithdrawn], count[marketplace.InvitationUsed]
	switch unused := len(all) - twice - gone - again; {
	case twice > 0:
		return xwidget.CountOf(twice, "invitation was", "invitations were") + " used by two computers: say which is right"
	case gone > 0:
		return xwidget.CountOf(gone, "invitation was", "invitations were") + " used although withdrawn: look whether that was right"
	case again > 0:
		return xwidget.CountOf(again, "used invitation was", "used invitations were") + " tried again: look who that was"
	case unused > 0:
		return xwidget.CountOf(unused, "invitation has", "invitations have") + " not been used"
	}
	return "None is open"
}

// show is the invitations that match, those used twice first, or why there are none.
func (v *invitations) show(all everybody, text string) fyne.CanvasObject {
	v.rows = nil
	for _, i := range all.invited {
		if matches(text, i.Name, i.ByName, v.s.orgName(i.Org)) {
			v.rows = append(v.rows, i)
		}
	}
	slices.SortStableFunc(v.rows, func(a, b marketplace.InvitationRow) int { return rank(a) - rank(b) })
	switch {
	case len(all.invited) == 0:
		return xwidget.Middle(xwidget.NewEmptyState(look.IconMail, "No invitation is open", "Add a person to invite them, or open somebody to invite another computer of theirs.", nil))
	case len(v.rows) == 0:
		return xwidget.Middle(xwidget.NewEmptyState(look.IconMail, "No invitation matches", "Look for another name.",
			xwidget.NewButton(xwidget.Secondary, "Show all invitations", func() {
				v.s.text.SetText("")
				v.s.chose()
			})))
	}
	v.grid.Reload()
	return v.card
}

func rank(i marketplace.InvitationRow) int {
	switch i.State {
	case marketplace.InvitationUsedTwice:
		return 0
	case marketplace.InvitationWithdrawn:
		return 1
	case marketplace.InvitationUsed:
		return 2
	case marketplace.InvitationOpen:
		return 3
	}
	return 4
}

// wants tells whether an invitation still wants somebody: it was not used, or not as it should be, or tried again.
func wants(i marketplace.InvitationRow) bool {
	return (i.State != marketplace.InvitationUsed || len(i.Again) > 0) && (i.State != marketplace.InvitationWithdrawn || len(i.Uses) > 0)
}

// Len is how many invitations there are.
func (v *invitations) Len() int { return len(v.rows) }

// Row fills the cells of an invitation.
func (v *invitations) Row(i int, cells []xwidget.Cell) (string, bool) {
	r := v.rows[i]
	cells[0] = xwidget.Cell{Text: invitee(r), Secondary: v.s.orgName(r.Org), Bold: true}
	cells[1] = xwidget.Cell{Text: r.ByName, Secondary: "on " + r.At.Date().Long()}
	words, tone := stateOf(r.State)
	cells[2] = xwidget.Cell{Tag: words, Tone: tone}
	cells[3] = xwidget.Cell{Text: v.todo(r)}
	return "", true
}

func invitee(r marketplace.InvitationRow) string {
	if r.Name == "" {
		return "Somebody"
	}
	return r.Name
}

func stateOf(s marketplace.InvitationState) (string, look.Tone) {
	switch s {
	case marketplace.InvitationOpen:
		return "Not used yet", look.Info
	case marketplace.InvitationUsedTwice:
		return "Used twice", look.Danger
	case marketplace.InvitationUsed:
		return "Used", look.Success
	case marketplace.InvitationWithdrawn:
		return "Withdrawn", look.Warning
	}
	return "Run out", look.Neutral
}

// todo is what can be done about an invitation, in a few words.
func (v *invitations) todo(r marketplace.InvitationRow) string {
	switch {
	case r.State == marketplace.InvitationUsedTwice:
		return "Say which is right"
	case r.State == marketplace.InvitationWithdrawn:
		return "Somebody used it: look"
	case r.State == marketplace.InvitationUsed:
		return "Somebody tried it again: look"
	case r.State == marketplace.InvitationRunOut:
		return "Invite again"
	case r.Until.IsZero():
		return "Has no end"
	}
	return "Use by " + r.Until.Date().Long()
}

// open shows an invitation beside the page, with what to do about it.
func (v *invitations) open(at int) {
	if at < 0 || at >= len(v.rows) {
		return
	}
	r := v.rows[at]
	var closing func()
	again := xwidget.NewButton(xwidget.Secondary, "Invite again", func() {
		closing()
		v.s.invite(v.member(r))
	})
	withdraw := xwidget.NewButton(xwidget.Quiet, "Withdraw it", func() {
		closing()
		v.withdraw(r)
	})
	about := "Invited by " + r.ByName + " on " + r.At.Date().Long() + "."
	if r.ByName == "" {
		about = "Invited on " + r.At.Date().Long() + "."
	}
	parts := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Muted, about))
	switch r.State {
	case marketplace.InvitationUsedTwice:
		parts.Add(xwidget.NewText(xwidget.Body, "Two computers used this invitation, so neither takes part. Ask "+invitee(r)+" when they joined, and say which computer is theirs. The other one is shut out."))
		parts.Add(v.candidates(r, func() { closing() }))
		parts.Add(xwidget.NewText(xwidget.Caption, "If it is neither, withdraw the invitation and invite them again."))
		parts.Add(xwidget.Row(0, withdraw))
	case marketplace.InvitationWithdrawn:
		parts.Add(xwidget.NewText(xwidget.Body, "It was withdrawn, and a computer used it all the same, so that computer does not take part. Ask "+invitee(r)+" whether it is theirs: if it is, let it in."))
		parts.Add(v.candidates(r, func() { closing() }))
		parts.Add(xwidget.Row(0, again))
	case marketplace.InvitationUsed:
		parts.Add(xwidget.NewText(xwidget.Body, triedAgain(r)+" Ask "+invitee(r)+" whether that was them: if it was, invite them again for that computer. If not, somebody else has the invitation, and it opens nothing to them. But should the computer that takes part not be theirs, remove that one and invite them again."))
		parts.Add(xwidget.Row(0, again))
	case marketplace.InvitationRunOut:
		parts.Add(xwidget.NewText(xwidget.Body, "It ran out on "+r.Until.Date().Long()+" before anybody used it. It lets nobody in any more."))
		parts.Add(xwidget.Row(0, again))
	default:
		words := "It can be used once."
		if !r.Until.IsZero() {
			words = "It can be used once, until " + r.Until.Date().Long() + "."
		}
		parts.Add(xwidget.NewText(xwidget.Body, words+" Settle keeps no copy of its code. If it was lost, invite again; if somebody else may have it, withdraw it."))
		parts.Add(xwidget.Row(look.Space16, again, withdraw))
	}
	closing = v.s.desk.Sheet("Invitation for "+invitee(r), parts)
}

// triedAgain says who tried to use an invitation that had been used, as far as that is known here.
func triedAgain(r marketplace.InvitationRow) string {
	last := r.Again[0]
	from := ""
	if last.From != "" {
		from = " from " + last.From
	}
	if len(r.Again) == 1 {
		return "It was used, and on " + last.At.String() + " another computer tried to use it again" + from + ". That one was not let in."
	}
	return "It was used, and " + xwidget.FormatCount(len(r.Again)) + " other computers tried to use it again, the last on " + last.At.String() + from + ". They were not let in."
}

// member is the person that an invitation is for.
func (v *invitations) member(r marketplace.InvitationRow) *marketplace.MemberRow {
	for i := range v.s.all.members {
		if m := &v.s.all.members[i]; m.Person.ID == r.Person {
			return m
		}
	}
	return &marketplace.MemberRow{Person: marketplace.Person{ID: r.Person, Org: r.Org, Roles: r.Roles}, Name: r.Name}
}

// withdraw asks before an invitation lets nobody in any more.
func (v *invitations) withdraw(r marketplace.InvitationRow) {
	title := "Withdraw this invitation?"
	if r.Name != "" {
		title = "Withdraw the invitation for " + r.Name + "?"
	}
	v.s.ask(form{
		title: title, verb: "Withdraw it", destructive: true, toast: "The invitation is withdrawn.",
		intro:   "Whoever uses it does not take part, on whatever computer. It cannot be undone, but you can invite again.",
		after:   []fyne.CanvasObject{xwidget.NewText(xwidget.Muted, "If somebody used it before they heard of this, that computer is listed here, and you may let it in.")},
		command: func() (marketplace.Command, bool) { return marketplace.WithdrawInvitation{Invitation: r.Ref}, true },
	})
}

// candidates is the computers that used an invitation.
func (v *invitations) candidates(r marketplace.InvitationRow, closing func()) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, id := range r.Uses {
		rows = append(rows, v.candidate(r, id, closing))
	}
	return xwidget.Ruled(rows...)
}

// candidate is one of the computers that used an invitation.
func (v *invitations) candidate(r marketplace.InvitationRow, id marketplace.DeviceID, closing func()) fyne.CanvasObject {
	c := marketplace.ComputerRow{Device: id}
	if i := slices.IndexFunc(v.s.all.computers, func(c marketplace.ComputerRow) bool { return c.Device == id }); i >= 0 {
		c = v.s.all.computers[i]
	}
	title := "When it joined is not known here yet"
	if !c.Joined.IsZero() {
		title = "Joined on " + c.Joined.String()
	}
	verb, toast := "This one", invitee(r)+" takes part. The other computer is shut out."
	if len(r.Uses) == 1 {
		verb, toast = "Let it in", invitee(r)+" takes part."
	}
	choose := xwidget.NewButton(xwidget.Secondary, verb, func() {
		closing()
		v.s.desk.Act(marketplace.ChooseInvitee{Device: id}, toast, nil)
	})
	choose.Compact = true
	return xwidget.Row(12, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Body, title), xwidget.NewText(xwidget.Caption, c.SeenAt(v.s.now())))), choose)
}
