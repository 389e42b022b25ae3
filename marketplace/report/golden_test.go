package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"settle.example/settle/marketplace/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// text is every format that is text.
var text = map[string]func(io.Writer, report.Report) error{
	"txt":  report.WriteTable,
	"html": report.WriteHTML,
	"csv":  func(w io.Writer, r report.Report) error { return report.WriteCSV(w, r, report.CSV{}) },
}

func TestGolden(t *testing.T) {
	internal := nights()
	internal.Internal = true
	for name, r := range map[string]report.Report{"nights": nights(), "internal": internal} {
		for ext, write := range text {
			file := name + "." + ext
			t.Run(file, func(t *testing.T) {
				var got bytes.Buffer
				if err := write(&got, r); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join("testdata", file)
				if *update {
					if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), got.String()); d != "" {
					t.Errorf("differs from %s (go test -update writes it anew):\n%s", path, d)
				}
			})
		}
	}
}
