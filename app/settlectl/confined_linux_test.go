package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"
)

// confined runs a command on a machine that stands in its way:
//
//	confined unprivileged COMMAND …  may not write where the rights of files forbid it, not even as root
//	confined readonly DIR COMMAND …  has DIR on a disk that may not be written to; where nobody may mount one, as unprivileged
//	confined small DIR KIB COMMAND … has DIR on a disk of that size, or where nobody may mount one is told SMALL=no
func confined() {
	// Capabilities and namespaces are a thread's, and the thread that executes hands its own on.
	runtime.LockOSThread()
	args := os.Args[1:]
	switch args[0] {
	case "unprivileged":
		args = args[1:]
		dropRights()
	case "readonly":
		if mountReadOnly(args[1]) != nil {
			dropRights()
		}
		args = args[2:]
	case "small":
		small := "SMALL=no"
		if kib, err := strconv.Atoi(args[2]); err != nil {
			fatal(err)
		} else if mountSmall(args[1], kib) == nil {
			small = "SMALL=yes"
		}
		args = args[3:]
		if err := os.Setenv(small[:5], small[6:]); err != nil {
			fatal(err)
		}
	}
	path, err := exec.LookPath(args[0])
	if err != nil {
		fatal(err)
	}
	fatal(unix.Exec(path, args, os.Environ()))
}

// dropRights lets the rights of files hold for root too.
func dropRights() {
	for _, c := range []uintptr{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH} {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil && os.Geteuid() == 0 {
			fatal(err)
		}
	}
}

// ownMounts gives the process mounts of its own, which go with it.
func ownMounts() error {
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return err
	}
	return unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
}

// mountReadOnly mounts a folder over itself so that nothing in it can be written.
func mountReadOnly(dir string) error {
	if err := ownMounts(); err != nil {
		return err
	}
	if err := unix.Mount(dir, dir, "", unix.MS_BIND, ""); err != nil {
		return err
	}
	return unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, "")
}

// mountSmall mounts a small file system that goes with the process.
func mountSmall(dir string, kib int) error {
	if err := ownMounts(); err != nil {
		return err
	}
	return unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kib))
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, "confined:", err)
	os.Exit(125)
}
