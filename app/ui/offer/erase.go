package offer

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

// erase asks before what an offer says of its volunteer goes for good: what goes and what stays.
func (s *screen) erase() {
	d := s.detail
	ui.Erasing{
		Note:  ui.OwnWords(s.desk.Me()),
		Title: "Erase what “" + d.Title + "” says?", Verb: "Erase it",
		Goes: []string{"its name, and the volunteer’s own words"},
		Stays: []string{
			"whom it looked after and when: others agreed to it", "the names of those who arrive: those are theirs",
			"the offer without words: close it first where it is open",
		},
		Command: marketplace.EraseSubject{Subject: d.Offer},
	}.Ask(s.desk, s.load)
}
