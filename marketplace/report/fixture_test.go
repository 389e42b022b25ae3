package report_test

import (
	"time"

	"settle.example/settle/marketplace/report"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// nights is a report with one of everything: prose, a table of every kind of
// cell, a total, a chart, stars, notes.
func nights() report.Report {
	right := func(title, unit string) report.Column {
		return report.Column{Title: title, Unit: unit, Align: report.AlignRight}
	}
	row := func(month string, people, nights, rent, saving int64, last time.Time) []report.Cell {
		return []report.Cell{
			report.Text(month), report.Int(people), report.Int(nights), report.Pence(rent), report.Pence(saving), report.Date(last),
		}
	}
	star := report.Suppressed()
	withheld := func(month string) []report.Cell {
		return []report.Cell{report.Text(month), star, star, star, star, report.Date(time.Time{})}
	}
	return report.Report{
		Title:    "Nights provided",
		Subtitle: "1 August to 30 November 2026, by month",
		System:   "Surrey & Sussex <welcome>",
		Made:     time.Date(2026, time.December, 7, 9, 5, 0, 0, time.UTC),
		Notes: []string{
			report.SuppressionNote,
			"Estimated average rents: Local Housing Allowance 2026-27 (a 30th percentile) times median over 30th percentile of the list of rents 2020.",
		},
		Sections: []report.Section{
			{
				Heading:    "By month",
				Paragraphs: []string{"Staff of five organisations slept 1,412 nights in rooms of their colleagues. That is £26,100.00 less than the estimated average rent of the area."},
				Table: &report.Table{
					Caption: "Nights slept, rent agreed and saving, by month",
					Columns: []report.Column{
						{Title: "Month"}, right("People", ""), right("Nights", "slept"), right("Rent", ""), right("Saving", ""), right("Last stay", ""),
					},
					Rows: [][]report.Cell{
						row("August 2026", 20, 401, 679000, 130012, day(2026, 8, 31)),
						withheld("September 2026"),
						withheld("October 2026"),
						row("November 2026", 35, 1000, 1693333, 1179988, day(2026, 11, 30)),
					},
					Total: row("Total", 45, 1412, 2391733, 2610000, time.Time{}),
				},
			},
			{
				Heading: "Chart",
				Chart: &report.Chart{Title: "Nights slept by month", Unit: "nights", Bars: []report.Bar{
					{Label: "August 2026", Value: report.Int(401)},
					{Label: "September 2026", Value: star},
					{Label: "October 2026", Value: star},
					{Label: "November 2026", Value: report.Int(1000)},
					{Label: "December 2026", Value: report.Int(1)},
					{Label: "January 2027", Value: report.Int(0)},
				}},
			},
		},
	}
}

// long is a report whose table needs several pages and several lines a row.
func long() report.Report {
	r := nights()
	r.Internal = true
	t := r.Sections[0].Table
	t.Columns = append([]report.Column{{Title: "Organisation"}, {Title: "Rental area"}}, t.Columns...)
	rows := t.Rows
	t.Rows, t.Total = nil, nil
	for i := range 60 {
		t.Rows = append(t.Rows, append([]report.Cell{
			report.Text("Surrey and Borders Partnership NHS Foundation Trust with a name that goes on for a long while"),
			report.Text("Outer South West London"),
		}, rows[i%len(rows)]...))
	}
	return r
}
