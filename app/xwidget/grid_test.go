package xwidget_test

import (
	"fmt"
	"image"
	"image/color"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

var roomColumns = []xwidget.Column{
	{Title: "Room", Flex: 2, Sortable: true},
	{Title: "Town", Sortable: true, HideBelow: 600},
	{Title: "Status", Width: 110},
	{Title: "Rent", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true},
}

// rooms is an invented source of so many rows, of which those from notYet on
// are not loaded.
type rooms struct {
	n, notYet int
	asked     map[int]bool
}

var states = []struct {
	word string
	tone look.Tone
}{{"Free", look.Success}, {"Held", look.Warning}, {"Booked", look.Info}, {"Withdrawn", look.Neutral}}

func (r *rooms) Len() int { return r.n }

func (r *rooms) Row(i int, cells []xwidget.Cell) (string, bool) {
	if r.asked != nil {
		r.asked[i] = true
	}
	if r.notYet > 0 && i >= r.notYet {
		return "", false
	}
	s := states[i%4]
	cells[0] = xwidget.Cell{Text: "Room " + strconv.Itoa(i+1) + " near the hospital", Bold: true, Secondary: "Hosted by Amara O."}
	cells[1] = xwidget.Cell{Text: []string{"Guildford", "Chertsey", "Redhill"}[i%3]}
	cells[2] = xwidget.Cell{Tag: s.word, Tone: s.tone}
	cells[3] = xwidget.Cell{Text: xwidget.FormatPounds(int64(7000+i%20*500)) + " a week"}
	return "photo" + strconv.Itoa(i%5), true
}

func (r *rooms) Item(i int, item *xwidget.Item) bool {
	if r.notYet > 0 && i >= r.notYet {
		return false
	}
	s := states[i%4]
	item.Title = []string{"Double room, own bathroom", "Quiet single room near the hospital", "Studio annexe with its own door and a very long name that has to be cut"}[i%3]
	item.Subtitle = "Guildford GU2, 1.2 miles from the Royal Surrey, bus 17 min"
	item.Detail = "Wi-Fi, desk, lock, parking. Hosted by Amara O. Minimum 7 nights."
	item.Tags[0] = xwidget.ItemTag{Text: s.word, Tone: s.tone}
	if i%3 == 0 {
		item.Tags[1] = xwidget.ItemTag{Text: "Instant", Tone: look.Purple}
	}
	item.Figure, item.FigureNote, item.FigureTone = xwidget.FormatPounds(int64(7000+i*500))+" a week", "£22 under the average", look.Success
	item.Photo = "photo" + strconv.Itoa(i%5)
	return true
}

// fakePhotos draws a coloured field for each key, at once.
func fakePhotos(capacity int) *xwidget.Photos {
	return xwidget.NewPhotos(capacity, func(key string, largest int) (image.Image, error) {
		if key == "broken" {
			return nil, fmt.Errorf("no such photo")
		}
		img := image.NewRGBA(image.Rect(0, 0, largest, largest*3/4))
		n := uint8(len(key)*40 + int(key[len(key)-1])*29)
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				c := color.RGBA{R: 120 + n/3, G: 150 + uint8(y*40/largest), B: 200 - n/4, A: 255}
				if y > largest/2 {
					c = color.RGBA{R: 90 + n/4, G: 110, B: 90, A: 255}
				}
				img.Set(x, y, c)
			}
		}
		return img, nil
	}, func(f func()) { f() })
}

func TestGridAsksOnlyForWhatIsSeen(t *testing.T) {
	src := &rooms{n: 100_000, asked: map[int]bool{}}
	g := xwidget.NewGrid(roomColumns, src)
	show(t, g, 800, 440)
	if n := len(src.asked); n == 0 || n > 20 {
		t.Errorf("asked for %d rows to show ten", n)
	}
	g.ScrollToOffset(44 * 50_000)
	if !src.asked[50_000] || src.asked[49_000] {
		t.Error("after scrolling to the middle it did not ask for the rows there, or asked for others")
	}
	if s := textOf(g); !strings.Contains(s, "Room 50001 near the hospital") {
		t.Errorf("the grid shows %.80q", s)
	}
}

func TestGridByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		keys []fyne.KeyName
		want int
	}{
		{"down", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, 2},
		{"up from the first", []fyne.KeyName{fyne.KeyUp}, 0},
		{"end", []fyne.KeyName{fyne.KeyEnd}, 99_999},
		{"home", []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome}, 0},
		{"page down", []fyne.KeyName{fyne.KeyPageDown}, 8},
		{"page up", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp}, 8},
		{"down from the last", []fyne.KeyName{fyne.KeyEnd, fyne.KeyDown}, 99_999},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			g := xwidget.NewGrid(roomColumns, &rooms{n: 100_000})
			opened := -1
			g.OnActivated = func(i int) { opened = i }
			w := show(t, g, 800, 440)
			w.Canvas().Focus(g.FocusTarget())
			press(w, tc.keys...)
			if g.Current() != tc.want {
				t.Errorf("the current row is %d, want %d", g.Current(), tc.want)
			}
			press(w, fyne.KeyReturn)
			if opened != tc.want {
				t.Errorf("Enter opened %d, want %d", opened, tc.want)
			}
			if s := textOf(g); !strings.Contains(s, "Room "+strconv.Itoa(tc.want+1)+" near") {
				t.Error("the current row is out of sight")
			}
		})
	}
}

func TestGridByMouse(t *testing.T) {
	g := xwidget.NewGrid(roomColumns, &rooms{n: 50})
	var opened, moved []int
	g.OnActivated = func(i int) { opened = append(opened, i) }
	g.OnMoved = func(i int) { moved = append(moved, i) }
	w := show(t, g, 800, 440)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 40+44*2+10))
	if fmt.Sprint(opened, moved, g.Current()) != "[2] [2] 2" {
		t.Errorf("opened %v, moved %v, current %d", opened, moved, g.Current())
	}
	if focused(w) != g.FocusTarget() {
		t.Error("a click does not give the grid the keyboard")
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(100, 40+44*4+10))
	g.Select(-1)
	if g.Current() != -1 {
		t.Errorf("after taking the mark away the current row is %d", g.Current())
	}
}

func TestGridSorts(t *testing.T) {
	g := xwidget.NewGrid(roomColumns, &rooms{n: 50})
	var said []string
	g.OnSort = func(c int, desc bool) {
		said = append(said, roomColumns[c].Title+map[bool]string{true: " down", false: " up"}[desc])
	}
	w := show(t, g, 800, 440)
	w.Canvas().FocusNext()
	press(w, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeySpace, fyne.KeyLeft, fyne.KeySpace)
	test.TapCanvas(w.Canvas(), fyne.NewPos(760, 20)) // Rent
	test.TapCanvas(w.Canvas(), fyne.NewPos(600, 20)) // Status cannot be sorted by
	if got, want := strings.Join(said, " "), "Room up Room down Rent up Town up Rent up"; got != want {
		t.Errorf("sorted by %q, want %q", got, want)
	}
	header, ok := focused(w).(fyne.Accessible)
	if !ok || header.AccessibilityLabel() != "Sorted by Rent, ascending" {
		t.Errorf("the header has not the keyboard, or says %v", header)
	}
}

func TestGridShowsWhatIsNotLoadedYet(t *testing.T) {
	src := &rooms{n: 100, notYet: 3}
	g := xwidget.NewGrid(roomColumns, src)
	show(t, g, 800, 440)
	if s := textOf(g); strings.Contains(s, "Room 4") || !strings.Contains(s, "Room 3") {
		t.Errorf("before loading the grid shows %q", s)
	}
	src.notYet = 0
	g.Reload()
	if s := textOf(g); !strings.Contains(s, "Room 4") {
		t.Errorf("after loading the grid shows %q", s)
	}
}

func TestGridShrinksWithItsSource(t *testing.T) {
	src := &rooms{n: 100}
	g := xwidget.NewGrid(roomColumns, src)
	g.Empty = xwidget.NewEmptyState(look.IconRooms, "No rooms", "List one.", nil)
	w := show(t, g, 800, 440)
	g.Select(99)
	src.n = 10
	g.Reload()
	if g.Current() != 9 {
		t.Errorf("of ten rows the current is %d", g.Current())
	}
	src.n = 0
	g.Reload()
	if s := textOf(g); !strings.Contains(s, "No rooms") {
		t.Errorf("an empty grid shows %q", s)
	}
	w.Canvas().Focus(g.FocusTarget())
	src.n = 5
	g.Reload()
	if s := textOf(g); strings.Contains(s, "No rooms") || !strings.Contains(s, "Room 5") {
		t.Errorf("a grid that was empty shows %q", s)
	}
}

func TestGridDropsColumnsWhenNarrow(t *testing.T) {
	g := xwidget.NewGrid(roomColumns, &rooms{n: 5})
	w := show(t, g, 800, 440)
	if s := textOf(g); !strings.Contains(s, "Town") || !strings.Contains(s, "Chertsey") {
		t.Errorf("a wide grid shows %q", s)
	}
	w.Resize(fyne.NewSize(500, 440))
	if s := textOf(g); strings.Contains(s, "Town") || strings.Contains(s, "Chertsey") {
		t.Errorf("a narrow grid shows %q", s)
	}
}

