package marketplace

import "slices"

// FoldRoom folds a room's entries, sorted by Entry.Before, into the listing, its calendar and its bookings. The room
// is nil where no birth is in effect.
//
// Three passes, so that no late entry changes what was promised. First the keepers' logs alone, by their own order, say
// which nights are taken (see succession and occupancy). Then the listing and the beginnings of bookings, in the order of the
// entries; then what became of each booking. A keeper's acceptance is never undone by what another device wrote, by a
// clock or by a revocation: such an entry asks the keeper, and shows where both sides see it.
func FoldRoom(sys *System, entries []*Entry) (*Room, []Verdict) {
	f := &roomFold{
		sys: sys, entries: entries, outcomes: make([]judgement, len(entries)),
		bookings: map[ID]*Booking{}, changes: map[ID]changeOf{}, freed: map[ID]bool{}, consents: map[Ref]*Entry{}, unproven: map[Pence]bool{}, hosts: map[ID]bool{}, once: map[Pence]Ref{},
		instead: map[lostConsent]*Entry{}, judged: map[ID]uint8{},
	}
	birth := f.findBirth()
	if birth < 0 || !f.born(birth) {
		f.withoutBirth(birth)
		return nil, f.verdicts()
	}
	for _, pass := range []func(*Entry) (Outcome, string, bool){f.applyListing, f.applyLife} {
		for i, e := range entries {
			if i == birth || e == nil {
				continue
			}
			if outcome, why, mine := pass(e); mine {
				f.outcomes[i] = judgement{outcome, why}
			}
		}
	}
	f.finish()
	return f.room, f.verdicts()
}

// roomFold is a room on its way.
type roomFold struct {
	sys      *System
	entries  []*Entry
	outcomes []judgement
	room     *Room
	occ      *occupancy
	bookings map[ID]*Booking
	changes  map[ID]changeOf
	freed    map[ID]bool    // bookings whose nights the keeper let go of by itself
	consents map[Ref]*Entry // consents by what they say, whoever wrote them
	unproven map[Pence]bool // rents whose version of the cap policy is not here or no longer in effect
	hosts    map[ID]bool    // who claimed the room, as they might once, and has not got it
	once     map[Pence]Ref  // rents under the cap that were set by somebody whose membership is not in effect, with its version

	agreed  map[ID][]*Entry        // consents by booking, see consentsTo
	instead map[lostConsent]*Entry // the consent that stands for one that is gone; nil where none does
	judged  map[ID]uint8           // how a booking's acceptances are judged: a bit for each Outcome among them
}

// findBirth is the place of the entry that the room's id derives from, or −1.
func (f *roomFold) findBirth() int {
	return slices.IndexFunc(f.entries, func(e *Entry) bool {
		if e == nil {
			return false
		}
		_, ok := e.Fact.(*RoomListed)
		return ok && e.Subject == SubjectOf(e.Ref)
	})
}

// born begins the room, where its birth is in effect.
func (f *roomFold) born(place int) bool {
	e := f.entries[place]
	fact := e.Fact.(*RoomListed)
	f.occ = occupancyOf(f.sys, f.entries, e)
	keeps := f.occ.present()
	actor, outcome, why := f.author(e)
	if outcome == Applied && fact.Facts.valid() && !fact.Facts.mayList(f.sys, actor, e.Clock.Instant().Date()) {
		outcome, why = Void, "not_allowed"
	}
	member := judgement{outcome, why}
	// What becomes of a member frees no nights: where guests were accepted the room stays, suspended, also where the
	// device was let in by somebody who may not any more, or its person's roles are put right from before.
	spared := false
	switch {
	case outcome == Applied:
	case why == "revoked":
		spared = len(f.occ.accepted) > 0 && !f.sys.stranger(e.Ref.Device)
	case why == "not_allowed":
		spared = fact.Facts.everListed(f.sys, actor.Person, e.Ref) && f.relied()
	default:
		spared = f.relied()
	}
	if outcome == Applied || spared {
		outcome, why = f.listable(e, fact)
	}
	f.outcomes[place] = judgement{outcome, why}
	// Without its version of the cap policy the rent waits, and with it going live: the listing itself is here.
	unpriced := outcome == Waiting && why == "cap"
	if outcome != Applied && !unpriced {
		return false
	}
	at := e.Clock.Instant()
	r := &Room{
		ID: e.Subject, Facts: fact.Facts.clone(), State: RoomDraft, ListedAt: at, ConfirmedOn: at.Date(),
		Keeper: keeps.Keeper, Epoch: len(f.occ.epochs), Kept: keeps.Epoch, Text: e.Ref, Sealed: []Ref{e.Ref},
	}
	r.Facts.Pending = r.Facts.Pending && r.Facts.Import != [16]byte{} && r.Facts.Guards != AllGuards
	f.room = r
	switch {
	case unpriced:
		f.unproven[fact.Week] = true
	case fact.Week > 0:
		r.price(fact.Week, fact.Cap)
	}
	if fact.Live && !unpriced {
		r.State = RoomLive
	}
	if spared {
		r.State, r.Reason = RoomSuspended, ReasonNotRecognised
		f.outcomes[place] = member
		if f.sys.once(e.Ref).Person != r.Facts.Host {
			r.Facts.Home = ID{} // whoever nobody knows takes no place in a home that they only name
		}
	}
	return true
}

