package marketplace

import "slices"

// applyListing applies what is about the listing, the calendar and the beginnings of bookings.
func (f *roomFold) applyListing(e *Entry) (outcome Outcome, why string, mine bool) {
	if e.Fact == nil {
		f.room.NeedsNewer = true
		return Unreadable, "newer", true
	}
	switch fact := e.Fact.(type) {
	case *KeeperHanded, *KeeperTaken:
		j := f.occ.judged[e.Ref]
		return j.outcome, j.why, true
	case *KeeperBegan:
		if f.occ.began[fact.Opened] != e {
			return Void, "not_keeper", true
		}
		return Applied, "", true
	case *KeeperBlocked:
		outcome, why = f.keeperBlocks(e, fact.Ranges, fact.Asked, false)
		return outcome, why, true
	case *KeeperOpened:
		outcome, why = f.keeperBlocks(e, fact.Ranges, fact.Asked, true)
		return outcome, why, true
	case *BookingDrafted:
		outcome, why = f.beginBooking(e, &fact.Facts, StateDraft)
		return outcome, why, true
	case *BookingRequested:
		if fact.Booking.IsZero() {
			outcome, why = f.beginBooking(e, &fact.Facts, StateRequested)
		} else {
			outcome, why = f.sendDraft(e, fact)
		}
		return outcome, why, true
	case *BookingConsented:
		f.consents[e.Ref] = e
		return Applied, "", false
	case *RoomRules:
		f.consents[e.Ref] = e
	case *RoomListed:
		return Void, "born_already", true
	case *RoomChanged, *RoomPriced, *RoomMoved, *RoomReconfirmed, *RoomClaimed, *RoomPhotoAdded, *RoomPhotoRemoved, *RoomBlockAsked:
	default:
		return Applied, "", false
	}
	actor, outcome, why := f.author(e)
	if outcome == Applied {
		outcome, why = f.changeListing(e, actor)
	} else if fact, ok := e.Fact.(*RoomPriced); ok && fact.Week > 0 {
		if under, _ := underCap(f.sys, fact.Cap, f.room.Facts.Area, fact.Week, e.Clock.Instant().Date()); under == Applied {
			f.once[fact.Week] = fact.Cap
		}
	}
	if fact, ok := e.Fact.(*RoomClaimed); ok && outcome != Applied && f.mightClaim(e, fact) {
		f.hosts[fact.Host] = true
	}
	return outcome, why, true
}

// mightClaim tells whether a claim that is not in effect might have been, by what its writer was then or before.
func (f *roomFold) mightClaim(e *Entry, fact *RoomClaimed) bool {
	once := f.sys.once(e.Ref)
	if once.Person.IsZero() || once.Person != fact.Host || f.room.Facts.Supply != SupplyHome || !f.room.Facts.Host.IsZero() {
		return false
	}
	return slices.ContainsFunc(f.sys.Persons[once.Person].everTo(e.Ref), func(t Term) bool {
		return t.Roles.Has(RoleHost) && f.sys.related(f.room.Facts.HostOrg, t.Org)
	})
}

// keepers is the verdict on an entry that only the keeper's log makes sense of.
func (f *roomFold) keepers(e *Entry) (Outcome, string) {
	switch {
	case f.occ.counts(e.Ref):
	case f.occ.claims(e.Ref):
		return Void, "epoch_over"
	default:
		return Void, "not_keeper"
	}
	if why := f.occ.void[e.Ref]; why != "" {
		return Void, why
	}
	return Applied, ""
}

// keeperBlocks judges blocked or opened nights. What an earlier keeper wrote past the end of its epoch asks the keeper
// there is now.
func (f *roomFold) keeperBlocks(e *Entry, ranges []Range, asked Ref, open bool) (Outcome, string) {
	if f.occ.claims(e.Ref) && asked.IsZero() && !f.occ.answered[e.Ref] && validRanges(ranges) {
		f.room.Asks = append(f.room.Asks, Ask{Ref: e.Ref, Ranges: joinRanges(ranges), Open: open})
	}
	return f.keepers(e)
}

func (f *roomFold) changeListing(e *Entry, actor Actor) (Outcome, string) {
	r, at := f.room, e.Clock.Instant()
	on := at.Date()
	switch fact := e.Fact.(type) {
	case *RoomMoved:
		return f.move(actor, fact, on)
	case *RoomClaimed:
		return f.claim(e, actor, fact, on)
	case *RoomBlockAsked:
		return f.askToBlock(e, actor, fact, on)
	}
	if !r.MayChange(f.sys, actor, on) {
		return Void, "not_allowed"
	}
	switch fact := e.Fact.(type) {
	case *RoomRules:
		return r.setRules(e, actor, fact)
	case *RoomChanged:
		return f.change(e, &fact.Facts, on)
	case *RoomPriced:
		if fact.Week <= 0 {
			return Void, "no_price"
		}
		if outcome, why := underCap(f.sys, fact.Cap, r.Facts.Area, fact.Week, on); outcome != Applied {
			f.unproven[fact.Week] = f.unproven[fact.Week] || outcome == Waiting
			return outcome, why
		}
		r.price(fact.Week, fact.Cap)
		r.ConfirmedOn = max(r.ConfirmedOn, on)
	case *RoomReconfirmed:
		if !fact.On.Valid() || fact.On > on {
			return Void, "invalid"
		}
		r.ConfirmedOn = max(r.ConfirmedOn, fact.On)
	case *RoomPhotoAdded:
		return r.addPhoto(e.Ref, fact)
	case *RoomPhotoRemoved:
		return r.removePhoto(fact.Photo)
	}
	return Applied, ""
}

