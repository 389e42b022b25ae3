package sqlite

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// What the system says where the disk, or the person's share of it, is full, and where it takes no writing at all.
var (
	diskFull = []syscall.Errno{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}
	readOnly = []syscall.Errno{windows.ERROR_WRITE_PROTECT}
)
