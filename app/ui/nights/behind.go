package nights

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// behindMost is how many stays a sheet lists.
const behindMost = 5000

// openRow shows the stays behind a group.
func (s *screen) openRow(r marketplace.NightsRow) {
	f := s.f
	switch s.by {
	case marketplace.ByHostOrg:
		f.HostOrg = r.HostOrg
	case marketplace.ByGuestOrg:
		f.GuestOrg = r.GuestOrg
	case marketplace.ByArea:
		f.Area = r.Area
	case marketplace.ByGroup:
		f.Group = r.Group
	default:
		f.WithMonth = r.Month
	}
	s.open(s.keyOf(r), f)
}

// open shows the stays that a filter leaves.
func (s *screen) open(title string, f marketplace.NightsFilter) {
	f.By, f.Limit = 0, behindMost
	ui.Load(s.desk.Work(), &s.behind, func(ctx context.Context) ([]marketplace.Stay, error) { return s.data.Stays(ctx, f) }, func(stays []marketplace.Stay, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		list := &behind{s: s, stays: stays}
		grid := xwidget.NewTwoLineGrid([]xwidget.Column{
			{Title: "Stay", Flex: 2}, {Title: "Slept", Width: 80, Align: fyne.TextAlignTrailing}, {Title: "Planned", Width: 90, Align: fyne.TextAlignTrailing},
		}, list, nil)
		list.close = s.desk.Sheet(title, xwidget.Frame(xwidget.Edges{
			Top: xwidget.Inset(0, 0, look.Space16, 0, xwidget.NewText(xwidget.Muted, plural(len(stays), "stay")+" behind this figure. Each opens its booking.")),
		}, grid))
		grid.OnActivated = func(i int) {
			if i < len(stays) {
				list.close()
				s.desk.Go(ui.ToID(ui.PageBooking, stays[i].Booking))
			}
		}
	})
}

// behind is the stays behind a figure, as rows.
type behind struct {
	s     *screen
	stays []marketplace.Stay
	close func()
}

// Len is how many stays there are.
func (b *behind) Len() int { return len(b.stays) }

// Row fills the cells of a stay: who slept where, and when.
func (b *behind) Row(i int, cells []xwidget.Cell) (string, bool) {
	st := b.stays[i]
	who := st.Guest
	if who == "" {
		who = b.s.groupName(st.Group)
	}
	when := st.Slept
	if when.Nights() <= 0 {
		when = st.Planned
	}
	cells[0] = xwidget.Cell{Text: who + ", " + st.Title, Secondary: when.From.Short() + " to " + when.To.Short() + " · " + b.s.orgName(st.GuestOrg), Bold: true}
	cells[1] = xwidget.Cell{Text: strconv.Itoa(max(0, st.Slept.Nights()))}
	cells[2] = xwidget.Cell{Text: strconv.Itoa(max(0, st.Planned.Nights()))}
	return "", true
}
