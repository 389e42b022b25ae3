package ui_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// item is the entry of the navigation with a label.
func (b *bench) item(label string) *xwidget.NavItem {
	b.t.Helper()
	for _, i := range findAll[*xwidget.NavItem](b.w.Content()) {
		if i.Label == label {
			return i
		}
	}
	b.t.Fatalf("the navigation has no %q", label)
	return nil
}

func TestNavigationGoesToItsPlaces(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	test.Tap(b.item("Find a room"))
	b.at(ui.To(ui.PageFind))
	if !b.item("Find a room").Selected || b.item("Home").Selected {
		t.Error("the navigation marks another place")
	}
	if got := b.item("Home").Count; got != 3 {
		t.Errorf("Home says that %d things wait, want 3", got)
	}
	b.Go(ui.ToID(ui.PageRoom, marketplace.ID{1}))
	if !b.item("Find a room").Selected {
		t.Error("a room does not belong to Find a room")
	}
	test.Tap(b.item("Help"))
	contains(t, b.over(), "All about room.")
}

func TestTabBeginsWithThePage(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Go(ui.To(ui.PageFind))
	b.w.Canvas().FocusNext()
	if got := b.w.Canvas().Focused(); got != b.page.search.FocusTarget() {
		t.Errorf("the first Tab leads to %T, want the page's first field", got)
	}
	b.w.Canvas().FocusNext()
	if got := b.w.Canvas().Focused(); got != fyne.Focusable(b.item("Home")) {
		t.Errorf("after the page Tab leads to %T, want the navigation", got)
	}
}

func TestBackGoesBackThroughWhatWasNoted(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Go(ui.To(ui.PageFind))
	b.Replace(ui.To(ui.PageFind).Set("near", "RH1"))
	b.Go(ui.ToID(ui.PageRoom, marketplace.ID{1}))
	b.Back()
	b.at(ui.To(ui.PageFind).Set("near", "RH1"))
	b.Back()
	b.at(ui.To(ui.PageHome))
	b.Back()
	b.at(ui.To(ui.PageHome))
}

func TestARouteThatLeadsNowhereSaysSo(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Go(ui.To("no-such-page"))
	contains(t, b.all(), "There is no such page")
	b.click("Go to the start")
	b.at(ui.To(ui.PageHome))
}

func TestStoredChangesReachThePage(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.store.tasks = 5
	b.store.changed(marketplace.Change{})
	if b.page.reloaded != 1 || b.item("Home").Count != 5 {
		t.Errorf("reloaded %d times, %d wait", b.page.reloaded, b.item("Home").Count)
	}
	b.SetSetting("key", "value")
	if b.Setting("key") != "value" || b.store.kept["key"] != "value" {
		t.Error("a preference was not kept")
	}
}

// TestOtherRolesReachTheWindow lets a registrar change what the person may do while the window is open.
func TestOtherRolesReachTheWindow(t *testing.T) {
	b := newBench(t, marketplace.RoleHost, ui.InlineWork())
	home := b.item("Home")
	lacks(t, b.all(), "Find a room")
	b.store.me.Roles |= marketplace.RoleLead
	b.store.changed(marketplace.Change{Kinds: []marketplace.AggregateKind{marketplace.AggregateSystem}, Subjects: []marketplace.ID{{1}}})
	b.at(ui.To(ui.PageHome))
	if b.item("Home") != home || !home.Selected || home.Count != 3 {
		t.Error("the place where the person is is another one")
	}
	if !b.Me().Roles.Has(marketplace.RoleLead) {
		t.Error("the pages are not told")
	}
	contains(t, b.all(), "Your roles have changed")
	test.Tap(b.item("Find a room"))
	b.at(ui.To(ui.PageFind))
	b.store.me.Org, b.store.me.OrgName = "RTK", "Ashford and St Peter’s"
	b.store.changed(marketplace.Change{})
	contains(t, b.all(), "You take part for Ashford and St Peter’s from now on.")
}

func TestANarrowWindowFoldsTheNavigation(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	wide := b.item("Home").Size().Width
	b.w.Resize(fyne.NewSize(700, 700))
	if got := b.item("Home").Size().Width; got >= wide {
		t.Errorf("the item is %v wide, was %v", got, wide)
	}
	lacks(t, b.all(), "Saved here.")
	b.w.Resize(fyne.NewSize(1280, 800))
	contains(t, b.all(), "Saved here.")
}

// TestPicturesOfTheShell draws the overlays over the shell, and keeps the pictures in the folder that SETTLE_SHOTS
// names.
func TestPicturesOfTheShell(t *testing.T) {
	for name, act := range map[string]func(*bench){
		"palette": func(b *bench) { b.ctrl(fyne.KeyK) },
		"help":    func(b *bench) { b.press(fyne.KeyF1) },
		"save":    func(b *bench) { b.Save("Save the nights", "nights.csv", nil) },
		"open":    func(b *bench) { b.Open("Choose the arrivals", nil, nil) },
		"toasts": func(b *bench) {
			b.Toast("Booking cancelled. Amara Obi is told.", func() {})
			b.Fail(marketplace.Errorf(marketplace.NotFree, "The room is taken from 7 December 2026. Choose other nights."))
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, everything, ui.InlineWork())
			plain := b.w.Canvas().Capture()
			act(b)
			for _, mode := range []look.Mode{look.Light, look.Dark} {
				fyne.CurrentApp().Settings().SetTheme(look.New(mode))
				picture := b.w.Canvas().Capture()
				if picture.At(1000, 700) == plain.At(1000, 700) && picture.At(640, 300) == plain.At(640, 300) && mode == look.Light {
					t.Error("nothing stands over the page")
				}
				folder := os.Getenv("SETTLE_SHOTS")
				if folder == "" {
					continue
				}
				f, err := os.Create(filepath.Join(folder, "shell-"+name+[]string{"", "-light", "-dark"}[mode]+".png"))
				if err != nil {
					t.Fatal(err)
				}
				if err := png.Encode(f, picture); err != nil {
					t.Fatal(err)
				}
				if err := f.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
