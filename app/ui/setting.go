package ui

// The preferences of this machine. They are kept beside the log and never shared.
const (
	SettingTheme        = "theme"         // light, dark; empty follows the system
	SettingBookingsView = "bookings.view" // board or list
	SettingNightsBy     = "nights.by"
	SettingFolder       = "files.folder" // where a file was last read or saved
)

// SettingKeys lists every preference, to be read when the window opens.
func SettingKeys() []string {
	return []string{SettingTheme, SettingBookingsView, SettingNightsBy, SettingFolder}
}
