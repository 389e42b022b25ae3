package find

import "settle.example/settle/app/ui"

// Help explains the page.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Say the nights first", Body: "A room shows only if it is free for every night from the day of arriving to the day of leaving. One guest can leave and another arrive on the same day. Type a date as 7 12 2026 or 7 Dec, or press Down for a calendar."},
		{Heading: "Choose for whom", Body: "The list at the top right holds your arrivals without a bed. Choosing one fills in the nights, the place, the rent and what they need. You can change any of it."},
		{Heading: "What the distance means", Body: "Settle never shows a home's exact place before a booking is confirmed. Distances are in a straight line and rounded to a kilometre."},
		{Heading: "What the rent means", Body: "Every rent is at or under the cap that your coordinator set for the area. The green line says how far it is under the estimated average rent of that area."},
		{Heading: "Compare rooms", Body: "Tick two or three rooms, by mouse or with Space, and press Compare. The comparison puts first what differs."},
		{Heading: "“Host to complete”", Body: "This room came from a spreadsheet, and its host has not yet confirmed everything, such as the safety checks. You can ask for it; the host completes it when they answer."},
	}
}
