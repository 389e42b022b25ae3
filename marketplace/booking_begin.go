package marketplace

import "slices"

// beginBooking begins a booking, as a draft or as a request. Where the keeper has accepted a request it stands whatever
// its writer's membership has become since: the entry then shows as void, and the nights stay taken until the keeper
// lets go of them.
func (f *roomFold) beginBooking(e *Entry, facts *BookingFacts, state BookingState) (Outcome, string) {
	if !facts.valid() {
		return Void, "invalid"
	}
	id := SubjectOf(e.Ref)
	promised := state != StateDraft && f.occ.promised(id, facts.Dates)
	policy, outcome, why := f.mayAsk(e, facts, promised)
	if why == "price" && outcome == Void {
		return outcome, why
	}
	if outcome != Applied && !promised {
		return outcome, why
	}
	b := &Booking{ID: id, Began: e.Ref, Area: f.room.Facts.Area}
	b.ask(e, facts, policy, state)
	f.bookings[id] = b
	f.room.Bookings = append(f.room.Bookings, b)
	return outcome, why
}

// mayAsk tells whether the writer may ask for the room at the rent and for guests of the organisation that the request
// names, and under which version of the cap policy the rent was set. The rent must be one that the room has had: of a
// request that was promised also one that somebody set who is out since.
func (f *roomFold) mayAsk(e *Entry, facts *BookingFacts, promised bool) (policy Ref, outcome Outcome, why string) {
	policy, had := f.room.capOf(facts.Week)
	if !had && promised {
		policy, had = f.once[facts.Week]
	}
	if !had && !f.unproven[facts.Week] {
		return Ref{}, Void, "price"
	}
	actor, outcome, why := f.author(e)
	switch {
	case outcome != Applied:
		return policy, outcome, why
	case !f.sys.speaks(actor, facts.GuestOrg, e.Clock.Instant().Date()) || facts.Lead != actor.Person:
		return policy, Void, "not_allowed"
	case !had:
		return policy, Waiting, "price"
	}
	return policy, Applied, ""
}

// sendDraft turns a draft into a request. The first to send it wins; where the keeper has accepted, the first for the
// nights that it accepted.
func (f *roomFold) sendDraft(e *Entry, fact *BookingRequested) (Outcome, string) {
	facts := &fact.Facts
	if !facts.valid() {
		return Void, "invalid"
	}
	b := f.bookings[fact.Booking]
	if b == nil {
		return Waiting, "booking"
	}
	promised := f.occ.promised(b.ID, facts.Dates)
	switch {
	case b.State != StateDraft:
		return Void, "over"
	case facts.GuestOrg != b.Facts.GuestOrg:
		return Void, "invalid"
	case !promised && len(f.occ.accepted[b.ID]) > 0:
		return Void, "other_dates"
	}
	policy, outcome, why := f.mayAsk(e, facts, promised)
	if outcome != Applied && !promised || outcome == Void && why == "price" {
		return outcome, why
	}
	b.Began = e.Ref
	b.ask(e, facts, policy, StateRequested)
	return outcome, why
}

func (b *Booking) ask(e *Entry, facts *BookingFacts, policy Ref, state BookingState) {
	b.Facts = *facts
	b.Facts.People, b.Facts.Groups = slices.Clone(facts.People), slices.Clone(facts.Groups)
	b.State, b.Dates, b.Week, b.Cap = state, facts.Dates, facts.Week, policy
	what := "prepared a request"
	if state == StateRequested {
		b.RequestedAt = e.Clock.Instant()
		what = "asked for the room"
	}
	b.step(e, facts.Lead, what)
}

func (b *Booking) step(e *Entry, by ID, what string) {
	b.Trail = append(b.Trail, Step{Ref: e.Ref, At: e.Clock.Instant(), By: by, What: what})
}
