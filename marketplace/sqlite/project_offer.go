package sqlite

import (
	"context"
	"strings"

	"settle.example/settle/marketplace"
)

var (
	offerWrite = upsert("offer", "id", "id", "kind", "volunteer", "org", "languages", "outcodes", "airports", "days", "capacity", "starts", "until",
		"state", "lapses", "taken", "text_entry", "import_key")
	pairingWrite = upsert("pairing", "id", "id", "offer", "asked_entry", "arrival", "guest_org", "lead", "at", "deadline", "state", "reason",
		"finished_on", "asked_at")
)

// projectOffer replaces the rows of an offer and its pairings; nil removes them.
func projectOffer(ctx context.Context, t *tx, id marketplace.ID, o *marketplace.Offer) error {
	if o == nil {
		return dropOffer(ctx, t, id)
	}
	text, err := entryRow(ctx, t, o.Text)
	if err != nil {
		return err
	}
	f := &o.Facts
	if err := t.exec(ctx, offerWrite, id, f.Kind, f.Volunteer, f.Org, between(f.Languages), between(f.Outcodes), between(f.Airports), f.Days,
		f.Capacity, f.From, f.Until, o.State, o.ConfirmedAt.Date()+marketplace.OfferLasts+1, o.Taken(), text, orNull(f.Import)); err != nil {
		return err
	}
	var offer int64
	if _, err := one(ctx, t, "SELECT offer FROM offer WHERE id = ?", []any{id}, &offer); err != nil {
		return err
	}
	return projectPairings(ctx, t, offer, o)
}

func dropOffer(ctx context.Context, t *tx, id marketplace.ID) error {
	var offer int64
	found, err := one(ctx, t, "SELECT offer FROM offer WHERE id = ?", []any{id}, &offer)
	if !found || err != nil {
		return err
	}
	return t.execEach(ctx, offer, dropContacts, dropPairings, "DELETE FROM offer WHERE offer = ?")
}

const (
	dropContacts = "DELETE FROM contact WHERE pairing IN (SELECT pairing FROM pairing WHERE offer = ?)"
	dropPairings = "DELETE FROM pairing WHERE offer = ?"
)

// projectPairings replaces an offer's pairings and what was logged of them. An offer has few.
func projectPairings(ctx context.Context, t *tx, offer int64, o *marketplace.Offer) error {
	if err := t.execEach(ctx, offer, dropContacts, dropPairings); err != nil {
		return err
	}
	for _, p := range o.Pairings {
		asked, err := entryRow(ctx, t, p.Asked)
		if err != nil {
			return err
		}
		f := &p.Facts
		pairing, err := t.insert(ctx, pairingWrite, p.ID, offer, asked, f.Arrival, f.GuestOrg, f.Lead, f.At, f.Deadline, p.State, p.Reason,
			p.FinishedOn, p.AskedAt)
		if err != nil {
			return err
		}
		for i, c := range p.Contacts {
			if err := t.exec(ctx, "INSERT INTO contact (pairing, place, happened, how) VALUES (?, ?, ?, ?)", pairing, i, c.On, c.How); err != nil {
				return err
			}
		}
	}
	return nil
}

// between puts each code between commas, so that a list can be searched for one.
func between(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return "," + strings.Join(codes, ",") + ","
}
