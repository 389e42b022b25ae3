package arrival

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// erase asks before the name and contacts of an arrival go for good: what goes and what stays.
func (s *screen) erase() {
	d := s.detail
	ui.Erasing{
		Note:  ui.OwnWords(s.desk.Me()),
		Title: "Erase the personal details of " + name(d) + "?", Verb: "Erase their details",
		Goes: []string{"their name, telephone number and email", "the flight, the note and your reference", "their name in bookings and welcomes, with what was written when those were asked for"},
		Stays: []string{
			"dates, rents, staff group and nights, counted without a name: others agreed to them",
			"messages in bookings: they belong to those who wrote them",
			"their bookings and welcomes: end those first where they are not needed",
		},
		Command: marketplace.EraseSubject{Subject: d.Arrival},
	}.Ask(s.desk, s.load)
}
