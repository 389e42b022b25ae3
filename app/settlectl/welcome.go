package main

import (
	"fmt"
	"io"

	"settle.example/settle/marketplace"
)

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

func showPairings(w io.Writer, rows []marketplace.PairingRow) {
	var cells [][]string
	for _, r := range rows {
		at := ""
		if !r.At.IsZero() {
			at = r.At.String()
		}
		cells = append(cells, []string{short(r.Pairing), r.Kind.Label(), r.State.Label(), r.Guest, r.Volunteer, at, fmt.Sprint(len(r.Contacts))})
	}
	table(w, "PAIRING|KIND|STATE|GUEST|VOLUNTEER|WHEN|CONTACTS", cells)
}
