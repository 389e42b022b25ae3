package marketplace

// OccupierNote says what kind of occupier the lodger is, which follows from the space that is shared (gov.uk, Rent a
// room in your home: your lodger's tenancy type).
func OccupierNote(s Shared) (title, text string) {
	switch s {
	case SharedYes:
		return "Excluded occupier", "Host and lodger share a kitchen, bathroom or living room, so the lodger is an excluded occupier: " +
			"they live in the host's home, and no court order is needed to end the stay (gov.uk, Rent a room in your home)."
	case SharedNo:
		return "Occupier with basic protection", "Host and lodger share no living space, so the lodger is an occupier with basic protection: " +
			"if they do not leave when the stay ends, the host needs a court order (gov.uk, Rent a room in your home)."
	}
	return "Shared space not said yet", "Whether host and lodger share a kitchen, bathroom or living room decides which rules apply. " +
		"Ask the host before you confirm (gov.uk, Rent a room in your home)."
}

// NoticeNote says how a stay is ended by notice.
func NoticeNote(s Shared) string {
	switch s {
	case SharedYes:
		return "Either side ends the stay with reasonable notice, usually one rental payment period: a week where the rent is paid weekly (gov.uk, Rent a room in your home)."
	case SharedNo:
		return "The host gives a written notice to quit, often of at least four weeks, and needs a court order if the lodger stays (gov.uk, Rent a room in your home)."
	}
	return "How much notice is due depends on the shared space, which the host has not said yet (gov.uk, Rent a room in your home)."
}
