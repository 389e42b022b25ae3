package report_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"settle.example/settle/marketplace/report"
)

// pages returns what is drawn on each page of a PDF, as its operators.
func pages(t *testing.T, r report.Report) (pdf []byte, drawn [][]byte) {
	t.Helper()
	var b bytes.Buffer
	if err := report.WritePDF(&b, r); err != nil {
		t.Fatal(err)
	}
	pdf = b.Bytes()
	for _, m := range regexp.MustCompile(`(?s)<</Filter /FlateDecode /Length (\d+)>>\nstream\n`).FindAllSubmatchIndex(pdf, -1) {
		n, err := strconv.Atoi(string(pdf[m[2]:m[3]]))
		if err != nil {
			t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+n]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(" Tf ET\n")) {
			drawn = append(drawn, content)
		}
	}
	return pdf, drawn
}

// drawnText is a text as the operators of a page hold it.
func drawnText(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

func TestPDFPages(t *testing.T) {
	pdf, drawn := pages(t, long())
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")) {
		t.Error("the file does not begin or end as a PDF does")
	}
	if len(drawn) < 4 {
		t.Fatalf("%d pages are drawn, want at least 4", len(drawn))
	}
	if want := "/Count " + strconv.Itoa(len(drawn)); !bytes.Contains(pdf, []byte(want)) {
		t.Errorf("the PDF lacks %q", want)
	}
	withHeadings := 0
	for i, page := range drawn {
		if !bytes.Contains(page, drawnText(report.InternalMark)) {
			t.Errorf("page %d does not carry the mark", i+1)
		}
		if want := "Page " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(drawn)); !bytes.Contains(page, drawnText(want)) {
			t.Errorf("page %d lacks %q", i+1, want)
		}
		if bytes.Contains(page, drawnText("Last stay")) {
			withHeadings++
		}
	}
	if withHeadings < len(drawn)-1 {
		t.Errorf("the headings stand on %d of %d pages", withHeadings, len(drawn))
	}
	if !regexp.MustCompile(`/MediaBox \[0 0 841\.89 595\.28\]`).Match(pdf) {
		t.Error("a wide table is not printed lying")
	}
}

func TestPDFOfAPublishedReportIsUprightAndUnmarked(t *testing.T) {
	pdf, drawn := pages(t, nights())
	if len(drawn) != 1 {
		t.Fatalf("%d pages are drawn, want 1", len(drawn))
	}
	if bytes.Contains(drawn[0], drawnText("Internal")) {
		t.Error("a published report carries the mark")
	}
	if !regexp.MustCompile(`/MediaBox \[0 0 595\.28 841\.89\]`).Match(pdf) {
		t.Error("a narrow table is not printed upright")
	}
	for _, want := range []string{"Nights provided", "£16,933.33", "30 November 2026", "Page 1 of 1"} {
		if !bytes.Contains(drawn[0], drawnText(want)) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestPDFIsTheSameForTheSameReport(t *testing.T) {
	first, _ := pages(t, long())
	second, _ := pages(t, long())
	if !bytes.Equal(first, second) {
		t.Error("two writings of one report differ")
	}
}

func TestPDFShowsAQuestionMarkForLettersThatItsFontLacks(t *testing.T) {
	_, drawn := pages(t, single("Zoë Łukasz Иван", "東京 😀", "{nb}"))
	for _, want := range []string{"Zoë Łukasz Иван", "?? ?"} {
		if !bytes.Contains(drawn[0], drawnText(want)) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !bytes.Contains(drawn[0], drawnText("nb")) {
		t.Error("a text that looks like the sign for the number of pages is lost")
	}
}

func TestPDFOfAVeryWideTable(t *testing.T) {
	table := &report.Table{}
	var row []report.Cell
	for i := range 30 {
		table.Columns = append(table.Columns, report.Column{Title: "Column " + strconv.Itoa(i)})
		row = append(row, report.Text(strings.Repeat("unbroken", 20)))
	}
	table.Rows = [][]report.Cell{row, row}
	_, drawn := pages(t, report.Report{Title: "Wide", Sections: []report.Section{{Table: table}}})
	if len(drawn) == 0 {
		t.Error("nothing is drawn")
	}
}

func workbook(t *testing.T, r report.Report) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteXLSX(&b, r); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestXLSXHoldsRealFigures(t *testing.T) {
	f := workbook(t, nights())
	if got := strings.Join(f.GetSheetList(), "|"); got != "By month|Chart|About" {
		t.Errorf("sheets %s", got)
	}
	for at, want := range map[string]struct {
		raw, shown string
		kind       excelize.CellType
	}{
		"A5":  {"Month", "Month", excelize.CellTypeSharedString},
		"C6":  {"401", "401", excelize.CellTypeUnset},
		"C9":  {"1000", "1,000", excelize.CellTypeUnset},
		"D9":  {"16933.33", "£16,933.33", excelize.CellTypeUnset},
		"F9":  {"46356", "30 November 2026", excelize.CellTypeUnset},
		"C7":  {"*", "*", excelize.CellTypeSharedString},
		"F10": {"", "", excelize.CellTypeSharedString},
		"E10": {"26100.00", "£26,100.00", excelize.CellTypeUnset},
	} {
		raw, err := f.GetCellValue("By month", at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		shown, err := f.GetCellValue("By month", at)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType("By month", at)
		if err != nil {
			t.Fatal(err)
		}
		if raw != want.raw || shown != want.shown || kind != want.kind {
			t.Errorf("%s: %q shown as %q (type %d), want %+v", at, raw, shown, kind, want)
		}
	}
	panes, err := f.GetPanes("By month")
	if err != nil || !panes.Freeze || panes.YSplit != 5 {
		t.Errorf("panes %+v (%v), want the first five rows frozen", panes, err)
	}
}

func TestXLSXMarksEverySheetOfAnInternalReport(t *testing.T) {
	r := nights()
	r.Internal = true
	f := workbook(t, r)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		marked := false
		for _, row := range rows[:4] {
			marked = marked || len(row) > 0 && row[0] == report.InternalMark
		}
		header, err := f.GetHeaderFooter(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if !marked || !strings.Contains(header.OddHeader, report.InternalMark) {
			t.Errorf("sheet %s: mark on the sheet %v, in print %q", sheet, marked, header.OddHeader)
		}
	}
}

func TestXLSXHoldsNoFormula(t *testing.T) {
	f := workbook(t, single("=1+1", "+1", "@x", "-2"))
	for _, at := range []string{"A6", "A7", "A8", "A9"} {
		formula, err := f.GetCellFormula("Figures", at)
		if err != nil || formula != "" {
			t.Errorf("%s holds the formula %q (%v)", at, formula, err)
		}
	}
	if got, _ := f.GetCellValue("Figures", "A6"); got != "=1+1" {
		t.Errorf("the text is %q, want =1+1", got)
	}
}

func TestXLSXNamesItsSheetsApart(t *testing.T) {
	table := nights().Sections[0].Table
	r := report.Report{Title: "Figures & more"}
	for _, heading := range []string{"", "By [month]: a/b?", "by  month   a b", strings.Repeat("long ", 20), strings.Repeat("long ", 20), "History", "Sheet1", "'", "About"} {
		r.Sections = append(r.Sections, report.Section{Heading: heading, Table: table})
	}
	f := workbook(t, r)
	want := "Figures & more|By  month   a b|by month a b|long long long long long long l|long long long long long long 2|Figures|Figures 2|Figures 3|About|About 2"
	if got := strings.Join(f.GetSheetList(), "|"); got != want {
		t.Errorf("sheets\n%s, want\n%s", got, want)
	}
}
