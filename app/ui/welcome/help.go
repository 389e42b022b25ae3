package welcome

import (
	"strings"

	"settle.example/settle/app/ui"
)

// Help says how a welcome comes about.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Offering", Body: "Say what you would like to do, where, on which days and for how many people at one time. You are never asked for more than that. An offer stays open for 90 days; after that you say whether it is still true."},
		{Heading: "Being asked", Body: "A lead asks you for one colleague. Name, flight and contacts are sealed: only you and the leads of their organisation can read them. Answer within 72 hours, so that somebody else can be asked in time. A no needs a reason from a short list, and nothing more."},
		{Heading: "What happens once", Body: "A pickup, a tour or a visit to the bank has a day and a time. When it is past, say whether it happened. If you cannot come after all, call it off early."},
		{Heading: "What goes on", Body: "A buddy, mentor or coach is in touch about once a week. Log that you were, and how; what was said is never recorded. End it when it has run its course, and your place is free again."},
		{Heading: "Finding a welcome", Body: "Leads choose a kind, a language, a day and a place, and open an offer to ask its volunteer. Coming here from an arrival sets the choices for them."},
	}
}

// lower begins a label in the middle of a sentence: "airport pickup", but "GP registration".
func lower(label string) string {
	if len(label) > 1 && label[1] >= 'A' && label[1] <= 'Z' {
		return label
	}
	return strings.ToLower(label[:1]) + label[1:]
}
