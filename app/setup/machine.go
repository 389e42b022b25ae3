package setup

import "strings"

// machineID tells this machine from others, so that a data folder that was copied to another one goes on under a key of
// its own. The store keeps a hash of it. Empty where the system does not say.
func machineID() string {
	id := strings.TrimSpace(systemMachine())
	if id == "uninitialized" { // systemd's word before the first boot
		return ""
	}
	return id
}
