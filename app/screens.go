package app

import (
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/home"
	"settle.example/settle/app/ui/nights"
	"settle.example/settle/app/ui/settings"
)

// screens says which package makes which page.
func (a *App) screens() map[ui.Page]ui.Maker {
	return map[ui.Page]ui.Maker{
		ui.PageHome:     func(d ui.Desk, r ui.Route) ui.Screen { return home.New(d, a.store, r) },
		ui.PageNights:   func(d ui.Desk, r ui.Route) ui.Screen { return nights.New(d, a.store, r) },
		ui.PageSettings: func(d ui.Desk, _ ui.Route) ui.Screen { return settings.New(d, a.store, machine{a}) },
	}
}
