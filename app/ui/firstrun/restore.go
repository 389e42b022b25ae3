package firstrun

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// restore shows the form that brings a backup back.
func (p *page) restore() {
	file, recovery, pass := xwidget.NewTextField("No file chosen"), xwidget.NewTextField("No file chosen"), xwidget.NewPasswordField()
	fileField := xwidget.NewField("The backup file", "The newest one that you have", file)
	summary := xwidget.NewErrorSummary(fileField)
	p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, "Restore a backup"),
		xwidget.NewText(xwidget.Muted, "This computer takes part again as a new machine of the same person. What stands in the folder now is kept aside, never deleted."),
		summary,
		xwidget.NewCard(xwidget.VBox(look.Space24,
			xwidget.VBox(look.Space8, fileField, xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Choose the backup", func() { p.pick(file) }))),
			xwidget.VBox(look.Space8, xwidget.NewField("The recovery file", "Needed where the old computer's keys are not in this folder", recovery),
				xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Choose the recovery file", func() { p.pick(recovery) }))),
			xwidget.NewField("Its passphrase", "Leave it empty if it has none", pass))),
		xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, "Restore", func() {
			fileField.SetError(needed(file.Text(), "Choose the backup file"))
			if !summary.Update() {
				return
			}
			backup, key, words := file.Text(), recovery.Text(), pass.Text()
			p.run("Restoring the backup", "Your data is back", func(ctx context.Context, progress func(int, int)) (string, error) {
				return p.backend.Restore(ctx, backup, key, words, progress)
			})
		}), xwidget.NewButton(xwidget.Secondary, "Back", p.start)))
	p.window.Canvas().Focus(file.FocusTarget())
}

func (p *page) pick(into *xwidget.TextField) {
	ui.ChooseFile(p.window, p.work, "Choose the file", nil, into.SetText)
}

// Trouble stands in the window where the folder cannot be opened: what is wrong, and what to do.
func Trouble(window fyne.Window, work *ui.Work, err error, b Backend) fyne.CanvasObject {
	p := &page{window: window, work: work, backend: b, column: xwidget.Stack()}
	p.start = func() { p.trouble(err) }
	p.start()
	return p.frame()
}

func (p *page) trouble(err error) {
	p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, "Settle cannot open your data"),
		xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err)),
		xwidget.NewText(xwidget.Body, "Nothing was changed. Your data is in "+p.backend.Folder()+"."),
		xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, "Try again", p.backend.Open),
			xwidget.NewButton(xwidget.Secondary, "Restore a backup", p.restore)))
}