// change replaces what the listing says. Whose room it is, what kind of supply and where an import brought it from
// stay as they are; a live listing keeps its guards, and its rent must pass in its new area.
func (f *roomFold) change(e *Entry, next *RoomFacts, on Date) (Outcome, string) {
	r := f.room
	if !next.valid() {
		return Void, "invalid"
	}
	facts := next.clone()
	was := &r.Facts
	facts.Host, facts.HostOrg, facts.Supply, facts.Import = was.Host, was.HostOrg, was.Supply, was.Import
	facts.Pending = was.Pending && next.Pending && next.Guards != AllGuards
	if r.State == RoomLive && !facts.ready() {
		return Void, "guards"
	}
	if r.Week > 0 && facts.Area != was.Area {
		if outcome, why := underCap(f.sys, r.Cap, facts.Area, r.Week, on); outcome != Applied {
			return outcome, why
		}
	}
	r.Facts, r.Text = facts, e.Ref
	r.Sealed = append(r.Sealed, e.Ref)
	r.ConfirmedOn = max(r.ConfirmedOn, on)
	return Applied, ""
}

// move moves the listing to another state. Suspending a room, and lifting that, is a coordinator's.
func (f *roomFold) move(actor Actor, fact *RoomMoved, on Date) (Outcome, string) {
	r := f.room
	coordinator := actor.Roles.Has(RoleCoordinator)
	switch {
	case fact.To == RoomDraft || fact.To > RoomRetired:
		return Void, "invalid"
	case fact.To == RoomSuspended || r.State == RoomSuspended:
		if !coordinator {
			return Void, "not_allowed"
		}
	case !r.MayChange(f.sys, actor, on):
		return Void, "not_allowed"
	}
	if fact.To == RoomLive {
		switch {
		case r.Week == 0:
			return Void, "no_price"
		case !r.Facts.ready():
			return Void, "guards"
		}
		r.ConfirmedOn = max(r.ConfirmedOn, on)
	}
	r.State, r.Reason = fact.To, fact.Reason
	return Applied, ""
}

// claim makes a member of the organisation the host of a room that an import brought.
func (f *roomFold) claim(e *Entry, actor Actor, fact *RoomClaimed, on Date) (Outcome, string) {
	r := f.room
	switch {
	case fact.Host.IsZero() || fact.Host != actor.Person || !actor.Roles.Has(RoleHost):
		return Void, "not_allowed"
	case !f.sys.belongs(actor, r.Facts.HostOrg, on), r.Facts.Supply != SupplyHome:
		return Void, "not_allowed"
	case !r.Facts.Host.IsZero():
		return Void, "claimed"
	}
	r.Facts.Host, r.Facts.Home, r.ClaimedOn = fact.Host, fact.Home, e.Ref.Device
	r.Instant = InstantRules{} // they were not this host's
	r.ConfirmedOn = max(r.ConfirmedOn, on)
	return Applied, ""
}

func (f *roomFold) askToBlock(e *Entry, actor Actor, fact *RoomBlockAsked, on Date) (Outcome, string) {
	r := f.room
	switch {
	case !r.MayChange(f.sys, actor, on):
		return Void, "not_allowed"
	case !validRanges(fact.Ranges):
		return Void, "invalid"
	case f.occ.answered[e.Ref]:
		return Applied, ""
	}
	r.Asks = append(r.Asks, Ask{Ref: e.Ref, Ranges: joinRanges(fact.Ranges), Open: fact.Open})
	return Applied, ""
}

func (r *Room) price(week Pence, policy Ref) {
	r.Week, r.Cap = week, policy
	r.Prices, r.PriceCaps = append(r.Prices, week), append(r.PriceCaps, policy)
}

// capOf is the policy version under which a rent was last set; ok is false for a rent that the room has never had.
func (r *Room) capOf(week Pence) (policy Ref, ok bool) {
	for i, p := range slices.Backward(r.Prices) {
		if p == week {
			return r.PriceCaps[i], true
		}
	}
	return Ref{}, false
}

func (r *Room) addPhoto(ref Ref, fact *RoomPhotoAdded) (Outcome, string) {
	switch {
	case !fact.valid():
		return Void, "invalid"
	case r.photo(fact.Photo) >= 0:
		return Void, "born_already"
	case len(r.Photos) >= MaxPhotos:
		return Void, "full"
	}
	r.Photos = append(r.Photos, Photo{Blob: fact.Photo, Width: fact.Width, Height: fact.Height, Size: fact.Size, Text: ref})
	return Applied, ""
}

func (r *Room) removePhoto(id BlobID) (Outcome, string) {
	i := r.photo(id)
	if i < 0 {
		return Void, "over"
	}
	r.Removed = append(r.Removed, r.Photos[i])
	if n := len(r.Removed); n > maxRemoved {
		r.Removed = slices.Clone(r.Removed[n-maxRemoved:])
	}
	r.Photos = slices.Delete(r.Photos, i, i+1)
	return Applied, ""
}

func (r *Room) photo(id BlobID) int {
	return slices.IndexFunc(r.Photos, func(p Photo) bool { return p.Blob == id })
}

func (f *RoomFacts) clone() RoomFacts {
	c := *f
	c.Household.Languages = slices.Clone(f.Household.Languages)
	return c
}
