//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// obeyLimits makes a limit on the size of files (ulimit -f) an error that is told, like a full disk, and no sudden end.
func obeyLimits() { signal.Ignore(syscall.SIGXFSZ) }
