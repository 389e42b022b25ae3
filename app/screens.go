package app

import (
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/arrival"
	"settle.example/settle/app/ui/arrivals"
	"settle.example/settle/app/ui/booking"
	"settle.example/settle/app/ui/bookings"
	"settle.example/settle/app/ui/capscreen"
	"settle.example/settle/app/ui/find"
	"settle.example/settle/app/ui/home"
	"settle.example/settle/app/ui/importer"
	"settle.example/settle/app/ui/listroom"
	"settle.example/settle/app/ui/myrooms"
	"settle.example/settle/app/ui/nights"
	"settle.example/settle/app/ui/offer"
	"settle.example/settle/app/ui/people"
	"settle.example/settle/app/ui/room"
	"settle.example/settle/app/ui/settings"
	"settle.example/settle/app/ui/sharing"
	"settle.example/settle/app/ui/welcome"
)

// screens says which package makes which page.
func (a *App) screens() map[ui.Page]ui.Maker {
	seen := data{a.store, a.connection.status, a.connection.want}
	return map[ui.Page]ui.Maker{
		ui.PageHome:     func(d ui.Desk, r ui.Route) ui.Screen { return home.New(d, seen, r) },
		ui.PageFind:     func(d ui.Desk, r ui.Route) ui.Screen { return find.New(d, seen, r) },
		ui.PageCompare:  func(d ui.Desk, r ui.Route) ui.Screen { return find.NewCompare(d, seen, r) },
		ui.PageRoom:     func(d ui.Desk, r ui.Route) ui.Screen { return room.New(d, seen, r) },
		ui.PageListRoom: func(d ui.Desk, r ui.Route) ui.Screen { return listroom.New(d, seen, r) },
		ui.PageMyRooms:  func(d ui.Desk, r ui.Route) ui.Screen { return myrooms.New(d, seen, r) },
		ui.PageBookings: func(d ui.Desk, r ui.Route) ui.Screen { return bookings.New(d, seen, r) },
		ui.PageWelcome:  func(d ui.Desk, r ui.Route) ui.Screen { return welcome.New(d, seen, r) },
		ui.PageOffer:    func(d ui.Desk, r ui.Route) ui.Screen { return offer.New(d, seen, r) },
		ui.PageBooking:  func(d ui.Desk, r ui.Route) ui.Screen { return booking.New(d, seen, r) },
		ui.PageArrivals: func(d ui.Desk, r ui.Route) ui.Screen { return arrivals.New(d, seen, r) },
		ui.PageArrival:  func(d ui.Desk, r ui.Route) ui.Screen { return arrival.New(d, seen, r) },
		ui.PageImport:   func(d ui.Desk, r ui.Route) ui.Screen { return importer.New(d, seen, r) },
		ui.PageNights:   func(d ui.Desk, r ui.Route) ui.Screen { return nights.New(d, seen, r) },
		ui.PagePeople:   func(d ui.Desk, r ui.Route) ui.Screen { return people.New(d, taking{seen}, r) },
		ui.PageCap:      func(d ui.Desk, r ui.Route) ui.Screen { return capscreen.New(d, seen, r) },
		ui.PageSettings: func(d ui.Desk, _ ui.Route) ui.Screen { return settings.New(d, a.store, machine{a}) },
		ui.PageSharing:  func(d ui.Desk, _ ui.Route) ui.Screen { return sharing.New(d, a.store, network{a}, time.Now) },
	}
}
