// Package uitest helps to test screens without a window: a desk that records what a screen asked of the shell and does
// all work at once, and a way to look at a screen as a picture.
package uitest

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

var _ ui.Desk = (*Desk)(nil)

// Desk is a [ui.Desk] that records. Its fields may be changed before and between calls.
type Desk struct {
	Person  marketplace.Me
	Time    time.Time
	Do      func(marketplace.Command) (marketplace.Receipt, error) // what Act and Try answer; nil accepts all
	Pick    string                                                 // what Open and Save choose; "" is nothing
	SayYes  bool                                                   // whether Ask is answered with the verb
	Routes  []ui.Route
	Noted   []ui.Route
	Backs   int
	Done    []marketplace.Command
	Toasts  []string
	Undos   []func()
	Failed  []error
	Asked   []ui.Question
	Dialogs []Shown
	Sheets  []Shown
	Offered []string // the names that Save was offered
	Prefs   map[string]string

	work      *ui.Work
	window    fyne.Window
	reference *assets.Reference
}

// Shown is a dialog or sheet that a screen put up.
type Shown struct {
	Title   string
	Content fyne.CanvasObject
	Verbs   []ui.Verb
	Closed  bool
}

// New makes a desk of a coordinator, lead and host of Royal Surrey on 21 November 2026, with a window of 1280 × 800.
func New(t *testing.T) *Desk {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light))
	reference, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := &Desk{
		Person: marketplace.Me{
			Actor: marketplace.Actor{Person: marketplace.ID{1}, Org: "RA2", Roles: marketplace.RoleHost | marketplace.RoleVolunteer |
				marketplace.RoleLead | marketplace.RoleCoordinator | marketplace.RoleRegistrar},
			Name: "Siân Rees", OrgName: "Royal Surrey NHS Foundation Trust", System: "Surrey rehearsal", Rehearsal: true,
		},
		Time: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Prefs: map[string]string{},
		work: ui.InlineWork(), reference: reference,
	}
	d.window = test.NewWindow(nil)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(d.window.Close)
	t.Cleanup(d.work.Close)
	return d
}

// Put shows a screen in the desk's window, as the shell does.
func (d *Desk) Put(s ui.Screen) {
	d.window.SetContent(s.Content())
	d.window.Resize(fyne.NewSize(1280, 800))
	if shower, ok := s.(ui.Shower); ok {
		shower.Shown()
	}
}

func (d *Desk) Go(r ui.Route)                { d.Routes = append(d.Routes, r) }
func (d *Desk) Back()                        { d.Backs++ }
func (d *Desk) Replace(r ui.Route)           { d.Noted = append(d.Noted, r) }
func (d *Desk) Me() marketplace.Me           { return d.Person }
func (d *Desk) Now() time.Time               { return d.Time }
func (d *Desk) Reference() *assets.Reference { return d.reference }
func (d *Desk) Window() fyne.Window          { return d.window }
func (d *Desk) Work() *ui.Work               { return d.work }

// Act records the command and runs done, or records the failure.
func (d *Desk) Act(c marketplace.Command, toast string, done func(marketplace.Receipt)) {
	d.Try(c, toast, done, d.Fail)
}

// Try is Act whose failure goes to the screen.
func (d *Desk) Try(c marketplace.Command, toast string, done func(marketplace.Receipt), failed func(error)) {
	d.Done = append(d.Done, c)
	var receipt marketplace.Receipt
	if d.Do != nil {
		var err error
		if receipt, err = d.Do(c); err != nil {
			failed(err)
			return
		}
	}
	if toast != "" {
		d.Toasts = append(d.Toasts, toast)
	}
	if done != nil {
		done(receipt)
	}
}

// Toast records a message.
func (d *Desk) Toast(message string, undo func()) {
	d.Toasts, d.Undos = append(d.Toasts, message), append(d.Undos, undo)
}

// Fail records an error.
func (d *Desk) Fail(err error) { d.Failed = append(d.Failed, err) }

// Long runs the work at once.
func (d *Desk) Long(_ string, run func(context.Context, func(done, total int)) error, ended func(error)) {
	ended(run(context.Background(), func(int, int) {}))
}

// Ask records the question and answers as SayYes says.
func (d *Desk) Ask(q ui.Question, yes func()) {
	d.Asked = append(d.Asked, q)
	if d.SayYes {
		yes()
	}
}

// Dialog records a dialog.
func (d *Desk) Dialog(title string, content fyne.CanvasObject, verbs ...ui.Verb) func() {
	d.Dialogs = append(d.Dialogs, Shown{Title: title, Content: content, Verbs: verbs})
	i := len(d.Dialogs) - 1
	return func() { d.Dialogs[i].Closed = true }
}

// Sheet records a sheet.
func (d *Desk) Sheet(title string, content fyne.CanvasObject) func() {
	d.Sheets = append(d.Sheets, Shown{Title: title, Content: content})
	i := len(d.Sheets) - 1
	return func() { d.Sheets[i].Closed = true }
}

// Open chooses Pick, where set.
func (d *Desk) Open(_ string, _ []string, chosen func(string)) {
	if d.Pick != "" {
		chosen(d.Pick)
	}
}

// Save chooses Pick, where set, and records the name offered.
func (d *Desk) Save(_, name string, chosen func(string)) {
	d.Offered = append(d.Offered, name)
	if d.Pick != "" {
		chosen(d.Pick)
	}
}

// Setting and SetSetting keep preferences in Prefs.
func (d *Desk) Setting(key string) string    { return d.Prefs[key] }
func (d *Desk) SetSetting(key, value string) { d.Prefs[key] = value }
