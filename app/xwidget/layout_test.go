package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

const long = "Amara Obi lands at Heathrow on 7 December 2026 and has no room yet. Three rooms near the Royal Surrey are free for all 21 nights, and two of them have a desk."

func block(w, h float32) *xwidget.Surface {
	s := xwidget.NewSurface(look.ColorCard)
	s.Least = fyne.NewSize(w, h)
	return s
}

func TestTextHeightFollowsItsWidth(t *testing.T) {
	newApp(t, look.Light)
	text := xwidget.NewText(xwidget.Body, long)
	one, two := text.HeightFor(2000), text.HeightFor(600)
	if one != 22 || two != 44 {
		t.Errorf("heights %v and %v, want 22 and 44", one, two)
	}
	text.Resize(fyne.NewSize(300, 10))
	if got, want := text.MinSize().Height, text.HeightFor(300); got != want {
		t.Errorf("least height %v at width 300, want %v", got, want)
	}
	text.SetContent("Short.")
	if got := text.MinSize().Height; got != 22 {
		t.Errorf("height after new words %v, want 22", got)
	}
}

func TestTextKeepsLineBreaksAndBreaksLongWords(t *testing.T) {
	newApp(t, look.Light)
	tests := []struct {
		name, content string
		width         float32
		lines         float32
	}{
		{"two lines", "one\ntwo", 500, 2},
		{"an empty line between", "one\n\ntwo", 500, 3},
		{"nothing", "", 500, 1},
		{"spaces", "   ", 500, 1},
		{"no width yet", long, 0, 1},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			text := xwidget.NewText(xwidget.Body, tc.content)
			if got := text.HeightFor(tc.width) / 22; got != tc.lines {
				t.Errorf("%v lines, want %v", got, tc.lines)
			}
		})
	}
	word := xwidget.NewText(xwidget.Body, strings.Repeat("w", 200))
	if got := word.HeightFor(100); got < 22*20 {
		t.Errorf("a word of 200 letters is %v high at width 100", got)
	}
}

func TestNoWrappedLineIsWiderThanItsText(t *testing.T) {
	newApp(t, look.Light)
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.StringMatching(`([A-Za-z£0-9,.]{1,14}[ \n]){0,30}`).Draw(t, "content")
		width := float32(rapid.IntRange(40, 600).Draw(t, "width"))
		text := xwidget.NewText(xwidget.Body, content)
		text.Resize(fyne.NewSize(width, text.HeightFor(width)))
		for _, o := range test.LaidOutObjects(text)[1:] {
			if w := o.MinSize().Width; w > width+1 {
				t.Fatalf("a line is %v wide in a text of %v", w, width)
			}
		}
	})
}

func TestLineIsCutWithAnEllipsis(t *testing.T) {
	newApp(t, look.Light)
	line := xwidget.NewLine(xwidget.Body, long)
	if got := line.HeightFor(200); got != 22 {
		t.Errorf("a line is %v high, want 22", got)
	}
	line.Resize(fyne.NewSize(200, 22))
	drawn := textOf(line)
	if !strings.HasSuffix(drawn, "…") || !strings.HasPrefix(drawn, "Amara Obi") {
		t.Errorf("the line reads %q", drawn)
	}
}

func TestWrappedTextPushesDownWhatFollows(t *testing.T) {
	tests := []struct {
		name string
		wrap func(fyne.CanvasObject) fyne.CanvasObject
	}{
		{"in a box", func(o fyne.CanvasObject) fyne.CanvasObject { return o }},
		{"in a card", func(o fyne.CanvasObject) fyne.CanvasObject { return xwidget.NewCard(o) }},
		{"in a scroll", func(o fyne.CanvasObject) fyne.CanvasObject { return xwidget.NewScroll(o) }},
		{"in a scroll in a frame", func(o fyne.CanvasObject) fyne.CanvasObject {
			return xwidget.Frame(xwidget.Edges{Top: xwidget.NewText(xwidget.Title, long)}, xwidget.NewScroll(o))
		}},
		{"in Fyne's stack", func(o fyne.CanvasObject) fyne.CanvasObject { return container.NewStack(o) }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			text, after := xwidget.NewText(xwidget.Body, long), block(10, 10)
			w := show(t, tc.wrap(xwidget.VBox(8, text, after)), 360, 800)
			for _, width := range []float32{360, 700, 300} {
				w.Resize(fyne.NewSize(width, 800))
				got := position(after).Y - position(text).Y
				if want := text.HeightFor(text.Size().Width) + 8; got != want {
					t.Errorf("at width %v what follows stands %v below, want %v", width, got, want)
				}
			}
		})
	}
}

