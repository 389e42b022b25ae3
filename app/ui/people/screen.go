package people

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The views.
const (
	viewPeople  = "people"
	viewInvited = "invitations"
	viewOrgs    = "organisations"
)

// everybody is all who take part.
type everybody struct {
	members   []marketplace.MemberRow
	orgs      []marketplace.OrgRow
	computers []marketplace.ComputerRow
	invited   []marketplace.InvitationRow // those that want somebody
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	view  string
	all   everybody

	latest, kept, reachable, inviting, writing ui.Latest

	header        *xwidget.PageHeader
	text          *xwidget.TextField
	role          *xwidget.Select
	line          *fyne.Container
	people, asked *xwidget.Chip
	groups        *xwidget.Chip
	body          *fyne.Container
	root          *fyne.Container
	members       *members
	invitations   *invitations
	orgs          *orgs
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Sharer   = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Searcher = (*screen)(nil)
)

// New makes the page for a route. Its choices are view, text and role.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, view: r.Get("view")}
	if s.view != viewOrgs && (s.view != viewInvited || !s.manages()) {
		s.view = viewPeople
	}
	return s
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.people, s.groups = xwidget.NewChip(look.Icon{}, "People", func(bool) { s.show(viewPeople) }), xwidget.NewChip(look.Icon{}, "Organisations", func(bool) { s.show(viewOrgs) })
	s.asked = xwidget.NewChip(look.Icon{}, "Invitations", func(bool) { s.show(viewInvited) })
	s.header = xwidget.NewPageHeader("People", "")
	s.text = xwidget.NewSearchField("Name or organisation")
	s.text.MaxLength = marketplace.MaxName
	s.text.SetText(s.route.Get("text"))
	s.text.OnChanged = func(string) { s.chose() }
	s.role = xwidget.NewSelect("Every role", roleOptions(), func(xwidget.Option) { s.chose() })
	s.role.SetValue(s.route.Get("role"))
	wide := func(w float32, o fyne.CanvasObject) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(w, look.InputHeight), o)
	}
	s.line = xwidget.Flow(look.Space8, wide(300, s.text), wide(190, s.role))
	s.members, s.invitations, s.orgs = newMembers(s), newInvitations(s), newOrgs(s)
	s.body = container.NewStack(xwidget.Middle(xwidget.NewText(xwidget.Muted, "Reading who takes part…")))
	m := look.PageMargin
	s.root = xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, xwidget.VBox(look.Space16, s.header, s.line))},
		xwidget.Inset(0, m, m, m, s.body))
	s.head()
	s.load()
	return xwidget.CentreColumn(look.PageWidest, s.root)
}

// FocusSearch puts the keyboard on the name to look for.
func (s *screen) FocusSearch() { s.desk.Window().Canvas().Focus(s.text.FocusTarget()) }

// Reload reads again who takes part. What is typed, the current row and how far one has scrolled stay.
func (s *screen) Reload(marketplace.Change) { s.load() }

// Shared reads it again: a computer may have come or gone.
func (s *screen) Shared(ui.Sharing) { s.load() }

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.latest, func(ctx context.Context) (got everybody, err error) {
		if got.members, err = s.data.Members(ctx); err != nil {
			return got, err
		}
		if got.orgs, err = s.data.Organisations(ctx); err != nil {
			return got, err
		}
		if got.computers, err = s.data.Computers(ctx); err != nil || !s.manages() {
			return got, err
		}
		all, err := s.data.Invitations(ctx)
		got.invited = slices.DeleteFunc(slices.Clone(all), func(i marketplace.InvitationRow) bool { return !wants(i) })
		return got, err
	}, func(got everybody, err error) {
		if err != nil {
			s.put(xwidget.Middle(xwidget.NewEmptyState(look.IconError, "Who takes part cannot be shown", marketplace.Sentence(err),
				xwidget.NewButton(xwidget.Secondary, "Try again", s.load))))
			return
		}
		s.all = got
		s.fill()
	})
}

// fill shows those that match what is chosen.
func (s *screen) fill() {
	s.head()
	switch s.view {
	case viewOrgs:
		s.put(s.orgs.show(s.all, s.text.Text()))
		return
	case viewInvited:
		s.put(s.invitations.show(s.all, s.text.Text()))
		return
	}
	s.put(s.members.show(s.all, s.text.Text(), s.role.Value()))
}

func (s *screen) put(o fyne.CanvasObject) {
	if len(s.body.Objects) != 1 || s.body.Objects[0] != o {
		s.body.Objects = []fyne.CanvasObject{o}
	}
	s.body.Refresh()
}

// show turns to a view.
func (s *screen) show(view string) {
	s.view = view
	s.chose()
}

// chose notes what is chosen, so that Back returns to it, and shows those that match.
func (s *screen) chose() {
	s.route = s.route.Set("view", s.view).Set("text", s.text.Text()).Set("role", s.role.Value())
	s.desk.Replace(s.route)
	s.fill()
}

