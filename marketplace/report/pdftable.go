package report

// Bounds of a table on paper, in millimetres and lines.
const (
	maxCellWidth = 75.0 // wider texts are wrapped
	minCellWidth = 12.0
	maxCellLines = 20 // of one row; the rest of a text is cut
)

// widest is the natural width of the widest table.
func (p *pdf) widest() float64 {
	widest := 0.0
	for _, s := range p.report.Sections {
		if s.Table == nil {
			continue
		}
		sum := 0.0
		for _, w := range p.naturalWidths(s.Table) {
			sum += w
		}
		widest = max(widest, sum)
	}
	return widest
}

// naturalWidths is how wide each column would be if no text but very long ones
// were wrapped.
func (p *pdf) naturalWidths(t *Table) []float64 {
	widths := make([]float64, len(t.Columns))
	measure := func(row []Cell) {
		for i, c := range row {
			widths[i] = max(widths[i], p.GetStringWidth(c.String()))
		}
	}
	p.font("B", bodySize, colourText)
	for i, c := range t.Columns {
		widths[i] = p.GetStringWidth(c.heading())
	}
	measure(t.Total)
	p.font("", bodySize, colourText)
	for _, row := range t.Rows {
		measure(row)
	}
	for i, w := range widths {
		// A hair more, so that rounding does not wrap the widest text.
		widths[i] = max(minCellWidth, min(w, maxCellWidth)+2*cellPad+0.2)
	}
	return widths
}

// widths fits the natural widths to the page. Where they are too wide columns
// of text give way first; where they are narrower the first column gets the
// rest.
func (p *pdf) widths(t *Table) []float64 {
	widths := p.naturalWidths(t)
	sum, yielding := 0.0, 0.0
	for i, w := range widths {
		sum += w
		if t.Columns[i].Align == AlignLeft {
			yielding += w
		}
	}
	over := sum - p.width()
	switch {
	case over <= 0:
		widths[0] += min(-over, 20)
	case yielding-over >= minCellWidth*float64(len(widths)):
		for i := range widths {
			if t.Columns[i].Align == AlignLeft {
				widths[i] *= 1 - over/yielding
			}
		}
	default:
		for i := range widths {
			widths[i] *= p.width() / sum
		}
	}
	return widths
}

// table writes a table over as many pages as it needs.
func (p *pdf) table(t *Table) {
	widths := p.widths(t)
	headings := make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		headings[i] = Text(c.heading())
	}
	head := func() { p.row(t.Columns, headings, widths, rowHead) }
	if t.Caption != "" {
		p.room(25)
		p.prose(t.Caption, "B", bodySize, lineHeight+0.6, colourText)
	}
	p.room(20)
	head()
	p.again = head
	for _, row := range t.Rows {
		p.row(t.Columns, row, widths, rowBody)
	}
	if len(t.Total) > 0 {
		p.row(t.Columns, t.Total, widths, rowTotal)
	}
	p.again = nil
	p.Ln(3)
}

// rowLook is how a row of a table looks.
type rowLook int

const (
	rowBody rowLook = iota
	rowHead
	rowTotal
)

// row writes one row, its cells wrapped, on one page.
func (p *pdf) row(cols []Column, row []Cell, widths []float64, look rowLook) {
	style := ""
	if look != rowBody {
		style = "B"
	}
	p.font(style, bodySize, colourText)
	cells, most := make([][]string, len(row)), 1
	for i, c := range row {
		cells[i] = p.wrap(c.String(), widths[i]-2*cellPad)
		if len(cells[i]) > maxCellLines {
			cells[i] = append(cells[i][:maxCellLines-1], "…")
		}
		most = max(most, len(cells[i]))
	}
	height := float64(most)*lineHeight + 2*cellPad
	if look != rowHead {
		p.room(height)
	}
	p.font(style, bodySize, colourText)
	x, y, total := pageMargin, p.GetY(), 0.0
	for _, w := range widths {
		total += w
	}
	if look == rowHead {
		p.fill(colourPage)
		p.Rect(x, y, total, height, "F")
	}
	for i, w := range widths {
		side := "L"
		if cols[i].Align == AlignRight {
			side = "R"
		}
		for j, l := range cells[i] {
			p.SetXY(x+cellPad, y+cellPad+float64(j)*lineHeight)
			p.CellFormat(w-2*cellPad, lineHeight, l, "", 0, side, false, 0, "")
		}
		x += w
	}
	p.SetLineWidth(0.2)
	p.draw(colourLine)
	if look != rowBody {
		p.SetLineWidth(0.4)
		p.draw(colourText)
	}
	edge := y + height
	if look == rowTotal {
		edge = y
	}
	p.Line(pageMargin, edge, pageMargin+total, edge)
	p.SetXY(pageMargin, y+height)
}

// Measures of a chart, in millimetres.
const (
	barHeight = 5.0
	barGap    = 2.0
)

// chart writes a bar a line: label, figure, bar.
func (p *pdf) chart(c Chart) {
	p.room(30)
	p.prose(Column{Title: c.Title, Unit: c.Unit}.heading(), "B", bodySize, lineHeight+0.6, colourText)
	p.Ln(1)
	p.font("", bodySize, colourText)
	label, value := 0.0, 0.0
	for _, b := range c.Bars {
		label = max(label, p.GetStringWidth(b.Label))
		value = max(value, p.GetStringWidth(b.Value.String()))
	}
	label, value = min(label, p.width()/3), min(value, p.width()/6)
	left := pageMargin + label + value + 6
	longest := float64(c.longest())
	for _, b := range c.Bars {
		if p.room(barHeight + barGap) {
			p.font("", bodySize, colourText)
		}
		y := p.GetY()
		p.SetXY(pageMargin, y)
		p.CellFormat(label, barHeight, p.cut(b.Label, label), "", 0, "L", false, 0, "")
		p.SetX(pageMargin + label + 3)
		p.CellFormat(value, barHeight, p.cut(b.Value.String(), value), "", 0, "R", false, 0, "")
		if n := float64(b.length()); n > 0 {
			p.fill(colourBlue)
			p.Rect(left, y, max(0.3, n/longest*(pageMargin+p.width()-left)), barHeight, "F")
		}
		p.SetXY(pageMargin, y+barHeight+barGap)
	}
	p.Ln(2)
}