func TestScrollReachesTheEndOfWrappedText(t *testing.T) {
	end := block(10, 10)
	text := xwidget.NewText(xwidget.Body, strings.Repeat(long+" ", 30))
	s := xwidget.NewScroll(xwidget.VBox(8, text, end))
	w := show(t, s, 300, 200)
	for _, width := range []float32{300, 640, 240} {
		w.Resize(fyne.NewSize(width, 200))
		s.ScrollToBottom()
		if got := position(end).Y + 10 - position(s).Y; got != 200 {
			t.Errorf("at width %v the end of the content is at %v, want 200", width, got)
		}
	}
}

func TestScrollShowsWhatHasTheFocus(t *testing.T) {
	box := xwidget.VBox(40)
	for range 20 {
		box.Add(xwidget.NewButton(xwidget.Primary, "Go", nil))
	}
	s := xwidget.NewScroll(box)
	w := show(t, s, 300, 200)
	for i := range 20 {
		w.Canvas().FocusNext()
		b := w.Canvas().Focused().(fyne.CanvasObject)
		if y := position(b).Y; y < 0 || y+b.Size().Height > 200 {
			t.Fatalf("button %d is at %v, out of sight", i, y)
		}
	}
	w.Canvas().FocusNext()
	if s.Offset() != 0 {
		t.Errorf("back at the first button the offset is %v", s.Offset())
	}
}

func TestWhatHasTheFocusStaysWhereItIs(t *testing.T) {
	above := xwidget.NewText(xwidget.Body, long)
	field := xwidget.NewTextField("Write")
	s := xwidget.NewScroll(xwidget.VBox(8, above, block(10, 400), field, block(10, 400)))
	w := show(t, s, 300, 200)
	w.Canvas().Focus(field.FocusTarget())
	for _, c := range []struct {
		name string
		with string
	}{
		{"more stands above", strings.Repeat(long+" ", 6)},
		{"less stands above", long},
		{"as much stands above", long},
	} {
		before := position(field).Y
		above.SetContent(c.with)
		s.Refresh()
		if got := position(field).Y; got != before {
			t.Errorf("%s: the field went from %v to %v", c.name, before, got)
		}
	}
	w.Canvas().Unfocus()
	offset := s.Offset()
	above.SetContent(strings.Repeat(long+" ", 6))
	s.Refresh()
	if s.Offset() != offset {
		t.Errorf("without the focus the page was scrolled from %v to %v", offset, s.Offset())
	}
}

func TestColumnsCollapse(t *testing.T) {
	newApp(t, look.Light)
	tests := []struct {
		name       string
		objects    int
		width      float32
		wantColumn int
	}{
		{"wide", 4, 1000, 4},
		{"room for three, two by two", 4, 700, 2},
		{"room for three, three by three", 6, 700, 3},
		{"narrow", 4, 430, 2},
		{"a phone", 4, 210, 1},
		{"less than a column", 4, 100, 1},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			objs := []fyne.CanvasObject{block(10, 30), block(10, 50)}
			for len(objs) < tc.objects {
				objs = append(objs, block(10, 30))
			}
			c := xwidget.Columns(4, 200, 20, objs...)
			c.Resize(fyne.NewSize(tc.width, xwidget.HeightFor(c, tc.width)))
			n := 0
			for _, o := range objs {
				if o.Position().Y == 0 {
					n++
				}
			}
			if n != tc.wantColumn {
				t.Errorf("%d columns, want %d", n, tc.wantColumn)
			}
			if n > 1 && objs[0].Size().Height != objs[1].Size().Height {
				t.Error("objects of one line differ in height")
			}
		})
	}
}

