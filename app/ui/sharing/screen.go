package sharing

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type screen struct {
	desk    ui.Desk
	data    Data
	network Network
	now     func() time.Time // the wall clock: a rehearsal's time says nothing of the network

	state, waiting, adding ui.Latest

	header                       *xwidget.PageHeader
	troubles, machines, setAside *fyne.Container
	conflicts                    *fyne.Container
	share, where, result         *xwidget.Text
	listen, discover             *xwidget.CheckBox
	port                         *xwidget.NumberField
	address                      *xwidget.TextField
	addressField                 *xwidget.Field
	listenActs                   *fyne.Container

	shown   State
	painted []string // the machines as they stand on the page
	told    string   // the troubles as they stand there
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Sharer   = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Titler   = (*screen)(nil)
	_ ui.Dropper  = (*screen)(nil)
)

// New makes the page. now is the wall clock.
func New(desk ui.Desk, data Data, network Network, now func() time.Time) ui.Screen {
	return &screen{desk: desk, data: data, network: network, now: now}
}

// Title names the page.
func (s *screen) Title() string { return "Sharing" }

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Sharing", "Looking how this computer stands among the others…")
	s.troubles, s.machines = xwidget.VBox(look.Space16), xwidget.VBox(0, xwidget.NewText(xwidget.Muted, "Looking who is there…"))
	s.share = xwidget.NewText(xwidget.Body, "")
	s.setAside, s.conflicts = xwidget.VBox(look.Space8), xwidget.VBox(look.Space8)
	s.troubles.Hide()
	main := xwidget.VBox(look.PageGap,
		xwidget.NewTitledCard("Computers", s.machines),
		xwidget.NewTitledCard("What waits", xwidget.VBox(look.Space16, s.share, s.conflicts, s.setAside)))
	aside := xwidget.VBox(look.PageGap, s.stick(), s.connection())
	s.load()
	s.loadWaiting()
	return xwidget.NewPage(s.header, xwidget.VBox(look.PageGap, s.troubles, xwidget.MainAside(440, 400, look.PageGap, main, aside)))
}

// Reload looks again: who takes part may have changed, or what is set aside.
func (s *screen) Reload(marketplace.Change) {
	s.load()
	s.loadWaiting()
}

// Shared looks again.
func (s *screen) Shared(ui.Sharing) { s.load() }

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.state, s.network.State, func(now State, err error) {
		if err != nil {
			s.header.SetTitle("Sharing", "How this computer stands cannot be read at present.")
			s.machines.Objects = []fyne.CanvasObject{xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err),
				xwidget.NewButton(xwidget.Secondary, "Try again", s.load))}
			s.machines.Refresh()
			s.painted = nil
			return
		}
		first := s.shown.Port == 0
		s.shown = now
		_, line, _ := now.Line(s.now())
		s.header.SetTitle("Sharing", line)
		s.share.SetContent(now.waits())
		s.showTroubles()
		s.showMachines()
		s.showConnection(first)
	})
}

// waits says what is on its way, either way.
func (s State) waits() string {
	switch {
	case s.Apart, s.Alone && s.Waits >= 0 && len(s.Machines) == 0:
		return "Everything is saved on this computer. Nobody else takes part yet, so nothing waits to be shared."
	case s.Removed && s.Waits > 0:
		return xwidget.CountOf(s.Waits, "change", "changes") + " made here reached nobody, and the others take nothing from this computer any more. What you wrote can be read and copied here."
	case s.Waits > 0 && s.Coming > 0:
		return xwidget.CountOf(s.Waits, "change", "changes") + " made here wait to be shared, and " + xwidget.CountOf(s.Coming, "change", "changes") + " of others are on their way."
	case s.Waits == 1:
		return "1 change made here waits until another computer can be reached. It is saved here and is not lost when you close Settle."
	case s.Waits > 0:
		return xwidget.FormatCount(s.Waits) + " changes made here wait until another computer can be reached. They are saved here and are not lost when you close Settle."
	case s.Coming > 0:
		return xwidget.CountOf(s.Coming, "change", "changes") + " of others are on their way here."
	}
	return "Everything made here is held by another computer too."
}

// troubleWords is what is wrong and what to do.
var troubleWords = map[Trouble]struct{ title, body string }{
	Removed:  {"This computer was removed from the system", "A registrar removed it, so others no longer take its changes and send it nothing. What is here stays. If that is a mistake, ask your registrar to invite you again."},
	Stranger: {"Your invitation has not reached the computer that answered", "It knows nothing of you yet. Leave Settle open: as soon as that computer hears from the one that invited you, it lets you in."},
	Foreign:  {"The computer that answered belongs to another system", "Nothing is exchanged with it. Look at the address that was typed in, or ask your registrar for that of a computer of your own system."},
	Copied: {"Another computer works with a copy of this one’s key", "A disk or folder was copied, or an old backup was put back. To keep both apart this computer has to go on under a new key. " +
		"What was done here and not shared is written again under it; nothing is lost."},
	Full:  {"The disk does not take what comes in", "Make room on the disk, then leave Settle open: it goes on by itself."},
	Used:  {"Another computer takes part by the same invitation", "It lets in one only, so the others do not let this one in. Tell your registrar: they can see that it was tried again, and invite you anew."},
	Newer: {"Another computer has a different version of Settle", "The two do not understand each other. Install the newest Settle on both."},
}

func (s *screen) showTroubles() {
	now := s.shown
	told := fmt.Sprint(now.Troubles, now.TroubleAt, now.Problem, now.Apart)
	if told == s.told {
		return // a button that has the keyboard keeps it
	}
	s.told = told
	s.troubles.Objects = nil
	for _, t := range now.Troubles {
		words := troubleWords[t]
		if t == Foreign && now.TroubleAt != "" {
			words.title = "The computer at " + now.TroubleAt + " belongs to another system"
		}
		var acts []fyne.CanvasObject
		if t == Copied {
			acts = append(acts, xwidget.NewButton(xwidget.Secondary, "Go on under a new key", s.newKey))
		}
		s.troubles.Add(xwidget.NewBanner(xwidget.BannerWarning, words.title, words.body, acts...))
	}
	if now.Problem != "" {
		s.troubles.Add(xwidget.NewBanner(xwidget.BannerError, "This computer is not connected", now.Problem))
	}
	if now.Apart {
		s.troubles.Add(xwidget.NewBanner(xwidget.BannerInfo, "This system is kept to itself", "It was made to try Settle out, so it looks for no other computers. Connect it if somebody is to join it.",
			xwidget.NewButton(xwidget.Secondary, "Connect it", func() {
				c := s.shown.Connection
				c.Apart = false
				s.set(c)
			})))
	}
	s.troubles.Hidden = len(s.troubles.Objects) == 0
	s.troubles.Refresh()
}

func (s *screen) newKey() {
	s.desk.Ask(ui.Question{
		Title: "Go on under a new key?",
		Body: "This computer takes part again as a new one of yours. Rooms, bookings and messages made here since the copy was made are written again. " +
			"Do the same on the other computer, if it is in use.",
		Verb: "Go on under a new key",
	}, func() {
		said := ""
		s.desk.Long("Going on under a new key", func(ctx context.Context, _ func(int, int)) (err error) {
			said, err = s.network.NewKey(ctx)
			return err
		}, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast(said, nil)
			s.load()
		})
	})
}
