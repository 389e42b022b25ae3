package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"settle.example/settle/marketplace/report"
)

// formats is every writer.
var formats = map[string]func(io.Writer, report.Report) error{
	"table": report.WriteTable,
	"html":  report.WriteHTML,
	"csv":   func(w io.Writer, r report.Report) error { return report.WriteCSV(w, r, report.CSV{BOM: true}) },
	"xlsx":  report.WriteXLSX,
	"pdf":   report.WritePDF,
}

// single is a report of one table with one column and the given texts.
func single(texts ...string) report.Report {
	t := &report.Table{Columns: []report.Column{{Title: "What"}}}
	for _, s := range texts {
		t.Rows = append(t.Rows, []report.Cell{report.Text(s)})
	}
	return report.Report{Title: "Figures", Sections: []report.Section{{Table: t}}}
}

func TestCells(t *testing.T) {
	for _, c := range []struct {
		name string
		cell report.Cell
		want string
	}{
		{"text", report.Text("Guildford"), "Guildford"},
		{"number", report.Int(1234567), "1,234,567"},
		{"small number", report.Int(999), "999"},
		{"negative number", report.Int(-1234), "-1,234"},
		{"least number", report.Int(-1 << 63), "-9,223,372,036,854,775,808"},
		{"money", report.Pence(11852), "£118.52"},
		{"pennies", report.Pence(5), "£0.05"},
		{"thousands of pounds", report.Pence(123456789), "£1,234,567.89"},
		{"owed", report.Pence(-5), "-£0.05"},
		{"day", report.Date(day(2026, 12, 7)), "7 December 2026"},
		{"no day", report.Date(time.Time{}), ""},
		{"withheld", report.Suppressed(), "*"},
		{"nothing", report.Cell{}, ""},
	} {
		if got := c.cell.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReportsThatCannotBeWritten(t *testing.T) {
	crooked := nights()
	crooked.Sections[0].Table.Rows[1] = crooked.Sections[0].Table.Rows[1][:3]
	crookedTotal := nights()
	crookedTotal.Sections[0].Table.Total = []report.Cell{report.Text("Total")}
	noColumns := nights()
	noColumns.Sections[0].Table.Columns = nil
	for _, c := range []struct {
		name string
		in   report.Report
		want string
	}{
		{"no title", report.Report{Title: " \n"}, "the report has no title; give it one"},
		{"a short row", crooked, `row 2 of the table "Nights slept, rent agreed and saving, by month" has 3 cells for 6 columns; give it one a column`},
		{"a short total", crookedTotal, `the total of the table "Nights slept, rent agreed and saving, by month" has 1 cells for 6 columns; give it one a column`},
		{"no columns", noColumns, `the table "Nights slept, rent agreed and saving, by month" has no columns; give it at least one`},
	} {
		for format, write := range formats {
			t.Run(c.name+" as "+format, func(t *testing.T) {
				err := write(io.Discard, c.in)
				if err == nil || err.Error() != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
			})
		}
	}
}

// fullDisk takes so many bytes and then fails.
type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.left {
		n := d.left
		d.left = 0
		return n, errFull
	}
	d.left -= len(p)
	return len(p), nil
}

func TestAFullDiskIsReported(t *testing.T) {
	for format, write := range formats {
		for _, left := range []int{0, 10, 200} {
			if err := write(&fullDisk{left}, nights()); !errors.Is(err, errFull) {
				t.Errorf("%s with %d bytes left: got %v, want %v", format, left, err, errFull)
			}
		}
	}
}

func TestWritersLeaveTheReportAlone(t *testing.T) {
	r := nights()
	r.Title = "Nights\x00 provided 😀"
	r.Sections[0].Table.Rows[0][0] = report.Text("August\n2026 😀")
	for format, write := range formats {
		if err := write(io.Discard, r); err != nil {
			t.Fatal(err)
		}
		if r.Title != "Nights\x00 provided 😀" || r.Sections[0].Table.Rows[0][0].String() != "August\n2026 😀" {
			t.Errorf("%s changed the report that it was given", format)
		}
	}
}

func TestCSVCannotCarryAFormula(t *testing.T) {
	texts := []string{
		`=HYPERLINK("http://example.invalid","x")`, "+44 20 7946 0000", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "＠x",
		"a=b", "plain", "", "-", "–",
	}
	want := []string{
		`'=HYPERLINK("http://example.invalid","x")`, "'+44 20 7946 0000", "'-1+1", "'@SUM(A1)", "'=1", "'=1", "'=1", "'＝1", "'＠x",
		"a=b", "plain", "", "'-", "–",
	}
	var b bytes.Buffer
	if err := report.WriteCSV(&b, single(texts...), report.CSV{}); err != nil {
		t.Fatal(err)
	}
	// A lone empty field is an empty line, which a reader leaves out.
	want = append(want[:11], want[12:]...)
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range got[1:] {
		if record[0] != want[i] {
			t.Errorf("%q, want %q", record[0], want[i])
		}
	}
	if len(got)-1 != len(want) {
		t.Errorf("%d records, want %d", len(got)-1, len(want))
	}
}

func TestCSVKeepsNegativeFiguresAsFigures(t *testing.T) {
	r := single()
	r.Sections[0].Table = &report.Table{
		Columns: []report.Column{{Title: "Change"}, {Title: "Saving"}, {Title: "=Day"}},
		Rows:    [][]report.Cell{{report.Int(-1200), report.Pence(-123456), report.Date(day(2026, 12, 7))}},
	}
	var b bytes.Buffer
	if err := report.WriteCSV(&b, r, report.CSV{BOM: true}); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffChange,Saving (£),'=Day\r\n-1200,-1234.56,2026-12-07\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestCSVOfSeveralTablesHasRecordsOfOneLength(t *testing.T) {
	r := nights()
	r.Sections = append(r.Sections, report.Section{Heading: "=More", Table: &report.Table{
		Columns: []report.Column{{Title: "Area"}}, Rows: [][]report.Cell{{report.Text("Walton")}},
	}})
	r.Internal = true
	var b bytes.Buffer
	if err := report.WriteCSV(&b, r, report.CSV{}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll() // refuses records of different length
	if err != nil {
		t.Fatal(err)
	}
	if records[0][0] != "By month" || records[7][0] != "'=More" || len(records) != 10 {
		t.Errorf("records %q", records)
	}
	for i, record := range records {
		if record[len(record)-1] != report.InternalMark {
			t.Errorf("record %d does not carry the mark: %q", i, record)
		}
	}
}

func TestCSVOfAChartAlone(t *testing.T) {
	r := nights()
	r.Sections = r.Sections[1:]
	var b bytes.Buffer
	if err := report.WriteCSV(&b, r, report.CSV{}); err != nil {
		t.Fatal(err)
	}
	if want := "Nights slept by month,nights\r\nAugust 2026,401\r\nSeptember 2026,*\r\n"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("%q, want it to begin %q", b.String(), want)
	}
}

func TestTextForATerminalHoldsNoControlCharacters(t *testing.T) {
	r := single("\x1b[2Jgone", "\u202eturned round", "a\tb\x07", "e\u0301", "bad \xff byte")
	r.Title, r.System, r.Notes = "A\x1b]0;title\x07B", "C\u2066D", []string{"\x00", "note\u0085"}
	var b bytes.Buffer
	if err := report.WriteTable(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, c := range b.String() {
		if c != '\n' && (unicode.IsControl(c) || c == '\u202e' || c == '\u2066') {
			t.Errorf("holds %U", c)
		}
	}
	for _, want := range []string{"\né\n", "\nbad ? byte\n", "\n[2Jgone\n", "\na b\n", "- note\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q lacks %q", b.String(), want)
		}
	}
}

