package ui

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// overlays is what stands over the page: toasts and progress in the corner, and the dialogs, sheets and lists that
// take the keyboard until they are closed.
type overlays struct {
	shell     *Shell
	toasts    *xwidget.Toasts
	palette   *xwidget.CommandPalette
	help      *xwidget.Sheet
	recent    []visit
	job       string            // the title of the long job that is ending just now
	unremoved func()            // takes away what says that this computer was removed; nil while nothing does
	failed    map[string]func() // take away what is said of the last failure of a job, by its title
}

func newOverlays(s *Shell) overlays {
	return overlays{shell: s, toasts: xwidget.NewToasts(s.after), failed: map[string]func(){}}
}

// layer is the corner's layer over the window's content.
func (o *overlays) layer() fyne.CanvasObject { return o.toasts }

// clear makes way for another page: what asks about the present one goes, and what was said in passing stays.
func (o *overlays) clear() {
	o.visited()
	xwidget.CloseOverlays(o.canvas())
}

func (o *overlays) canvas() fyne.Canvas { return o.shell.o.Window.Canvas() }

// open reports whether something stands over the page and has the keyboard.
func (o *overlays) open() bool { return o.canvas().Overlays().Top() != nil }

// after runs f on the UI goroutine once d has passed. Work that does everything at once has no clock: there, what would
// go by itself stays, and a test takes it away.
func (s *Shell) after(d time.Duration, f func()) (stop func()) {
	if s.o.Work.inline {
		return func() {}
	}
	stopped := false // touched on the UI goroutine alone
	t := time.AfterFunc(d, func() {
		s.o.Work.Deliver(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}

// Toast says something in passing; undo may be nil.
func (s *Shell) Toast(message string, undo func()) {
	t := xwidget.Toast{Kind: xwidget.BannerSuccess, Message: message}
	if undo != nil {
		t.Action, t.Icon, t.OnAction = "Undo", look.IconUndo, undo
	}
	s.over.toasts.Add(t)
}

// Fail shows an error's sentence until it is closed: in the corner, or over the dialog that is open. What the person
// cancelled is no error to them.
func (s *Shell) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	if _, ok := errors.AsType[*marketplace.Error](err); !ok {
		slog.Error("the desktop could not do something", slog.Any("error", err))
	}
	sentence := marketplace.Sentence(err)
	if s.over.open() {
		xwidget.NewDialog("That did not work", xwidget.NewText(xwidget.Body, sentence),
			xwidget.Verb{Text: "Close", Kind: xwidget.Secondary}).ShowIn(s.over.canvas())
		return
	}
	forget := s.over.toasts.Add(xwidget.Toast{Kind: xwidget.BannerError, Message: sentence, Stays: true})
	if s.over.job != "" {
		s.over.failed[s.over.job] = forget
	}
}

// Ask shows a question with verbs on its buttons.
func (s *Shell) Ask(q Question, yes func()) {
	kind, keep := xwidget.Primary, q.Keep
	if q.Destructive {
		kind = xwidget.Destructive
	}
	if keep == "" {
		keep = "Not now"
	}
	xwidget.NewQuestion(q.Title, q.Body, kind, q.Verb, keep, yes).ShowIn(s.over.canvas())
}

// Dialog puts up content of a screen's own with verbs below.
func (s *Shell) Dialog(title string, content fyne.CanvasObject, verbs ...Verb) func() {
	all := make([]xwidget.Verb, len(verbs))
	for i, v := range verbs {
		all[i] = xwidget.Verb(v)
	}
	d := xwidget.NewDialog(title, content, all...)
	d.ShowIn(s.over.canvas())
	return d.Close
}

// Sheet shows content at the right of the page.
func (s *Shell) Sheet(title string, content fyne.CanvasObject) func() {
	sheet := xwidget.NewSheet(title, content)
	sheet.ShowIn(s.over.canvas())
	return sheet.Close
}
