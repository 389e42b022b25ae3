package importer

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
)

// source is the card that takes a file or pasted rows.
func (s *screen) source() fyne.CanvasObject {
	sentence := "Choose a file, drop one on the window, or copy rows with their headings in a spreadsheet and paste them here with Ctrl and V."
	first := xwidget.Primary
	if s.b.table != nil {
		first = xwidget.Secondary // the import is the page's one green act then
	}
	acts := []fyne.CanvasObject{
		xwidget.NewIconButton(first, look.IconUpload, "Choose a file", s.pick),
		xwidget.NewIconButton(xwidget.Secondary, look.IconPaste, "Paste rows", func() { s.Pasted(fyne.CurrentApp().Clipboard().Content()) }),
	}
	if s.kind.what == "rooms" {
		label := "Add a file of dates that are not free"
		if s.b.unavailable != nil {
			label = "Dates from " + filepath.Base(s.b.unavailable.Name)
		}
		acts = append(acts, xwidget.NewIconButton(xwidget.Secondary, look.IconCalendar, label, s.pickDates))
	}
	title := "Where from?"
	if s.b.table != nil {
		title = fmt.Sprintf("%s, %s", filepath.Base(s.b.table.Name), rows(len(s.b.table.Rows)))
	}
	return xwidget.NewTitledCard(title, xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, sentence), xwidget.Flow(look.Space16, acts...)))
}

// show is the page once a table was read: what the import comes to, the refused rows, the columns.
func (s *screen) show(err error) {
	parts := []fyne.CanvasObject{}
	if err != nil {
		parts = append(parts, xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err)))
	}
	if s.result != "" && err == nil {
		parts = append(parts, xwidget.NewBanner(xwidget.BannerSuccess, "Imported", s.result))
	}
	if s.plan != nil {
		parts = append(parts, s.tiles())
		if len(s.plan.Rejected) > 0 {
			parts = append(parts, s.rejected())
		}
		if len(s.plan.Remarks) > 0 {
			parts = append(parts, s.remarks())
		}
	}
	if s.result == "" {
		parts = append(parts, s.preview(), s.mapping())
	}
	s.put(append(parts, s.source())...)
}

func (s *screen) tiles() fyne.CanvasObject {
	p := s.plan
	would := "would come in"
	if s.result != "" {
		would = "came in"
	}
	return xwidget.Columns(3, 200, look.PageGap,
		xwidget.NewStatTile(look.Success, "Accepted", xwidget.FormatCount(p.Accepted()), would+": "+xwidget.FormatCount(p.New)+" new, "+xwidget.FormatCount(p.Updated)+" changed", nil),
		xwidget.NewStatTile(look.Neutral, "Unchanged", xwidget.FormatCount(p.Unchanged), "here already, just so", nil),
		xwidget.NewStatTile(refusedTone(len(p.Rejected)), "Refused", xwidget.FormatCount(len(p.Rejected)), "each with a reason below", nil))
}

func refusedTone(n int) look.Tone {
	if n > 0 {
		return look.Danger
	}
	return look.Neutral
}

// rejected lists the refused rows, those with the most common reasons first told by their number.
func (s *screen) rejected() fyne.CanvasObject {
	grid := xwidget.NewGrid([]xwidget.Column{{Title: "Row", Width: 80, Align: fyne.TextAlignTrailing}, {Title: "Why it is refused, and what to do", Flex: 1}},
		rejects(s.plan.Rejected))
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(1, float32(min(8, len(s.plan.Rejected))+1)*44+8)
	parts := []fyne.CanvasObject{}
	for _, g := range grouped(s.plan.Rejected) {
		parts = append(parts, xwidget.NewText(xwidget.Body, g))
	}
	return xwidget.NewTitledCard("Refused rows", xwidget.VBox(look.Space16, xwidget.VBox(look.Space4, parts...), xwidget.Stack(room, grid)),
		xwidget.NewIconButton(xwidget.Secondary, look.IconDownload, "Save the refused rows", s.saveRejects))
}

// rejects is the refused rows as a grid's source.
type rejects []intake.Reject

// Len is how many there are.
func (r rejects) Len() int { return len(r) }

// Row fills the cells of one.
func (r rejects) Row(i int, cells []xwidget.Cell) (string, bool) {
	cells[0], cells[1] = xwidget.Cell{Text: strconv.Itoa(r[i].Line)}, xwidget.Cell{Text: r[i].Reason}
	return "", true
}

