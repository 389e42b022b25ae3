package people

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// erase asks before what is kept of somebody goes for good: what goes and what stays.
func (s *screen) erase(r marketplace.MemberRow) {
	whose, their := nameOf(r)+"’s", "their"
	title, verb := "Erase the personal details of "+nameOf(r)+"?", "Erase their details"
	if r.This {
		whose, their, title, verb = "Your", "your", "Erase your personal details?", "Erase my details"
	}
	ui.Erasing{
		Title: title, Verb: verb,
		Goes: []string{whose + " name, address, telephone number and email", "what " + their + " rooms and offers say in words", their + " messages"},
		Stays: []string{
			"dates, rents and nights, without a name: others agreed to them", "the names of guests in bookings: those are theirs",
			their + " part in Settle, and the computers: remove those as well where nobody uses them",
		},
		Command: marketplace.ErasePerson{Person: r.Person.ID},
	}.Ask(s.desk, nil)
}
