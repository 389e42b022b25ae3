package listing

import (
	"fmt"
	"math"
	"strings"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// PriceNote says how a weekly rent stands against the area average, to the nearest pound; nothing where the average is
// not known.
func PriceNote(week, average marketplace.Pence) (string, look.Tone) {
	if week <= 0 || average <= 0 {
		return "", look.Neutral
	}
	under := average - week
	pounds := (max(under, -under) + 50) / 100
	switch {
	case pounds == 0:
		return "about the area average", look.Neutral
	case under > 0:
		return fmt.Sprintf("£%s under the area average", xwidget.FormatCount(int(pounds))), look.Success
	}
	return fmt.Sprintf("£%s over the area average", xwidget.FormatCount(int(pounds))), look.Danger
}

// Away says how far a room is from a place. A listing's position is kept to a hundredth of a degree, so it is never
// said more exactly than to a kilometre. Nothing for a negative distance.
func Away(km float64, place string) string {
	if km < 0 || math.IsNaN(km) || place == "" {
		return ""
	}
	return fmt.Sprintf("About %s km from %s", xwidget.FormatCount(int(max(1, math.Round(km)))), place)
}

// Kilometres is the distance between two positions in degrees, along the ground.
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const earth, degree = 6371.0, math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*degree/2), 2) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*math.Pow(math.Sin((lon2-lon1)*degree/2), 2)
	return 2 * earth * math.Asin(math.Sqrt(min(1, a)))
}

// Household says who lives in the home, in counts and languages; nothing where neither is said.
func Household(h marketplace.Household, ref *assets.Reference) string {
	var who []string
	if h.Adults > 0 {
		who = append(who, xwidget.CountOf(h.Adults, "adult", "adults"))
	}
	if h.Children > 0 {
		who = append(who, xwidget.CountOf(h.Children, "child", "children"))
	}
	s := strings.Join(who, " and ")
	var spoken []string
	for _, code := range h.Languages {
		if l, ok := ref.Language(code); ok {
			spoken = append(spoken, l.Name)
		}
	}
	switch {
	case len(spoken) == 0:
		return s
	case s == "":
		return "Speaks " + And(spoken)
	case h.Adults+h.Children == 1:
		return s + ", who speaks " + And(spoken)
	}
	return s + ", who speak " + And(spoken)
}

// Terms says for how many nights, with how much notice and at what distance from other guests the host lets the room.
func Terms(f marketplace.RoomFacts) []string {
	var all []string
	nights := func(n int) string { return xwidget.CountOf(n, "night", "nights") }
	switch {
	case f.MinNights > 1 && f.MaxNights > 0:
		all = append(all, "From "+nights(f.MinNights)+" to "+nights(f.MaxNights))
	case f.MinNights > 1:
		all = append(all, nights(f.MinNights)+" or more")
	case f.MaxNights > 0:
		all = append(all, nights(f.MaxNights)+" at most")
	default:
		all = append(all, "Any number of nights")
	}
	if f.NoticeDays > 0 {
		all = append(all, "Ask at least "+xwidget.CountOf(f.NoticeDays, "day", "days")+" before the first night")
	}
	if f.GapDays > 0 {
		all = append(all, xwidget.CountOf(f.GapDays, "day", "days")+" between two guests")
	}
	if f.Guests > 1 {
		all = append(all, "Up to "+xwidget.CountOf(f.Guests, "guest", "guests"))
	}
	return all
}

// And joins words as people do: "Wi-Fi, desk and parking".
func And(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// Lower is a label inside a sentence: "Own bathroom" as "own bathroom". Names such as "Wi-Fi" and "TV" keep theirs.
func Lower(label string) string {
	if label == "" || strings.HasPrefix(label, "Wi-Fi") || strings.ToUpper(label) == label {
		return label
	}
	return strings.ToLower(label[:1]) + label[1:]
}

// Dates is a stay's dates with its length: "7 December 2026 to 4 January 2027, 28 nights".
func Dates(r marketplace.Range) string {
	return r.String() + ", " + xwidget.CountOf(r.Nights(), "night", "nights")
}