// grouped says how many rows are refused for each kind of reason.
func grouped(list []intake.Reject) []string {
	count := map[string]int{}
	for _, r := range list {
		switch {
		case r.Code == marketplace.OverCap:
			count["over the cap of their area"]++
		case r.Field != "":
			count["something wrong with “"+r.Field+"”"]++
		default:
			count["another reason"]++
		}
	}
	keys := make([]string, 0, len(count))
	for k := range count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	out := []string{}
	for _, k := range keys {
		out = append(out, xwidget.FormatCount(count[k])+": "+k)
	}
	return out
}

// remarksMost is how many remarks are shown.
const remarksMost = 8

func (s *screen) remarks() fyne.CanvasObject {
	parts := []fyne.CanvasObject{}
	for i, r := range s.plan.Remarks {
		if i == remarksMost {
			parts = append(parts, xwidget.NewText(xwidget.Muted, "And "+xwidget.FormatCount(len(s.plan.Remarks)-i)+" more like these."))
			break
		}
		where := ""
		if r.Line > 0 {
			where = fmt.Sprintf("Row %d: ", r.Line)
		}
		parts = append(parts, xwidget.NewText(xwidget.Body, where+r.Text))
	}
	return xwidget.NewTitledCard("Good to know", xwidget.VBox(look.Space8, parts...))
}

// previewRows is how many rows are shown as they were read.
const previewRows = 5

// preview shows the first rows as they were understood.
func (s *screen) preview() fyne.CanvasObject {
	columns := []xwidget.Column{}
	at := []int{}
	for _, c := range s.kind.columns {
		if i, ok := s.b.mapping[c.Field]; ok && len(columns) < 8 {
			columns, at = append(columns, xwidget.Column{Title: c.Label, Flex: 1}), append(at, i)
		}
	}
	if len(columns) == 0 {
		return xwidget.NewInsetText("No column of the file was recognised. Choose below which is which.")
	}
	p := &preview{rows: s.b.table.Rows, at: at}
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(1, float32(p.Len()+1)*44+8)
	return xwidget.NewTitledCard("The first rows, as they are read", xwidget.Stack(room, xwidget.NewGrid(columns, p)))
}

// preview is the first rows in the columns that were found.
type preview struct {
	rows []intake.Row
	at   []int
}

// Len is how many are shown.
func (p *preview) Len() int { return min(previewRows, len(p.rows)) }

// Row fills the cells of one.
func (p *preview) Row(i int, cells []xwidget.Cell) (string, bool) {
	for j, column := range p.at {
		if column < len(p.rows[i].Cells) {
			cells[j] = xwidget.Cell{Text: p.rows[i].Cells[column]}
		}
	}
	return "", true
}

// mapping lets the person say which column is what.
func (s *screen) mapping() fyne.CanvasObject {
	fields := []fyne.CanvasObject{}
	for _, c := range s.kind.columns {
		options := []xwidget.Option{{Value: "", Label: "Not in the file"}}
		for i, h := range s.b.table.Header {
			options = append(options, xwidget.Option{Value: strconv.Itoa(i), Label: h})
		}
		choose := xwidget.NewSelect("Not in the file", options, func(o xwidget.Option) {
			if i, err := strconv.Atoi(o.Value); err == nil {
				s.b.mapping[c.Field] = i
			} else {
				delete(s.b.mapping, c.Field)
			}
			s.makePlan()
		})
		choose.SetValue("")
		if i, ok := s.b.mapping[c.Field]; ok {
			choose.SetValue(strconv.Itoa(i))
		}
		hint := "Optional"
		if c.Required {
			hint = "Needed"
		}
		fields = append(fields, xwidget.NewField(c.Label, hint, choose))
	}
	return xwidget.NewTitledCard("Which column is what", xwidget.Columns(3, 240, look.Space16, fields...))
}

// outcome says what an import came to: "2,500 accepted, 12 refused, nothing unchanged."
func outcome(r intake.Result) string {
	count := func(n int) string {
		if n == 0 {
			return "nothing"
		}
		return xwidget.FormatCount(n)
	}
	return count(r.Accepted) + " accepted, " + count(r.Rejected) + " refused, " + count(r.Unchanged) + " unchanged."
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return xwidget.FormatCount(n) + " rows"
}
