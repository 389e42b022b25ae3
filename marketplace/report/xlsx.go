package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Colours of spreadsheets and PDFs, as RRGGBB.
const (
	colourText  = "212B32"
	colourQuiet = "4C6272"
	colourLine  = "D8DDE0"
	colourBlue  = "005EB8"
	colourRed   = "D5281B"
	colourPage  = "F0F4F5"
)

// maxSheetRows is a little less than a sheet may hold.
const maxSheetRows = 1_000_000

// WriteXLSX writes the report as a workbook: a sheet a table, with real
// numbers, days and amounts of pounds, headings that stay in sight and print on
// every page, a sheet a chart, and a last sheet that says what the report is.
// In an internal report every sheet carries the mark, on paper too.
func WriteXLSX(w io.Writer, r Report) error {
	r, err := r.ready()
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // holds temporary files alone
	b := &workbook{file: f, report: r, names: map[string]bool{}}
	if err := b.write(); err != nil {
		return fmt.Errorf("the workbook cannot be made: %w", err)
	}
	return f.Write(w)
}

// workbook fills an excelize file. Its methods after the first failure do
// nothing; write returns that failure.
type workbook struct {
	file   *excelize.File
	report Report
	names  map[string]bool // of sheets, in lower case
	err    error
}

func (b *workbook) write() error {
	styles, err := newStyles(b.file)
	if err != nil {
		return err
	}
	for _, s := range b.report.Sections {
		heading := s.Heading
		if heading == "" {
			heading = b.report.Title
		}
		if s.Table != nil && len(s.Table.Rows) > maxSheetRows {
			return fmt.Errorf("the table %q has more than %d rows; write it as CSV", heading, maxSheetRows)
		}
		if s.Table != nil {
			b.tableSheet(heading, s.Table, styles)
		}
		if s.Chart != nil {
			b.chartSheet(heading, *s.Chart, styles)
		}
	}
	b.aboutSheet(styles)
	b.do(b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	b.do(b.file.SetDocProps(&excelize.DocProperties{
		Title: b.report.Title, Subject: b.report.Subtitle, Creator: b.report.System, Language: "en-GB",
	}))
	return b.err
}

// do keeps the first failure.
func (b *workbook) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// sheet adds a sheet under a name that Excel accepts and no other sheet has.
func (b *workbook) sheet(heading string) string {
	base := strings.Trim(strings.Map(func(c rune) rune {
		if strings.ContainsRune(`[]:*?/\`, c) || c > 0xffff {
			return ' '
		}
		return c
	}, heading), " '")
	// Excel would take "Sheet1" for the one that is removed, and keeps
	// "History" for itself.
	if base == "" || strings.EqualFold(base, "history") || strings.EqualFold(base, "sheet1") {
		base = "Figures"
	}
	name := firstRunes(base, 31)
	for n := 2; b.names[strings.ToLower(name)]; n++ {
		tail := fmt.Sprintf(" %d", n)
		name = strings.TrimSpace(firstRunes(base, 31-len(tail))) + tail
	}
	b.names[strings.ToLower(name)] = true
	if b.err == nil {
		_, err := b.file.NewSheet(name)
		b.do(err)
	}
	return name
}

// page sets how a sheet prints: A4 lying, as wide as the paper, with title,
// mark and page numbers in its margins. It comes last: a filter undoes it.
func (b *workbook) page(sheet string) {
	a4, landscape, wide, high := 9, "landscape", 1, 0 // as high as it needs
	b.do(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	fit := true
	b.do(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	// & begins a code in headers and footers; && is the sign itself.
	header := "&L" + strings.ReplaceAll(firstRunes(b.report.Title, 80), "&", "&&")
	if b.report.Internal {
		header += "&R" + InternalMark
	}
	b.do(b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: header, OddFooter: "&L&A&RPage &P of &N"}))
}

// text writes a text, never a formula, into a cell.
func (b *workbook) text(sheet string, column, row int, s string, style int) {
	b.set(sheet, column, row, Text(s), style)
}

// set writes a cell with its own type.
func (b *workbook) set(sheet string, column, row int, c Cell, style int) {
	if b.err != nil {
		return
	}
	at, err := excelize.CoordinatesToCellName(column, row)
	b.do(err)
	switch c.kind {
	case KindInt:
		b.do(b.file.SetCellInt(sheet, at, c.n))
	case KindPence:
		b.do(b.file.SetCellFloat(sheet, at, float64(c.n)/100, 2, 64))
	case KindDate:
		b.do(b.file.SetCellValue(sheet, at, c.day))
	default:
		b.do(b.file.SetCellStr(sheet, at, c.String()))
	}
	b.do(b.file.SetCellStyle(sheet, at, at, style))
}

// aboutWidth is the width of the sheet of prose, in characters.
const aboutWidth = 100

// height makes a row high enough for a text of so many characters that wraps
// in a column so wide. One line is left to the spreadsheet.
func (b *workbook) height(sheet string, row, characters, width int) {
	// A tenth more than the characters need, since letters differ in width.
	if lines := (characters*11/10 + width - 1) / width; lines > 1 {
		b.do(b.file.SetRowHeight(sheet, row, min(float64(lines)*14, 400)))
	}
}

// aboutSheet tells what the report is, and its prose and notes.
func (b *workbook) aboutSheet(styles xlsxStyles) {
	sheet := b.sheet("About")
	b.do(b.file.SetColWidth(sheet, "A", "A", aboutWidth))
	row := 1
	add := func(s string, style int) {
		if s != "" {
			b.text(sheet, 1, row, s, style)
			b.height(sheet, row, columns(s), aboutWidth)
			row++
		}
	}
	defer b.page(sheet)
	add(b.report.Title, styles.title)
	if b.report.Internal {
		add(InternalMark, styles.mark)
	}
	add(b.report.Subtitle, styles.prose)
	add(b.report.byline(), styles.prose)
	for _, s := range b.report.Sections {
		if len(s.Paragraphs) > 0 {
			row++
			add(s.Heading, styles.bold)
		}
		for _, p := range s.Paragraphs {
			add(p, styles.prose)
		}
	}
	if len(b.report.Notes) > 0 {
		row++
		add("Notes", styles.bold)
	}
	for _, n := range b.report.Notes {
		add(n, styles.prose)
	}
}

// firstRunes returns at most n runes of s.
func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
