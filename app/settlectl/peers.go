package main

import (
	"fmt"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// peersCmd lists the other computers.
type peersCmd struct{}

// peerOut is another computer.
type peerOut struct {
	Device   string `json:"device"`
	Name     string `json:"name"`
	Org      string `json:"org"`
	Address  string `json:"address,omitempty"`
	AlwaysOn bool   `json:"always_on"`
	Seen     string `json:"seen,omitempty"`
	Linked   bool   `json:"linked"`
	InStep   bool   `json:"in_step"`
	Lacks    uint64 `json:"lacks"`
	Owes     uint64 `json:"owes"`
}

// Run lists them, as the process that is connected says.
func (c *peersCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		members, err := s.Members(e.ctx)
		if err != nil {
			return err
		}
		whose := map[marketplace.DeviceID]marketplace.MemberRow{}
		for _, m := range members {
			for _, d := range m.Devices {
				whose[d.ID] = m
			}
		}
		status := replication.Read(s.Dir())
		out := []peerOut{}
		rows := [][]string{}
		for _, p := range status.Peers {
			m := whose[marketplace.DeviceID(p.Device)]
			o := peerOut{
				Device: p.Device.String(), Name: m.Name, Org: m.Person.Org, Address: p.Address, AlwaysOn: p.AlwaysOn,
				Linked: p.Linked, InStep: p.InStep, Lacks: p.Lacks, Owes: p.Owes,
			}
			if !p.Seen.IsZero() {
				o.Seen = instant(marketplace.InstantOf(p.Seen))
			}
			state := "not connected"
			switch {
			case p.InStep:
				state = "in step"
			case p.Linked:
				state = fmt.Sprintf("%d to come, %d to go", p.Lacks, p.Owes)
			}
			out = append(out, o)
			rows = append(rows, []string{o.Device[:shortDigits], o.Name, o.Org, o.Address, yes(o.AlwaysOn), state, o.Seen})
		}
		return e.answer(out, func(p *paper) {
			if !status.Connected {
				p.f("This folder is not connected: run settlectl node, or open Settle. What follows is from the last time.\n")
			}
			table(p, "DEVICE|OF|ORGANISATION|ADDRESS|ALWAYS ON|STATE|LAST SEEN", rows)
		})
	})
}