func TestTextAlignsWideLetters(t *testing.T) {
	r := single()
	r.Sections[0].Table = &report.Table{
		Columns: []report.Column{{Title: "Name"}, {Title: "Nights", Align: report.AlignRight}},
		Rows:    [][]report.Cell{{report.Text("東京"), report.Int(7)}, {report.Text("Zoë"), report.Int(30)}},
	}
	var b bytes.Buffer
	if err := report.WriteTable(&b, r); err != nil {
		t.Fatal(err)
	}
	if want := "東京       7\nZoë       30\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%q, want it to end %q", b.String(), want)
	}
}

func TestHTMLEscapesWhatItIsGiven(t *testing.T) {
	attack := `</title><script>alert(1)</script>"' onload=x`
	r := nights()
	r.Title, r.System, r.Subtitle, r.Notes = attack, attack, attack, []string{attack}
	r.Sections[0].Heading, r.Sections[0].Table.Caption = attack, attack
	r.Sections[0].Table.Rows[0][0] = report.Text(attack)
	r.Sections[1].Chart.Bars[0].Label = attack
	var b bytes.Buffer
	if err := report.WriteHTML(&b, r); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", `" onload`, "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("holds %s", bad)
		}
	}
	for _, want := range []string{`<html lang="en-GB">`, `<th scope="col"`, `<th scope="row">`, "<caption>", "default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s", want)
		}
	}
}

func FuzzWriters(f *testing.F) {
	f.Add("Nights", "=1+1", int64(1))
	f.Add("{nb} \U0001F600 Tiếng Việt", "\x1b[0m\u202e<b>", int64(-1<<63))
	f.Add(strings.Repeat("w", 9000), strings.Repeat("a b ", 3000), int64(1<<62))
	f.Add("'History", "[]:*?/\\", int64(0))
	f.Fuzz(func(t *testing.T, title, words string, n int64) {
		r := nights()
		r.Title, r.Sections[0].Heading, r.Sections[1].Heading = title, title, title
		r.Sections[0].Paragraphs = []string{words}
		r.Sections[0].Table.Rows = append(r.Sections[0].Table.Rows, []report.Cell{
			report.Text(words), report.Int(n), report.Int(-n), report.Pence(n), report.Pence(-n), report.Date(time.Unix(n%1e11, 0).UTC()),
		})
		r.Sections[1].Chart.Bars = append(r.Sections[1].Chart.Bars, report.Bar{Label: words, Value: report.Int(n)})
		for format, write := range formats {
			var b bytes.Buffer
			err := write(&b, r)
			if err != nil && !strings.Contains(err.Error(), "no title") {
				t.Fatalf("%s: %v", format, err)
			}
			if err != nil {
				continue
			}
			if format != "pdf" && format != "xlsx" && !utf8.Valid(b.Bytes()) {
				t.Fatalf("%s is not UTF-8", format)
			}
			if format == "csv" {
				if _, err := csv.NewReader(&b).ReadAll(); err != nil {
					t.Fatalf("the CSV cannot be read back: %v", err)
				}
			}
		}
	})
}
