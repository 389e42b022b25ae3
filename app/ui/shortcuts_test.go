package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// titles is what the open palette offers.
func (b *bench) titles() string {
	p, ok := b.top().(*xwidget.CommandPalette)
	if !ok {
		b.t.Fatalf("no palette is open, but %T", b.top())
	}
	return strings.Join(p.Titles(), ", ")
}

func TestPaletteOffersWhatThePersonMayDo(t *testing.T) {
	tests := []struct {
		name  string
		roles marketplace.Roles
		want  string
	}{
		{"a host", marketplace.RoleHost, "Wave a flag, Home, My rooms, Bookings, Welcome, Nights, Rent cap, This computer, List a room, Share with other computers, Search on this page, Help with this page"},
		{"a lead", marketplace.RoleLead, "Wave a flag, Home, Find a room, My rooms, Bookings, Arrivals, Welcome, Nights, People, Rent cap, This computer, List a room, Import arrivals, Import rooms, Share with other computers, Search on this page, Help with this page"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			b := newBench(t, tc.roles, ui.InlineWork())
			b.ctrl(fyne.KeyK)
			if got := b.titles(); got != tc.want {
				t.Errorf("offers %q, want %q", got, tc.want)
			}
			b.ctrl(fyne.KeyK)
			if b.top() != nil {
				t.Error("the same keys do not close it")
			}
		})
	}
}

func TestPaletteGoesPlaces(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	room := ui.ToID(ui.PageRoom, marketplace.ID{7}).Set("town", "Redhill")
	b.Go(room)
	b.Go(ui.To(ui.PageBookings))
	b.ctrl(fyne.KeyK)
	b.typeIn("redhill")
	if got := b.titles(); got != "Room in Redhill" {
		t.Fatalf("offers %q", got)
	}
	b.press(fyne.KeyReturn)
	b.at(room)
	b.ctrl(fyne.KeyK)
	lacks(t, b.titles(), "Redhill")
	b.typeIn("list a room")
	b.press(fyne.KeyReturn)
	b.at(ui.To(ui.PageListRoom))
	b.ctrl(fyne.KeyK)
	b.typeIn("go back")
	b.press(fyne.KeyReturn)
	b.at(room)
	b.ctrl(fyne.KeyK)
	b.typeIn("sharing") // a page goes by its own name, too
	b.press(fyne.KeyReturn)
	b.at(ui.To(ui.PageSharing))
}

func TestPaletteRemembersEachPageOnce(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	for i := range 10 {
		b.Go(ui.ToID(ui.PageRoom, marketplace.ID{byte(i%8 + 1)}).Set("town", string(rune('A'+i%8))))
	}
	b.Go(ui.To(ui.PageHome))
	b.ctrl(fyne.KeyK)
	b.typeIn("room in")
	if got, want := b.titles(), "Room in B, Room in A, Room in H, Room in G, Room in F, Room in E, Find a room"; got != want {
		t.Errorf("offers %q, want %q", got, want)
	}
}

func TestPaletteDoesThePagesOwnActs(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.ctrl(fyne.KeyK)
	b.typeIn("flag")
	b.press(fyne.KeyReturn)
	if b.page.ran != 1 || b.top() != nil {
		t.Errorf("ran %d times, want 1", b.page.ran)
	}
}

func TestKeysThatWorkEverywhere(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Go(ui.To(ui.PageFind))
	b.ctrl(fyne.KeyF)
	if b.w.Canvas().Focused() != b.page.search.FocusTarget() {
		t.Error("Ctrl+F did not go to the search box")
	}
	b.press(fyne.KeyF1)
	contains(t, b.over(), "Help: Find a room What this is All about find.")
	contains(t, b.over(), "Ctrl+K Go anywhere, do anything")
	b.chord(fyne.KeyLeft, fyne.KeyModifierAlt)
	b.ctrl(fyne.KeyK)
	b.press(fyne.KeyF1)
	contains(t, b.over(), "Help: Find a room")
	b.press(fyne.KeyEscape)
	if b.top() != nil {
		t.Error("Escape did not close the help")
	}
	b.w.Canvas().Unfocus()
	b.chord(fyne.KeyLeft, fyne.KeyModifierAlt)
	b.at(ui.To(ui.PageHome))
}

func TestEscapeClosesADialogInWhichNothingHasTheKeyboard(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	b.Toast("Said.", nil)
	b.Dialog("Change", xwidget.NewText(xwidget.Body, "Words"))
	b.w.Canvas().Unfocus()
	b.press(fyne.KeyEscape)
	if b.top() != nil {
		t.Error("it is still open")
	}
	contains(t, b.all(), "Said.")
}
