package marketplace

import "strings"

// ComputerRow is a computer in a list: one that takes part or took part, one of several that used one invitation, or one
// that went on under a new key when the old one was revoked elsewhere.
type ComputerRow struct {
	Device   DeviceID
	Person   ID // whose it is; zero where it is not let in
	Here     bool
	AlwaysOn bool // up day and night, by its own word
	Revoked  bool
	Joined   Instant // by its own clock
	Seen     Instant // when it was last heard of here; zero: never
	Linked   bool    // connected with this computer now
}

// SeenAt says when it was last heard of: "Last seen 2 hours ago", "Connected now".
func (c ComputerRow) SeenAt(now Instant) string {
	if c.Here {
		return "This computer"
	}
	s := strings.TrimPrefix(seen(now, c.Seen, c.Linked), ", ")
	return strings.ToUpper(s[:1]) + s[1:]
}
