package firstrun_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/firstrun"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var invitation = firstrun.Invitation{
	System: "Surrey Heartlands", Person: "Tom Price", Until: time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC), Rehearsal: true,
	Addresses: []string{"node.invented.example:7946"},
}

func (b *backend) ReadInvitation(_ context.Context, path string) (firstrun.Invitation, error) {
	b.read = append(b.read, path)
	return invitation, b.err
}

func (b *backend) ParseInvitation(_ context.Context, text string) (firstrun.Invitation, error) {
	b.typed = append(b.typed, text)
	return invitation, b.err
}

func (b *backend) Join(context.Context) error {
	b.joined++
	return b.err
}

func (b *backend) ReadBundle(_ context.Context, file string, _ func(done, total int)) (string, error) {
	b.read = append(b.read, file)
	return "The bundle brought 1,204 changes.", b.err
}

func (b *backend) SaveBundle(_ context.Context, folder string, _ func(done, total int)) (string, error) {
	b.saved = append(b.saved, folder)
	return "Saved 1 change.", b.err
}

func (b *backend) AddAddress(_ context.Context, address string) error {
	b.added = append(b.added, address)
	return b.err
}

func (b *backend) StopJoining(context.Context) error {
	b.stopped++
	return b.err
}

// says is every text in a window.
func says(w fyne.Window) string {
	var all []string
	uitest.Walk(w.Content(), func(o fyne.CanvasObject) {
		if t, ok := o.(*xwidget.Text); ok {
			all = append(all, t.Content)
		}
	})
	return strings.Join(all, " | ")
}

func wants(t *testing.T, w fyne.Window, want ...string) {
	t.Helper()
	got := says(w)
	for _, s := range want {
		if !strings.Contains(got, s) {
			t.Errorf("no %q in %q", s, got)
		}
	}
}

func field(w fyne.Window, label string) *xwidget.Field {
	return uitest.Find(w.Content(), func(f *xwidget.Field) bool { return f.Label == label })
}

func TestACodeIsTypedShownAndUsed(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	press(t, w, "Join with an invitation")
	shot(t, w, "join")
	press(t, w, "Go on")
	code := field(w, "Type or paste the code")
	if code.Error == "" || len(b.typed) != 0 {
		t.Fatal("an empty code was taken")
	}
	code.Control.(*xwidget.TextField).SetText("SETTLE1 0VVVV")
	b.err = marketplace.Errorf(marketplace.Invalid, "This is not a whole Settle invitation: look for a slip in line 1 of the code.")
	press(t, w, "Go on")
	code = field(w, "Type or paste the code")
	if !strings.Contains(code.Error, "line 1") || code.Control.(*xwidget.TextField).Text() != "SETTLE1 0VVVV" {
		t.Fatalf("it says %q and keeps %q", code.Error, code.Control.(*xwidget.TextField).Text())
	}
	shot(t, w, "join-slip")
	b.err = nil
	press(t, w, "Go on")
	shot(t, w, "invited")
	wants(t, w, "Surrey Heartlands", "Tom Price", "Until 7 December 2026", "node.invented.example:7946")
	press(t, w, "Join")
	if b.joined != 1 || b.opened != 1 {
		t.Fatalf("joined %d, opened %d", b.joined, b.opened)
	}
}

// TestWhatIsWrongWithAFileStandsThere chooses a file that is no invitation.
func TestWhatIsWrongWithAFileStandsThere(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.WriteFile(filepath.Join(home, "Invitation.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &backend{err: marketplace.Errorf(marketplace.Invalid, "This is not a whole Settle invitation: its end is missing.")}
	w := start(t, b)
	press(t, w, "Join with an invitation")
	press(t, w, "Choose the file")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if uitest.Find(w.Content(), func(b *xwidget.Banner) bool { return strings.Contains(b.Message, "its end is missing") }) == nil {
		t.Error("it is not said")
	}
	if code := field(w, "Type or paste the code"); code.Error != "" {
		t.Errorf("of the code it says %q", code.Error)
	}
}

func TestSeveralFilesOnTheWindowAreTooMany(t *testing.T) {
	b := &backend{}
	w := start(t, b)
	w.drop("/tmp/invitation", "/tmp/photo.jpg")
	wants(t, w, "Drop one file: the invitation that your registrar gave you.")
	if len(b.read) != 0 {
		t.Errorf("%v was read", b.read)
	}
	w.drop("/tmp/invitation")
	if len(b.read) != 1 {
		t.Errorf("%v was read, want the one", b.read)
	}
}

// waiting puts the page that stands while a computer joins.
func waiting(t *testing.T, b *backend) (fyne.Window, *firstrun.Waiting) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewWindow(nil)
	t.Cleanup(w.Close)
	work := ui.InlineWork()
	t.Cleanup(work.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	page := firstrun.NewWaiting(w, work, invitation, b)
	w.Resize(fyne.NewSize(1280, 800))
	return w, page
}

func TestItSaysHowFarJoiningHasCome(t *testing.T) {
	w, page := waiting(t, &backend{})
	wants(t, w, "Joining Surrey Heartlands", "Looking for a computer of Surrey Heartlands…", "It calls node.invented.example:7946")
	shot(t, w, "joining")
	page.Show(firstrun.Joining{Linked: 1, Entries: 1204, Lacks: 17_149})
	wants(t, w, "A computer of Surrey Heartlands answers.", "1,204 of 18,353 entries are here.")
	shot(t, w, "joining-found")
	page.Show(firstrun.Joining{Problem: "The computer that answered has not heard of your invitation yet."})
	problem := uitest.Find(w.Content(), func(*xwidget.Banner) bool { return true })
	if problem == nil || !strings.Contains(problem.Message, "has not heard") {
		t.Fatalf("the problem is %+v", problem)
	}
	shot(t, w, "joining-problem")
	page.Show(firstrun.Joining{Linked: 1})
	if uitest.Find(w.Content(), func(*xwidget.Banner) bool { return true }) != nil {
		t.Error("the problem is over and still shown")
	}
}

func TestAnAddressCanBeAddedWhileJoining(t *testing.T) {
	b := &backend{err: marketplace.Errorf(marketplace.Invalid, "“x” is not an address.")}
	w, page := waiting(t, b)
	address := field(w, "Another address").Control.(*xwidget.TextField)
	press(t, w, "Add the address")
	if len(b.added) != 0 {
		t.Error("nothing was added as an address")
	}
	address.SetText("x")
	page.Show(firstrun.Joining{}) // what is typed stays
	press(t, w, "Add the address")
	if got := field(w, "Another address").Error; got != "“x” is not an address." || address.Text() != "x" {
		t.Errorf("it says %q", got)
	}
	b.err = nil
	address.SetText("10.0.0.7:7946")
	press(t, w, "Add the address")
	wants(t, w, "It calls node.invented.example:7946, 10.0.0.7:7946")
}

func TestJoiningIsStoppedOnlyWhenOneSaysSo(t *testing.T) {
	b := &backend{}
	w, _ := waiting(t, b)
	press(t, w, "Stop joining")
	if b.stopped != 0 {
		t.Fatal("it did not wait for an answer")
	}
	dialog := w.Canvas().Overlays().Top()
	uitest.Find(dialog, func(x *xwidget.Button) bool { return x.Text == "Stop joining" }).Tapped(nil)
	if b.stopped != 1 || b.opened != 1 {
		t.Errorf("stopped %d, opened %d", b.stopped, b.opened)
	}
}
