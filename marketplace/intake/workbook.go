package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds on a workbook: what it may unpack to, and how far down the sheet rows are looked for.
const (
	maxUnpacked  = 256 << 20
	maxSheetRows = 1 << 20
)

// Sheets is the names of a workbook's sheets; none for a file that is not a workbook.
func Sheets(name string, data []byte) (names []string, err error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, nil
	}
	err = withWorkbook(name, data, func(f *excelize.File) error {
		names = f.GetSheetList()
		return nil
	})
	return names, err
}

func readWorkbook(name string, data []byte, sheet string) (t *Table, err error) {
	err = withWorkbook(name, data, func(f *excelize.File) error {
		all := f.GetSheetList()
		switch {
		case len(all) == 0:
			return invalid("%s holds no sheet. Save it as .xlsx or CSV again, and try once more.", name)
		case sheet == "":
			sheet = all[0]
		case !slices.Contains(all, sheet):
			return invalid("%s has no sheet named %q. It has: %s.", name, sheet, strings.Join(all, ", "))
		}
		t, err = readSheet(f, name, sheet)
		return err
	})
	return t, err
}

// withWorkbook opens a workbook wholly in memory: unpacked parts never go to disk. The library is not proof against
// everything that a hostile file can hold, so a panic in it is an error like any other.
func withWorkbook(name string, data []byte, use func(*excelize.File) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = notAWorkbook(name, fmt.Errorf("panic: %v", p))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return notAWorkbook(name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return use(f)
}

func readSheet(f *excelize.File, name, sheet string) (*Table, error) {
	t := &Table{Name: name, Sheet: sheet, Separator: ',', workbook: true}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		t.dates1904 = *p.Date1904
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, notAWorkbook(name, err)
	}
	defer func() { _ = rows.Close() }() // it was only read
	b := build{t: t}
	for line := 1; rows.Next() && line <= maxSheetRows; line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, notAWorkbook(name, err)
		}
		if t.Header == nil && len(cells) > 0 && strings.HasPrefix(strings.TrimSpace(cells[0]), "#") {
			continue
		}
		if err := b.add(line, cells); err != nil {
			return nil, err
		}
	}
	if err := rows.Error(); err != nil {
		return nil, notAWorkbook(name, err)
	}
	return b.done()
}

func notAWorkbook(name string, cause error) error {
	e := invalidError("%s cannot be read as a workbook: it is damaged, too large when unpacked, or of another kind. Save it as .xlsx or CSV again, and try once more.", name)
	e.Err = cause
	return e
}
