package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Screen is one page for one route. The shell makes it when the person goes there and drops it when they leave.
type Screen interface {
	// Content is the whole page, header included. It is called once.
	Content() fyne.CanvasObject
}

// Reloader is a Screen that shows stored things: Reload is called on the UI goroutine when some changed. It must keep
// what the person is doing: the scroll position, the selection, what they typed.
type Reloader interface{ Reload(marketplace.Change) }

// Leaver is a Screen that may hold unsaved work: Leave answers the question to ask before going, or nothing.
type Leaver interface{ Leave() string }

// Shower is a Screen that wants to know when it stands in the window, to set the focus.
type Shower interface{ Shown() }

// Helper is a Screen with help of its own behind the page's "?" button.
type Helper interface{ Help() []HelpSection }

// HelpSection is a short headed paragraph of a page's help.
type HelpSection struct{ Heading, Body string }

// Dropper is a Screen that takes files dropped on the window.
type Dropper interface{ Dropped([]fyne.URI) }

// Paster is a Screen that takes what is pasted while no field has the keyboard.
type Paster interface{ Pasted(text string) }

// Maker makes a page's Screen for a route.
type Maker func(Desk, Route) Screen

// Desk is what a screen may ask of the shell. All methods are for the UI goroutine.
type Desk interface {
	// Go shows another route; Back the one before.
	Go(Route)
	Back()
	// Replace notes other choices of the present page without making it anew, so that Back returns to them.
	Replace(Route)

	// Me is the person at this device; Now the time, which a rehearsal may have set; Reference the places, rents and
	// organisations that come with Settle.
	Me() marketplace.Me
	Now() time.Time
	Reference() *assets.Reference
	Window() fyne.Window
	Work() *Work

	// Act does a command beside the UI. When it is done, done runs on the UI goroutine and the toast says so, with Undo
	// where the act has an inverse; a refusal is shown as its sentence. done may be nil; toast may be "".
	Act(c marketplace.Command, toast string, done func(marketplace.Receipt))
	// Try is Act for forms: the refusal goes to failed and is not shown by the shell.
	Try(c marketplace.Command, toast string, done func(marketplace.Receipt), failed func(error))
	// Toast says something in passing; undo may be nil.
	Toast(message string, undo func())
	// Fail shows an error's sentence.
	Fail(err error)
	// Long runs something that takes a while with a progress panel that can be cancelled. run reports done of total
	// (total 0: not known). When it ends, ended runs on the UI goroutine with its error.
	Long(title string, run func(ctx context.Context, progress func(done, total int)) error, ended func(error))
	// Ask shows a question with verbs on its buttons; yes runs when the person chooses the verb.
	Ask(q Question, yes func())
	// Dialog puts up content of the screen's own with verbs below; Escape closes it. close takes it away.
	Dialog(title string, content fyne.CanvasObject, verbs ...Verb) (close func())
	// Sheet shows content beside the page, at the right; Escape closes it.
	Sheet(title string, content fyne.CanvasObject) (close func())
	// Open shows a file dialog to read one; Save to write one, with a suggested name.
	Open(title string, extensions []string, chosen func(path string))
	Save(title, name string, chosen func(path string))
	// Setting and SetSetting keep a preference of this machine.
	Setting(key string) string
	SetSetting(key, value string)
}

// Question is what a dialog asks before an act that cannot be undone.
type Question struct {
	Title, Body string
	Verb        string // on the button: "Cancel the booking"
	Keep        string // on the other: "Keep it"
	Destructive bool
}

// Verb is a button of a dialog. Do answers whether the dialog may close.
type Verb struct {
	Text string
	Kind xwidget.ButtonKind
	Do   func() bool
}
