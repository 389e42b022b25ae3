package capscreen

import (
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// tableRows is how many areas are seen before the table scrolls.
const tableRows = 10

// areaCap is the cap of one area.
type areaCap struct {
	area  string
	limit marketplace.Pence
}

// bounds is the areas with the lowest and the highest cap.
func bounds(p marketplace.CapPolicy) (lowest, highest areaCap) {
	for _, name := range slices.Sorted(maps.Keys(p.Areas)) {
		limit, _, _ := p.Limit(name)
		if lowest.area == "" || limit < lowest.limit {
			lowest = areaCap{name, limit}
		}
		if limit > highest.limit {
			highest = areaCap{name, limit}
		}
	}
	return lowest, highest
}

// areas is a policy's areas by name, as rows of a grid.
type areas struct {
	policy marketplace.CapPolicy
	names  []string
}

var _ xwidget.GridSource = (*areas)(nil)

// Len is how many areas there are.
func (a *areas) Len() int { return len(a.names) }

// Row fills the cells of an area.
func (a *areas) Row(i int, cells []xwidget.Cell) (string, bool) {
	limit, area, _ := a.policy.Limit(a.names[i])
	text := []string{a.names[i], "", "", "", "", "", area.Average.String(), limit.String()}
	if area.Base > 0 {
		text[1], text[2], text[3] = area.Base.String(), area.Effective.Short(), ordinal(area.Percentile)
		text[4], text[5] = xwidget.FormatCount(area.Sample), fmt.Sprintf("%.4f", float64(area.Factor)/10000)
	}
	for j := range text {
		cells[j] = xwidget.Cell{Text: text[j], Bold: j == 0 || j == len(text)-1}
	}
	return "", true
}

// ordinal is a percentile as people say it: 30th, 51st.
func ordinal(n int) string {
	if n <= 0 {
		return ""
	}
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}

// table is the card of a policy's areas with the figures behind every cap.
func (s *screen) table(p marketplace.CapPolicy) fyne.CanvasObject {
	source := &areas{policy: p, names: slices.Sorted(maps.Keys(p.Areas))}
	right := fyne.TextAlignTrailing
	grid := xwidget.NewGrid([]xwidget.Column{
		{Title: "Area", Flex: 2},
		{Title: "Base rate", Width: 88, Align: right},
		{Title: "Since", Width: 108, Align: right, HideBelow: 960},
		{Title: "Percentile", Width: 92, Align: right, HideBelow: 880},
		{Title: "Rents", Width: 64, Align: right, HideBelow: 600},
		{Title: "Factor", Width: 76, Align: right, HideBelow: 700},
		{Title: "Average", Width: 92, Align: right},
		{Title: "Cap a week", Width: 104, Align: right},
	}, source)
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(1, float32(min(tableRows, max(1, len(source.names)))+1)*44+8)
	title := "The areas"
	switch {
	case p.From > s.today():
		title += ", from " + p.From.Long()
	case !p.Now:
		title += ", as they were from " + p.From.Long()
	}
	return xwidget.NewPlainCard(xwidget.VBox(0,
		xwidget.Inset(look.Space16, look.Space16, look.Space8, look.Space16,
			xwidget.VBox(2, xwidget.NewText(xwidget.Heading, title), xwidget.NewText(xwidget.Caption, "Rents are for a shared room and a week. An average without a base rate was entered by a coordinator."))),
		container.NewStack(room, grid)))
}