// head shows the title, the views, and what this person may do.
func (s *screen) head() {
	s.people.SetOn(s.view == viewPeople)
	s.groups.SetOn(s.view == viewOrgs)
	s.asked.SetOn(s.view == viewInvited)
	views := xwidget.Row(look.Space4, s.people, s.groups)
	if s.manages() {
		views = xwidget.Row(look.Space4, s.people, s.asked, s.groups)
	}
	actions := []fyne.CanvasObject{views}
	title, line := "People", ""
	if n := len(s.all.members); n > 0 {
		line = xwidget.CountOf(n, "person takes part", "people take part") + ", of " + xwidget.CountOf(len(s.homes()), "organisation", "organisations")
	}
	switch {
	case s.view == viewOrgs:
		title, line = "Organisations", xwidget.CountOf(len(s.all.orgs), "organisation", "organisations")+" in this system"
		if s.coordinates() {
			actions = append(actions, xwidget.NewButton(xwidget.Primary, "Record an organisation", func() { s.orgs.edit(nil) }))
		}
	case s.view == viewInvited:
		title, line = "Invitations", s.invitations.matters(s.all.invited)
		actions = append(actions, xwidget.NewButton(xwidget.Primary, "Add a person", s.members.add))
	case s.manages():
		actions = append(actions, xwidget.NewButton(xwidget.Primary, "Add a person", s.members.add))
	}
	role := s.view != viewPeople
	if box := s.line.Objects[1]; box.Visible() == role {
		if role {
			box.Hide()
		} else {
			box.Show()
		}
	}
	s.header.Title, s.header.Subtitle = title, line
	s.header.SetActions(actions...)
	s.root.Refresh()
}

// homes is the organisations that people belong to.
func (s *screen) homes() map[string]bool {
	of := map[string]bool{}
	for _, m := range s.all.members {
		of[m.Person.Org] = true
	}
	return of
}

// manages tells whether this person adds people and changes roles; coordinates, whether they record organisations.
func (s *screen) manages() bool {
	return s.desk.Me().Roles.Has(marketplace.RoleRegistrar | marketplace.RoleCoordinator)
}

func (s *screen) coordinates() bool { return s.desk.Me().Roles.Has(marketplace.RoleCoordinator) }

func (s *screen) now() marketplace.Instant { return marketplace.InstantOf(s.desk.Now()) }

func (s *screen) today() marketplace.Date { return marketplace.DateOf(s.desk.Now()) }

// orgName is an organisation's name, or its code where it has none here.
func (s *screen) orgName(code string) string {
	if i := slices.IndexFunc(s.all.orgs, func(o marketplace.OrgRow) bool { return o.Code == code }); i >= 0 && s.all.orgs[i].NameText != "" {
		return s.all.orgs[i].NameText
	}
	return code
}

// standing is the organisations that exist today, to choose from, and one that somebody is of already.
func (s *screen) standing(was string) []xwidget.Option {
	var options []xwidget.Option
	for _, o := range s.all.orgs {
		if o.ValidOn(s.today()) {
			options = append(options, xwidget.Option{Value: o.Code, Label: o.NameText, Note: o.Code})
		}
	}
	if was != "" && !slices.ContainsFunc(options, func(o xwidget.Option) bool { return o.Value == was }) {
		options = append(options, xwidget.Option{Value: was, Label: s.orgName(was), Note: "has ended"})
	}
	return options
}

// matches tells whether one of the words holds a text, whatever its case.
func matches(text string, words ...string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(w), text) })
}

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Who may do what", Body: "A host offers rooms. A volunteer offers a welcome. A recruitment lead books for the arrivals of their organisation, and speaks for its rooms. A coordinator answers for the whole system. A registrar adds people and changes roles. A guardian hears concerns."},
		{Heading: "Adding a person", Body: "A registrar or coordinator adds somebody by name, organisation and roles. With a computer of their own they get an invitation: a file, or a code to read out or to show. Without one, a lead records what they say by phone."},
		{Heading: "Invitations", Body: "An invitation is used once, also while your computer is off. Where two computers used the same one, neither takes part until you say which is right. An invitation that nobody used runs out by itself, and one that went to the wrong place can be withdrawn."},
		{Heading: "Computers", Body: "Open a person to see their computers and when each was last heard of. Remove one that is lost or not used any more: it is refused everywhere, and what was done with it before still counts. Guests whom it accepted keep their nights."},
		{Heading: "Changing roles", Body: "Open a person and tick other roles. What they did before keeps its weight. A system always keeps one registrar."},
		{Heading: "Organisations that changed", Body: "An organisation that ended stays in the history, with those that followed it. Reports can count its nights under its successor."},
		{Heading: "Erasing personal details", Body: "You can erase your own, and a coordinator anybody’s. Names, addresses and words go on every computer; dates, rents and nights stay, without a name."},
		{Heading: "Names", Body: "The names of colleagues who take part are seen by everybody in the system. The names of arrivals are not: those are sealed."},
	}
}
