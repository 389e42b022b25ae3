package sqlite

import (
	"context"
	"strings"

	"settle.example/settle/marketplace"
)

// offerStateAt is an offer's state as Offer.StateAt has it, with the date as its argument, twice.
const offerStateAt = `CASE WHEN o.state <> 0 THEN o.state WHEN o.until > 0 AND ? > o.until THEN 2 WHEN ? >= o.lapses THEN 4
	WHEN o.taken >= o.capacity THEN 3 ELSE 0 END`

// Offers implements marketplace.Queries: by kind. Mine of the filter is the person's own offers; Mine of a row is that
// they may change it.
func (s *Store) Offers(ctx context.Context, f marketplace.OfferFilter) ([]marketplace.OfferRow, error) {
	var rows []marketplace.OfferRow
	err := s.ask(ctx, func(a *asking) error {
		limit, offset := page(f.Limit, f.Offset)
		var err error
		rows, err = a.offers(ctx, a.whereOffers(f), limit, offset)
		return err
	})
	return rows, err
}

// CountOffers implements marketplace.Queries.
func (s *Store) CountOffers(ctx context.Context, f marketplace.OfferFilter) (int, error) {
	n := 0
	err := s.ask(ctx, func(a *asking) error {
		w := a.whereOffers(f)
		_, err := one(ctx, a, "SELECT count(*) FROM offer o"+w.String(), w.args, &n)
		return err
	})
	return n, err
}

// OfferDetail implements marketplace.Queries.
func (s *Store) OfferDetail(ctx context.Context, id marketplace.ID) (marketplace.OfferDetail, error) {
	var d marketplace.OfferDetail
	err := s.ask(ctx, func(a *asking) error {
		var w where
		w.and("o.id = ?", id)
		rows, err := a.offers(ctx, w, 1, 0)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return notHere("offer")
		}
		d.OfferRow = rows[0]
		if d.Pairings, err = a.pairings(ctx, marketplace.PairingFilter{Offer: id}); err != nil {
			return err
		}
		f, err := a.fold(ctx, id, marketplace.AggregateOffer)
		if err != nil || f.offer == nil {
			return err
		}
		d.Epoch = f.offer.Epoch
		d.KeptBy, err = a.keeper(ctx, f.offer.Keeper, marketplace.ID{})
		return err
	})
	return d, err
}

func (a *asking) whereOffers(f marketplace.OfferFilter) where {
	var w where
	if f.Kind != nil {
		w.and("o.kind = ?", *f.Kind)
	}
	if f.Mine {
		w.and("o.volunteer = ?", a.me.Person)
	}
	if f.Language != "" {
		w.and("instr(o.languages, ?) > 0", between([]string{f.Language}))
	}
	if f.Outcode != "" {
		w.and("(o.outcodes = '' OR instr(o.outcodes, ?) > 0)", between([]string{strings.ToUpper(f.Outcode)}))
	}
	if f.Airport != "" {
		w.and("(o.airports = '' OR instr(o.airports, ?) > 0)", between([]string{strings.ToUpper(f.Airport)}))
	}
	if !f.On.IsZero() {
		w.and("o.starts <= ? AND (o.until = 0 OR o.until >= ?) AND (o.days = 0 OR o.days & ? <> 0)", f.On, f.On, weekdayBit(f.On))
	}
	if f.OpenOnly {
		w.and(offerStateAt+" = 0", a.today, a.today)
	}
	return w
}

// weekdayBit is the day of the week within marketplace.Weekdays: Monday is the lowest bit. 1 January 1970 was a
// Thursday.
func weekdayBit(d marketplace.Date) marketplace.Weekdays {
	return 1 << (((int(d)+3)%7 + 7) % 7)
}

func (a *asking) offers(ctx context.Context, w where, limit, offset int) ([]marketplace.OfferRow, error) {
	query := `SELECT o.id, o.kind, o.volunteer, o.org, o.languages, o.outcodes, o.airports, o.days, o.capacity, o.starts, o.until, o.taken, ` + offerStateAt +
		`, t.value, n.value FROM offer o LEFT JOIN text t ON t.entry = o.text_entry AND t.field = 1 LEFT JOIN text n ON n.entry = o.text_entry AND n.field = 25` +
		w.String() + " ORDER BY o.kind, o.id LIMIT ? OFFSET ?"
	args := append([]any{a.today, a.today}, w.args...)
	rows := []marketplace.OfferRow{}
	err := a.each(ctx, query, append(args, limit, offset), func(scan scanner) error {
		var r marketplace.OfferRow
		var languages, outcodes, airports string
		f := &r.Facts
		err := scan(&r.Offer, &f.Kind, &f.Volunteer, &f.Org, &languages, &outcodes, &airports, &f.Days, &f.Capacity, &f.From, &f.Until, &r.Taken,
			&r.State, &r.Title, &r.Note)
		f.Languages, f.Outcodes, f.Airports = within(languages), within(outcodes), within(airports)
		if r.Title == "" {
			r.Title = f.Kind.Label()
		}
		rows = append(rows, r)
		return err
	})
	for i := range rows {
		if err != nil {
			return nil, err
		}
		r := &rows[i]
		offer := marketplace.Offer{Facts: r.Facts}
		r.Mine = !a.me.Person.IsZero() && offer.MayChange(a.sys, a.me, a.today)
		if r.Volunteer, err = a.person(ctx, r.Facts.Volunteer); err != nil {
			return nil, err
		}
		r.OrgName, err = a.org(ctx, r.Facts.Org)
	}
	return rows, err
}

// within takes apart what between put together.
func within(codes string) []string {
	codes = strings.Trim(codes, ",")
	if codes == "" {
		return nil
	}
	return strings.Split(codes, ",")
}
