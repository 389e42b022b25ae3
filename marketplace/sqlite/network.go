package sqlite

import (
	"os"
	"path/filepath"
	"strings"

	"settle.example/settle/marketplace"
)

// refuseNetwork refuses a folder on a network drive: the locks that keep two processes from writing over each other
// do not hold there, and neither does the promise that what was saved is on disk. It refuses a place that a file takes
// up, too.
func refuseNetwork(dir string) error {
	if strings.HasPrefix(dir, `\\`) || strings.HasPrefix(dir, "//") || onNetwork(existing(dir)) {
		return marketplace.Errorf(marketplace.Unavailable,
			"%s is on a network drive, where Settle's data is not safe. Choose a folder on this computer's own disk.", dir)
	}
	at := existing(dir)
	if info, err := os.Stat(at); err == nil && !info.IsDir() {
		return marketplace.Errorf(marketplace.Unavailable, "%s is a file, so Settle's data cannot be kept there. Choose a folder.", at)
	}
	return nil
}

// existing is dir or its nearest parent that is there.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
