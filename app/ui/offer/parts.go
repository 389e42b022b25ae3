package offer

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// pairings is whom the offer looks after, and who asked; what is over comes last.
func (s *screen) pairings(d marketplace.OfferDetail) fyne.CanvasObject {
	var now, over []fyne.CanvasObject
	for _, p := range d.Pairings {
		if p.State == marketplace.PairingAsked || p.State == marketplace.PairingAccepted {
			now = append(now, s.pairing(p))
		} else {
			over = append(over, s.pairing(p))
		}
	}
	if len(now)+len(over) == 0 {
		words := "Nobody has asked for this yet. When a lead does, you find it on your home page."
		if !s.own(d) {
			words = "Nobody has asked for this yet."
		}
		return xwidget.VBox(0, xwidget.NewTitledCard("Who is looked after", xwidget.NewText(xwidget.Muted, words)))
	}
	parts := []fyne.CanvasObject{}
	if len(now) > 0 {
		parts = append(parts, xwidget.NewTitledCard("Who is looked after", ruled(now)))
	}
	if len(over) > 0 {
		parts = append(parts, xwidget.NewTitledCard("Over", ruled(over)))
	}
	return xwidget.VBox(look.PageGap, parts...)
}

// pairing is one line; who takes part in it goes on from there.
func (s *screen) pairing(p marketplace.PairingRow) fyne.CanvasObject {
	line := []string{}
	if !p.At.IsZero() {
		line = append(line, p.At.String())
	}
	switch {
	case p.State == marketplace.PairingAsked:
		line = append(line, "answer due by "+standing.By(s.desk.Now(), p.Deadline))
	case p.State == marketplace.PairingDeclined:
		line = append(line, p.Reason.Label())
	}
	if n := len(p.Contacts); n > 0 {
		line = append(line, xwidget.CountOf(n, "contact", "contacts"))
	}
	words := []fyne.CanvasObject{xwidget.NewText(xwidget.Strong, p.Guest)}
	if len(line) > 0 {
		words = append(words, xwidget.NewText(xwidget.Muted, strings.Join(line, " · ")))
	}
	parts := []fyne.CanvasObject{xwidget.Grow(xwidget.VBox(2, words...)), xwidget.NewTag(tone(p.State), p.State.Label())}
	if verb := next(p); verb != "" {
		b := xwidget.NewButton(xwidget.Secondary, verb, func() { s.desk.Go(ui.ToID(ui.PageWelcome, p.Pairing)) })
		b.Compact = true
		parts = append(parts, b)
	}
	return xwidget.Row(look.Space16, parts...)
}

// next is what this person can do about a pairing, where they take part in it.
func next(p marketplace.PairingRow) string {
	switch {
	case p.Side == marketplace.SideNone:
		return ""
	case p.State == marketplace.PairingAsked && p.Side == marketplace.SideHost:
		return "Answer"
	case p.State == marketplace.PairingAsked, p.State == marketplace.PairingAccepted:
		return "Open"
	}
	return ""
}

func tone(state marketplace.PairingState) look.Tone {
	switch state {
	case marketplace.PairingAccepted, marketplace.PairingDone:
		return look.Success
	case marketplace.PairingAsked:
		return look.Info
	case marketplace.PairingNotDone:
		return look.Danger
	}
	return look.Neutral
}

func ruled(rows []fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{}
	for i, row := range rows {
		if i > 0 {
			parts = append(parts, xwidget.NewRule())
		}
		parts = append(parts, row)
	}
	return xwidget.VBox(look.Space16, parts...)
}

// known is what the offer says.
func (s *screen) known(d marketplace.OfferDetail) fyne.CanvasObject {
	f := d.Facts
	facts := [][2]string{{"Kind", f.Kind.Label()}, {"Volunteer", d.Volunteer}, {"Organisation", d.OrgName}}
	if len(f.Airports) > 0 {
		facts = append(facts, [2]string{"Airports", s.airports(f.Airports)})
	}
	facts = append(facts, [2]string{"Where", s.places(f.Outcodes)}, [2]string{"Days", days(f.Days)}, [2]string{"At one time", xwidget.CountOf(f.Capacity, "person", "people") + ", " + now(d.Taken)})
	if len(f.Languages) > 0 {
		facts = append(facts, [2]string{"Languages", s.languages(f.Languages)})
	}
	if !f.From.IsZero() {
		facts = append(facts, [2]string{"From", f.From.Long()})
	}
	if !f.Until.IsZero() {
		facts = append(facts, [2]string{"Last day", f.Until.Long()})
	}
	if d.Note != "" {
		facts = append(facts, [2]string{choose(s.own(d), "In your words", "In their words"), d.Note})
	}
	parts := []fyne.CanvasObject{xwidget.Row(0, xwidget.NewTag(offerTone(d.State), d.State.Label()))}
	for _, fact := range facts {
		parts = append(parts, xwidget.VBox(0, xwidget.NewText(xwidget.Caption, fact[0]), xwidget.NewText(xwidget.Body, fact[1])))
	}
	if s.own(d) || s.desk.Me().Roles.Has(marketplace.RoleCoordinator) {
		parts = append(parts, xwidget.Row(0, xwidget.NewButton(xwidget.Quiet, "Erase what it says", s.erase)))
	}
	return xwidget.NewTitledCard("What is offered", xwidget.VBox(look.Space16, parts...))
}

func now(taken int) string {
	if taken == 0 {
		return "nobody now"
	}
	return strconv.Itoa(taken) + " now"
}

func offerTone(state marketplace.OfferState) look.Tone {
	switch state {
	case marketplace.OfferOpen:
		return look.Success
	case marketplace.OfferFull:
		return look.Info
	case marketplace.OfferLapsed:
		return look.Warning
	}
	return look.Neutral
}

// days is a set of weekdays in words.
func days(d marketplace.Weekdays) string {
	switch d {
	case 0, 0x7f:
		return "Any day"
	case 0x1f:
		return "Monday to Friday"
	case 0x60:
		return "Saturday and Sunday"
	}
	var names []string
	for i := range 7 {
		if d&(1<<i) != 0 {
			names = append(names, time.Weekday((i+1)%7).String())
		}
	}
	return strings.Join(names, ", ")
}

func (s *screen) airports(codes []string) string {
	names := []string{}
	for _, c := range codes {
		if a, ok := s.desk.Reference().Airport(c); ok {
			c = a.Name
		}
		names = append(names, c)
	}
	return strings.Join(names, ", ")
}

// places names postcode districts with their towns; none is anywhere.
func (s *screen) places(outcodes []string) string {
	if len(outcodes) == 0 {
		return "Anywhere"
	}
	names := []string{}
	for _, c := range outcodes {
		if town, ok := s.desk.Reference().OutcodeTown(c); ok && town != "" {
			c += " (" + town + ")"
		}
		names = append(names, c)
	}
	return strings.Join(names, ", ")
}

func (s *screen) languages(codes []string) string {
	names := []string{}
	for _, c := range codes {
		names = append(names, s.language(c))
	}
	return strings.Join(names, ", ")
}

func (s *screen) language(code string) string {
	if l, ok := s.desk.Reference().Language(code); ok {
		return l.Name
	}
	return code
}
