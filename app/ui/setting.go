package ui

// The preferences of this machine. They are kept beside the log and never shared.
const (
	SettingTheme        = "theme"         // light, dark; empty follows the system
	SettingBookingsView = "bookings.view" // board or list
	SettingNightsBy     = "nights.by"
	SettingFolder       = "files.folder"   // where a file was last read or saved
	SettingListen       = "share.listen"   // "off": this machine calls others and is not called
	SettingPort         = "share.port"     // the port it is called at; empty is 7946
	SettingDiscover     = "share.discover" // "off": it neither looks nor shows itself on the local network
	SettingApart        = "share.apart"    // "yes": it is not connected at all, as a demo is not
)

// SettingKeys lists every preference, to be read when the window opens.
func SettingKeys() []string {
	return []string{SettingTheme, SettingBookingsView, SettingNightsBy, SettingFolder, SettingListen, SettingPort, SettingDiscover, SettingApart}
}
