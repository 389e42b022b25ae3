package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// place is one entry of the navigation, with the pages that belong to it.
type place struct {
	page  Page
	icon  look.Icon
	label string
	short string            // of a label that is too long for a narrow window
	roles marketplace.Roles // any of these sees it; zero is everyone
	pages []Page            // further pages under it
}

// places is the navigation from top to bottom.
var places = []place{
	{page: PageHome, icon: look.IconHome, label: "Home"},
	{page: PageFind, icon: look.IconFind, label: "Find a room", short: "Find", roles: marketplace.RoleLead | marketplace.RoleCoordinator, pages: []Page{PageRoom, PageCompare}},
	{page: PageMyRooms, icon: look.IconRooms, label: "My rooms", roles: marketplace.RoleHost | marketplace.RoleLead | marketplace.RoleCoordinator, pages: []Page{PageListRoom}},
	{page: PageBookings, icon: look.IconBookings, label: "Bookings", pages: []Page{PageBooking}},
	{page: PageArrivals, icon: look.IconArrivals, label: "Arrivals", roles: marketplace.RoleLead | marketplace.RoleCoordinator, pages: []Page{PageArrival, PageImport}},
	{page: PageWelcome, icon: look.IconWelcome, label: "Welcome", pages: []Page{PageOffer}},
	{page: PageNights, icon: look.IconNights, label: "Nights"},
	{page: PagePeople, icon: look.IconPeople, label: "People", roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar | marketplace.RoleLead},
	{page: PageCap, icon: look.IconPound, label: "Rent cap"},
	{page: PageSettings, icon: look.IconSettings, label: "This computer", short: "Computer", pages: []Page{PageSharing}},
}

// placesFor is the navigation of a person with roles.
func placesFor(roles marketplace.Roles) []place {
	out := make([]place, 0, len(places))
	for _, p := range places {
		if p.roles == 0 || roles.Has(p.roles) {
			out = append(out, p)
		}
	}
	return out
}

// placeOf is the place that a page belongs to.
func placeOf(page Page) Page {
	for _, p := range places {
		if slices.Contains(p.pages, page) {
			return p.page
		}
	}
	return page
}

// nav is the navigation at the left: the name, the places by role, and the state of sharing at the foot.
type nav struct {
	open   func(Page)
	items  map[Page]*xwidget.NavItem
	list   *fyne.Container
	narrow bool
	help   *xwidget.NavItem
	status *xwidget.StatusLine
	name   fyne.CanvasObject // the name, and the mark of a rehearsal
	root   fyne.CanvasObject
}

func newNav(me marketplace.Me, open func(Page), help func()) *nav {
	n := &nav{open: open, list: xwidget.VBox(look.Space4)}
	name := xwidget.NewLine(xwidget.Title, "Settle")
	name.Color = look.ColorSidebarText
	n.name = name
	if me.Rehearsal {
		n.name = xwidget.Row(look.Space8, name, xwidget.NewTag(look.Warning, "Rehearsal"))
	}
	n.allow(me.Roles)
	n.help = xwidget.NewNavItem(look.IconHelp, "Help", help)
	n.status = xwidget.NewStatusLine(look.IconCheck, "Saved here.", func() { open(PageSharing) })
	top := xwidget.VBox(look.Space4, xwidget.Inset(look.Space8, look.Space8, look.Space16, look.Space16, n.name), n.list)
	foot := xwidget.VBox(look.Space4, n.help, n.status)
	body := xwidget.Frame(xwidget.Edges{Bottom: foot}, xwidget.NewScroll(top))
	n.root = xwidget.Stack(xwidget.NewSurface(look.ColorSidebar), xwidget.Inset(look.Space16, look.Space8, look.Space8, look.Space8, body))
	return n
}

// allow shows the places of a person with roles. Those that stood there before stay as they are.
func (n *nav) allow(roles marketplace.Roles) {
	was := n.items
	n.items, n.list.Objects = map[Page]*xwidget.NavItem{}, nil
	for _, p := range placesFor(roles) {
		item := was[p.page]
		if item == nil {
			item = xwidget.NewNavItem(p.icon, p.label, func() { n.open(p.page) })
			item.Short, item.Collapsed = p.short, n.narrow
		}
		n.items[p.page] = item
		n.list.Objects = append(n.list.Objects, item)
	}
	n.list.Refresh()
}

func (n *nav) mark(page Page) {
	here := placeOf(page)
	for p, item := range n.items {
		item.SetSelected(p == here)
	}
}

// fold shows icons alone, for narrow windows.
func (n *nav) fold(narrow bool) {
	n.narrow = narrow
	for _, item := range n.items {
		item.SetCollapsed(narrow)
	}
	n.help.SetCollapsed(narrow)
	n.status.SetCollapsed(narrow)
	if narrow {
		n.name.Hide()
	} else {
		n.name.Show()
	}
}

// frame lays out the navigation and the page: 220 wide, or 64 where the window is narrow.
type frame struct {
	nav    *nav
	narrow bool
}

// narrowBelow is the width of a window under which the navigation folds to icons.
const narrowBelow = 960

var _ fyne.Layout = (*frame)(nil)

// MinSize lets a phone-wide window work.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(360, 480) }

// Layout folds the navigation where the window is narrow.
func (f *frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := look.NavWidth
	if narrow := size.Width < narrowBelow; narrow != f.narrow {
		f.narrow = narrow
		f.nav.fold(narrow)
	}
	if f.narrow {
		width = look.NavNarrow
	}
	page, side := objects[0], objects[1]
	side.Move(fyne.NewPos(0, 0))
	side.Resize(fyne.NewSize(width, size.Height))
	page.Move(fyne.NewPos(width, 0))
	page.Resize(fyne.NewSize(size.Width-width, size.Height))
}

// newFrame puts the page first, so that Tab begins with what the page is for; the navigation follows at its end, and
// Shift and Tab reach it from the page's beginning.
func newFrame(n *nav, page fyne.CanvasObject) *fyne.Container {
	return container.New(&frame{nav: n}, page, n.root)
}
