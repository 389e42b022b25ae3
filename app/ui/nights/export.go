package nights

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/report"
)

// format is one way to write the report.
type format struct {
	name, label, note string
	write             func(io.Writer, report.Report) error
}

var formats = []format{
	{"xlsx", "Excel workbook", "real numbers, a sheet a table", report.WriteXLSX},
	{"csv", "CSV", "for any other program", func(w io.Writer, r report.Report) error { return report.WriteCSV(w, r, report.CSV{BOM: true}) }},
	{"pdf", "PDF", "to print or send", report.WritePDF},
	{"html", "Web page", "reads best with a screen reader", report.WriteHTML},
}

// export asks for the format, and a coordinator whether every figure is wanted.
func (s *screen) export() {
	options := []xwidget.Option{}
	for _, f := range formats {
		options = append(options, xwidget.Option{Value: f.name, Label: f.label, Note: f.note})
	}
	choose := xwidget.NewRadioGroup(options, nil)
	choose.SetValue(formats[0].name)
	parts := []fyne.CanvasObject{xwidget.NewField("Write it as", "", choose)}
	internal := xwidget.NewCheckBox("Internal report with every figure: not to be shared", nil)
	if s.desk.Me().Roles.Has(marketplace.RoleCoordinator) {
		parts = append(parts, internal)
	}
	parts = append(parts, xwidget.NewInsetText("Figures with fewer than eight people, or a single room, behind them are written as a star, so that nobody can be recognised. "+
		"An internal report has them all, and says so on every page."))
	s.desk.Dialog("Export the nights", xwidget.VBox(look.Space16, parts...),
		ui.Verb{Text: "Choose where to save", Kind: xwidget.Primary, Do: func() bool {
			for _, f := range formats {
				if f.name == choose.Value() {
					s.save(f, internal.Checked)
				}
			}
			return true
		}},
		ui.Verb{Text: "Cancel", Kind: xwidget.Secondary, Do: func() bool { return true }})
}

func (s *screen) save(f format, internal bool) {
	name := "nights-" + s.today().String() + "." + f.name
	if internal {
		name = "internal-" + name
	}
	s.desk.Save("Save the report", name, func(path string) {
		if !strings.EqualFold(filepath.Ext(path), "."+f.name) {
			path += "." + f.name
		}
		ledger := s.ledger(internal)
		filter, by := s.f, s.by
		s.desk.Long("Writing "+filepath.Base(path), func(ctx context.Context, progress func(done, total int)) error {
			got, err := s.addUp(ctx, filter, by)
			if err != nil {
				return err
			}
			progress(1, 2)
			ledger.Rows, ledger.Whole = got.rows, got.whole
			return ui.WriteWhole(ctx, path, "The report", func(w io.Writer) error { return f.write(w, report.Nights(ledger)) })
		}, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast("The report is saved as “"+filepath.Base(path)+"” in "+filepath.Dir(path)+".", nil)
		})
	})
}

// ledger is what the report says of itself; its figures are read when it is written.
func (s *screen) ledger(internal bool) report.Ledger {
	return report.Ledger{
		By: s.by, From: s.f.From, To: s.f.To, System: s.desk.Me().System, Made: s.desk.Now(), Internal: internal, Org: s.orgName, Group: s.groupName,
	}
}
