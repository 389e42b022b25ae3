//go:build !windows

package setup

import "os"

// systemMachine is the machine id of systemd or of D-Bus.
func systemMachine() string {
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if id, err := os.ReadFile(path); err == nil && len(id) > 0 {
			return string(id)
		}
	}
	return ""
}
