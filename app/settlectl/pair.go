package main

import (
	"errors"
	"fmt"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// pairingsCmd lists arrivals with their volunteers.
type pairingsCmd struct {
	Mine    bool   `help:"Only those in which you are the volunteer or the lead."`
	Open    bool   `help:"Only those that go on or wait for an answer."`
	Arrival string `placeholder:"ARRIVAL" help:"Only those of this arrival."`
	Limit   int    `default:"100" help:"At most so many rows, up to 1,000."`
}

// pairingOut is a pairing in a list.
type pairingOut struct {
	Pairing   string `json:"pairing"`
	Offer     string `json:"offer"`
	Kind      string `json:"kind"`
	State     string `json:"state"`
	Arrival   string `json:"arrival"`
	Guest     string `json:"guest"`
	Volunteer string `json:"volunteer"`
	At        string `json:"at,omitempty"`
	Deadline  string `json:"deadline,omitempty"`
	Contacts  int    `json:"contacts"`
}

func pairingRow(r *marketplace.PairingRow) pairingOut {
	return pairingOut{
		Pairing: r.Pairing.String(), Offer: r.Offer.String(), Kind: r.Kind.String(), State: r.State.String(), Arrival: idText(r.Arrival), Guest: r.Guest,
		Volunteer: r.Volunteer, At: instant(r.At), Deadline: instant(r.Deadline), Contacts: len(r.Contacts),
	}
}

func showPairings(p *paper, rows []marketplace.PairingRow) {
	var cells [][]string
	for _, r := range rows {
		at := ""
		if !r.At.IsZero() {
			at = r.At.String()
		}
		cells = append(cells, []string{short(r.Pairing), r.Kind.Label(), r.State.Label(), r.Guest, r.Volunteer, at, fmt.Sprint(len(r.Contacts))})
	}
	table(p, "PAIRING|KIND|STATE|GUEST|VOLUNTEER|WHEN|CONTACTS", cells)
}

// Run lists them.
func (c *pairingsCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		f := marketplace.PairingFilter{Mine: c.Mine, Open: c.Open, Limit: c.Limit}
		if c.Arrival != "" {
			var err error
			if f.Arrival, err = e.arrival(s, c.Arrival); err != nil {
				return err
			}
		}
		rows, err := s.Pairings(e.ctx, f)
		if err != nil {
			return err
		}
		out := make([]pairingOut, len(rows))
		for i := range rows {
			out[i] = pairingRow(&rows[i])
		}
		return e.answer(out, func(p *paper) { showPairings(p, rows) })
	})
}

// pairCmd asks volunteers for arrivals and sees it through.
type pairCmd struct {
	Ask      pairAskCmd      `cmd:"" help:"Ask a volunteer for an arrival."`
	Accept   pairAcceptCmd   `cmd:"" help:"The volunteer's yes."`
	Decline  pairDeclineCmd  `cmd:"" help:"The volunteer's no."`
	TakeBack pairTakeBackCmd `cmd:"" help:"Take the question back, or what was accepted."`
	Done     pairDoneCmd     `cmd:"" help:"Say that it took place."`
	NotDone  pairNotDoneCmd  `cmd:"" help:"Say that it did not take place."`
	End      pairEndCmd      `cmd:"" help:"End what goes on, such as a buddy."`
	Contact  pairContactCmd  `cmd:"" help:"Record that you were in touch; never what was said."`
}

// pairAskCmd asks a volunteer.
type pairAskCmd struct {
	Offer   string    `required:"" placeholder:"OFFER" help:"Id of the offer."`
	Arrival string    `required:"" placeholder:"ARRIVAL" help:"Id of the arrival."`
	At      time.Time `placeholder:"INSTANT" help:"When, such as 2026-12-08T10:00:00Z; the landing for a pickup when left out."`
	Note    string    `help:"A note for the volunteer."`
}

