// Command settlectl is Settle without a window: everything that the main job needs, for scripts and servers. It works
// on the same data folder as the desktop, also at the same time.
//
// What it reports goes to standard output, as a table or with --json as one JSON value; what it has to say goes to
// standard error, a sentence at a time. It ends with 0 when all is done, 1 when the machine stands in the way, 2 when
// it was called wrongly, 3 when a rule says no, and 4 when a part was done.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

// run is main with an exit code.
func run(args []string) int {
	obeyLimits()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := &env{ctx: ctx, out: os.Stdout, err: os.Stderr}
	return e.call(args)
}
