package myrooms

import (
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// calendar is the card in which a host blocks nights and opens them again: chosen by drag, by two clicks or with the
// keyboard, then one button.
type calendar struct {
	s        *one
	card     *xwidget.Card
	days     *xwidget.OccupancyCalendar
	busy     []marketplace.Busy
	chosen   marketplace.Range
	words    *xwidget.Text
	block    *xwidget.Button
	open     *xwidget.Button
	clear    *xwidget.Button
	elsewise *xwidget.Text
	acts     *fyne.Container
}

func newCalendar(s *one) *calendar {
	c := &calendar{s: s, words: xwidget.NewText(xwidget.Body, ""), elsewise: xwidget.NewText(xwidget.Caption, "")}
	c.days = xwidget.NewOccupancyCalendar(2, marketplace.DateOf(s.desk.Now()).Time(), c.state)
	c.days.AnyNight = true
	c.days.Note = c.note
	c.days.OnRange = func(from, to time.Time) {
		c.chosen = marketplace.Range{}
		if !from.IsZero() {
			c.chosen = marketplace.Range{From: marketplace.NewDate(from.Date()), To: marketplace.NewDate(to.Date())}
		}
		c.offer()
	}
	c.block = xwidget.NewButton(xwidget.Secondary, "Block these nights", func() {
		c.act(marketplace.BlockDates{Room: s.d.ID, Ranges: []marketplace.Range{c.chosen}}, "Blocked")
	})
	c.open = xwidget.NewButton(xwidget.Secondary, "Open these nights", func() {
		c.act(marketplace.OpenDates{Room: s.d.ID, Ranges: []marketplace.Range{c.chosen}}, "Open again")
	})
	c.clear = xwidget.NewButton(xwidget.Quiet, "Choose others", c.forget)
	c.acts = xwidget.Flow(look.Space8, c.block, c.open, c.clear)
	c.card = xwidget.NewTitledCard("Calendar", xwidget.VBox(look.Space16, c.days, c.words, c.acts, c.elsewise))
	c.offer()
	return c
}

// show takes over what is taken.
func (c *calendar) show(d *marketplace.RoomDetail) {
	c.busy = d.Busy
	words := ""
	switch {
	case len(d.Asks) > 0:
		words = xwidget.CountOf(len(d.Asks), "change of the calendar waits", "changes of the calendar wait") + " for the computer on which the room was listed."
	case !d.KeptHere:
		words = "Another computer keeps this room’s calendar. What you block here takes effect when that computer hears of it."
	}
	c.elsewise.Content, c.elsewise.Hidden = words, words == ""
	c.days.Refresh()
	c.offer()
}

// offer shows what can be done with the chosen nights.
func (c *calendar) offer() {
	free, blocked := 0, 0
	for d := c.chosen.From; d < c.chosen.To; d++ {
		switch c.state(d.Time()) {
		case xwidget.NightBlocked:
			blocked++
		case xwidget.NightFree:
			free++
		}
	}
	c.words.Content = ""
	switch {
	case c.chosen.Nights() <= 0:
		c.words.Content = "Choose nights to keep them for yourself, or to open them again. With the keyboard: arrows, Shift with the arrows, Enter."
	case free+blocked == 0:
		c.words.Content = "A guest is booked or asks for all of them."
	}
	c.words.Hidden = c.words.Content == ""
	c.block.Hidden, c.open.Hidden, c.clear.Hidden = free == 0, blocked == 0, c.chosen.Nights() <= 0
	c.acts.Hidden = c.clear.Hidden
	c.card.Refresh()
	if c.s.page != nil {
		c.s.page.Refresh()
	}
}

func (c *calendar) act(command marketplace.Command, done string) {
	toast := done + ": " + listing.Dates(c.chosen) + "."
	if !c.s.d.KeptHere {
		toast = "Asked the computer that keeps this calendar: " + listing.Dates(c.chosen) + "."
	}
	c.s.desk.Act(command, toast, func(marketplace.Receipt) {
		c.forget()
		c.s.desk.Window().Canvas().Focus(c.days) // the button is gone; the calendar is where one goes on
		c.s.load()
	})
}

// forget takes the choice back.
func (c *calendar) forget() {
	c.chosen = marketplace.Range{}
	c.days.SetRange(time.Time{}, time.Time{})
	c.offer()
}

// at is what stands in the calendar for a night; what holds it goes before what asks for it.
func (c *calendar) at(night time.Time) (found marketplace.Busy, ok bool) {
	date := marketplace.NewDate(night.Date())
	for _, b := range c.busy {
		if date >= b.From && date < b.To && (!ok || stateOf(b) > stateOf(found)) {
			found, ok = b, true
		}
	}
	return found, ok
}

// stateOf is how a range of nights stands for its host.
func stateOf(b marketplace.Busy) xwidget.NightState {
	switch {
	case b.Booking.IsZero():
		return xwidget.NightBlocked
	case b.State == marketplace.StateRequested, b.State == marketplace.StateAccepted:
		return xwidget.NightHeld
	}
	return xwidget.NightBooked
}

func (c *calendar) state(night time.Time) xwidget.NightState {
	if b, ok := c.at(night); ok {
		return stateOf(b)
	}
	return xwidget.NightFree
}

// note says whose night it is.
func (c *calendar) note(night time.Time) string {
	b, ok := c.at(night)
	if !ok || b.Booking.IsZero() {
		return ""
	}
	who := b.Who
	if who == "" {
		who = "A colleague"
	}
	if b.State == marketplace.StateRequested {
		return who + " asks for it"
	}
	return who + ", " + listing.Lower(b.State.Label())
}
