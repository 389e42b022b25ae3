package room_test

import (
	"testing"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/marketplace"
)

func TestWhoKeepsTheCalendar(t *testing.T) {
	as := func(roles marketplace.Roles) func(*uitest.Desk) {
		return func(d *uitest.Desk) { d.Person.Roles, d.SayYes = roles, true }
	}
	m := quietRoom()
	m.room.Mine = false
	m.room.KeptBy = marketplace.KeeperRow{Hosts: true}
	const kept = "The calendar of this room is kept by the host’s computer. Not heard of here yet."
	_, _, page := open(t, m, route, as(marketplace.RoleLead))
	lacks(t, page, kept)
	d, s, page := open(t, m, route, as(marketplace.RoleRegistrar))
	wants(t, page, kept)
	tap(t, page, "Take the calendar over")
	if want := (marketplace.TakeKeeper{Room: id(1)}); len(d.Done) != 1 || d.Done[0] != want || d.Asked[0].Verb != "Take the calendar over" {
		t.Fatalf("asked %+v, did %+v", d.Asked, d.Done)
	}
	m.room.KeptBy.Revoked = true
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, page, "nobody can be accepted until another one keeps the calendar")
	m.room.KeptBy = marketplace.KeeperRow{Here: true}
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, page, "kept by this computer.")
	lacks(t, page, "Take the calendar over")

	m.room.Mine = true
	_, _, page = open(t, m, route, as(marketplace.RoleHost))
	wants(t, page, "kept by this computer.")
}

func TestThePageSaysWhatTheRoomAcceptsByItself(t *testing.T) {
	m := quietRoom()
	_, _, page := open(t, m, route)
	lacks(t, page, "Accepts by itself")
	m.room.Instant.RoomRules = marketplace.RoomRules{On: true, For: marketplace.InstantAny, MaxNights: 28}
	_, _, page = open(t, m, route)
	wants(t, page, "Accepts by itself", "At once for guests of any organisation, up to 28 nights.")
}
