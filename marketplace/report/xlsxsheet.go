package report

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// headingRow is the row of a sheet in which the headings of its columns stand;
// above it are title, subtitle, who made it when, and mark.
const headingRow = 5

// maxColumnWidth is the greatest width of a column, in characters.
const maxColumnWidth = 60

// tableSheet writes a table on a sheet of its own.
func (b *workbook) tableSheet(heading string, t *Table, styles xlsxStyles) {
	sheet := b.sheet(heading)
	b.sheetHead(sheet, heading, t.Caption, styles)
	rows := t.all()
	for i, c := range t.Columns {
		b.text(sheet, i+1, headingRow, c.heading(), styles.heading(c.Align))
		widest := columns(c.heading()) + 2 // room for the filter's arrow
		for j, row := range rows {
			last := len(t.Total) > 0 && j == len(rows)-1
			b.set(sheet, i+1, headingRow+1+j, row[i], styles.of(row[i].kind, c.Align, last))
			widest = max(widest, columns(row[i].String()))
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.file.SetColWidth(sheet, name, name, float64(min(widest, maxColumnWidth)+2)))
	}
	for j, row := range rows {
		widest := 0
		for _, c := range row {
			widest = max(widest, columns(c.String()))
		}
		b.height(sheet, headingRow+1+j, widest, maxColumnWidth)
	}
	b.do(b.file.SetPanes(sheet, &excelize.Panes{
		Freeze: true, YSplit: headingRow, TopLeftCell: "A6", ActivePane: "bottomLeft",
	}))
	b.repeatHeading(sheet)
	if len(t.Rows) > 0 {
		from, err := excelize.CoordinatesToCellName(1, headingRow)
		b.do(err)
		to, err := excelize.CoordinatesToCellName(len(t.Columns), headingRow+len(t.Rows))
		b.do(err)
		b.do(b.file.AutoFilter(sheet, from+":"+to, nil))
	}
	b.page(sheet)
}

// sheetHead writes what stands above a table.
func (b *workbook) sheetHead(sheet, heading, caption string, styles xlsxStyles) {
	title := b.report.Title
	if heading != title {
		title += ": " + heading
	}
	b.text(sheet, 1, 1, title, styles.title)
	parts := []string{}
	for _, s := range []string{b.report.Subtitle, caption} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	b.text(sheet, 1, 2, strings.Join(parts, " · "), styles.plain)
	b.text(sheet, 1, 3, b.report.byline(), styles.plain)
	if b.report.Internal {
		b.text(sheet, 1, 4, InternalMark, styles.mark)
	}
}

// repeatHeading makes the heading row print on every page.
func (b *workbook) repeatHeading(sheet string) {
	b.do(b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: "'" + strings.ReplaceAll(sheet, "'", "''") + "'!$5:$5",
	}))
}

// chartSheet writes a chart's figures and the chart beside them. A suppressed
// figure stays text, so that it has no bar.
func (b *workbook) chartSheet(heading string, c Chart, styles xlsxStyles) {
	if len(c.Bars) == 0 {
		return
	}
	name := heading
	if b.names[strings.ToLower(heading)] {
		name += " chart"
	}
	sheet := b.sheet(name)
	defer b.page(sheet)
	b.sheetHead(sheet, heading, c.Title, styles)
	b.text(sheet, 1, headingRow, c.Title, styles.heading(AlignLeft))
	b.text(sheet, 2, headingRow, c.Unit, styles.heading(AlignRight))
	label := columns(c.Title)
	for i, bar := range c.Bars {
		b.text(sheet, 1, headingRow+1+i, bar.Label, styles.of(KindText, AlignLeft, false))
		b.set(sheet, 2, headingRow+1+i, bar.Value, styles.of(bar.Value.kind, AlignRight, false))
		label = max(label, columns(bar.Label))
	}
	b.do(b.file.SetColWidth(sheet, "A", "A", float64(min(label, maxColumnWidth)+2)))
	b.do(b.file.SetColWidth(sheet, "B", "B", 16))
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	last, err := excelize.CoordinatesToCellName(1, headingRow+len(c.Bars), true)
	b.do(err)
	lastValue, err := excelize.CoordinatesToCellName(2, headingRow+len(c.Bars), true)
	b.do(err)
	if b.err != nil {
		return
	}
	b.do(b.file.AddChart(sheet, "D5", &excelize.Chart{
		Type: excelize.Col,
		Series: []excelize.ChartSeries{{
			Name: quoted + "$A$5", Categories: quoted + "$A$6:" + last, Values: quoted + "$B$6:" + lastValue,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colourBlue}},
		}},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: Column{Title: c.Title, Unit: c.Unit}.heading()}}},
		Legend:    excelize.ChartLegend{Position: "none"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 400},
	}))
}
