package marketplace

import (
	"slices"
	"strings"
	"time"
)

// KeeperRow is the device that keeps a room's calendar or an offer's places, as far as this computer knows of it.
type KeeperRow struct {
	Device   DeviceID
	Here     bool // this computer
	Hosts    bool // one of the host's own
	AlwaysOn bool // up day and night, by its own word
	Revoked  bool // it takes part no more: a registrar names another
	Person   string
	OrgName  string
	Seen     Instant // when it was last heard of here; zero: never
	Linked   bool    // connected with this computer now
}

// Label names it within a sentence: "the host’s computer", "Royal Surrey’s always-on computer".
func (k KeeperRow) Label() string {
	switch {
	case k.Here:
		return "this computer"
	case k.Hosts:
		return "the host’s computer"
	case k.AlwaysOn && k.OrgName != "":
		return k.OrgName + "’s always-on computer"
	case k.Person != "" && k.OrgName != "":
		return "the computer of " + k.Person + ", " + k.OrgName
	case k.Person != "":
		return "the computer of " + k.Person
	}
	return "a computer that is not known here yet"
}

// WaitsFor is whose turn it is.
type WaitsFor uint8

// The turns.
const (
	WaitsForNobody WaitsFor = iota
	WaitsForHost            // to say yes or no
	WaitsForKeeper          // to take or free nights: nobody has to decide anything
	WaitsForGuest           // to confirm
)

// Turn is where a booking stands between the computers.
type Turn struct {
	For      WaitsFor
	Keeper   KeeperRow
	HostName string
	HostSeen Instant // when any of the host's computers was last heard of here; zero: never
	HostHere bool    // this is one of them

	HostDevices []DeviceID // the host's computers
	HostLinked  bool       // one of them is connected with this computer now
}

// Linked notes which of the computers are connected with this one now.
func (t Turn) Linked(linked func(DeviceID) bool) Turn {
	t.Keeper.Linked, t.HostLinked = linked(t.Keeper.Device), slices.ContainsFunc(t.HostDevices, linked)
	return t
}

// Sentence says it: "Waiting for the host’s computer, last seen 2 hours ago." It is empty where nobody elsewhere has to
// do anything.
func (t Turn) Sentence(now Instant) string {
	switch t.For {
	case WaitsForKeeper:
		switch {
		case t.Keeper.Here:
			return ""
		case t.Keeper.Revoked:
			return "The computer that keeps this room’s calendar takes part no more. Ask a registrar to name another."
		}
		return "Waiting for " + t.Keeper.Label() + seen(now, t.Keeper.Seen, t.Keeper.Linked) + "."
	case WaitsForHost:
		host := t.HostName
		if host == "" {
			host = "the host"
		}
		switch {
		case t.HostHere:
			return ""
		case t.HostLinked:
			return "Waiting for " + host + " to answer. Their computer is connected now."
		case t.HostSeen.IsZero():
			return "Waiting for " + host + " to answer."
		}
		return "Waiting for " + host + " to answer. Their computer was" + strings.TrimPrefix(seen(now, t.HostSeen, false), ",") + "."
	}
	return ""
}

// seen is when a computer was last heard of, behind its name.
func seen(now, at Instant, linked bool) string {
	switch ago := time.Duration(now-at) * time.Second; {
	case linked:
		return ", connected now"
	case at.IsZero():
		return ", not heard of here yet"
	case ago < 2*time.Minute:
		return ", seen just now"
	case ago < time.Hour:
		return ", last seen " + count(int(ago/time.Minute), "minute") + " ago"
	case ago < 48*time.Hour:
		return ", last seen " + count(int(ago/time.Hour), "hour") + " ago"
	case ago < 14*24*time.Hour:
		return ", last seen " + count(int(ago/(24*time.Hour)), "day") + " ago"
	}
	return ", last seen on " + at.Date().Long()
}

// WaitsFor is whose turn it is with a booking of the room now.
func (r *Room) WaitsFor(sys *System, b *Booking, now Instant) WaitsFor {
	switch b.StateAt(now) {
	case StateRequested:
		if !b.Consent.IsZero() || b.waits || r.Instant.On && r.instant(sys, b, now) {
			return WaitsForKeeper
		}
		return WaitsForHost
	case StateAccepted:
		return WaitsForGuest
	}
	if _, due := b.releaseDue(); due {
		return WaitsForKeeper
	}
	for _, c := range b.Changes {
		if c.State == ChangeAgreed && b.Held.Nights() > 0 {
			return WaitsForKeeper
		}
	}
	return WaitsForNobody
}