func TestRowSharesWhatIsLeft(t *testing.T) {
	newApp(t, look.Light)
	a, b, c := block(50, 10), block(10, 10), block(70, 20)
	r := xwidget.Row(10, a, xwidget.Grow(b), c)
	r.Resize(fyne.NewSize(300, 20))
	if a.Size().Width != 50 || b.Size().Width != 160 || c.Position().X != 230 {
		t.Errorf("widths %v and %v, last at %v", a.Size().Width, b.Size().Width, c.Position().X)
	}
	if a.Position().Y != 5 {
		t.Errorf("a low object is at %v, not in the middle", a.Position().Y)
	}
	top := xwidget.TopRow(10, block(50, 10), block(70, 20))
	top.Resize(fyne.NewSize(300, 20))
	if top.Objects[0].Position().Y != 0 {
		t.Error("an object of a top row is not at the top")
	}
	spaced := xwidget.Row(0, block(50, 10), layout.NewSpacer(), block(70, 20))
	spaced.Resize(fyne.NewSize(300, 20))
	if x := spaced.Objects[2].Position().X; x != 230 {
		t.Errorf("after a spacer the last is at %v, want 230", x)
	}
}

func TestRowSqueezesTextRatherThanOverflow(t *testing.T) {
	newApp(t, look.Light)
	text, b := xwidget.NewText(xwidget.Body, long), block(60, 20)
	r := xwidget.Row(10, text, b)
	r.Resize(fyne.NewSize(300, xwidget.HeightFor(r, 300)))
	if end := b.Position().X + b.Size().Width; end > 300 {
		t.Errorf("the row ends at %v, want 300", end)
	}
	if text.HeightFor(text.Size().Width) > r.Size().Height {
		t.Error("the squeezed text is higher than its row")
	}
}

func TestFlowBeginsNewLines(t *testing.T) {
	newApp(t, look.Light)
	f := xwidget.Flow(10, block(80, 20), block(80, 20), block(80, 20))
	if got := xwidget.HeightFor(f, 300); got != 20 {
		t.Errorf("height %v on one line, want 20", got)
	}
	if got := xwidget.HeightFor(f, 200); got != 50 {
		t.Errorf("height %v on two lines, want 50", got)
	}
	f.Objects[0].Hide()
	if got := xwidget.HeightFor(f, 200); got != 20 {
		t.Errorf("height %v without the hidden one, want 20", got)
	}
}

func TestFormColumnMainAsideAndInset(t *testing.T) {
	newApp(t, look.Light)
	b := block(10, 10)
	f := xwidget.FormColumn(400, b)
	f.Resize(fyne.NewSize(900, 20))
	if b.Size().Width != 400 {
		t.Errorf("in a form column the width is %v, want 400", b.Size().Width)
	}
	main, aside := block(10, 100), block(10, 40)
	m := xwidget.MainAside(500, 200, 20, main, aside)
	m.Resize(fyne.NewSize(800, 100))
	if aside.Position().X != 600 {
		t.Errorf("aside is at %v, want 600", aside.Position().X)
	}
	m.Resize(fyne.NewSize(600, xwidget.HeightFor(m, 600)))
	if aside.Position().Y != 120 || m.Size().Height != 160 {
		t.Errorf("aside is at %v of %v, want 120 of 160", aside.Position().Y, m.Size().Height)
	}
	in := xwidget.Inset(1, 2, 3, 4, block(10, 10))
	if got := in.MinSize(); got != fyne.NewSize(16, 14) {
		t.Errorf("inset is %v", got)
	}
}
