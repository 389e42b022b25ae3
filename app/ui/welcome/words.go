package welcome

import (
	"strconv"
	"strings"
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/marketplace"
)

// taken says how much of an offer is left: "room for 2 more", "2 of 2 taken".
func taken(o marketplace.OfferRow) string {
	if left := o.Facts.Capacity - o.Taken; left > 0 {
		return "room for " + strconv.Itoa(left) + more(o.Taken)
	}
	return strconv.Itoa(o.Taken) + " of " + strconv.Itoa(o.Facts.Capacity) + " taken"
}

func more(taken int) string {
	if taken > 0 {
		return " more"
	}
	return ""
}

// when says on which days and until when.
func when(f marketplace.OfferFacts) string {
	words := days(f.Days)
	if !f.From.IsZero() {
		words += " from " + f.From.Short()
	}
	if !f.Until.IsZero() {
		words += " until " + f.Until.Short()
	}
	return words
}

// days is a set of weekdays in a narrow place: "any day", "weekdays", "weekends", "Mon, Wed".
func days(d marketplace.Weekdays) string {
	switch d {
	case 0, 0x7f:
		return "any day"
	case 0x1f:
		return "weekdays"
	case 0x60:
		return "weekends"
	}
	var names []string
	for i := range 7 {
		if d&(1<<i) != 0 {
			names = append(names, time.Weekday((i + 1) % 7).String()[:3])
		}
	}
	return strings.Join(names, ", ")
}

// where says the places of an offer by their codes; nothing for anywhere.
func where(f marketplace.OfferFacts) string {
	places := f.Outcodes
	if f.Kind == marketplace.OfferPickup && len(f.Airports) > 0 {
		places = f.Airports
	}
	if len(places) > 4 {
		return strings.Join(places[:3], ", ") + " and " + strconv.Itoa(len(places)-3) + " more"
	}
	return strings.Join(places, ", ")
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

func pairingTone(state marketplace.PairingState) look.Tone {
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

// languages names languages by their codes.
func (s *screen) languages(codes []string) string {
	names := []string{}
	for _, c := range codes {
		if l, ok := s.desk.Reference().Language(c); ok {
			c = l.Name
		}
		names = append(names, c)
	}
	return strings.Join(names, ", ")
}
