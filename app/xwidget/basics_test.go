package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestNavItem(t *testing.T) {
	chosen := 0
	n := xwidget.NewNavItem(look.IconBookings, "Bookings", func() { chosen++ })
	show(t, n, 220, 60)
	test.Tap(n)
	n.TypedKey(key(fyne.KeySpace))
	if chosen != 2 {
		t.Errorf("chosen %d times, want 2", chosen)
	}
	n.SetCount(3)
	n.SetSelected(true)
	if got, want := n.AccessibilityLabel(), "Bookings, 3 waiting, current page"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	wide := n.MinSize().Width
	n.SetCollapsed(true)
	if n.MinSize().Width >= wide {
		t.Error("a collapsed item is no narrower")
	}
}

func TestStatTileIsSkippedUnlessItOpensSomething(t *testing.T) {
	opened := 0
	plain := xwidget.NewStatTile(look.Info, "Rooms free tonight", "38", "of 112 offered", nil)
	open := xwidget.NewStatTile(look.Danger, "Waiting", "7", "", func() { opened++ })
	w := show(t, xwidget.Columns(2, 200, 20, plain, open), 600, 160)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(open) {
		t.Fatal("Tab does not go to the tile that opens something")
	}
	open.TypedKey(key(fyne.KeyReturn))
	test.Tap(plain)
	if opened != 1 {
		t.Errorf("opened %d times, want 1", opened)
	}
	if got, want := plain.AccessibilityLabel(), "Rooms free tonight: 38, of 112 offered"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	if plain.AccessibilityRole() == open.AccessibilityRole() {
		t.Error("a plain tile and an opening one have the same role")
	}
	plain.Set(look.Success, "40", "of 115 offered")
	if got, want := plain.AccessibilityLabel(), "Rooms free tonight: 40, of 115 offered"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

func TestTag(t *testing.T) {
	newApp(t, look.Light)
	tag := xwidget.NewTag(look.Success, "Free")
	before := tag.MinSize().Width
	tag.Set(look.Danger, "Over the cap")
	if tag.AccessibilityLabel() != "Over the cap" || tag.MinSize().Width <= before {
		t.Errorf("tag says %q at width %v", tag.AccessibilityLabel(), tag.MinSize().Width)
	}
}

func TestBanner(t *testing.T) {
	closed := 0
	b := xwidget.NewBanner(xwidget.BannerError, "The file could not be read", "Choose another.")
	w := show(t, b, 500, 200)
	if got, want := b.AccessibilityLabel(), "Error: The file could not be read: Choose another."; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != nil {
		t.Error("a banner that cannot be closed has a close button")
	}
	b.OnDismiss = func() { closed++ }
	b.Refresh()
	w.Canvas().FocusNext()
	button, ok := w.Canvas().Focused().(*xwidget.Button)
	if !ok {
		t.Fatal("a banner that can be closed has no close button")
	}
	test.Tap(button)
	if closed != 1 {
		t.Errorf("closed %d times, want 1", closed)
	}
	b.Set(xwidget.BannerOffline, "", "Working offline.")
	if got, want := b.AccessibilityLabel(), "Offline: Working offline."; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

func TestPageHeaderMovesItsActionsBelowWhenNarrow(t *testing.T) {
	b := xwidget.NewButton(xwidget.Primary, "Offer a room", nil)
	h := xwidget.NewPageHeader("Good morning, Siân", "Two arrivals within 21 days have no bed.", b)
	w := show(t, xwidget.VBox(0, h), 900, 300)
	if y := position(b).Y; y > 40 {
		t.Errorf("in a wide window the action is at %v", y)
	}
	wide := h.HeightFor(900)
	w.Resize(fyne.NewSize(360, 400))
	if y := position(b).Y; y < 70 {
		t.Errorf("in a narrow window the action is at %v, beside the title", y)
	}
	if h.HeightFor(360) <= wide {
		t.Error("a narrow header is no higher")
	}
	h.SetTitle("Rooms", "")
	if h.HeightFor(900) >= wide {
		t.Error("a header without a second line is no lower")
	}
	h.SetActions()
	if h.HeightFor(360) >= 80 {
		t.Error("actions that were taken away still take room")
	}
}

func TestPageHeaderPutsActionsOnLinesWhereOneIsTooShort(t *testing.T) {
	all := []fyne.CanvasObject{xwidget.NewButton(xwidget.Secondary, "See the organisations", nil), xwidget.NewButton(xwidget.Primary, "Record an organisation", nil)}
	h := xwidget.NewPageHeader("Organisations", "20 organisations in this system", all...)
	w := show(t, xwidget.VBox(0, h), 900, 300)
	if position(all[0]).Y != position(all[1]).Y {
		t.Error("in a wide window the actions do not stand side by side")
	}
	w.Resize(fyne.NewSize(300, 400))
	for i, a := range all {
		if right := position(a).X + a.Size().Width; right > 300 {
			t.Errorf("action %d ends at %v, outside of the window", i, right)
		}
	}
	if position(all[0]).Y >= position(all[1]).Y {
		t.Error("the second action does not stand on a line of its own")
	}
}

func position(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

func TestEmptyStateOffersItsAction(t *testing.T) {
	n := 0
	e := xwidget.NewEmptyState(look.IconRooms, "No rooms yet", "List a spare room.", xwidget.NewButton(xwidget.Primary, "List a room", func() { n++ }))
	w := show(t, e, 600, 400)
	w.Canvas().FocusNext()
	w.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if n != 1 {
		t.Errorf("the action ran %d times, want 1", n)
	}
}
