//go:build unix

// On Windows nobody can take a folder away while a file in it is open.

package replication_test

import (
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
)

func TestAStickThatIsPulledOutLeavesNoBundle(t *testing.T) {
	const says = "The bundle could not be saved there. Look whether the stick is still in, has room and may be written to, then try again."
	s := found(t)
	for _, c := range []struct {
		name string
		when int // the step of saving at which it goes; 0 is before
	}{{"before", 0}, {"in the middle", 1}} {
		t.Run(c.name, func(t *testing.T) {
			stick := filepath.Join(t.TempDir(), "stick")
			gone := filepath.Join(filepath.Dir(stick), "pulled out")
			if err := os.Mkdir(stick, 0o700); err != nil {
				t.Fatal(err)
			}
			steps := 0
			pull := func(int, int) {
				if steps++; steps == c.when {
					if err := os.Rename(stick, gone); err != nil {
						t.Error(err)
					}
				}
			}
			if c.when == 0 {
				if err := os.Remove(stick); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(stick, "here.bundle")
			_, err := replication.Export(t.Context(), s, file, replication.Exporting{Progress: pull})
			if marketplace.CodeOf(err) != marketplace.Unavailable || marketplace.Sentence(err) != says {
				t.Errorf("it says %q (%v)", marketplace.Sentence(err), err)
			}
			for _, at := range []string{file, filepath.Join(gone, "here.bundle")} {
				if _, err := os.Stat(at); err == nil {
					t.Errorf("what was cut off looks whole at %s", at)
				}
			}
		})
	}
}
