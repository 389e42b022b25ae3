package intake

import (
	"encoding/csv"
	"io"
	"slices"
	"time"
)

// WriteRejects writes the refused rows, with all their columns and a column that says why, in the order of the file. It
// is CSV with the separator of the file, in UTF-8 with a byte-order mark, so that a spreadsheet opens it as it is; once
// it is corrected it can be imported like the file itself.
func (p *Plan) WriteRejects(w io.Writer) error {
	if _, err := w.Write(utf8Mark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = p.table.Separator
	// A file that came out of here before has the column already.
	old := slices.IndexFunc(p.table.Header, func(h string) bool { return fold(h) == ReasonColumn })
	if err := out.Write(withReason(p.table.Header, old, ReasonColumn)); err != nil {
		return err
	}
	rows := slices.Clone(p.Rejected)
	slices.SortStableFunc(rows, func(a, b Reject) int { return a.Line - b.Line })
	for _, r := range rows {
		if err := out.Write(withReason(p.written(r.Cells), old, r.Reason)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// written is a row as text: a workbook's dates, which are numbers within it, as people write them.
func (p *Plan) written(cells []string) []string {
	if !p.table.workbook {
		return cells
	}
	cells = slices.Clone(cells)
	for _, field := range []string{"arrival_local", "from", "to"} {
		i, ok := p.mapping[field]
		if !ok {
			continue
		}
		at, timed, ok := fromDays(cells[i], p.table.dates1904)
		switch {
		case ok && timed:
			cells[i] = at.Format("2006-01-02T15:04")
		case ok:
			cells[i] = at.Format(time.DateOnly)
		}
	}
	return cells
}

// withReason puts the reason into the old column for it, or behind the others.
func withReason(cells []string, old int, reason string) []string {
	if old < 0 {
		return append(slices.Clip(cells), reason)
	}
	cells = slices.Clone(cells)
	cells[old] = reason
	return cells
}
