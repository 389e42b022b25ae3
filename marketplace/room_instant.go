package marketplace

// InstantRules is the version of a host's rules for instant acceptance that is in force.
type InstantRules struct {
	RoomRules
	Ref Ref // that version: an acceptance by it names it as the host's consent
	By  ID  // who set it
	At  Instant
}

func (f *RoomRules) valid() bool {
	switch {
	case f.For > InstantAny, f.MinNights < 0, f.MinNights > maxNights, f.MaxNights < 0, f.MaxNights > maxNights:
		return false
	case f.NoticeDays < 0, f.NoticeDays > maxNoticeDays, f.GapDays < 0, f.GapDays > maxNoticeDays:
		return false
	}
	return f.MaxNights == 0 || f.MinNights <= f.MaxNights
}

// allow tells whether the rules let a stay of these dates be accepted. Notice and gap are the keeper's to judge when
// it answers: they hang on the day and on other stays.
func (f *RoomRules) allow(dates Range) bool {
	nights := dates.Nights()
	return f.On && nights >= f.MinNights && (f.MaxNights == 0 || nights <= f.MaxNights)
}

// setRules puts a version in force.
func (r *Room) setRules(e *Entry, actor Actor, fact *RoomRules) (Outcome, string) {
	if !fact.valid() {
		return Void, "invalid"
	}
	r.Instant = InstantRules{RoomRules: *fact, Ref: e.Ref, By: actor.Person, At: e.Clock.Instant()}
	return Applied, ""
}

// byRules judges an acceptance by the version of the rules that it names, whether or not another has come since: the
// keeper may not have known.
func (f *RoomRules) byRules(fact *KeeperAccepted) (Outcome, string) {
	if fact.Via != ViaRules || !f.valid() || !f.allow(fact.Dates) {
		return Void, "rules"
	}
	return Applied, ""
}

// instantDue is the acceptances that the rules in force give by themselves. What they do not cover waits for the host.
func (r *Room) instantDue(v View) ([]Draft, error) {
	now := InstantOf(v.Now())
	if !r.Instant.On || r.NeedsNewer || r.checkOffered(v.System(), now) != nil {
		return nil, nil
	}
	by := r.Facts.Host
	if by.IsZero() {
		by = r.Instant.By
	}
	var due []Draft
	var taken []Range // by those before in this answer
	people := 0       // likewise
	for _, b := range r.Bookings {
		if !r.instant(v.System(), b, now) || overlapsAny(taken, r.Instant.around(b.Facts.Dates)) {
			continue
		}
		if err := r.checkHomeHasRoom(v, b.Facts.Dates, people+len(b.Facts.People), b.ID); err != nil {
			if CodeOf(err) != Refused {
				return nil, err
			}
			continue
		}
		private, err := r.wayIn(v, b.Facts.GuestOrg)
		if err != nil {
			return nil, err
		}
		taken, people = append(taken, r.Instant.around(b.Facts.Dates)), people+len(b.Facts.People)
		due = append(due, Draft{
			Subject: r.ID, Private: private, DeleteAfter: min(b.Facts.Dates.To+BookingKept, MaxDate),
			Fact: &KeeperAccepted{
				Booking: b.ID, By: by, Via: ViaRules, Consent: r.Instant.Ref,
				Deadline: answerBy(now, b.Facts.Dates.From), Dates: b.Facts.Dates,
			},
		})
	}
	return due, nil
}

// instant tells whether the rules in force cover a request now.
func (r *Room) instant(sys *System, b *Booking, now Instant) bool {
	rules, today := &r.Instant, now.Date()
	switch {
	case b.State != StateRequested || b.StateAt(now) != StateRequested || !b.Consent.IsZero() || b.waits:
		return false
	case !rules.allow(b.Facts.Dates), b.Facts.Dates.From < today+Date(rules.NoticeDays), b.Facts.Dates.From < today:
		return false
	case rules.For == InstantOwn && sys.OrgOn(b.Facts.GuestOrg, today) != sys.OrgOn(r.Facts.HostOrg, today):
		return false
	case b.Facts.Week != r.Week: // the rent has changed since it was asked for
		return false
	case r.checkTerms(b.Facts.Dates, len(b.Facts.People), today) != nil, r.checkFree(b.Facts.Dates, b.ID, today) != nil:
		return false
	}
	return r.freeAround(b)
}

// around is the dates with the rules' gap on both sides.
func (i *InstantRules) around(dates Range) Range {
	return Range{dates.From - Date(i.GapDays), dates.To + Date(i.GapDays)}
}

// freeAround keeps the rules' gap between two guests.
func (r *Room) freeAround(b *Booking) bool {
	wide := r.Instant.around(b.Facts.Dates)
	for _, o := range r.Bookings {
		if o != b && o.Held.Nights() > 0 && o.Held.Overlaps(wide) {
			return false
		}
	}
	return true
}