// Run asks.
func (c *pairAskCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		offer, err := e.offer(s, c.Offer)
		if err != nil {
			return err
		}
		arrival, err := e.arrival(s, c.Arrival)
		if err != nil {
			return err
		}
		ask := marketplace.AskVolunteer{Offer: offer, Arrival: arrival, Note: c.Note}
		if !c.At.IsZero() {
			ask.At = marketplace.InstantOf(c.At)
		}
		receipt, err := s.Do(e.ctx, ask)
		if err != nil {
			return err
		}
		return e.paired(s, receipt.Began[0])
	})
}

// paired answers where a pairing stands.
func (e *env) paired(s *sqlite.Store, id marketplace.ID) error {
	rows, err := s.Pairings(e.ctx, marketplace.PairingFilter{Limit: pageRows})
	if err != nil {
		return err
	}
	for i := range rows {
		if r := &rows[i]; r.Pairing == id {
			return e.answer(struct {
				Pairing string `json:"pairing"`
				State   string `json:"state"`
			}{id.String(), r.State.String()}, func(p *paper) {
				p.f("%s  %s: %s for %s, by %s\n", short(id), r.State.Label(), r.Kind.Label(), line(r.Guest), line(r.Volunteer))
			})
		}
	}
	return errors.New("the pairing is not among the newest thousand")
}

// pairingArg is the pairing that a command is about.
type pairingArg struct {
	Pairing string `arg:"" help:"Id of the pairing, or its first digits."`
}

func (p *pairingArg) act(e *env, command func(id marketplace.ID) marketplace.Command) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.pairing(s, p.Pairing)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, command(id)); err != nil {
			return err
		}
		return e.paired(s, id)
	})
}

// pairAcceptCmd is the volunteer's yes.
type pairAcceptCmd struct{ pairingArg }

// Run accepts it.
func (c *pairAcceptCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.AnswerPairing{Pairing: id, Accept: true}
	})
}

// pairDeclineCmd is the volunteer's no.
type pairDeclineCmd struct {
	pairingArg
	reasonFlag
}

// Run declines it.
func (c *pairDeclineCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.AnswerPairing{Pairing: id, Reason: c.Reason}
	})
}

// pairTakeBackCmd takes a question back.
type pairTakeBackCmd struct {
	pairingArg
	reasonFlag
}

// Run takes it back.
func (c *pairTakeBackCmd) Run(e *env) error {
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.TakeBackPairing{Pairing: id, Reason: c.Reason}
	})
}

// finish ends a pairing.
func (p *pairingArg) finish(e *env, to marketplace.PairingState, on marketplace.Date) error {
	return p.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.FinishPairing{Pairing: id, To: to, On: on}
	})
}

// pairDoneCmd says that it took place.
type pairDoneCmd struct {
	pairingArg
	onFlag
}

// Run marks it.
func (c *pairDoneCmd) Run(e *env) error { return c.finish(e, marketplace.PairingDone, c.On) }

// pairNotDoneCmd says that it did not take place.
type pairNotDoneCmd struct {
	pairingArg
	onFlag
}

// Run marks it.
func (c *pairNotDoneCmd) Run(e *env) error { return c.finish(e, marketplace.PairingNotDone, c.On) }

// pairEndCmd ends what goes on.
type pairEndCmd struct {
	pairingArg
	onFlag
}

// Run ends it.
func (c *pairEndCmd) Run(e *env) error { return c.finish(e, marketplace.PairingEnded, c.On) }

// pairContactCmd records a contact.
type pairContactCmd struct {
	pairingArg
	How string `enum:"in_person,call,message,missed" default:"in_person" help:"in_person, call, message or missed."`
	onFlag
}

// Run records it.
func (c *pairContactCmd) Run(e *env) error {
	how := called(c.How, marketplace.ContactMissed)
	return c.act(e, func(id marketplace.ID) marketplace.Command {
		return marketplace.LogContact{Pairing: id, On: c.On, How: how}
	})
}
