package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// membersCmd lists who takes part.
type membersCmd struct{}

// memberOut is a person who takes part, or is invited to.
type memberOut struct {
	Person      string       `json:"person"`
	Name        string       `json:"name"`
	Org         string       `json:"org"`
	Roles       []string     `json:"roles"`
	Devices     []deviceOut  `json:"devices"`
	Invitations []invitedOut `json:"invitations"`
	You         bool         `json:"you"`
}

type deviceOut struct {
	Device   string  `json:"device"`
	Here     bool    `json:"here"`
	Revoked  bool    `json:"revoked"`
	LastGood *uint64 `json:"last_good,omitempty"`
	Seen     string  `json:"seen,omitempty"` // when this computer last heard of it
}

// invitedOut is an invitation that lets the person in, or another computer of theirs.
type invitedOut struct {
	Invitation string     `json:"invitation"`
	State      string     `json:"state"`
	By         string     `json:"by"`
	Until      string     `json:"until,omitempty"`
	Devices    []string   `json:"devices"` // that used it
	Again      []triedOut `json:"tried_again"`
}

// triedOut is a computer that tried to use an invitation that had been used, as this computer saw it.
type triedOut struct {
	Device string `json:"device"`
	From   string `json:"from,omitempty"`
	At     string `json:"at"`
}

// Run lists them.
func (c *membersCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error { return e.members(s) })
}

func (e *env) members(s *sqlite.Store) error {
	rows, err := s.Members(e.ctx)
	if err != nil {
		return err
	}
	invitations, err := s.Invitations(e.ctx)
	if err != nil {
		return err
	}
	seen, err := e.seen(s)
	if err != nil {
		return err
	}
	invited := map[marketplace.ID][]invitedOut{}
	for _, i := range invitations {
		out := invitedOut{Invitation: i.ID().String(), State: strings.ReplaceAll(i.State.String(), " ", "_"), By: i.ByName, Until: instant(i.Until), Devices: []string{}, Again: []triedOut{}}
		for _, id := range i.Uses {
			out.Devices = append(out.Devices, id.String())
		}
		for _, t := range i.Again {
			out.Again = append(out.Again, triedOut{t.Device.String(), t.From, instant(t.At)})
		}
		invited[i.Person] = append(invited[i.Person], out)
	}
	out := []memberOut{}
	for _, r := range rows {
		m := memberOut{r.Person.ID.String(), r.Name, r.Person.Org, list(r.Person.Roles.Names()), []deviceOut{}, list(invited[r.Person.ID]), r.This}
		for _, d := range r.Devices {
			of := deviceOut{Device: d.ID.String(), Here: d.ID == s.Device(), Revoked: d.Revoked, Seen: instant(seen[d.ID])}
			if d.Revoked {
				of.LastGood = &d.LastGood
			}
			m.Devices = append(m.Devices, of)
		}
		out = append(out, m)
	}
	return e.answer(out, func(p *paper) { showMembers(p, out, rows, invitations, seen) })
}

// seen is when this computer last heard of others.
func (e *env) seen(s *sqlite.Store) (map[marketplace.DeviceID]marketplace.Instant, error) {
	known, err := s.Addresses(e.ctx)
	at := map[marketplace.DeviceID]marketplace.Instant{}
	for _, k := range known {
		if !k.At.IsZero() {
			id := marketplace.DeviceID(k.Device)
			at[id] = max(at[id], marketplace.InstantOf(k.At))
		}
	}
	return at, err
}

