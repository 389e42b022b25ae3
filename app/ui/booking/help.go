package booking

import "settle.example/settle/app/ui"

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "The steps of a booking", Body: "A lead asks for a room, the host accepts, the lead confirms, and then it is booked. After an acceptance the nights are held; before that, nothing is. Each step has a deadline, and ends by itself if nobody acts in time."},
		{Heading: "When a host answers by phone", Body: "Ring them, read out the nights and the rent, and record their yes or no here. The history says that it came by phone. “Text for the host” is a ready message that names nobody."},
		{Heading: "Why the address is not here yet", Body: "A host’s address, telephone number and door notes are sealed. They open for the guest’s lead once the booking is confirmed, on their computers alone."},
		{Heading: "Changing dates or rent", Body: "Propose a change; the booking goes on as it is until the other side agrees. A rent can be lowered, or set to one at which the room was listed under the cap."},
		{Heading: "Arriving and leaving", Body: "Say when the guest came and when they left. Only nights between the two are counted as provided. Both dates can be put right."},
		{Heading: "Two bookings for the same nights", Body: "It happens only when two computers had not met for a while. Both sides see it at once, nothing is hidden, and other free rooms are listed here, nearest first."},
	}
}
