package intake_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
)

const names = "ref;given_name\nA1;Jesús\nA2;Siân\n"

func latin1(t *testing.T, s string) []byte {
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t *testing.T, e unicode.Endianness, mark unicode.BOMPolicy, s string) []byte {
	b, err := unicode.UTF16(e, mark).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadText(t *testing.T) {
	cases := []struct {
		name string
		data []byte
	}{
		{"UTF-8", []byte(names)},
		{"UTF-8 with a byte-order mark", []byte("\ufeff" + names)},
		{"Latin-1", latin1(t, names)},
		{"Latin-1 behind a UTF-8 byte-order mark", append([]byte("\ufeff"), latin1(t, names)...)},
		{"UTF-16, little end first", utf16(t, unicode.LittleEndian, unicode.UseBOM, names)},
		{"UTF-16, big end first", utf16(t, unicode.BigEndian, unicode.UseBOM, names)},
		{"UTF-16 without a byte-order mark", utf16(t, unicode.LittleEndian, unicode.IgnoreBOM, names)},
		{"Windows line ends", []byte(strings.ReplaceAll(names, "\n", "\r\n"))},
		{"old Mac line ends", []byte(strings.ReplaceAll(names, "\n", "\r"))},
		{"tabs", []byte(strings.ReplaceAll(names, ";", "\t"))},
		{"commas", []byte(strings.ReplaceAll(names, ";", ","))},
		{"comments and blank lines", []byte("# from the recruitment team; autumn\r\n\r\n" + names + "\n\n;;\n")},
		{"a comment that a spreadsheet quoted", []byte("\"# from the recruitment team, autumn\"\n" + names)},
		{"no last line end", []byte(strings.TrimSpace(names))},
		{"quotes", []byte("\"ref\";\"given_name\"\n\"A1\";\"Jesús\"\n\"A2\";\"Siân\"\n")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := intake.Read("people.csv", c.data, "")
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(table.Header, []string{"ref", "given_name"}) || len(table.Rows) != 2 ||
				!slices.Equal(table.Rows[0].Cells, []string{"A1", "Jesús"}) || !slices.Equal(table.Rows[1].Cells, []string{"A2", "Siân"}) {
				t.Errorf("it reads %q, %v", table.Header, table.Rows)
			}
		})
	}
}

