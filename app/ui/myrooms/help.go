package myrooms

import "settle.example/settle/app/ui"

// Help says what the page is for.
func (s *list) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Requests", Body: "A lead asks for nights for a colleague who is about to arrive. Accept holds the nights; the lead then confirms. Decline takes one reason. Without an answer by the deadline the request lapses by itself."},
		{Heading: "Your rooms", Body: "Each shows whether it is live, who comes next and what it lacks. “Calendar and guests” opens everything about one room."},
		{Heading: "Over the cap", Body: "When the cap of your area falls below your price, nobody can ask for the room until you lower it. Bookings already agreed keep their price."},
		{Heading: "A room from a list", Body: "If your organisation listed your room before you joined, claim it at the foot of the page. You then add your address and the safety dates."},
	}
}

// Help says what the page is for.
func (s *one) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Blocking nights", Body: "Drag over the nights, or click the first and then the last, and choose “Block these nights”. The same way opens them again. Nights of a booking cannot be blocked."},
		{Heading: "With the keyboard", Body: "Tab to the calendar, move with the arrow keys, extend with Shift and an arrow, set the range with Enter, then Tab to the button. Page Up and Page Down turn the months."},
		{Heading: "Accepting by itself", Body: "Say which requests suit you without a look: whose guests, for how many nights, with how much notice. They are accepted at once in your name. All others wait for you."},
		{Heading: "Who keeps the calendar", Body: "One computer keeps the calendar of a room, so that no night is promised twice. Hand it on to another of yours, or to one of your organisation that is always on: then requests are settled while yours is off."},
		{Heading: "Pausing", Body: "A paused room cannot be asked for. Bookings already agreed stay as they are."},
		{Heading: "Still true?", Body: "A live listing is taken to be true for six months. One click confirms it for the next six."},
	}
}

// Help says what the page is for.
func (s *tax) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What counts", Body: "The rent of the nights that guests slept is earned. Nights agreed and still to come are expected on top of it."},
		{Heading: "The limit", Body: "£7,500 for each tax year, from 6 April to 5 April; £3,750 where somebody else also has income from letting in the home (HS223). You say which at the home, when you list or change a room."},
		{Heading: "Passing the limit", Body: "Nothing is wrong with that. You then tell HMRC, and choose between tax on what lies above the limit and tax on your profit."},
		{Heading: "What this is not", Body: "This is not tax advice. The scheme counts what you were paid and when; go by your own book at the edges of a year, and add what you charge for meals or cleaning."},
		{Heading: "Who sees it", Body: "Only you."},
	}
}
