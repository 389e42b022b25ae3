package firstrun

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// page is the first run: one column that holds the ways to begin, or the form of the one that was chosen.
type page struct {
	window    fyne.Window
	work      *ui.Work
	reference *assets.Reference
	backend   Backend

	column   *fyne.Container
	start    func() // shows what the page began with
	joinable bool   // an invitation may be dropped on the window
	reading  ui.Latest
}

// New is the first run: join with an invitation, found a system, look round the demo, or restore a backup.
func New(window fyne.Window, work *ui.Work, reference *assets.Reference, b Backend) fyne.CanvasObject {
	p := &page{window: window, work: work, reference: reference, backend: b, column: xwidget.Stack()}
	p.start = p.choose
	window.SetOnDropped(p.dropped)
	p.start()
	return p.frame()
}

// Opening stands in the window while the folder is opened.
func Opening() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage),
		xwidget.Middle(xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Title, "Settle"), xwidget.NewText(xwidget.Muted, "Opening your data…"))))
}

func (p *page) frame() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.NewScroll(xwidget.Inset(look.Space48, look.Space24, look.Space48, look.Space24, p.column)))
}

// put shows parts under one another in the middle of the window.
func (p *page) put(width float32, parts ...fyne.CanvasObject) {
	p.column.Objects = []fyne.CanvasObject{xwidget.CentreColumn(width, xwidget.VBox(look.Space24, parts...))}
	p.column.Refresh()
	if parent := p.window.Content(); parent != nil {
		parent.Refresh()
	}
}

// choose shows the ways to begin.
func (p *page) choose() {
	p.joinable = true
	p.put(1040,
		xwidget.VBox(look.Space8,
			xwidget.NewText(xwidget.Title, "Welcome to Settle"),
			xwidget.NewText(xwidget.Muted, "Rooms at a fair, capped rent and a warm welcome for colleagues who arrive from overseas. "+
				"Everything is kept on this computer and works without a network.")),
		xwidget.Columns(2, 380, look.PageGap,
			way(look.IconMail, "Join with an invitation", "Your registrar gave you a file or a code. This computer then shares everything with the others, and works without them too.",
				xwidget.NewButton(xwidget.Primary, "Join with an invitation", p.join)),
			way(look.IconPlus, "Found a system", "You are the first. You name the system, and this computer becomes its first member. It takes two minutes.",
				xwidget.NewButton(xwidget.Secondary, "Found a system", p.found)),
			way(look.IconEye, "Look round the demo", "Invented people, rooms in several trusts and a year of history, so that you can try everything. Nothing of it is real.",
				xwidget.NewButton(xwidget.Secondary, "Open the demo", p.demo)),
			way(look.IconUndo, "Restore a backup", "This computer is new, or its data was damaged. You need the backup file, and the recovery file if the old computer is gone.",
				xwidget.NewButton(xwidget.Secondary, "Restore a backup", p.restore))),
		xwidget.NewText(xwidget.Caption, "Your data will be kept in "+p.backend.Folder()+"."))
}

func way(icon look.Icon, title, sentence string, act fyne.CanvasObject) fyne.CanvasObject {
	return xwidget.NewCard(xwidget.VBox(look.Space16, xwidget.Row(0, xwidget.NewGlyph(icon, look.ColorLink, 36)),
		xwidget.NewText(xwidget.Heading, title), xwidget.NewText(xwidget.Body, sentence), xwidget.Row(0, act)))
}

// demo builds the demo system.
func (p *page) demo() {
	p.run("Building the demo system", "", func(ctx context.Context, progress func(done, total int)) (string, error) {
		return "", p.backend.Demo(ctx, progress)
	})
}

// run does something that takes a while and opens the folder when it is done, or first says under the heading done what
// a person should know. A failure leads back to the start.
func (p *page) run(title, done string, do func(context.Context, func(done, total int)) (string, error)) {
	p.joinable = false
	var panel *xwidget.ProgressPanel
	p.work.Start(func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		p.work.Deliver(func() {
			panel = xwidget.NewProgressPanel(title, cancel)
			p.put(520, panel)
		})
		sentence, err := do(ctx, func(done, total int) {
			p.work.Deliver(func() { panel.SetProgress(done, total) })
		})
		cancelled := ctx.Err() != nil
		p.work.Deliver(func() {
			switch {
			case err != nil && cancelled:
				p.start()
			case errors.Is(err, marketplace.ErrLocked):
				p.locked(err, func() { p.run(title, done, do) })
			case err != nil:
				p.failed(err)
			case sentence != "":
				p.told(done, sentence)
			default:
				p.backend.Open()
			}
		})
	})
}

// told says what a person should know before the window opens.
func (p *page) told(heading, sentence string) {
	p.put(640, xwidget.NewText(xwidget.Title, heading), xwidget.NewInsetText(sentence),
		xwidget.Row(0, xwidget.NewButton(xwidget.Primary, "Open Settle", p.backend.Open)))
}

func (p *page) failed(err error) {
	p.put(640, xwidget.NewText(xwidget.Title, "That did not work"),
		xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err)),
		xwidget.Row(0, xwidget.NewButton(xwidget.Primary, "Back to the start", p.start)))
}
