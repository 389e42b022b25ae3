package report

import "github.com/xuri/excelize/v2"

// xlsxStyles are the styles of a workbook, by their number in it.
type xlsxStyles struct {
	title, mark, plain, prose, bold int
	headings                        [2]int // by Align
	cells                           map[cellLook]int
}

// cellLook is what the style of a table's cell depends on.
type cellLook struct {
	kind  Kind
	align Align
	total bool
}

// heading is the style of a column's heading.
func (s xlsxStyles) heading(a Align) int { return s.headings[a] }

// of is the style of a cell.
func (s xlsxStyles) of(kind Kind, align Align, total bool) int {
	return s.cells[cellLook{kind, align, total}]
}

// numberFormats are what Excel shows numbers, money and days as.
var numberFormats = map[Kind]string{
	KindInt:   "#,##0",
	KindPence: "[$£-809]#,##0.00;-[$£-809]#,##0.00",
	KindDate:  "d mmmm yyyy",
}

// xlsxFont is a font that every spreadsheet program has or stands in for.
const xlsxFont = "Arial"

// newStyles makes every style that a report needs.
func newStyles(f *excelize.File) (xlsxStyles, error) {
	s := xlsxStyles{cells: map[cellLook]int{}}
	var failed error
	style := func(st *excelize.Style) int {
		n, err := f.NewStyle(st)
		if err != nil && failed == nil {
			failed = err
		}
		return n
	}
	wrap := &excelize.Alignment{WrapText: true, Vertical: "top"}
	s.title = style(&excelize.Style{Font: &excelize.Font{Family: xlsxFont, Bold: true, Size: 16, Color: colourText}})
	s.mark = style(&excelize.Style{Font: &excelize.Font{Family: xlsxFont, Bold: true, Size: 12, Color: colourRed}})
	s.plain = style(&excelize.Style{Font: &excelize.Font{Family: xlsxFont, Color: colourQuiet}})
	s.prose = style(&excelize.Style{Font: &excelize.Font{Family: xlsxFont, Color: colourText}, Alignment: wrap})
	s.bold = style(&excelize.Style{Font: &excelize.Font{Family: xlsxFont, Bold: true, Size: 12, Color: colourText}})
	for align, side := range []string{"left", "right"} {
		s.headings[align] = style(&excelize.Style{
			Font:      &excelize.Font{Family: xlsxFont, Bold: true, Color: "FFFFFF"},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colourBlue}},
			Alignment: &excelize.Alignment{Horizontal: side, Vertical: "center", WrapText: true},
		})
		for _, kind := range []Kind{KindText, KindInt, KindPence, KindDate, KindSuppressed} {
			for _, total := range []bool{false, true} {
				st := &excelize.Style{
					Font:      &excelize.Font{Family: xlsxFont, Color: colourText, Bold: total},
					Alignment: &excelize.Alignment{Horizontal: side, Vertical: "top", WrapText: kind == KindText},
					Border:    []excelize.Border{{Type: "bottom", Color: colourLine, Style: 1}},
				}
				if total {
					st.Border = []excelize.Border{{Type: "top", Color: colourText, Style: 2}}
				}
				if format, ok := numberFormats[kind]; ok {
					st.CustomNumFmt = &format
				}
				s.cells[cellLook{kind, Align(align), total}] = style(st)
			}
		}
	}
	return s, failed
}
