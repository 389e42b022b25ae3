package sqlite

import "golang.org/x/sys/unix"

// onNetwork tells whether the folder lies on a network file system: macOS marks those that are local.
func onNetwork(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && fs.Flags&unix.MNT_LOCAL == 0
}
