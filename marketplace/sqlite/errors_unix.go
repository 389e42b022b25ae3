//go:build !windows

package sqlite

import "syscall"

// What the system says where the disk, or the person's share of it, is full, and where it takes no writing at all.
var (
	diskFull = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	readOnly = []syscall.Errno{syscall.EROFS}
)
