//go:build !linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
)

// confined runs a command as it is: here tests do not run as root, and nobody may mount a disk.
func confined() {
	args := os.Args[1:]
	skip := map[string]int{"unprivileged": 1, "readonly": 2, "small": 3}[args[0]]
	args = slices.Clone(args[skip:])
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "SMALL=no")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		os.Exit(exit.ExitCode())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "confined:", err)
		os.Exit(125)
	}
}
