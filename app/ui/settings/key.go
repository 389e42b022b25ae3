package settings

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// KeyKept is how this computer's key is kept on disk.
type KeyKept int

// The ways.
const (
	KeyInFile          KeyKept = iota // in a file that only this account may read
	KeyInKeyring                      // sealed with a secret in the system's keyring
	KeyUnderPassphrase                // locked with a passphrase that is typed
)

// keyWords says how the key is kept, and what that is worth.
var keyWords = map[KeyKept]string{
	KeyInFile: "The key is in a file that only your account may read: no keyring answered when it was made. " +
		"Whoever can copy that file can open your data: a passphrase protects it better.",
	KeyInKeyring:       "The key is sealed with a secret in your account's keyring. A copy of the folder opens nowhere else.",
	KeyUnderPassphrase: "The key is locked with your passphrase, which Settle asks for when it starts.",
}

// key is the card about this computer's key.
func (s *screen) key() fyne.CanvasObject {
	s.keyText, s.keyActs = xwidget.NewText(xwidget.Body, ""), xwidget.Flow(look.Space16)
	return xwidget.NewTitledCard("This computer's key", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Muted, "It signs what you do and opens what is sealed for you."), s.keyText, s.keyActs,
		xwidget.NewText(xwidget.Muted, "Was this computer's clock far ahead, and does Settle refuse to write since? A new key lets it go on at once. All that you did stays yours."),
		xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Go on under a new key", s.renew))))
}

func (s *screen) showKey(kept KeyKept) {
	s.keyText.SetContent(keyWords[kept])
	s.keyActs.Objects = nil
	if kept == KeyUnderPassphrase {
		s.keyActs.Add(xwidget.NewButton(xwidget.Secondary, "Change the passphrase", s.setPassphrase))
		s.keyActs.Add(xwidget.NewButton(xwidget.Secondary, "Remove it", s.removePassphrase))
	} else {
		s.keyActs.Add(xwidget.NewButton(xwidget.Secondary, "Set a passphrase", s.setPassphrase))
	}
	s.keyActs.Refresh()
}

func (s *screen) setPassphrase() {
	pass, again := xwidget.NewPasswordField(), xwidget.NewPasswordField()
	passField := xwidget.NewField("New passphrase", "At least 12 characters: four words that you can remember do well", pass)
	againField := xwidget.NewField("The same again", "", again)
	wrong := xwidget.NewErrorSummary(passField, againField)
	var dismiss func()
	busy := false
	set := func() bool {
		passField.SetError("")
		againField.SetError("")
		if pass.Text() == "" {
			passField.SetError("Enter a passphrase")
		} else if pass.Text() != again.Text() {
			againField.SetError("Enter the same passphrase twice")
		}
		if !wrong.Update() || busy {
			return false
		}
		busy = true
		s.protect(pass.Text(), "Settle will ask for the passphrase when it starts", func(err error) {
			busy = false
			if err == nil {
				dismiss()
				return
			}
			if own, ok := errors.AsType[*marketplace.Error](err); ok && own.Field != "" {
				passField.SetError(own.Message)
				wrong.Update()
				return
			}
			wrong.Update(marketplace.Sentence(err))
		})
		return false
	}
	dismiss = s.desk.Dialog("Lock Settle with a passphrase", xwidget.VBox(look.Space16, wrong,
		xwidget.NewText(xwidget.Body, "Nobody can bring a forgotten passphrase back. With the recovery file and a backup you can begin again."), passField, againField),
		ui.Verb{Text: "Cancel", Kind: xwidget.Secondary}, ui.Verb{Text: "Set the passphrase", Kind: xwidget.Primary, Do: set})
}

func (s *screen) removePassphrase() {
	s.desk.Ask(ui.Question{
		Title: "Remove the passphrase?", Verb: "Remove the passphrase", Keep: "Keep it",
		Body: "Settle will start without asking. The key goes into your account's keyring, or where there is none into a file that only your account may read.",
	}, func() {
		s.protect("", "Settle will start without asking for a passphrase", func(err error) {
			if err != nil {
				s.desk.Fail(err)
			}
		})
	})
}

// protect locks the key beside the UI, which takes a moment by design.
func (s *screen) protect(passphrase, toast string, done func(error)) {
	ui.Load(s.desk.Work(), &s.locking, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.machine.SetPassphrase(ctx, passphrase)
	}, func(_ struct{}, err error) {
		if err == nil {
			s.desk.Toast(toast, nil)
			s.load()
		}
		done(err)
	})
}

func (s *screen) renew() {
	s.desk.Ask(ui.Question{
		Title: "Go on under a new key?", Verb: "Make a new key", Keep: "Keep this one",
		Body: "The old key names the new one, so you stay who you are. What the old one wrote for a day that has not come waits until then.",
	}, func() {
		s.desk.Long("Making a new key", func(ctx context.Context, _ func(int, int)) error { return s.machine.Renew(ctx) }, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast("This computer goes on under a new key", nil)
			s.load()
		})
	})
}
