package xwidget_test

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func boardColumns(counts ...int) []xwidget.BoardColumn {
	titles := []string{"Requested", "Accepted", "Confirmed", "Staying", "Ended"}
	tones := []look.Tone{look.Warning, look.Info, look.Success, look.Purple, look.Neutral}
	var all []xwidget.BoardColumn
	for i, n := range counts {
		c := xwidget.BoardColumn{Title: titles[i], Tone: tones[i], Empty: "Nothing here."}
		for j := range n {
			c.Cards = append(c.Cards, xwidget.BoardCard{
				Key: strconv.Itoa(i) + "-" + strconv.Itoa(j), Title: "Amara Obi", Subtitle: "Double room, Redhill",
				Note: "7 to 28 December 2026", Tags: []xwidget.BoardTag{{Tone: look.Warning, Text: "Answer by tomorrow 18:00"}},
			})
		}
		all = append(all, c)
	}
	return all
}

func TestBoardByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		keys string // u d l r for the arrows, h e for Home and End
		want string
	}{
		{"nowhere", "", "0-0"},
		{"down and up", "ddu", "0-1"},
		{"not past the ends", "ddddd", "0-2"},
		{"to a shorter column", "ddr", "1-0"},
		{"over an empty column", "rr", "3-0"},
		{"and back", "rrll", "0-0"},
		{"not past the last column", "rrrrr", "3-0"},
		{"the last of a column and the first", "edh", "0-0"},
		{"the last of a column", "e", "0-2"},
	}
	keys := map[rune]fyne.KeyName{'u': fyne.KeyUp, 'd': fyne.KeyDown, 'l': fyne.KeyLeft, 'r': fyne.KeyRight, 'h': fyne.KeyHome, 'e': fyne.KeyEnd}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			opened := ""
			b := xwidget.NewBoard(boardColumns(3, 1, 0, 2), func(key string) { opened += key })
			w := show(t, xwidget.NewScroll(b), 1000, 600)
			w.Canvas().FocusNext()
			for _, k := range tc.keys {
				typeKey(w, keys[k])
			}
			typeKey(w, fyne.KeyReturn)
			if opened != tc.want || b.Current() != tc.want {
				t.Errorf("opened %q, at %q, want %q", opened, b.Current(), tc.want)
			}
		})
	}
}

func TestBoardIsOneStopOfTab(t *testing.T) {
	after := xwidget.NewButton(xwidget.Primary, "After", nil)
	b := xwidget.NewBoard(boardColumns(3, 2), nil)
	w := show(t, xwidget.VBox(8, b, after), 1000, 700)
	w.Canvas().FocusNext()
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(after) {
		t.Errorf("the second Tab comes to %T", w.Canvas().Focused())
	}
}

func TestBoardByMouse(t *testing.T) {
	opened, more := "", 0
	columns := boardColumns(1, 2)
	columns[1].Total, columns[1].OnMore = 312, func() { more++ }
	b := xwidget.NewBoard(columns, func(key string) { opened += key })
	w := show(t, b, 1000, 600)
	test.TapCanvas(w.Canvas(), fyne.NewPos(700, 100))
	if opened != "1-0" || b.Current() != "1-0" {
		t.Errorf("opened %q, at %q", opened, b.Current())
	}
	button, _ := find[*xwidget.Button](b)
	test.Tap(button)
	if got := button.AccessibilityLabel(); more != 1 || got != "Show all 312" {
		t.Errorf("%q was done %d times", got, more)
	}
	if got := textOf(b); !strings.Contains(got, "Accepted 312") || !strings.Contains(got, "Answer by tomorrow 18:00") {
		t.Errorf("shows %q", got)
	}
}

func TestBoardKeepsTheKeyboardOnItsCard(t *testing.T) {
	b := xwidget.NewBoard(boardColumns(3, 1), nil)
	w := show(t, b, 1000, 600)
	w.Canvas().FocusNext()
	typeKey(w, fyne.KeyDown)
	moved := boardColumns(1, 1)
	moved[1].Cards = append(moved[1].Cards, xwidget.BoardCard{Key: "0-1", Title: "Amara Obi"})
	b.SetColumns(moved)
	typeKey(w, fyne.KeyUp)
	if b.Current() != "1-0" {
		t.Errorf("at %q: the keyboard did not go with the card", b.Current())
	}
	b.SetColumns(boardColumns(0, 0))
	if b.Current() != "" || !strings.Contains(textOf(b), "Nothing here.") {
		t.Errorf("at %q, shows %q", b.Current(), textOf(b))
	}
}
