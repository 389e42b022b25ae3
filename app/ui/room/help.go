package room

import "settle.example/settle/app/ui"

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Choose the nights", Body: "Drag over the nights in the calendar, or click the first and then the last. With the keyboard: the arrows move, Shift with the arrows extends, Enter sets, Escape clears. The card at the right says what they cost and whether they can be asked for."},
		{Heading: "Ask for the room", Body: "Choose who will stay and press Send the request. The host has three days to answer, less when the first night is close. Nothing is held until they accept; then you have three days to confirm. You can take the request back at any time."},
		{Heading: "A host who rarely opens Settle", Body: "After sending, press Write to the host: a ready message opens in your mail program. It holds nothing personal about your colleague. You can record their answer for them if they ring you."},
		{Heading: "The rent", Body: "The meter shows the rent, the cap in force and the estimated area average. A new cap never changes a booking that is agreed."},
		{Heading: "The address", Body: "The address, phone number and door notes are sealed. They are shown to the lead and to coordinators of the guest's organisation once the booking is confirmed, and to nobody else."},
		{Heading: "Suspend a room", Body: "A coordinator can suspend a room with a reason. It can then not be asked for; bookings that are agreed stay as they are."},
	}
}
