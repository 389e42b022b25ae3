package bookings

import "settle.example/settle/app/ui"

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "The board", Body: "A booking goes from left to right: asked for, accepted by the host, confirmed by the lead, staying, ended. In each column, what is late or waits for you stands first. The arrow keys go from card to card, Enter opens one."},
		{Heading: "The list", Body: "Every booking as a row. Click a heading to sort, once more to turn the order round. Choose a state or a month, or type part of a name, a room, a host or a postcode. Ctrl and F goes to the search."},
		{Heading: "Deadlines", Body: "A host has up to 72 hours to answer, and the lead up to 72 hours to confirm. When a deadline passes, the booking ends by itself, also while Settle is closed. Red means less than a day, or late."},
		{Heading: "Conflicts", Body: "Rarely, two computers that had not met for a while promise the same nights. Such a booking is marked as a conflict on both sides, and stands above all others with the room that suits best instead."},
		{Heading: "Waiting for a computer", Body: "One computer keeps the calendar of a room, so that no night is promised twice. Where it has yet to say that the nights are taken, the booking says which computer that is and when it was last heard of."},
		{Heading: "Whose bookings", Body: "You see your own, and those of the organisation that you answer for. Names show only where you are on one of the two sides; elsewhere an alias stands in."},
	}
}
