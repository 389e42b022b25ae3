package simulation_test

import (
	"time"

	"settle.example/settle/marketplace"
)

// act lets the person at a machine do something with what it shows now. It may be
// refused.
func (w *world) act(m *machine) {
	can := w.offered(m)
	if len(can) == 0 || w.Rand().IntN(3) == 0 {
		can = append(can[:0:0], w.possible(m)...)
	}
	if len(can) == 0 {
		return
	}
	c := pick(w, can)
	_, err := m.do(c)
	if err != nil {
		w.refusals++
		return
	}
	w.acts++
}

// dates is some nights in the next two weeks, so that people want the same.
func (w *world) dates(m *machine) marketplace.Range {
	from := marketplace.DateOf(m.now()) + marketplace.Date(w.Rand().IntN(14))
	return marketplace.Range{From: from, To: from + marketplace.Date(1+w.Rand().IntN(7))}
}

// offered is what the pages of bookings and pairings offer the person now.
func (w *world) offered(m *machine) (can []marketplace.Command) {
	a := m.view().Actor()
	now := marketplace.InstantOf(m.now())
	for _, r := range m.book.rooms() {
		for _, b := range r.Bookings {
			for _, action := range r.ActionsFor(m.book.sys.System, b, a, now) {
				if c := w.command(r, b, action); c != nil {
					can = append(can, c)
				}
			}
		}
	}
	for _, o := range m.book.offers() {
		for _, p := range o.Pairings {
			if o.Facts.Volunteer == a.Person {
				can = append(can, marketplace.AnswerPairing{Pairing: p.ID, Accept: w.Rand().IntN(4) > 0, Reason: marketplace.ReasonTooBusy})
			} else if p.Facts.Lead == a.Person {
				can = append(can, marketplace.TakeBackPairing{Pairing: p.ID, Reason: marketplace.ReasonArrivalCancelled})
			}
		}
	}
	return can
}

func (w *world) command(r *marketplace.Room, b *marketplace.Booking, action marketplace.BookingAction) marketplace.Command {
	longer := marketplace.Range{From: b.Dates.From, To: b.Dates.To + marketplace.Date(1+w.Rand().IntN(4))}
	switch action {
	case marketplace.ActSend:
		return marketplace.RequestBooking{Booking: b.ID}
	case marketplace.ActWithdraw:
		return marketplace.WithdrawBooking{Booking: b.ID}
	case marketplace.ActAccept:
		return marketplace.AcceptBooking{Booking: b.ID}
	case marketplace.ActDecline:
		return marketplace.DeclineBooking{Booking: b.ID, Reason: marketplace.ReasonNotSuitable}
	case marketplace.ActConfirm:
		return marketplace.ConfirmBooking{Booking: b.ID}
	case marketplace.ActRelease:
		return marketplace.ReleaseBooking{Booking: b.ID}
	case marketplace.ActCancel:
		return marketplace.CancelBooking{Booking: b.ID, Reason: marketplace.ReasonPlansChanged}
	case marketplace.ActArrived:
		return marketplace.MarkArrived{Booking: b.ID}
	case marketplace.ActLeft:
		return marketplace.MarkLeft{Booking: b.ID}
	case marketplace.ActNoShow:
		return marketplace.MarkNoShow{Booking: b.ID}
	case marketplace.ActMove:
		if other := pick(w, r.Bookings); other != b {
			return marketplace.MoveBooking{Booking: b.ID, To: other.ID}
		}
	case marketplace.ActPropose:
		return marketplace.ProposeChange{Booking: b.ID, Dates: longer}
	case marketplace.ActAgree:
		return marketplace.AnswerChange{Booking: b.ID, Agree: true}
	case marketplace.ActRefuse:
		return marketplace.AnswerChange{Booking: b.ID}
	case marketplace.ActRTR:
		return marketplace.RecordRightToRent{Booking: b.ID}
	}
	return nil
}

