package sqlite

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// onNetwork tells whether the folder lies on a mapped network drive.
func onNetwork(dir string) bool {
	full, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(full) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
