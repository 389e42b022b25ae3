package report

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"
)

// Measures of a page, in millimetres, and of type, in points.
const (
	pageMargin = 15.0
	headHeight = 14.0 // of the running head from the second page on
	footHeight = 18.0
	bodySize   = 9.5
	lineHeight = 4.8
	cellPad    = 1.6 // left and right of a cell
)

// allPages stands for the number of pages until it is known; fit takes it out
// of every text of the report.
const allPages = "{nb}"

// WritePDF writes the report as A4 pages, upright or lying as its widest table
// needs: title, prose, tables with their headings repeated on every page,
// charts, notes, page numbers, and on every page of an internal report the
// mark. The same report gives the same bytes. A PDF is for paper; WriteHTML
// writes the same for screen readers.
func WritePDF(w io.Writer, r Report) error {
	r, err := r.ready()
	if err != nil {
		return err
	}
	font, err := loadFont()
	if err != nil {
		return err
	}
	r = font.fit(r)
	p := newPDF(r, "P")
	if p.widest() > p.width() {
		p = newPDF(r, "L")
	}
	p.write()
	if err := p.Error(); err != nil {
		return fmt.Errorf("the PDF cannot be made: %w", err)
	}
	return p.Output(w)
}

// pdf writes one report. It embeds the document, which keeps the first error
// and ignores what follows.
type pdf struct {
	*fpdf.Fpdf
	report Report
	again  func() // repeats the headings of the table that a page break cuts
}

// newPDF makes an empty document, upright (P) or lying (L).
func newPDF(r Report, orientation string) *pdf {
	p := &pdf{Fpdf: fpdf.New(orientation, "mm", "A4", ""), report: r}
	p.AddUTF8FontFromBytes("go", "", regularTTF)
	p.AddUTF8FontFromBytes("go", "B", boldTTF)
	p.SetMargins(pageMargin, pageMargin, pageMargin)
	p.SetAutoPageBreak(false, footHeight)
	p.SetCellMargin(0)
	p.SetCatalogSort(true)
	p.SetCreationDate(r.Made.UTC())
	p.SetModificationDate(r.Made.UTC())
	p.SetTitle(r.Title, true)
	p.SetSubject(r.Subtitle, true)
	p.SetAuthor(r.System, true)
	p.SetLang("en-GB")
	p.AliasNbPages(allPages)
	p.SetHeaderFunc(p.head)
	p.SetFooterFunc(p.foot)
	p.font("", bodySize, colourText)
	return p
}

// write writes the whole report.
func (p *pdf) write() {
	p.AddPage()
	p.prose(p.report.Title, "B", 20, 9, colourText)
	p.prose(p.report.Subtitle, "", 12, 6, colourText)
	p.prose(p.report.byline(), "", bodySize, lineHeight, colourQuiet)
	for _, s := range p.report.Sections {
		p.heading(s.Heading, 30)
		for _, text := range s.Paragraphs {
			p.prose(text, "", bodySize, lineHeight, colourText)
			p.Ln(1.5)
		}
		if s.Table != nil {
			p.table(s.Table)
		}
		if s.Chart != nil {
			p.chart(*s.Chart)
		}
	}
	if len(p.report.Notes) > 0 {
		p.heading("Notes", 15)
	}
	for _, n := range p.report.Notes {
		p.prose(n, "", 8.5, 4.2, colourQuiet)
		p.Ln(1.5)
	}
}

// head writes the mark of an internal report, and the title from the second
// page on.
func (p *pdf) head() {
	y := pageMargin
	if p.report.Internal {
		y += 2
		p.SetXY(pageMargin, 6)
		p.font("B", 10, colourRed)
		p.draw(colourRed)
		p.SetLineWidth(0.4)
		p.CellFormat(p.width(), 6.5, InternalMark, "1", 0, "C", false, 0, "")
	}
	if p.PageNo() > 1 {
		p.SetXY(pageMargin, y)
		p.font("", 8.5, colourQuiet)
		title := p.report.Title
		if p.report.System != "" {
			title += ", " + p.report.System
		}
		p.CellFormat(p.width(), 5, p.cut(title, p.width()), "", 0, "L", false, 0, "")
		y += headHeight - 5
	}
	p.SetXY(pageMargin, y)
	p.font("", bodySize, colourText)
}

// foot writes when the report was made and the number of the page.
func (p *pdf) foot() {
	_, height := p.GetPageSize()
	p.SetXY(pageMargin, height-12)
	p.font("", 8.5, colourQuiet)
	p.CellFormat(p.width()*0.75, 5, p.cut(p.report.byline(), p.width()*0.75), "", 0, "L", false, 0, "")
	// Set from its left, since the number of pages is not known yet.
	p.SetX(pageMargin + p.width() - p.GetStringWidth(fmt.Sprintf("Page %d of 9", p.PageNo())))
	p.CellFormat(0, 5, fmt.Sprintf("Page %d of %s", p.PageNo(), allPages), "", 0, "L", false, 0, "")
}

// heading writes a section's heading where at least that much of the section
// follows it on the page.
func (p *pdf) heading(s string, follows float64) {
	p.Ln(4)
	if s == "" {
		return
	}
	p.room(9 + follows)
	p.prose(s, "B", 13, 6.5, colourText)
	p.Ln(1)
}

// prose writes a paragraph, wrapped, over pages if need be.
func (p *pdf) prose(s, style string, size, height float64, colour string) {
	if s == "" {
		return
	}
	p.font(style, size, colour)
	for _, l := range p.wrap(s, p.width()) {
		if p.room(height) {
			p.font(style, size, colour)
		}
		p.SetX(pageMargin)
		p.CellFormat(p.width(), height, l, "", 1, "L", false, 0, "")
	}
}

// room starts a new page unless so much is left of this one, and reports
// whether it did.
func (p *pdf) room(height float64) bool {
	_, page := p.GetPageSize()
	if p.GetY()+height <= page-footHeight {
		return false
	}
	p.AddPage()
	if p.again != nil {
		p.again()
	}
	return true
}

// width is what a page has between its margins.
func (p *pdf) width() float64 {
	w, _ := p.GetPageSize()
	return w - 2*pageMargin
}
