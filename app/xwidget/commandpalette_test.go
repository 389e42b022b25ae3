package xwidget_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func commands(ran *string) []xwidget.Command {
	run := func(s string) func() {
		return func() {
			if ran != nil {
				*ran += s
			}
		}
	}
	return []xwidget.Command{
		{Title: "Home", Hint: "Go to", Icon: look.IconHome, Words: "start today", Run: run("home")},
		{Title: "Find a room", Hint: "Go to", Icon: look.IconFind, Words: "search bed", Run: run("find")},
		{Title: "My rooms", Hint: "Go to", Icon: look.IconRooms, Run: run("rooms")},
		{Title: "Bookings", Hint: "Go to", Icon: look.IconBookings, Run: run("bookings")},
		{Title: "List a room", Hint: "Do", Icon: look.IconPlus, Run: run("list")},
		{Title: "Dark colours", Hint: "Do", Icon: look.IconEye, Words: "night mode", Run: run("dark")},
		{Title: "Help with this page", Hint: "Do", Keys: "F1", Icon: look.IconHelp, Run: run("help")},
	}
}

func TestPaletteFinds(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"nothing typed keeps the order", "", "Home, Find a room, My rooms, Bookings, List a room, Dark colours, Help with this page"},
		{"the beginning of a title comes first", "ro", "Find a room, My rooms, List a room"},
		{"a word of the whole title", "home", "Home"},
		{"another word for it", "bed", "Find a room"},
		{"initials", "far", "Find a room"},
		{"two words in any order", "room list", "List a room"},
		{"capitals do not matter", "BOOK", "Bookings"},
		{"part of a word", "ook", "Bookings"},
		{"nothing", "zzz", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := show(t, xwidget.NewText(xwidget.Body, "The page"), 900, 700)
			p := xwidget.NewCommandPalette("What do you want to do?", commands(nil))
			p.ShowIn(w.Canvas())
			p.Search(tc.query)
			if got := strings.Join(p.Titles(), ", "); got != tc.want {
				t.Errorf("found %q, want %q", got, tc.want)
			}
		})
	}
}

func TestPaletteByKeyboard(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 900, 700)
	ran := ""
	p := xwidget.NewCommandPalette("What do you want to do?", commands(&ran))
	p.ShowIn(w.Canvas())
	test.Type(w.Canvas().Focused(), "room")
	if got := p.Titles(); !slices.Contains(got, "My rooms") || len(got) != 3 {
		t.Fatalf("found %q", got)
	}
	typeKey(w, fyne.KeyDown)
	if got := p.AccessibilityLabel(); got != "Commands: My rooms" {
		t.Errorf("current: %q", got)
	}
	typeKey(w, fyne.KeyReturn)
	if ran != "rooms" || p.IsOpen() {
		t.Errorf("ran %q, open %v", ran, p.IsOpen())
	}
}

func TestPaletteCloses(t *testing.T) {
	for name, act := range map[string]func(fyne.Window){
		"Escape":         func(w fyne.Window) { typeKey(w, fyne.KeyEscape) },
		"a click beside": func(w fyne.Window) { test.TapCanvas(w.Canvas(), fyne.NewPos(20, 650)) },
	} {
		t.Run(name, func(t *testing.T) {
			w := show(t, xwidget.NewText(xwidget.Body, "The page"), 900, 700)
			ran := ""
			p := xwidget.NewCommandPalette("What do you want to do?", commands(&ran))
			p.ShowIn(w.Canvas())
			test.TapCanvas(w.Canvas(), fyne.NewPos(450, 110))
			if !p.IsOpen() {
				t.Fatal("a click on the palette closed it")
			}
			act(w)
			if p.IsOpen() || ran != "" {
				t.Errorf("open %v, ran %q", p.IsOpen(), ran)
			}
		})
	}
}

func TestPaletteSaysWhenNothingIsFound(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 900, 700)
	p := xwidget.NewCommandPalette("What do you want to do?", commands(nil))
	p.ShowIn(w.Canvas())
	p.Search("zzz")
	typeKey(w, fyne.KeyReturn)
	typeKey(w, fyne.KeyDown)
	if got := textOf(p); !strings.Contains(got, "Nothing here is called “zzz”.") || !p.IsOpen() {
		t.Errorf("says %q", got)
	}
}

func TestPaletteFindsEveryCommandByItsTitle(t *testing.T) {
	newApp(t, look.Light)
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.StringMatching(`[a-z]{1,8}( [a-z]{1,8}){0,2}`).Draw(t, "title")
		n := rapid.IntRange(1, len(title)).Draw(t, "typed")
		p := xwidget.NewCommandPalette("", append(commands(nil), xwidget.Command{Title: title}))
		p.Search(title[:n])
		if strings.TrimSpace(title[:n]) != "" && !slices.Contains(p.Titles(), title) {
			t.Fatalf("%q does not find %q", title[:n], title)
		}
	})
}
