package capscreen

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	CapPolicies(ctx context.Context) ([]marketplace.CapPolicy, error)
	CapPreview(ctx context.Context, percent int, areas []marketplace.CapArea) (marketplace.CapPreview, error)
}

type screen struct {
	desk     ui.Desk
	data     Data
	policies []marketplace.CapPolicy // the latest to come into force first
	chosen   marketplace.Ref         // the version whose areas are shown; zero is the one in force

	latest, live ui.Latest

	header *xwidget.PageHeader
	body   *fyne.Container
	page   *fyne.Container
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// New makes the page.
func New(desk ui.Desk, data Data, _ ui.Route) ui.Screen { return &screen{desk: desk, data: data} }

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Rent cap", "The most that a room may cost")
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Reading the cap…")))
	s.page = xwidget.NewPage(s.header, s.body)
	s.load()
	return s.page
}

// Reload reads the policies again.
func (s *screen) Reload(marketplace.Change) { s.load() }

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.latest, s.data.CapPolicies, func(all []marketplace.CapPolicy, err error) {
		if err != nil {
			s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))
			return
		}
		s.policies = all
		s.show()
	})
}

func (s *screen) put(cards ...fyne.CanvasObject) {
	s.body.Objects = cards
	s.page.Refresh()
}

func (s *screen) show() {
	s.header.SetActions()
	if s.mayChange() {
		s.header.SetActions(xwidget.NewButton(xwidget.Primary, "Change the cap", s.change))
	}
	p, ok := s.shown()
	if !ok {
		s.put(s.empty())
		return
	}
	s.header.SetTitle("Rent cap", s.matters())
	s.put(s.tiles(p), s.table(p), xwidget.Columns(2, 360, look.PageGap, s.source(p), s.history()))
}

// mayChange tells whether this person sets the cap.
func (s *screen) mayChange() bool { return s.desk.Me().Roles.Has(marketplace.RoleCoordinator) }

func (s *screen) today() marketplace.Date { return marketplace.DateOf(s.desk.Now()) }

// inForce is the policy of today.
func (s *screen) inForce() (marketplace.CapPolicy, bool) {
	i := slices.IndexFunc(s.policies, func(p marketplace.CapPolicy) bool { return p.Now })
	if i < 0 {
		return marketplace.CapPolicy{}, false
	}
	return s.policies[i], true
}

// shown is the version whose areas are shown: the one that was chosen, or that in force, or the next to come.
func (s *screen) shown() (marketplace.CapPolicy, bool) {
	for _, p := range s.policies {
		if p.Ref == s.chosen && !s.chosen.IsZero() {
			return p, true
		}
	}
	if p, ok := s.inForce(); ok {
		return p, true
	}
	if len(s.policies) == 0 {
		return marketplace.CapPolicy{}, false
	}
	return s.policies[len(s.policies)-1], true
}

// matters is the line under the title.
func (s *screen) matters() string {
	p, ok := s.inForce()
	if !ok {
		return "No cap is in force yet"
	}
	line := fmt.Sprintf("%d %% of the estimated average rent of each area, since %s", p.Percent, p.From.Long())
	for _, next := range slices.Backward(s.policies) {
		if next.From > s.today() {
			return line + fmt.Sprintf("; %d %% from %s", next.Percent, next.From.Long())
		}
	}
	return line
}

func (s *screen) tiles(p marketplace.CapPolicy) fyne.CanvasObject {
	lowest, highest := bounds(p)
	tone, note := look.Success, "every live room is within it"
	if p.Over > 0 {
		tone, note = look.Danger, "marked to re-price"
	}
	return xwidget.Columns(4, 160, look.PageGap,
		xwidget.NewStatTile(look.Info, "Cap", strconv.Itoa(p.Percent)+" %", "of the average", nil),
		xwidget.NewStatTile(look.Neutral, "Lowest cap", lowest.limit.String(), "a week, "+lowest.area, nil),
		xwidget.NewStatTile(look.Neutral, "Highest cap", highest.limit.String(), "a week, "+highest.area, nil),
		xwidget.NewStatTile(tone, "Listings over it", xwidget.FormatCount(p.Over), note, nil))
}

// source is the card of where the figures come from.
func (s *screen) source(p marketplace.CapPolicy) fyne.CanvasObject {
	parts := xwidget.VBox(12, xwidget.NewText(xwidget.Body, p.Source),
		xwidget.NewText(xwidget.Body, "The estimated average of an area is its published base rate times the factor by which the middle rent of a list of rents exceeds the rent at that percentile. The cap is a percentage of it, rounded down to a penny."))
	if p.By != "" {
		parts.Add(xwidget.NewText(xwidget.Muted, "Set by "+p.By+" on "+p.At.Date().Long()+"."))
	}
	return xwidget.NewTitledCard("Where the figures come from", parts)
}

// history is the card of all versions.
func (s *screen) history() fyne.CanvasObject {
	shown, _ := s.shown()
	parts := xwidget.VBox(12)
	for i, p := range s.policies {
		if i > 0 {
			parts.Add(xwidget.NewRule())
		}
		what := fmt.Sprintf("%d %% from %s", p.Percent, p.From.Long())
		note := xwidget.CountOf(len(p.Areas), "area", "areas")
		if p.By != "" {
			note = "Set by " + p.By + " on " + p.At.Date().Long() + ", " + note
		}
		row := []fyne.CanvasObject{xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, what), xwidget.NewText(xwidget.Caption, note)))}
		switch {
		case p.Now:
			row = append(row, xwidget.NewTag(look.Success, "In force"))
		case p.From > s.today():
			row = append(row, xwidget.NewTag(look.Purple, "To come"))
		}
		if p.Ref != shown.Ref {
			b := xwidget.NewButton(xwidget.Quiet, "See its areas", func() {
				s.chosen = p.Ref
				s.show()
			})
			b.Compact = true
			row = append(row, b)
		}
		parts.Add(xwidget.Row(look.Space8, row...))
	}
	return xwidget.NewTitledCard("Versions", parts)
}

func (s *screen) empty() fyne.CanvasObject {
	if s.mayChange() {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconPound, "No cap is set yet",
			"Without a cap no room can be listed. Set the percentage of each area’s average rent that a room may cost at most.",
			xwidget.NewButton(xwidget.Secondary, "Set the cap", s.change)))
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconPound, "No cap is set yet", "Without a cap no room can be listed. A coordinator sets it.", nil))
}

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What the cap is", Body: "The most that a room may cost a week: a percentage of the estimated average rent of a shared room in its area. A rent above it is refused, with the cap and its source."},
		{Heading: "How the average is estimated", Body: "Nobody publishes the average rent of a single room for each area. Settle starts from the Local Housing Allowance for shared accommodation, the rent at the 30th percentile, and multiplies it by how far the middle rent lies above that percentile in the list of rents. Each figure stands in the table."},
		{Heading: "A small sample", Body: "Few rents in the list make an average less certain. Below 30, treat it with care; a coordinator can enter a better average with its source."},
		{Heading: "Changing it", Body: "A coordinator sets a new version from a day on, never in the past. Bookings that are agreed keep their rent. Rooms above the new cap are marked to re-price, and leads do not find them until that is done."},
	}
}
