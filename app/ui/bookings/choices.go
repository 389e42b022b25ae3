package bookings

import (
	"cmp"
	"slices"
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The views.
const (
	viewBoard = "board"
	viewList  = "list"
)

// Whose bookings are shown.
const (
	whoseMine   = "mine"
	whoseGuests = "guests" // guests of my organisation
	whoseRooms  = "rooms"  // rooms of my organisation
	whoseAll    = "all"
)

// choices is what the person chose to see.
type choices struct {
	view, whose, state, month, text string

	sort string // a column's key; "" is by the dates
	desc bool
}

// set is a choice of states with its words.
type set struct {
	key, label string
	states     []marketplace.BookingState
}

var ended = []marketplace.BookingState{
	marketplace.StateCompleted, marketplace.StateEndedEarly, marketplace.StateMoved, marketplace.StateCancelled, marketplace.StateDeclined,
	marketplace.StateWithdrawn, marketplace.StateExpired, marketplace.StateNoShow,
}

// The choice of every state, and of those that are open, which the list shows by itself.
const (
	stateAny  = "any"
	stateOpen = "open"
)

var sets = []set{
	{stateOpen, "Open", []marketplace.BookingState{
		marketplace.StateDraft, marketplace.StateRequested, marketplace.StateAccepted, marketplace.StateConfirmed,
		marketplace.StateArrived, marketplace.StateConflict,
	}},
	{stateAny, "Every state", everyState},
	{"asked", "Requested, or a draft", []marketplace.BookingState{marketplace.StateDraft, marketplace.StateRequested}},
	{"booked", "Confirmed, or in conflict", []marketplace.BookingState{marketplace.StateConfirmed, marketplace.StateConflict}},
	{"ended", "Ended", ended},
}

// everyState is the states, in the order of a booking's life.
var everyState = slices.Concat([]marketplace.BookingState{
	marketplace.StateDraft, marketplace.StateRequested, marketplace.StateAccepted, marketplace.StateConfirmed,
	marketplace.StateArrived, marketplace.StateConflict,
}, ended)

// choicesOf reads a route. What is not known does not restrict. A state asks for the list.
func choicesOf(r ui.Route, view string) choices {
	c := choices{view: r.Get("view"), whose: r.Get("whose"), state: r.Get("state"), month: r.Get("month"), text: r.Get("text"), sort: r.Get("sort"), desc: r.Get("desc") == "yes"}
	if c.view == "" {
		c.view = view
		if c.state != "" {
			c.view = viewList
		}
	}
	if c.view != viewList {
		c.view = viewBoard
	}
	if c.whose == "" {
		c.whose = whoseMine
	}
	if statesOf(c.state) == nil || c.state == stateOpen {
		c.state = ""
	}
	if _, ok := monthOf(c.month); !ok {
		c.month = ""
	}
	if !slices.Contains(keys, c.sort) {
		c.sort = ""
	}
	return c
}

// on is the route with the choices in it.
func (c choices) on(r ui.Route) ui.Route {
	desc := ""
	if c.desc {
		desc = "yes"
	}
	return r.Set("view", c.view).Set("whose", c.whose).Set("state", c.state).Set("month", c.month).Set("text", c.text).Set("sort", c.sort).Set("desc", desc)
}

// restricts tells whether something is left out beside other people's bookings.
func (c choices) restricts() bool {
	return c.state != stateAny && c.view == viewList || c.month != "" || c.text != ""
}

// filter is the choices as the marketplace asks for them.
func (c choices) filter(desk ui.Desk) marketplace.BookingFilter {
	f := marketplace.BookingFilter{Text: c.text}
	switch c.whose {
	case whoseGuests:
		f.GuestOrg = desk.Me().Org
	case whoseRooms:
		f.HostOrg = desk.Me().Org
	case whoseAll:
	default:
		f.Mine = true
	}
	if c.view == viewList {
		f.States = statesOf(cmp.Or(c.state, stateOpen))
	}
	if r, ok := monthOf(c.month); ok {
		f.From, f.To = r.From, r.To
	}
	return f
}

// statesOf is the states of a choice; nil restricts nothing.
func statesOf(key string) []marketplace.BookingState {
	for _, s := range sets {
		if s.key == key {
			return s.states
		}
	}
	if s, err := marketplace.ParseBookingState(key); err == nil {
		return []marketplace.BookingState{s}
	}
	return nil
}

// monthOf is the days of a month such as 2026-12.
func monthOf(s string) (marketplace.Range, bool) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return marketplace.Range{}, false
	}
	r := marketplace.Range{From: marketplace.NewDate(t.Year(), t.Month(), 1), To: marketplace.NewDate(t.Year(), t.Month()+1, 1)}
	return r, r.Valid()
}

// months is the months to choose from: half a year back and a year ahead.
func months(now time.Time) []xwidget.Option {
	options := []xwidget.Option{{Value: "", Label: "Any month"}}
	y, m, _ := now.In(marketplace.London).Date()
	for i := -6; i <= 12; i++ {
		t := time.Date(y, m+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		options = append(options, xwidget.Option{Value: t.Format("2006-01"), Label: t.Format("January 2006")})
	}
	return options
}

func stateOptions() []xwidget.Option {
	var options []xwidget.Option
	for _, s := range sets {
		options = append(options, xwidget.Option{Value: s.key, Label: s.label})
	}
	for _, s := range everyState {
		options = append(options, xwidget.Option{Value: s.String(), Label: s.Label()})
	}
	return options
}
