package ui

import (
	"fmt"
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Sharing says how this computer stands among the others, as the line at the navigation's foot does.
type Sharing struct {
	Alone   bool // nobody else takes part, or this system is kept apart
	Trouble bool // something needs a person: the page behind the line says what
	Removed bool // the others take nothing from this computer any more: a registrar removed it
	Linked  int  // computers that are connected now
	Waits   int  // changes made here that no other computer is known to hold
	Coming  int  // changes of others that are on their way here
	With    int  // computers that held everything when all was shared last
	At      time.Time
}

// Line is the sentence, its mark, and whether the mark is to be set off. The mark's shape says it too, for who does not
// see its colour.
func (s Sharing) Line(now time.Time) (mark look.Icon, sentence string, urgent bool) {
	switch {
	case s.Removed:
		return look.IconWarning, "This computer was removed: look why.", true
	case s.Trouble:
		return look.IconWarning, "Saved here, but not shared: look why.", true
	case s.Alone:
		return look.IconCheck, "Saved here.", false
	case s.Linked == 0 && s.Waits > 0:
		return look.IconOffline, "Working offline: " + changes(s.Waits) + " to be shared", false
	case s.Linked == 0 && s.At.IsZero():
		return look.IconOffline, "Working offline. Saved here.", false
	case s.Linked == 0:
		return look.IconOffline, "Working offline. Saved here, and shared " + Ago(now, s.At) + ".", false
	case s.Coming > 0:
		return look.IconRefresh, "Saved here. Fetching " + xwidget.FormatCount(s.Coming) + " changes of others.", false
	case s.Waits > 0:
		return look.IconRefresh, "Saved here. Sharing: " + changes(s.Waits) + ".", false
	case s.With == 0:
		return look.IconRefresh, "Saved here. Comparing with " + xwidget.CountOf(s.Linked, "machine", "machines") + ".", false
	}
	return look.IconSynced, "Saved here. Shared with " + xwidget.CountOf(s.With, "machine", "machines") + " " + Ago(now, s.At) + ".", false
}

func changes(n int) string {
	if n == 1 {
		return "1 change waits"
	}
	return xwidget.FormatCount(n) + " changes wait"
}

// Ago says how long something is past: "just now", "2 minutes ago", "on 7 December 2026".
func Ago(now, at time.Time) string {
	switch ago := now.Sub(at); {
	case ago < time.Minute:
		return "just now"
	case ago < time.Hour:
		return fmt.Sprint(xwidget.CountOf(int(ago/time.Minute), "minute", "minutes"), " ago")
	case ago < 48*time.Hour:
		return fmt.Sprint(xwidget.CountOf(int(ago/time.Hour), "hour", "hours"), " ago")
	case ago < 14*24*time.Hour:
		return fmt.Sprint(xwidget.CountOf(int(ago/(24*time.Hour)), "day", "days"), " ago")
	}
	return "on " + marketplace.DateOf(at).Long()
}

// Sharer is a Screen that shows how this computer stands among the others: Shared is called on the UI goroutine when that
// may have changed.
type Sharer interface{ Shared(Sharing) }

// tellRemoved says in the corner that this computer was removed, once and until it is closed or is so no more. The page
// and what is being written on it stay.
func (o *overlays) tellRemoved(removed bool) {
	switch {
	case removed && o.unremoved == nil:
		o.unremoved = o.toasts.Add(xwidget.Toast{
			Kind: xwidget.BannerError, Message: "A registrar removed this computer: what you do here reaches nobody now. What you are writing stays.",
			Action: "What to do", OnAction: func() { o.shell.Go(To(PageSharing)) }, Stays: true,
		})
	case !removed && o.unremoved != nil:
		o.unremoved()
		o.unremoved = nil
	}
}

// Share shows how this computer stands among the others, at the wall clock's time now.
func (s *Shell) Share(state Sharing, now time.Time) {
	s.nav.status.Say(state.Line(now))
	s.over.tellRemoved(state.Removed)
	if screen, ok := s.screen.(Sharer); ok {
		screen.Shared(state)
	}
}