func TestReadTellsLines(t *testing.T) {
	table, err := intake.Read("x.csv", []byte("# one\n\na,b\n1,2\n\n\"x\ny\",3\n4\n1,2,3\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, r := range table.Rows {
		lines = append(lines, r.Line)
	}
	if !slices.Equal(lines, []int{4, 6, 8, 9}) {
		t.Errorf("the rows stand in lines %v", lines)
	}
	if got := table.Rows[2].Cells; !slices.Equal(got, []string{"4", ""}) {
		t.Errorf("a short row is %q", got)
	}
	if got := table.Rows[3].Problem; got != "The row has 3 cells, but the header names 2 columns. Look for a separator too many, or quote the text that holds it." {
		t.Errorf("a long row says %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "people.csv is empty. Choose a file with a header line and at least one row."},
		{"comments only", []byte("# a\n# b\n"), "people.csv holds no table. Choose a file with a header line and at least one row."},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "people.csv is not a text file that can be read. Save it as CSV (UTF-8) or .xlsx, and try again."},
		{"a PDF", []byte("%PDF-1.7"), "people.csv is a PDF. Bring the spreadsheet that it was made from, as .xlsx or CSV."},
		{"an old workbook", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "people.csv is an old Excel file or protected by a password. Save it as .xlsx or CSV without a password, and try again."},
		{"a broken workbook", []byte("PK\x03\x04 and no more"), "people.csv cannot be read as a workbook: it is damaged, too large when unpacked, or of another kind. Save it as .xlsx or CSV again, and try once more."},
		{"many columns", []byte(strings.Repeat("a,", 200) + "a\n"), "Line 1 of people.csv has 201 columns; up to 200 can be read. Remove those that are not needed."},
		{"many rows", []byte("a\n" + strings.Repeat("1\n", intake.MaxRows+1)), "people.csv has more than 100,000 rows. Split it, and bring the parts one after the other."},
		{"many bytes", bytes.Repeat([]byte("a"), intake.MaxBytes+1), "people.csv is larger than 32 MiB. Split it, and bring the parts one after the other."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := intake.Read("/home/someone/people.csv", c.data, "")
			if err == nil || err.Error() != c.want || marketplace.CodeOf(err) != marketplace.Invalid {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestReadLongCell(t *testing.T) {
	table, err := intake.Read("x.csv", []byte("a,b\n1,\""+strings.Repeat("é", intake.MaxCell+1)+"\"\n2,3\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Rows[0].Problem; got != "The 2nd cell is 4001 characters long; up to 4000 can be read. Shorten it, and look for a quotation mark that is not closed." {
		t.Errorf("it says %q", got)
	}
	if table.Rows[1].Problem != "" {
		t.Errorf("the next row says %q", table.Rows[1].Problem)
	}
}

func TestReadFileThatIsNotThere(t *testing.T) {
	_, err := intake.ReadFile(t.TempDir()+"/rooms.csv", "")
	if want := "rooms.csv cannot be opened. Check that it is there and not open in another program."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
}

// workbook makes an XLSX file with the rows on a sheet of its own behind the first.
func workbook(t testing.TB, sheet string, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	if _, err := f.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetSheetRow("Sheet1", "A1", &[]string{"elsewhere"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadWorkbook(t *testing.T) {
	data := workbook(t, "Nurses", []any{"# autumn"}, []any{}, []any{"ref", "nights", "note"}, []any{"A1", 28, nil}, []any{}, []any{"A2", 14.5, "Jesús"})
	names, err := intake.Sheets("people.xlsx", data)
	if err != nil || !slices.Equal(names, []string{"Sheet1", "Nurses"}) {
		t.Fatalf("the sheets are %q, %v", names, err)
	}
	table, err := intake.Read("people.xlsx", data, "Nurses")
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 2 || table.Rows[1].Line != 6 || !slices.Equal(table.Rows[0].Cells, []string{"A1", "28", ""}) || !slices.Equal(table.Rows[1].Cells, []string{"A2", "14.5", "Jesús"}) {
		t.Errorf("it reads %q, %v", table.Header, table.Rows)
	}
	first, err := intake.Read("people.xlsx", data, "")
	if err != nil || first.Header[0] != "elsewhere" {
		t.Errorf("the first sheet reads %v, %v", first, err)
	}
	_, err = intake.Read("people.xlsx", data, "Doctors")
	if want := `people.xlsx has no sheet named "Doctors". It has: Sheet1, Nurses.`; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
}

func TestMap(t *testing.T) {
	cases := []struct {
		name   string
		header string
		want   map[string]int
	}{
		{"our own names", "ref,profession,trust_ods,arrival_local,given_name", map[string]int{"ref": 0, "profession": 1, "trust_ods": 2, "arrival_local": 3, "given_name": 4}},
		{"as people write them", "First name,Surname,JOB TITLE,Trust (ODS),Date of arrival,Réference", map[string]int{"given_name": 0, "family_name": 1, "profession": 2, "trust_ods": 3, "arrival_local": 4, "ref": 5}},
		{"an alias does not take a name", "id,ref", map[string]int{"ref": 1}},
		{"nothing", "colour,size", map[string]int{}},
		{"twice the same", "ref,ref", map[string]int{"ref": 0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := intake.Read("x.csv", []byte(c.header+"\n1\n"), "")
			if err != nil {
				t.Fatal(err)
			}
			got := intake.Map(table, intake.ArrivalColumns)
			if fmt.Sprint(got) != fmt.Sprint(intake.Mapping(c.want)) {
				t.Errorf("the columns are %v", got)
			}
		})
	}
}

func TestMissingColumn(t *testing.T) {
	table, err := intake.Read("rooms.csv", latin1(t, "\u00e9tage;ref;outcode;rental_area;rent_week_gbp\n1;2;3;4;5\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	err = intake.Map(table, intake.RoomColumns).Check(table, intake.RoomColumns)
	if want := "rooms.csv has no column host_org, which is needed. It has: étage, ref, outcode, rental_area, rent_week_gbp. Rename one, or choose which is meant."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
	err = intake.Mapping{"ref": 9}.Check(table, intake.RoomColumns)
	if want := "rooms.csv has no column number 10 for Reference. Choose the columns again."; err == nil || err.Error() != want {
		t.Errorf("it says %v", err)
	}
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte(names))
	f.Add([]byte("\xff\xfea\x00,\x00\n\x00"))
	f.Add([]byte("# x\n\"a\"\"b\",\"c\nd\ne"))
	f.Add([]byte("a\tb\r\n1\t2\r\n"))
	f.Fuzz(fuzzRead)
}

func FuzzReadWorkbook(f *testing.F) {
	f.Add(workbook(f, "Nurses", []any{"ref", "nights"}, []any{"A1", 28}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
			fuzzRead(t, data)
		}
	})
}

// fuzzRead: whatever the bytes, there is a table within bounds or a sentence.
func fuzzRead(t *testing.T, data []byte) {
	table, err := intake.Read("x", data, "")
	if err != nil {
		if marketplace.CodeOf(err) != marketplace.Invalid {
			t.Fatalf("it fails with %v", err)
		}
		return
	}
	if len(table.Header) == 0 || len(table.Header) > intake.MaxColumns || len(table.Rows) > intake.MaxRows {
		t.Fatalf("a table of %d columns and %d rows", len(table.Header), len(table.Rows))
	}
	for _, r := range table.Rows {
		if len(r.Cells) < len(table.Header) {
			t.Fatalf("line %d has %d cells of %d", r.Line, len(r.Cells), len(table.Header))
		}
	}
	for _, columns := range [][]intake.Column{intake.RoomColumns, intake.UnavailableColumns, intake.ArrivalColumns} {
		for field, i := range intake.Map(table, columns) {
			if i < 0 || i >= len(table.Header) {
				t.Fatalf("%s stands in column %d", field, i)
			}
		}
	}
}
