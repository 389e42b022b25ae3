package intake

import (
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// RoomsBy are options that find outcodes by the reference data.
func RoomsBy(ref *assets.Reference) RoomOptions {
	return RoomOptions{Position: ref.OutcodePosition}
}

// ArrivalsBy are options that read professions, sites, airports and languages by the reference data.
func ArrivalsBy(ref *assets.Reference) ArrivalOptions {
	return ArrivalOptions{
		StaffGroup: func(profession string) (code, label string) {
			g := ref.StaffGroupOf(profession)
			return g.Code, g.Label
		},
		Site: func(postcode string) (string, bool) {
			s, ok := ref.SiteByPostcode(postcode)
			return s.Code, ok
		},
		Airport:  airportBy(ref),
		Language: languageBy(ref),
	}
}

// OffersBy are options that read airports and languages by the reference data, and volunteers by who takes part.
func OffersBy(ref *assets.Reference, members []marketplace.MemberRow) OfferOptions {
	return OfferOptions{Volunteer: Volunteers(members), Airport: airportBy(ref), Language: languageBy(ref)}
}

func airportBy(ref *assets.Reference) func(code string) bool {
	return func(code string) bool {
		_, ok := ref.Airport(code)
		return ok
	}
}

func languageBy(ref *assets.Reference) func(name string) (string, bool) {
	return func(name string) (string, bool) {
		l, ok := ref.Language(name)
		if !ok {
			l, ok = ref.LanguageNamed(name)
		}
		return l.Code, ok
	}
}
