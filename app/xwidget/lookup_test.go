package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

var towns = []xwidget.Option{
	{Value: "gu", Label: "Guildford", Note: "Town"},
	{Value: "gu2", Label: "GU2", Note: "Guildford"},
	{Value: "ra201", Label: "Royal Surrey County Hospital", Note: "Hospital"},
	{Value: "lhr", Label: "Heathrow", Note: "Airport"},
}

// townsFor suggests the invented towns that begin with what is typed.
func townsFor(typed string) []xwidget.Option {
	var found []xwidget.Option
	for _, o := range towns {
		if typed != "" && strings.HasPrefix(strings.ToLower(o.Label), strings.ToLower(typed)) {
			found = append(found, o)
		}
	}
	return found
}

func TestLookupByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		keys func(w fyne.Window)
		want string
		told int
	}{
		{"typing and Enter takes the best", func(w fyne.Window) { typed(w, "g"); typed(w, "u"); press(w, fyne.KeyReturn) }, "gu", 1},
		{"arrows choose another", func(w fyne.Window) { typed(w, "g"); press(w, fyne.KeyDown, fyne.KeyReturn) }, "gu2", 1},
		{"opened first, then typed", func(w fyne.Window) { press(w, fyne.KeySpace); typed(w, "royal s"); press(w, fyne.KeyReturn) }, "ra201", 1},
		{"Escape leaves it", func(w fyne.Window) { typed(w, "g"); press(w, fyne.KeyEscape) }, "lhr", 0},
		{"nothing of that name", func(w fyne.Window) { typed(w, "q"); press(w, fyne.KeyReturn); press(w, fyne.KeyEscape) }, "lhr", 0},
		{"Delete empties it", func(w fyne.Window) { press(w, fyne.KeyDelete) }, "", 1},
		{"Delete again does nothing more", func(w fyne.Window) { press(w, fyne.KeyDelete, fyne.KeyBackspace) }, "", 1},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			told := 0
			l := xwidget.NewLookup("A place", townsFor, func(xwidget.Option) { told++ })
			l.SetChosen(towns[3])
			w := show(t, xwidget.VBox(0, l), 400, 600)
			w.Canvas().FocusNext()
			tc.keys(w)
			if l.Chosen.Value != tc.want || told != tc.told {
				t.Errorf("chose %q and told %d times, want %q and %d", l.Chosen.Value, told, tc.want, tc.told)
			}
			if w.Canvas().Overlays().Top() != nil || focused(w) != fyne.Focusable(l) {
				t.Error("the suggestions are still open, or the keyboard is not back")
			}
		})
	}
}

func TestLookupByMouse(t *testing.T) {
	l := xwidget.NewLookup("A place", townsFor, nil)
	l.None = "No place of that name."
	w := show(t, xwidget.Pad(20, xwidget.VBox(0, l)), 400, 600)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 40))
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("a click does not open it")
	}
	typed(w, "zz")
	if s := textOf(w.Canvas().Overlays().Top()); !strings.Contains(s, "No place of that name.") {
		t.Errorf("it says %q of a name that is not there", s)
	}
	for range 2 {
		press(w, fyne.KeyBackspace)
	}
	typed(w, "g")
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 20+40+8+4+60)) // the second of rows 40 high under the field
	if l.Chosen.Value != "gu2" {
		t.Errorf("chose %q, want gu2", l.Chosen.Value)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(370, 40))
	if l.Chosen.Value != "" {
		t.Error("the cross does not empty it")
	}
	l.Disable()
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 40))
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a disabled field opens")
	}
}

func TestChipTurnsOver(t *testing.T) {
	var told []bool
	c := xwidget.NewChip(look.IconWifi, "Wi-Fi", func(on bool) { told = append(told, on) })
	w := show(t, xwidget.Flow(8, c), 400, 80)
	before := c.Size()
	test.Tap(c)
	w.Canvas().FocusNext()
	press(w, fyne.KeySpace, fyne.KeyReturn)
	if !c.On || len(told) != 3 || told[0] != true || told[1] != false {
		t.Errorf("on is %v after three turns, told %v", c.On, told)
	}
	if c.Size() != before || c.MinSize() != before {
		t.Errorf("turned on it is %v, was %v", c.Size(), before)
	}
	if c.AccessibilityLabel() != "Wi-Fi, on" {
		t.Errorf("reads %q", c.AccessibilityLabel())
	}
	c.SetOn(false)
	c.Disable()
	test.Tap(c)
	if c.On || len(told) != 3 {
		t.Error("SetOn tells, or a disabled chip turns over")
	}
}

// ticked is a source of rows that can be ticked.
type ticked struct {
	rooms
	on map[int]bool
}

func (s *ticked) Item(i int, item *xwidget.Item) bool {
	ok := s.rooms.Item(i, item)
	item.Ticked = s.on[i]
	return ok
}

func TestRowListTicks(t *testing.T) {
	src := &ticked{rooms{n: 50}, map[int]bool{}}
	l := xwidget.NewRowList(src, nil)
	opened := -1
	l.OnActivated = func(i int) { opened = i }
	l.OnTick = func(i int) {
		src.on[i] = !src.on[i]
		l.Reload()
	}
	w := show(t, l, 800, 440)
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, 104+52))
	if !src.on[1] || opened != -1 {
		t.Errorf("a click on the box ticked %v and opened %d", src.on, opened)
	}
	w.Canvas().Focus(l.FocusTarget())
	press(w, fyne.KeyDown, fyne.KeySpace)
	if !src.on[2] || opened != -1 {
		t.Errorf("Space ticked %v and opened %d", src.on, opened)
	}
	press(w, fyne.KeyReturn)
	test.TapCanvas(w.Canvas(), fyne.NewPos(300, 52))
	if opened != 0 || src.on[0] {
		t.Errorf("a click beside the box opened %d and ticked %v", opened, src.on)
	}
	read := 0
	for _, row := range findAll[interface {
		fyne.CanvasObject
		fyne.Accessible
	}](l) {
		if strings.Contains(row.AccessibilityLabel(), ", ticked") {
			read++
		}
	}
	if read != 2 {
		t.Errorf("%d rows are read out as ticked, want 2", read)
	}
}

func TestFilterPictures(t *testing.T) {
	draw(t, scene{"filters", 700, 620, func() fyne.CanvasObject {
		on := xwidget.NewChip(look.IconDesk, "Desk", nil)
		on.On = true
		off := xwidget.NewChip(look.IconWifi, "Wi-Fi", nil)
		l := xwidget.NewLookup("Hospital, town, postcode or airport", townsFor, nil)
		l.SetChosen(towns[2])
		src := &ticked{rooms{n: 50}, map[int]bool{1: true}}
		list := xwidget.NewRowList(src, fakePhotos(20))
		list.OnTick = func(int) {}
		return xwidget.Frame(xwidget.Edges{Top: xwidget.VBox(16, xwidget.NewField("Near", "", l), xwidget.Flow(8, off, on, xwidget.NewChip(look.Icon{}, "Own bathroom", nil)))}, list)
	}, nil}, scene{"lookup-open", 500, 360, func() fyne.CanvasObject {
		return xwidget.VBox(16, xwidget.NewField("Near", "", xwidget.NewLookup("Hospital, town, postcode or airport", townsFor, nil)),
			xwidget.NewText(xwidget.Body, "What stands below it."))
	}, func(w fyne.Window) {
		w.Canvas().FocusNext()
		typed(w, "g")
	}})
}
