package firstrun

import (
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Lock stands in the window until the passphrase of the folder is entered; it puts itself there, since a field takes the
// keyboard only in a window. err is why the folder was not opened: for want of a passphrase, or for a wrong one.
func Lock(window fyne.Window, work *ui.Work, err error, b Backend) {
	p := &page{window: window, work: work, backend: b, column: xwidget.Stack()}
	p.start = func() { p.locked(err, b.Open) }
	window.SetContent(p.frame())
	p.start()
}

// locked asks for the passphrase and goes on.
func (p *page) locked(err error, goOn func()) {
	pass := xwidget.NewPasswordField()
	field := xwidget.NewField("Passphrase", "The one that was set for this computer", pass)
	if own, ok := errors.AsType[*marketplace.Error](err); ok && own.Field != "" {
		field.SetError(own.Message)
	}
	unlock := func() {
		field.SetError(needed(pass.Text(), "Enter the passphrase"))
		if pass.Text() != "" {
			p.backend.Unlock(pass.Text())
			goOn()
		}
	}
	pass.OnSubmitted = func(string) { unlock() }
	pass.Refresh()
	p.put(look.ReadableWidth,
		xwidget.NewText(xwidget.Title, "Settle is locked"),
		xwidget.NewText(xwidget.Muted, "This computer's key is locked with a passphrase. Enter it to go on."),
		xwidget.NewCard(xwidget.VBox(look.Space24, field, xwidget.Row(0, xwidget.NewButton(xwidget.Primary, "Unlock", unlock)))),
		xwidget.NewText(xwidget.Body, "Forgotten? Restore your newest backup with the recovery file: then this computer takes part again under a new key."),
		xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Restore a backup", p.restore)))
	p.window.Canvas().Focus(pass.FocusTarget())
}
