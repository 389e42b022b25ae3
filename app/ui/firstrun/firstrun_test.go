package firstrun_test

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/firstrun"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// backend records what the first run asked for.
type backend struct {
	founded []firstrun.Founding
	demos   int
	opened  int
	tried   []string // passphrases
	err     error

	read, typed, saved, added []string
	joined, stopped           int
}

func (b *backend) Found(_ context.Context, f firstrun.Founding) error {
	b.founded = append(b.founded, f)
	return b.err
}

func (b *backend) Demo(_ context.Context, progress func(done, total int)) error {
	b.demos++
	progress(1, 2)
	return b.err
}

func (b *backend) Restore(context.Context, string, string, string, func(done, total int)) (string, error) {
	return "You take part again.", b.err
}

func (b *backend) Unlock(passphrase string) {
	b.tried = append(b.tried, passphrase)
	b.err = nil
}

func (b *backend) Folder() string { return "/home/mo/.local/share/settle" }
func (b *backend) Open()          { b.opened++ }

// window is a test window on which files can be dropped, which Fyne's own is not.
type window struct {
	fyne.Window
	dropped func(fyne.Position, []fyne.URI)
}

func (w *window) SetOnDropped(f func(fyne.Position, []fyne.URI)) { w.dropped = f }

func (w *window) drop(paths ...string) {
	var files []fyne.URI
	for _, p := range paths {
		files = append(files, storage.NewFileURI(p))
	}
	w.dropped(fyne.Position{}, files)
}

func start(t *testing.T, b *backend) *window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := &window{Window: test.NewWindow(nil)}
	t.Cleanup(w.Close)
	work := ui.InlineWork()
	t.Cleanup(work.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	w.SetContent(firstrun.New(w, work, ref, b))
	w.Resize(fyne.NewSize(1280, 800))
	return w
}

func shot(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	folder := os.Getenv("SETTLE_SHOTS")
	picture := w.Canvas().Capture()
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}

func press(t *testing.T, w fyne.Window, text string) {
	t.Helper()
	if b := uitest.Find(w.Content(), func(b *xwidget.Button) bool { return b.Text == text }); b != nil {
		b.Tapped(nil)
		return
	}
	t.Fatalf("there is no button %q", text)
}

func TestTheThreeWaysToBeginAreThere(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	shot(t, w, "firstrun")
	press(t, w, "Open the demo")
	if b.demos != 1 || b.opened != 1 {
		t.Fatalf("%d demos, %d opened; want one each", b.demos, b.opened)
	}
}

func TestAnEmptyFormSaysWhatIsMissingAndFoundsNothing(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	press(t, w, "Found a system")
	shot(t, w, "found")
	press(t, w, "Found the system")
	shot(t, w, "found-errors")
	if len(b.founded) != 0 {
		t.Fatal("an empty form founded a system")
	}
	name := uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == "Your name" })
	if name.Error != "Enter your name" {
		t.Fatalf("of the missing name it says %q", name.Error)
	}
}

func TestAFullFormFounds(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	press(t, w, "Found a system")
	fields := map[string]string{"What is the system called?": "Surrey", "Your name": "Siân Rees"}
	for label, value := range fields {
		f := uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == label })
		f.Control.(*xwidget.TextField).SetText(value)
	}
	uitest.Find(w.Content(), func(s *xwidget.Select) bool { return true }).SetValue("RA2")
	press(t, w, "Found the system")
	want := firstrun.Founding{System: "Surrey", Person: "Siân Rees", Org: "RA2", Roles: marketplace.RoleLead | marketplace.RoleHost | marketplace.RoleVolunteer}
	if len(b.founded) != 1 || b.founded[0] != want {
		t.Fatalf("founded %+v", b.founded)
	}
	press(t, w, "Open Settle")
	if b.opened != 1 {
		t.Fatal("it was not opened")
	}
}

func TestAFailureIsASentenceAndLeadsBack(t *testing.T) {
	b := &backend{err: marketplace.Errorf(marketplace.Unavailable, "The disk is full. Free some room and try again.")}
	w := start(t, b)
	press(t, w, "Open the demo")
	shot(t, w, "failed")
	if b.opened != 0 {
		t.Fatal("it was opened")
	}
	press(t, w, "Back to the start")
	press(t, w, "Restore a backup")
	shot(t, w, "restore")
}

func TestALockedFolderAsksForItsPassphrase(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	work := ui.InlineWork()
	t.Cleanup(work.Close)
	firstrun.Lock(w, work, marketplace.Errorf(marketplace.Locked, "That passphrase does not open it.").On("passphrase"), b)
	shot(t, w, "locked")
	field := uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == "Passphrase" })
	if field.Error != "That passphrase does not open it." {
		t.Errorf("of the wrong one it says %q", field.Error)
	}
	press(t, w, "Unlock")
	if len(b.tried) != 0 || field.Error != "Enter the passphrase" {
		t.Fatalf("an empty one was tried: %q", b.tried)
	}
	pass := field.Control.(*xwidget.TextField)
	if !pass.Masked() || w.Canvas().Focused() != pass.FocusTarget() {
		t.Error("it shows what is typed, or is not where the keyboard is")
	}
	pass.SetText("four words that last")
	press(t, w, "Unlock")
	if len(b.tried) != 1 || b.tried[0] != "four words that last" || b.opened != 1 {
		t.Fatalf("tried %q, opened %d", b.tried, b.opened)
	}
	press(t, w, "Restore a backup")
	press(t, w, "Back")
	press(t, w, "Unlock")
}

func TestARestoreThatNeedsThePassphraseAsksAndGoesOn(t *testing.T) {
	b := &backend{err: marketplace.Errorf(marketplace.Locked, "This Settle is locked with a passphrase.")}
	w := start(t, b)
	press(t, w, "Restore a backup")
	uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == "The backup file" }).Control.(*xwidget.TextField).SetText("/b")
	press(t, w, "Restore")
	uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == "Passphrase" }).Control.(*xwidget.TextField).SetText("four words that last")
	press(t, w, "Unlock")
	press(t, w, "Open Settle") // it was restored after all
	if len(b.tried) != 1 || b.opened != 1 {
		t.Fatalf("tried %q, opened %d", b.tried, b.opened)
	}
}

func TestTroubleSaysWhatAndWhereTheDataIs(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	work := ui.InlineWork()
	t.Cleanup(work.Close)
	w.SetContent(firstrun.Trouble(w, work, errors.New("sql: broken"), b))
	shot(t, w, "trouble")
	press(t, w, "Try again")
	if b.opened != 1 {
		t.Fatal("Try again did nothing")
	}
}
