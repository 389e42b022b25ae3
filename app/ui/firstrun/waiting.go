package firstrun

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Joining is how far a computer has come with joining.
type Joining struct {
	Linked  int    // computers that answer
	Entries int    // that are here
	Lacks   int    // that those who answer still have for this one
	Problem string // a sentence on what is in the way; empty where nothing is
}

// Waiting stands in the window from the moment that this computer joined until it takes part.
type Waiting struct {
	p       *page
	about   Invitation
	now     *xwidget.Text
	next    *xwidget.Text
	panel   *xwidget.ProgressPanel
	problem *fyne.Container
	said    *fyne.Container // what the last bundle came to
	shown   string
	adding  ui.Latest
}

// NewWaiting puts the page into the window.
func NewWaiting(window fyne.Window, work *ui.Work, about Invitation, b Backend) *Waiting {
	p := &page{window: window, work: work, backend: b, column: xwidget.Stack()}
	w := &Waiting{p: p, about: about}
	p.start = w.build
	window.SetContent(p.frame())
	window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) == 1 && files[0].Scheme() == "file" {
			w.read(files[0].Path())
		}
	})
	w.build()
	return w
}

func (w *Waiting) build() {
	w.now, w.next = xwidget.NewText(xwidget.Strong, ""), xwidget.NewText(xwidget.Muted, "")
	w.panel = xwidget.NewProgressPanel("Fetching what the others have", nil)
	w.problem, w.said = xwidget.VBox(0), xwidget.VBox(0)
	w.panel.Hide()
	w.problem.Hide()
	w.said.Hide()
	w.shown = ""
	title := "Joining " + w.about.name()
	hello := "Settle looks for a computer of the system, shows it your invitation, and fetches what the others share. You need not wait: close Settle, and it goes on when you open it again."
	if w.about.Person != "" {
		hello = "Welcome, " + w.about.Person + ". " + hello
	}
	address := xwidget.NewTextField("node.trust.example:7946")
	address.MaxLength = 120
	field := xwidget.NewField("Another address", "If your registrar gives you one: a name or number and a port", address)
	add := func() { w.add(address, field) }
	address.OnSubmitted = func(string) { add() }
	w.p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, title),
		xwidget.NewText(xwidget.Muted, hello),
		xwidget.NewCard(xwidget.VBox(look.Space16, w.now, w.panel, w.next, w.problem)),
		xwidget.NewTitledCard("Nobody answers?", xwidget.VBox(look.Space16,
			xwidget.NewText(xwidget.Body, "Read a bundle that somebody who takes part saved for you on a stick, or drop it on this window. Where it has to know you first, save one of yours for them."),
			w.said,
			xwidget.Flow(look.Space16, xwidget.NewIconButton(xwidget.Secondary, look.IconUpload, "Read a bundle", w.choose),
				xwidget.NewIconButton(xwidget.Secondary, look.IconDownload, "Save a bundle for them", w.save)),
			field, xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Add the address", add)))),
		xwidget.Flow(look.Space16, xwidget.NewButton(xwidget.Secondary, "Close and go on later", w.p.window.Close),
			xwidget.NewButton(xwidget.Secondary, "Stop joining", w.stop)))
	w.Show(Joining{})
}

// Show says how far it has come.
func (w *Waiting) Show(j Joining) {
	now, next := w.words(j)
	w.now.SetContent(now)
	w.next.SetContent(next)
	w.panel.Hidden = j.Linked == 0 || j.Lacks == 0
	if !w.panel.Hidden {
		w.panel.SetProgress(j.Entries, j.Entries+j.Lacks)
	}
	if j.Problem != w.shown {
		w.shown = j.Problem
		w.problem.Objects = nil
		if j.Problem != "" {
			w.problem.Add(xwidget.NewBanner(xwidget.BannerWarning, "", j.Problem))
		}
		w.problem.Hidden = j.Problem == ""
	}
	w.p.column.Refresh()
}

func (w *Waiting) words(j Joining) (now, next string) {
	name := w.about.name()
	switch {
	case j.Linked > 0 && j.Lacks > 0:
		return "A computer of " + name + " answers.", xwidget.FormatCount(j.Entries) + " of " + xwidget.CountOf(j.Entries+j.Lacks, "entry is", "entries are") + " here."
	case j.Linked > 0:
		return "A computer of " + name + " answers.", "Settle shows it your invitation."
	case len(w.about.Addresses) > 0:
		return "Looking for a computer of " + name + "…", "It calls " + strings.Join(w.about.Addresses, ", ") + ", and looks on the local network."
	}
	return "Looking for a computer of " + name + "…", "It looks on the local network."
}

func (w *Waiting) choose() {
	ui.ChooseFile(w.p.window, w.p.work, "Choose the bundle", nil, w.read)
}

func (w *Waiting) read(path string) {
	w.long("Reading the bundle", func(ctx context.Context, progress func(int, int)) (string, error) {
		return w.p.backend.ReadBundle(ctx, path, progress)
	})
}

func (w *Waiting) save() {
	ui.ChooseFolder(w.p.window, w.p.work, "Choose the folder to save it in", func(folder string) {
		w.long("Saving the bundle", func(ctx context.Context, progress func(int, int)) (string, error) {
			return w.p.backend.SaveBundle(ctx, folder, progress)
		})
	})
}

// long does something that takes a while and says what it came to, on this page.
func (w *Waiting) long(title string, do func(context.Context, func(int, int)) (string, error)) {
	var panel *xwidget.ProgressPanel
	w.p.work.Start(func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		w.p.work.Deliver(func() {
			panel = xwidget.NewProgressPanel(title, cancel)
			w.p.put(520, panel)
		})
		sentence, err := do(ctx, func(done, total int) {
			w.p.work.Deliver(func() { panel.SetProgress(done, total) })
		})
		cancelled := ctx.Err() != nil
		w.p.work.Deliver(func() {
			w.build()
			switch {
			case err == nil:
				w.said.Add(xwidget.NewText(xwidget.Strong, sentence))
			case !cancelled:
				w.said.Add(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err)))
			}
			w.said.Hidden = len(w.said.Objects) == 0
			w.p.column.Refresh()
		})
	})
}

func (w *Waiting) add(address *xwidget.TextField, field *xwidget.Field) {
	typed := strings.TrimSpace(address.Text())
	if typed == "" {
		field.SetError("Enter an address")
		return
	}
	ui.Load(w.p.work, &w.adding, func(ctx context.Context) (struct{}, error) { return struct{}{}, w.p.backend.AddAddress(ctx, typed) },
		func(_ struct{}, err error) {
			field.SetError("")
			if err != nil {
				field.SetError(marketplace.Sentence(err))
				return
			}
			address.SetText("")
			w.about.Addresses = append(w.about.Addresses, typed)
			w.Show(Joining{})
		})
}

// stop gives up joining, once the person has said so.
func (w *Waiting) stop() {
	xwidget.NewQuestion("Stop joining?", "What was fetched is taken away, and your invitation may not work a second time: then ask for a new one.",
		xwidget.Destructive, "Stop joining", "Go on joining", func() {
			w.p.run("Taking away what was fetched", "", func(ctx context.Context, _ func(int, int)) (string, error) { return "", w.p.backend.StopJoining(ctx) })
		}).ShowIn(w.p.window.Canvas())
}
