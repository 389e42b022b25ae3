package ui_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

func TestWhatWasThereStaysUnlessTheNewFileIsWhole(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		fail error
		want string
	}{
		"whole":     {context.Background(), nil, "new"},
		"failed":    {context.Background(), errors.New("disk"), "old"},
		"cancelled": {cancelled, nil, "old"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "out.csv")
			if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			err := ui.WriteWhole(c.ctx, path, "The report", func(w io.Writer) error {
				_, werr := io.WriteString(w, "new")
				return errors.Join(werr, c.fail)
			})
			if c.fail != nil && marketplace.CodeOf(err) != marketplace.Unavailable {
				t.Errorf("failed with %v", err)
			}
			got, err := os.ReadFile(path)
			if err != nil || string(got) != c.want {
				t.Errorf("there is %q, %v; want %q", got, err, c.want)
			}
			if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
				t.Errorf("%d files are left, %v", len(left), err)
			}
		})
	}
}