// possible is what somebody with the person's roles begins of themselves.
func (w *world) possible(m *machine) (can []marketplace.Command) {
	a := m.view().Actor()
	rooms, arrivals, offers := m.book.rooms(), m.book.arrivals(), m.book.offers()
	for _, r := range rooms {
		if r.Facts.Host == a.Person && !a.Person.IsZero() {
			can = append(can, w.ofHost(m, r)...)
		}
	}
	if a.Roles.Has(marketplace.RoleHost) && len(rooms) < 8 {
		for _, h := range m.book.order {
			if h.folded != nil && h.folded.home != nil && h.folded.home.Facts.Host == a.Person {
				can = append(can, listing(h.subject, marketplace.DateOf(m.now())))
			}
		}
	}
	if a.Roles.Has(marketplace.RoleVolunteer) {
		can = append(can, marketplace.MakeOffer{Facts: marketplace.OfferFacts{Kind: marketplace.OfferBuddy, Capacity: 1 + w.Rand().IntN(2)}})
		for _, o := range offers {
			if o.Facts.Volunteer == a.Person {
				can = append(can, marketplace.MoveOffer{Offer: o.ID, To: marketplace.OfferState(w.Rand().IntN(2))})
			}
		}
	}
	if a.Roles.Has(marketplace.RoleLead) {
		can = append(can, arrival(m.now(), 3+w.Rand().IntN(12)))
		for _, guest := range arrivals {
			if guest.Facts.Org != a.Org {
				continue
			}
			for range 4 {
				can = append(can, marketplace.RequestBooking{Room: pick(w, rooms).ID, Arrivals: []marketplace.ID{guest.ID}, Dates: w.dates(m), Note: "In the morning."})
			}
			if len(offers) > 0 {
				can = append(can, marketplace.AskVolunteer{Offer: pick(w, offers).ID, Arrival: guest.ID, Note: "Speaks English."})
			}
			can = append(can, marketplace.EraseSubject{Subject: guest.ID})
		}
	}
	if a.Roles.Has(marketplace.RoleRegistrar) {
		room := pick(w, rooms)
		can = append(can, marketplace.TakeKeeper{Room: room.ID}, marketplace.TakeKeeper{Room: room.ID, To: w.any().id()})
	}
	if a.Roles.Has(marketplace.RoleCoordinator) {
		who := w.any().view().Actor().Person
		can = append(can,
			marketplace.EraseSubject{Subject: pick(w, arrivals).ID}, marketplace.EraseSubject{Subject: pick(w, rooms).ID},
			marketplace.ErasePerson{Person: who},
			marketplace.MoveRoom{Room: pick(w, rooms).ID, To: marketplace.RoomSuspended, Reason: marketplace.ReasonNotSuitable})
	}
	return can
}

func (w *world) ofHost(m *machine, r *marketplace.Room) []marketplace.Command {
	nights := []marketplace.Range{w.dates(m)}
	to := w.any().id()
	for id, d := range m.book.sys.Devices {
		if d.Person == r.Facts.Host && id != r.Keeper && (to == r.Keeper || id.String() < to.String()) {
			to = id
		}
	}
	rules := marketplace.RoomRules{On: w.Rand().IntN(3) > 0, For: marketplace.InstantFor(w.Rand().IntN(2)), MaxNights: w.Rand().IntN(9)}
	return []marketplace.Command{
		marketplace.BlockDates{Room: r.ID, Ranges: nights},
		marketplace.OpenDates{Room: r.ID, Ranges: nights},
		marketplace.SetInstantRules{Room: r.ID, RoomRules: rules},
		marketplace.HandKeeper{Room: r.ID, To: to},
		marketplace.HandKeeper{Room: r.ID, To: w.any().id()},
		marketplace.PriceRoom{Room: r.ID, Week: 10000 + marketplace.Pence(w.Rand().IntN(3000))},
		marketplace.MoveRoom{Room: r.ID, To: marketplace.RoomPaused},
		marketplace.MoveRoom{Room: r.ID, To: marketplace.RoomLive},
		marketplace.MoveRoom{Room: r.ID, To: marketplace.RoomLive},
		marketplace.ReconfirmRoom{Room: r.ID},
	}
}

// pass lets hours pass that the network does not see, on every machine.
func (w *world) pass(d time.Duration) {
	w.leap += d
	for _, m := range w.machines {
		w.wake(m)
	}
}
