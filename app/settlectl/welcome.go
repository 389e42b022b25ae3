package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// offersCmd lists what volunteers offer.
type offersCmd struct {
	Kind     string           `placeholder:"KIND" help:"Only this kind: ${kinds}."`
	Language string           `placeholder:"CODE" help:"Only those who speak this language, by its code, such as ml."`
	On       marketplace.Date `placeholder:"DATE" help:"Only those to be had on this day."`
	Near     string           `placeholder:"OUTCODE" help:"Only those around this outcode."`
	Airport  string           `placeholder:"IATA" help:"Only those who go to this airport."`
	Open     bool             `help:"Only those that can be asked for."`
	Mine     bool             `help:"Only yours."`
	paging
}

// offerOut is an offer in a list.
type offerOut struct {
	Offer     string   `json:"offer"`
	Kind      string   `json:"kind"`
	Title     string   `json:"title"`
	Note      string   `json:"note,omitempty"`
	State     string   `json:"state"`
	Volunteer string   `json:"volunteer"`
	Org       string   `json:"org"`
	Capacity  int      `json:"capacity"`
	Taken     int      `json:"taken"`
	Languages []string `json:"languages"`
	Outcodes  []string `json:"outcodes"`
	Airports  []string `json:"airports"`
	From      string   `json:"from,omitempty"`
	Until     string   `json:"until,omitempty"`
}

func offerRow(r *marketplace.OfferRow) offerOut {
	f := &r.Facts
	return offerOut{
		Offer: r.Offer.String(), Kind: f.Kind.String(), Title: r.Title, Note: r.Note, State: r.State.String(), Volunteer: r.Volunteer, Org: f.Org,
		Capacity: f.Capacity, Taken: r.Taken, Languages: list(f.Languages), Outcodes: list(f.Outcodes), Airports: list(f.Airports), From: f.From.String(),
		Until: f.Until.String(),
	}
}

// Run lists them.
func (c *offersCmd) Run(e *env) error {
	f := marketplace.OfferFilter{
		Mine: c.Mine, Language: strings.ToLower(c.Language), On: c.On, Outcode: c.Near, Airport: strings.ToUpper(c.Airport), OpenOnly: c.Open,
	}
	if c.Kind != "" {
		kind, err := marketplace.ParseOfferKind(c.Kind)
		if err != nil {
			return err
		}
		f.Kind = &kind
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		rows, err := pages(c.Limit, c.Offset, func(limit, offset int) ([]marketplace.OfferRow, error) {
			f.Limit, f.Offset = limit, offset
			return s.Offers(e.ctx, f)
		})
		if err != nil {
			return err
		}
		out := make([]offerOut, len(rows))
		for i := range rows {
			out[i] = offerRow(&rows[i])
		}
		return e.answer(out, func(p *paper) {
			var cells [][]string
			for i := range rows {
				r := &rows[i]
				cells = append(cells, []string{short(r.Offer), r.Facts.Kind.Label(), r.State.Label(), fmt.Sprintf("%d of %d", r.Taken, r.Facts.Capacity), r.Volunteer, r.Facts.Org, r.Title})
			}
			table(p, "OFFER|KIND|STATE|TAKEN|VOLUNTEER|ORGANISATION|TITLE", cells)
		})
	})
}

// offerCmd shows an offer.
type offerCmd struct {
	Offer string `arg:"" help:"Id of the offer, or its first digits."`
}

// Run shows it.
func (c *offerCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.offer(s, c.Offer)
		if err != nil {
			return err
		}
		return e.showOffer(s, id)
	})
}

// showOffer answers an offer with its pairings.
func (e *env) showOffer(s *sqlite.Store, id marketplace.ID) error {
	d, err := s.OfferDetail(e.ctx, id)
	if err != nil {
		return err
	}
	out := struct {
		offerOut
		Pairings []pairingOut `json:"pairings"`
	}{offerRow(&d.OfferRow), []pairingOut{}}
	for i := range d.Pairings {
		out.Pairings = append(out.Pairings, pairingRow(&d.Pairings[i]))
	}
	return e.answer(out, func(p *paper) {
		f := &d.Facts
		lines(p, "Offer", d.Offer.String(), "Kind", f.Kind.Label(), "Title", d.Title, "Note", d.Note, "State", d.State.Label(), "Volunteer", d.Volunteer,
			"Organisation", d.OrgName, "Looks after", fmt.Sprintf("%d of %d", d.Taken, f.Capacity), "Languages", strings.Join(f.Languages, ", "),
			"Around", strings.Join(f.Outcodes, ", "), "Airports", strings.Join(f.Airports, ", "), "From", f.From.Short(), "Until", f.Until.Short())
		if len(d.Pairings) > 0 {
			p.f("\n")
			showPairings(p, d.Pairings)
		}
	})
}

// offeringCmd makes and changes offers.
type offeringCmd struct {
	Add   offeringAddCmd   `cmd:"" help:"Offer a welcome."`
	Open  offeringOpenCmd  `cmd:"" help:"Open an offer, or say that it is still true."`
	Pause offeringPauseCmd `cmd:"" help:"Pause an offer."`
	Close offeringCloseCmd `cmd:"" help:"Close an offer."`
}

// offeringAddCmd offers a welcome.
type offeringAddCmd struct {
	Kind      marketplace.OfferKind `required:"" placeholder:"KIND" help:"What: ${kinds}."`
	Title     string                `help:"A title; the kind when left out."`
	Note      string                `help:"What people should know."`
	Capacity  int                   `default:"1" help:"People you can look after at one time."`
	Languages []string              `placeholder:"CODE" help:"Languages you speak, by their codes, with commas between."`
	Outcodes  []string              `placeholder:"OUTCODE" help:"Where, with commas between; anywhere when left out."`
	Airports  []string              `placeholder:"IATA" help:"Airports you go to, with commas between."`
	From      marketplace.Date      `placeholder:"DATE" help:"From this day on."`
	Until     marketplace.Date      `placeholder:"DATE" help:"To this day."`
}

// Run offers it.
func (c *offeringAddCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		receipt, err := s.Do(e.ctx, marketplace.MakeOffer{
			Facts: marketplace.OfferFacts{
				Kind: c.Kind, Capacity: c.Capacity, Languages: c.Languages, Outcodes: c.Outcodes, Airports: c.Airports, From: c.From, Until: c.Until,
			},
			Title: c.Title, Note: c.Note,
		})
		if err != nil {
			return err
		}
		return e.showOffer(s, receipt.Began[0])
	})
}

// offerArg is the offer that a command is about.
type offerArg struct {
	Offer string `arg:"" help:"Id of the offer, or its first digits."`
}

func (o *offerArg) move(e *env, to marketplace.OfferState) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.offer(s, o.Offer)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, marketplace.MoveOffer{Offer: id, To: to}); err != nil {
			return err
		}
		return e.showOffer(s, id)
	})
}

type (
	offeringOpenCmd  struct{ offerArg }
	offeringPauseCmd struct{ offerArg }
	offeringCloseCmd struct{ offerArg }
)

// Run opens it.
func (c *offeringOpenCmd) Run(e *env) error { return c.move(e, marketplace.OfferOpen) }

// Run pauses it.
func (c *offeringPauseCmd) Run(e *env) error { return c.move(e, marketplace.OfferPaused) }

// Run closes it.
func (c *offeringCloseCmd) Run(e *env) error { return c.move(e, marketplace.OfferClosed) }