func TestRowList(t *testing.T) {
	l := xwidget.NewRowList(&rooms{n: 1000, notYet: 500}, fakePhotos(20))
	opened := -1
	l.OnActivated = func(i int) { opened = i }
	w := show(t, l, 900, 500)
	w.Canvas().FocusNext()
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if opened != 2 || l.Current() != 2 {
		t.Errorf("opened %d, current %d", opened, l.Current())
	}
	if s := textOf(l); !strings.Contains(s, "£22 under the average") || !strings.Contains(s, "Instant") || !strings.Contains(s, "…") {
		t.Errorf("the list shows %q", s)
	}
	l.ScrollToOffset(104 * 600)
	if s := textOf(l); strings.TrimSpace(s) != "" {
		t.Errorf("rows that are not loaded show %q", s)
	}
}

func TestPhotosKeepsTheLastUsed(t *testing.T) {
	newApp(t, look.Light)
	loads := map[string]int{}
	p := xwidget.NewPhotos(2, func(key string, _ int) (image.Image, error) {
		loads[key]++
		if key == "broken" {
			return nil, fmt.Errorf("broken")
		}
		return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
	}, func(f func()) { f() })
	var came []string
	p.OnLoaded(func(key string) { came = append(came, key) })
	for _, k := range []string{"a", "b", "a", "c", "a", "b"} {
		p.Get(k, 100)
	}
	if loads["a"] != 1 || loads["b"] != 2 || loads["c"] != 1 {
		t.Errorf("loaded %v; a is used all the time, b was pushed out once", loads)
	}
	if p.Get("a", 100) == nil || p.Get("", 100) != nil {
		t.Error("a loaded photo is missing, or there is one without a key")
	}
	p.Get("broken", 100)
	p.Get("broken", 100)
	if !p.Failed("broken", 100) || loads["broken"] != 1 {
		t.Errorf("a broken photo was loaded %d times, failed %v", loads["broken"], p.Failed("broken", 100))
	}
	if len(came) != 0 {
		t.Errorf("told of %v, which Get had returned at once", came)
	}
}

func TestPhotosLoadOffTheGoroutineThatAsks(t *testing.T) {
	newApp(t, look.Light)
	release, done := make(chan struct{}), make(chan struct{})
	p := xwidget.NewPhotos(4, func(string, int) (image.Image, error) {
		<-release
		return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
	}, func(f func()) {
		go func() {
			f()
			close(done)
		}()
	})
	var came []string
	p.OnLoaded(func(key string) { came = append(came, key) })
	if p.Get("a", 10) != nil {
		t.Error("a photo was there before it was loaded")
	}
	close(release)
	<-done
	if p.Get("a", 10) == nil || len(came) != 1 {
		t.Errorf("the photo did not come; told of %v", came)
	}
}

func TestPicturesOfGrids(t *testing.T) {
	draw(t,
		scene{name: "grid", width: 900, height: 420, build: func() fyne.CanvasObject {
			g := xwidget.NewGrid(roomColumns, &rooms{n: 100_000, notYet: 7})
			g.SortColumn = 3
			return xwidget.NewPlainCard(g)
		}, then: focusNth(2)},
		scene{name: "grid-two", width: 900, height: 420, build: func() fyne.CanvasObject {
			g := xwidget.NewTwoLineGrid(roomColumns, &rooms{n: 100_000}, fakePhotos(50))
			g.Select(1)
			return xwidget.NewPlainCard(g)
		}, then: focusNth(1)},
		scene{name: "rowlist", width: 1000, height: 520, build: func() fyne.CanvasObject {
			l := xwidget.NewRowList(&rooms{n: 1000, notYet: 4}, fakePhotos(20))
			l.Select(1)
			return xwidget.NewPlainCard(l)
		}},
	)
}

func BenchmarkGridScroll(b *testing.B) {
	newApp(b, look.Light)
	g := xwidget.NewGrid(roomColumns, &rooms{n: 100_000})
	w := test.NewWindow(g)
	defer w.Close()
	w.Resize(fyne.NewSize(1000, 720))
	b.ReportAllocs()
	offset := float32(0)
	for b.Loop() {
		offset += 440 // ten new rows a step
		if offset > 4e6 {
			offset = 0
		}
		g.ScrollToOffset(offset)
	}
}

func BenchmarkRowListScroll(b *testing.B) {
	newApp(b, look.Light)
	l := xwidget.NewRowList(&rooms{n: 100_000}, fakePhotos(20))
	w := test.NewWindow(l)
	defer w.Close()
	w.Resize(fyne.NewSize(1000, 720))
	b.ReportAllocs()
	offset := float32(0)
	for b.Loop() {
		offset += 416 // four new rows a step
		if offset > 4e6 {
			offset = 0
		}
		l.ScrollToOffset(offset)
	}
}
