package arrivals

import (
	"fmt"
	"strconv"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var _ xwidget.GridSource = (*screen)(nil)

// Len is how many arrivals match.
func (s *screen) Len() int { return s.rows.Len() }

// Row fills the cells of an arrival.
func (s *screen) Row(i int, cells []xwidget.Cell) (string, bool) {
	r, ok := s.rows.At(i)
	if !ok {
		return "", false
	}
	name := r.Name
	if name == "" {
		name = r.Alias
	}
	cells[0] = xwidget.Cell{Text: name, Bold: true}
	cells[1] = xwidget.Cell{Text: s.group(r.Group)}
	cells[2] = xwidget.Cell{Text: lands(r)}
	cells[3] = xwidget.Cell{Text: s.site(r)}
	if r.Nights > 0 {
		cells[4] = xwidget.Cell{Text: strconv.Itoa(r.Nights)}
	}
	cells[5] = s.bed(r)
	cells[6] = pairing(r.HasPickup, r.Pickup)
	cells[7] = pairing(r.HasBuddy, r.Buddy)
	return "", true
}

// lands is when and where: 8 Dec 2026, 06:30 LHR.
func lands(r marketplace.ArrivalRow) string {
	return r.At.Time().In(marketplace.London).Format("2 Jan 2006, 15:04") + " " + r.Airport
}

func (s *screen) group(code string) string {
	if g, ok := s.desk.Reference().StaffGroup(code); ok {
		return g.Label
	}
	return code
}

func (s *screen) site(r marketplace.ArrivalRow) string {
	if site, ok := s.desk.Reference().Site(r.Site); ok {
		return site.Name
	}
	if o, ok := s.desk.Reference().Organisation(r.Org); ok {
		return o.Name
	}
	return r.Site
}

// bed says where they sleep, or how long is left to find somewhere.
func (s *screen) bed(r marketplace.ArrivalRow) xwidget.Cell {
	if r.Closed {
		return xwidget.Cell{Tag: "Closed", Tone: look.Neutral}
	}
	if r.Booking.IsZero() {
		left := days(s.desk.Now(), r.At)
		switch {
		case left < 0:
			return xwidget.Cell{Tag: "No bed", Tone: look.Neutral}
		case left == 0:
			return xwidget.Cell{Tag: "No bed, today", Tone: look.Danger}
		case left <= 21:
			return xwidget.Cell{Tag: fmt.Sprintf("No bed, %d days", left), Tone: look.Danger}
		}
		return xwidget.Cell{Tag: "No bed yet", Tone: look.Warning}
	}
	return xwidget.Cell{Tag: r.BedState.Label(), Tone: standing.Tone(r.BedState)}
}

// pairing says where a pickup or a buddy stands.
func pairing(has bool, state marketplace.PairingState) xwidget.Cell {
	if !has {
		return xwidget.Cell{Text: "–"}
	}
	tone := look.Neutral
	switch state {
	case marketplace.PairingAccepted, marketplace.PairingDone:
		tone = look.Success
	case marketplace.PairingAsked:
		tone = look.Info
	}
	return xwidget.Cell{Tag: state.Label(), Tone: tone}
}

// Help says what the page is for.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "The cohort", Body: "Everybody who is recorded as coming, the next to land first. A red tag says that somebody lands within 21 days and has no bed."},
		{Heading: "From your spreadsheet", Body: "Copy rows with their headings and paste them here with Ctrl and V, drop a file on the window, or import one. You see what was understood before anything is saved."},
		{Heading: "From a row to a room", Body: "Choose a row and press Find a room: the search opens with their nights, near where they will work. Enter opens the arrival itself."},
		{Heading: "Names", Body: "Names, contacts and flights are sealed for the leads of the organisation. Everybody else sees an alias."},
	}
}
