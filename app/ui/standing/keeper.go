package standing

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// KeptBy says which computer keeps a room's calendar and when it was last heard of.
func KeptBy(k marketplace.KeeperRow, now marketplace.Instant) string {
	words := "The calendar of this room is kept by " + k.Label() + "."
	if !k.Here && !k.Revoked {
		words += " " + marketplace.ComputerRow{Seen: k.Seen, Linked: k.Linked}.SeenAt(now) + "."
	}
	return words
}

// TakeOver asks before a registrar has this computer keep the calendar of a room in the place of one that is lost.
func TakeOver(title string) ui.Question {
	return ui.Question{
		Title: "Keep the calendar of “" + title + "” on this computer?",
		Body: "Do this where the computer that keeps it is lost or gone for good. Bookings stay as they are. Should it have accepted a guest of whom nobody has heard yet, " +
			"that guest gets the nights if they are still free; if not, both sides see a conflict with other rooms.",
		Verb: "Take the calendar over", Keep: "Leave it", Destructive: true,
	}
}
