package nights

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// table is the ledger cut the way that the person chose.
type table struct {
	s    *screen
	grid *xwidget.Grid
	hold *fyne.Container
	root fyne.CanvasObject
}

var _ xwidget.GridSource = (*table)(nil)

// tableRows is how many rows of the table are seen before it scrolls.
const tableRows = 12

func newTable(s *screen) *table {
	t := &table{s: s, hold: container.NewStack()}
	options := []xwidget.Option{}
	for _, w := range ways {
		options = append(options, xwidget.Option{Value: w.name, Label: w.label})
	}
	choose := xwidget.NewSelect("", options, func(o xwidget.Option) {
		s.by = wayNamed(o.Value).by
		s.desk.SetSetting(ui.SettingNightsBy, o.Value)
		s.note()
		s.load()
	})
	choose.SetValue(wayOf(s.by).name)
	t.build()
	t.root = xwidget.NewPlainCard(xwidget.VBox(0,
		xwidget.Inset(look.Space16, look.Space16, look.Space8, look.Space16,
			xwidget.Row(look.Space16, xwidget.Grow(xwidget.NewText(xwidget.Heading, "In detail")), xwidget.NewText(xwidget.Muted, "By"), choose)),
		t.hold))
	return t
}

// build makes the grid for the present cut; its first column's title depends on it.
func (t *table) build() {
	t.grid = xwidget.NewGrid([]xwidget.Column{
		{Title: wayOf(t.s.by).label, Flex: 2},
		{Title: "Slept", Width: 90, Align: fyne.TextAlignTrailing},
		{Title: "Planned", Width: 100, Align: fyne.TextAlignTrailing},
		{Title: "People", Width: 90, Align: fyne.TextAlignTrailing, HideBelow: 700},
		{Title: "Rent agreed", Width: 130, Align: fyne.TextAlignTrailing, HideBelow: 620},
		{Title: "Saved", Width: 130, Align: fyne.TextAlignTrailing},
	}, t)
	t.grid.OnActivated = func(i int) {
		if i < len(t.s.got.rows) {
			t.s.openRow(t.s.got.rows[i])
		}
	}
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(1, float32(min(tableRows, max(2, len(t.s.got.rows)))+1)*44+8)
	t.hold.Objects = []fyne.CanvasObject{room, t.grid}
}

func (t *table) reload() {
	t.build()
	t.hold.Refresh()
}

// Len is how many groups there are.
func (t *table) Len() int { return len(t.s.got.rows) }

// Row fills the cells of a group.
func (t *table) Row(i int, cells []xwidget.Cell) (string, bool) {
	r := t.s.got.rows[i]
	cells[0] = xwidget.Cell{Text: t.s.keyOf(r), Bold: true}
	for j, text := range []string{xwidget.FormatCount(r.Nights), xwidget.FormatCount(r.Planned), xwidget.FormatCount(r.People), r.Rent.String(), r.Saving.String()} {
		cells[j+1] = xwidget.Cell{Text: text}
	}
	return "", true
}

// keyOf names a group.
func (s *screen) keyOf(r marketplace.NightsRow) string {
	switch s.by {
	case marketplace.ByHostOrg:
		return s.orgName(r.HostOrg)
	case marketplace.ByGuestOrg:
		return s.orgName(r.GuestOrg)
	case marketplace.ByArea:
		return r.Area
	case marketplace.ByGroup:
		return s.groupName(r.Group)
	}
	return r.Month.Time().Format("January 2006")
}
