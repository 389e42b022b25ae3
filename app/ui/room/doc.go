// Package room is one room's page: its photos, its rent and where it stands against the cap, its calendar, its home and
// rules, and what a lodger needs to know. A lead asks for it here; its host goes on from here to change it; a
// coordinator can suspend it.
package room
