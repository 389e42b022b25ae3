package firstrun

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Invitation is what a person sees of an invitation. The names are as the file has them for people; a code has none.
type Invitation struct {
	System, Person string
	Until          time.Time // zero does not run out
	Rehearsal      bool
	Addresses      []string // where the system can be reached
}

// name is what to call the system.
func (i Invitation) name() string {
	if i.System == "" {
		return "the system that invited you"
	}
	return i.System
}

// join asks for the invitation.
func (p *page) join() { p.joinWith("", "", "") }

// joinWith is join with a code that was typed already, and what is wrong with that or with the file.
func (p *page) joinWith(typed, problem, inFile string) {
	code := xwidget.NewTextArea(7, 0)
	code.SetText(typed)
	field := xwidget.NewField("Type or paste the code", "It begins with SETTLE. Capitals, spaces and lines do not matter", code)
	field.SetError(problem)
	goOn := func() {
		text := code.Text()
		if strings.TrimSpace(text) == "" {
			field.SetError("Enter the code, or choose the file")
			return
		}
		p.open(func(ctx context.Context) (Invitation, error) { return p.backend.ParseInvitation(ctx, text) }, func(problem string) { p.joinWith(text, problem, "") })
	}
	file := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "Drop it on this window, or choose it."))
	if inFile != "" {
		file.Add(xwidget.NewBanner(xwidget.BannerError, "", inFile))
	}
	file.Add(xwidget.Row(0, xwidget.NewIconButton(xwidget.Secondary, look.IconUpload, "Choose the file", func() {
		ui.ChooseFile(p.window, p.work, "Choose the invitation", nil, p.read)
	})))
	p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, "Join with an invitation"),
		xwidget.NewText(xwidget.Muted, "Your registrar gave you a file or a code. It is for you alone and can be used once."),
		xwidget.NewTitledCard("You have the file", file),
		xwidget.NewTitledCard("You have the code", xwidget.VBox(look.Space16, field, xwidget.Row(0, xwidget.NewButton(xwidget.Primary, "Go on", goOn)))),
		xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Back", p.start)))
	p.window.Canvas().Focus(code.FocusTarget())
}

// read reads the invitation in a file.
func (p *page) read(path string) {
	p.open(func(ctx context.Context) (Invitation, error) { return p.backend.ReadInvitation(ctx, path) }, func(problem string) { p.joinWith("", "", problem) })
}

// dropped reads an invitation that was dropped on the window.
func (p *page) dropped(_ fyne.Position, files []fyne.URI) {
	switch {
	case !p.joinable:
	case len(files) == 1 && files[0].Scheme() == "file":
		p.read(files[0].Path())
	default:
		p.joinWith("", "", "Drop one file: the invitation that your registrar gave you.")
	}
}

// open reads an invitation beside the UI and shows it, or has told what is wrong.
func (p *page) open(get func(context.Context) (Invitation, error), wrong func(problem string)) {
	ui.Load(p.work, &p.reading, get, func(i Invitation, err error) {
		if err != nil {
			wrong(marketplace.Sentence(err))
			return
		}
		p.invited(i)
	})
}

// invited shows the invitation and joins.
func (p *page) invited(i Invitation) {
	rows := []fyne.CanvasObject{fact("System", i.name())}
	if i.Person != "" {
		rows = append(rows, fact("You are", i.Person))
	}
	until := "It does not run out"
	if !i.Until.IsZero() {
		until = "Until " + marketplace.DateOf(i.Until).Long()
	}
	rows = append(rows, fact("It holds", until))
	reach := "No address is in it: you need a bundle on a stick, or the address of another computer"
	if len(i.Addresses) > 0 {
		reach = strings.Join(i.Addresses, ", ")
	}
	rows = append(rows, fact("It can be reached at", reach))
	parts := []fyne.CanvasObject{
		xwidget.NewText(xwidget.Title, "You are invited"),
		xwidget.NewText(xwidget.Muted, "Your name and what you may do are as your registrar wrote them. You can ask them to change that later."),
		xwidget.NewCard(xwidget.Ruled(rows...)),
	}
	if i.Rehearsal {
		parts = append(parts, xwidget.NewBanner(xwidget.BannerInfo, "This is a rehearsal", "Nothing in it is real, and it is marked as such everywhere."))
	}
	parts = append(parts, xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, "Join", func() {
		p.run("Joining "+i.name(), "", func(ctx context.Context, _ func(int, int)) (string, error) { return "", p.backend.Join(ctx) })
	}), xwidget.NewButton(xwidget.Secondary, "Back", p.join)))
	p.put(look.ReadableWidth, parts...)
}

func fact(label, value string) fyne.CanvasObject {
	return xwidget.Inset(look.Space8, 0, look.Space8, 0, xwidget.VBox(0, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Strong, value)))
}