// showMembers lists people, their computers, the invitations that are not used or used twice, and who tried one that was.
func showMembers(p *paper, out []memberOut, rows []marketplace.MemberRow, invitations []marketplace.InvitationRow, seen map[marketplace.DeviceID]marketplace.Instant) {
	var people, devices, invited, tried [][]string
	for i, m := range out {
		people = append(people, []string{short(rows[i].Person.ID), m.Name, m.Org, strings.Join(m.Roles, ", "), fmt.Sprint(len(m.Devices)), yes(m.You)})
		for n, d := range rows[i].Devices {
			state := "takes part"
			switch {
			case d.Revoked:
				state = fmt.Sprintf("revoked after entry %d", d.LastGood)
			case m.Devices[n].Here:
				state = "this computer"
			}
			last := ""
			if at := seen[d.ID]; !at.IsZero() {
				last = at.String()
			}
			devices = append(devices, []string{d.ID.String()[:shortDigits], m.Name, state, last})
		}
	}
	for _, i := range invitations {
		for _, t := range i.Again {
			tried = append(tried, []string{short(i.ID()), i.Name, t.Device.String()[:shortDigits], line(t.From), t.At.String()})
		}
		if i.State == marketplace.InvitationUsed || i.State == marketplace.InvitationWithdrawn && len(i.Uses) == 0 {
			continue
		}
		until, uses := "", []string{}
		if !i.Until.IsZero() {
			until = i.Until.String()
		}
		for _, id := range i.Uses {
			uses = append(uses, id.String()[:shortDigits])
		}
		invited = append(invited, []string{short(i.ID()), i.Name, i.ByName, i.State.String(), until, strings.Join(uses, ", ")})
	}
	table(p, "PERSON|NAME|ORGANISATION|ROLES|DEVICES|YOU", people)
	p.f("\n")
	table(p, "DEVICE|OF|STATE|LAST HEARD OF HERE", devices)
	if len(invited) > 0 {
		p.f("\n")
		table(p, "INVITATION|FOR|BY|STATE|UNTIL|USED BY", invited)
	}
	if len(tried) > 0 {
		p.f("\nOther computers tried to use an invitation that had been used, and were not let in. Ask the person: if it was them, invite them again with --for; if not, somebody else has the invitation.\n")
		table(p, "INVITATION|FOR|TRIED BY|CALLED FROM|LAST", tried)
	}
}

// memberChooseCmd settles an invitation that was used twice.
type memberChooseCmd struct {
	Device string `arg:"" help:"Id of the right computer, or its first digits."`
}

// Run chooses.
func (c *memberChooseCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.device(s, c.Device)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, marketplace.ChooseInvitee{Device: id}); err != nil {
			return err
		}
		return e.members(s)
	})
}

// memberWithdrawCmd withdraws an invitation.
type memberWithdrawCmd struct {
	Invitation string `arg:"" help:"Id of the invitation, or its first digits, as settlectl members lists it."`
}

// Run withdraws it.
func (c *memberWithdrawCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		ref, err := e.invitation(s, c.Invitation)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, marketplace.WithdrawInvitation{Invitation: ref}); err != nil {
			return err
		}
		return e.members(s)
	})
}

// invitation finds the invitation whose id is typed, or begins so. One that is not here is its zero value.
func (e *env) invitation(s *sqlite.Store, typed string) (marketplace.Ref, error) {
	rows, err := s.Invitations(e.ctx)
	if err != nil {
		return marketplace.Ref{}, err
	}
	id, err := pick("an invitation", typed, func(offset int) ([]marketplace.ID, error) {
		return ids(rows[min(offset, len(rows)):], nil, func(r marketplace.InvitationRow) marketplace.ID { return r.ID() })
	})
	for _, r := range rows {
		if r.ID() == id {
			return r.Ref, err
		}
	}
	return marketplace.Ref{}, err
}

// revokeCmd ends a computer's part.
type revokeCmd struct {
	Device   string             `arg:"" help:"Id of the computer, or its first digits."`
	Reason   marketplace.Reason `default:"other" placeholder:"REASON" help:"${reasons}"`
	LastGood *uint64            `placeholder:"N" help:"The last of its entries that counts: the last that is here when left out. Name an earlier one where somebody else has written with it; then a new key that it named is out as well."`
}

// Run ends it.
func (c *revokeCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.device(s, c.Device)
		if err != nil {
			return err
		}
		if _, err := s.Do(e.ctx, marketplace.RevokeDevice{Device: id, Reason: c.Reason, LastGood: c.LastGood}); err != nil {
			return err
		}
		rows, err := s.Members(e.ctx)
		if err != nil {
			return err
		}
		out := struct {
			Device   string `json:"device"`
			Name     string `json:"name,omitempty"`
			Revoked  bool   `json:"revoked"`
			LastGood uint64 `json:"last_good"`
		}{Device: id.String(), Revoked: true} // one that is out from its first entry is in no list
		for _, r := range rows {
			for _, d := range r.Devices {
				if d.ID == id {
					out.Name, out.LastGood = r.Name, d.LastGood
				}
			}
		}
		return e.answer(out, func(p *paper) {
			p.f("The computer %s takes part no more. What it wrote up to its entry %d counts, and nothing after that.\n", id.String()[:shortDigits], out.LastGood)
			p.f("Guests whom it accepted keep their nights. Where it kept a room's calendar, a registrar takes that over: settlectl keeper ROOM --take-over\n")
		})
	})
}
