package sqlite_test

import (
	"flag"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets the test binary stand in for other processes on the same folder (see killed_test.go and
// processes_test.go), and watches that no goroutine outlives its store.
func TestMain(m *testing.M) {
	if act := os.Getenv(childEnv); act != "" {
		os.Exit(child(act))
	}
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		// A check here founds several stores; a hundred of them wait for the disk more than for the processor.
		if err := f.Value.Set("25"); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}