// relied tells whether somebody who takes part and may ask for guests asked for nights that a keeper then accepted: the
// room was theirs to see, so its lister was a member then, or is one that is not known here yet.
func (f *roomFold) relied() bool {
	return slices.ContainsFunc(f.entries, func(e *Entry) bool {
		fact, ok := factOf[*BookingRequested](e)
		if !ok {
			return false
		}
		id := fact.Booking
		if id.IsZero() {
			id = SubjectOf(e.Ref)
		}
		actor, outcome, _ := f.author(e)
		return f.occ.promised(id, fact.Facts.Dates) && outcome == Applied && fact.Facts.Lead == actor.Person &&
			f.sys.speaks(actor, fact.Facts.GuestOrg, e.Clock.Instant().Date())
	})
}

// listable judges what a birth says. A listing goes live at once only with its price and its guards.
func (f *roomFold) listable(e *Entry, fact *RoomListed) (Outcome, string) {
	on := e.Clock.Instant().Date()
	facts := &fact.Facts
	switch {
	case !facts.valid():
		return Void, "invalid"
	case fact.Week < 0 || fact.Live && fact.Week == 0:
		return Void, "no_price"
	case fact.Live && !facts.ready(), facts.Pending && facts.Import == [16]byte{}:
		return Void, "guards"
	case fact.Week == 0:
		return Applied, ""
	}
	return underCap(f.sys, fact.Cap, facts.Area, fact.Week, on)
}

// underCap judges a rent by the version of the cap policy that the entry names: what is decided must not depend on
// which policies have arrived here.
func underCap(sys *System, ref Ref, area string, week Pence, on Date) (Outcome, string) {
	policy, ok := sys.CapByRef(ref)
	if !ok {
		return Waiting, "cap"
	}
	limit, _, ok := policy.Limit(area)
	switch {
	case !ok:
		return Void, "no_cap_for_area"
	case policy.From > on:
		return Void, "cap_not_in_force"
	case week > limit:
		return Void, "over_cap"
	}
	return Applied, ""
}

// withoutBirth lets everything else wait for the birth, or go with it where it is void.
func (f *roomFold) withoutBirth(birth int) {
	rest := judgement{Waiting, "birth"}
	if birth >= 0 && f.outcomes[birth].outcome == Void {
		rest = judgement{Void, "birth"}
	}
	for i, e := range f.entries {
		switch {
		case i == birth || e == nil:
		case e.Fact == nil:
			f.outcomes[i] = judgement{Unreadable, "newer"}
		default:
			f.outcomes[i] = rest
		}
	}
}

// author is who wrote e; see System.Author.
func (f *roomFold) author(e *Entry) (Actor, Outcome, string) {
	if f.sys == nil {
		return Actor{}, Waiting, "membership"
	}
	return f.sys.Author(e)
}

// finish puts the calendar's last word into the room.
func (f *roomFold) finish() {
	r := f.room
	for _, b := range r.Bookings {
		b.Held = f.occ.held[b.ID]
		b.waits = b.Held.Nights() > 0 && b.AcceptedAt.IsZero() && f.acceptedAs(b, Waiting)
		if b.promised() && !b.covers() {
			b.State = StateConflict // only a log whose clock ran backwards comes here
		}
		if b.State != StateRequested {
			b.Claim = Ref{}
		}
	}
	blocks := slices.Clone(f.occ.blocks)
	for _, n := range f.occ.nights {
		if f.bookings[n.booking] == nil { // its request has not arrived: the nights are taken all the same
			blocks = append(blocks, n.Range)
			r.Unasked = append(r.Unasked, Unasked{n.booking, n.Range})
		}
	}
	if len(r.Unasked) > 0 {
		blocks = joinRanges(blocks)
	}
	for _, b := range blocks {
		r.Blocks = append(r.Blocks, Block{b})
	}
	r.LastAct = f.occ.last
}

func (f *roomFold) verdicts() []Verdict {
	var all []Verdict
	for i, e := range f.entries {
		if e != nil && f.outcomes[i].outcome != Applied {
			all = append(all, Verdict{e.Ref, f.outcomes[i].outcome, f.outcomes[i].why})
		}
	}
	return all
}
