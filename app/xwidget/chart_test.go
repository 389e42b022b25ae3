package xwidget_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

var months = []string{"Jun", "Jul", "Aug", "Sep", "Oct", "Nov"}

func nightsChart() *xwidget.BarChart {
	c := xwidget.NewBarChart(months, "nights", xwidget.Series{Name: "Nights slept", Values: []float64{420, 515, 610, 580, 702, 690}})
	c.SetGhost(xwidget.Series{Name: "Nights offered", Values: []float64{800, 800, 820, 840, 860, 860}})
	return c
}

func TestBarChartTellsItsFigures(t *testing.T) {
	c := nightsChart()
	tapped := -1
	c.OnTapped = func(i int) { tapped = i }
	w := show(t, c, 500, 260)
	w.Canvas().FocusNext()
	press(w, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if s := textOf(c); !strings.Contains(s, "Oct: 702 of 860 nights") {
		t.Errorf("the chart shows %q", s)
	}
	if got := c.AccessibilityLabel(); got != "Oct: 702 of 860 nights" {
		t.Errorf("reads %q", got)
	}
	press(w, fyne.KeyReturn)
	if tapped != 4 {
		t.Errorf("Enter opened %d, want 4", tapped)
	}
	press(w, fyne.KeyEnd, fyne.KeyRight, fyne.KeyHome, fyne.KeyLeft)
	if got := c.AccessibilityLabel(); got != "Jun: 420 of 800 nights" {
		t.Errorf("after Home reads %q", got)
	}
	w.Canvas().Unfocus()
	test.MoveMouse(w.Canvas(), fyne.NewPos(480, 200))
	if s := textOf(c); !strings.Contains(s, "Nov: 690 of 860 nights") {
		t.Errorf("under the pointer the chart shows %q", s)
	}
	test.TapAt(c, fyne.NewPos(480, 200))
	if tapped != 5 {
		t.Errorf("a click opened %d, want 5", tapped)
	}
}

func TestChartTableHoldsTheSameFigures(t *testing.T) {
	newApp(t, look.Light)
	got := fmt.Sprint(nightsChart().Table())
	if want := "{[ Nights slept Nights offered] [[Jun 420 800] [Jul 515 800] [Aug 610 820] [Sep 580 840] [Oct 702 860] [Nov 690 860]]}"; got != want {
		t.Errorf("table %v", got)
	}
	d := xwidget.NewDonut("nights", xwidget.Slice{Name: "Nursing", Value: 2}, xwidget.Slice{Name: "Doctors", Value: 1})
	if got, want := fmt.Sprint(d.Table()), "{[ nights Share] [[Nursing 2 67%] [Doctors 1 33%]]}"; got != want {
		t.Errorf("table %v, want %v", got, want)
	}
}

func TestChartsBearAnything(t *testing.T) {
	bad := []float64{math.NaN(), math.Inf(1), -5, 0, 1e300}
	for name, c := range map[string]fyne.Widget{
		"bars":            xwidget.NewBarChart(months, "", xwidget.Series{Values: bad}),
		"lines":           xwidget.NewLineChart(months, "", xwidget.Series{Values: bad}, xwidget.Series{}),
		"no bars":         xwidget.NewBarChart(nil, ""),
		"no lines":        xwidget.NewLineChart(nil, ""),
		"one place":       xwidget.NewLineChart([]string{"Jun"}, "", xwidget.Series{Values: []float64{1}}),
		"an empty donut":  xwidget.NewDonut("nights"),
		"a donut of none": xwidget.NewDonut("nights", xwidget.Slice{Name: "a"}, xwidget.Slice{Name: "b", Value: math.NaN()}),
	} {
		t.Run(name, func(t *testing.T) {
			w := show(t, c, 400, 240)
			test.MoveMouse(w.Canvas(), fyne.NewPos(200, 120))
			w.Canvas().FocusNext()
			if f := focused(w); f != nil {
				press(w, fyne.KeyRight, fyne.KeyDown)
			}
			w.Resize(fyne.NewSize(20, 20))
			if w.Canvas().Capture().Bounds().Empty() {
				t.Error("nothing is drawn")
			}
		})
	}
}

func TestChartAxisIsRoundAndHoldsEverything(t *testing.T) {
	newApp(t, look.Light)
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0.5, 1e7).Draw(t, "most")
		c := xwidget.NewBarChart([]string{"x"}, "", xwidget.Series{Values: []float64{v}})
		c.Resize(fyne.NewSize(400, 300))
		bars := 0
		for _, o := range test.WidgetRenderer(c).Objects() {
			if !o.Visible() {
				continue
			}
			if y := o.Position().Y; y < -7 {
				t.Fatalf("something is drawn above the chart, at %v", y)
			}
			bars++
		}
		if n := strings.Count(textOf(c), " ") + 1; n < 4 || n > 9 {
			t.Fatalf("the axis of %v has %d figures: %s", v, n, textOf(c))
		}
	})
}

func TestDonutByKeyboardAndMouse(t *testing.T) {
	d := xwidget.NewDonut("nights", xwidget.Slice{Name: "Nursing", Value: 52}, xwidget.Slice{Name: "Doctors", Value: 21}, xwidget.Slice{Name: "Therapists", Value: 27})
	w := show(t, d, 460, 200)
	if got := d.AccessibilityLabel(); got != "100 nights" {
		t.Errorf("reads %q", got)
	}
	w.Canvas().FocusNext()
	press(w, fyne.KeyDown)
	if got := d.AccessibilityLabel(); got != "21% Doctors" {
		t.Errorf("after Down reads %q", got)
	}
	w.Canvas().Unfocus()
	test.MoveMouse(w.Canvas(), fyne.NewPos(180, 110)) // a quarter of the way round
	if got := d.AccessibilityLabel(); got != "52% Nursing" {
		t.Errorf("under the pointer reads %q", got)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(95, 100)) // the hole
	if got := d.AccessibilityLabel(); got != "100 nights" {
		t.Errorf("in the hole reads %q", got)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(260, 130)) // the legend
	if got := d.AccessibilityLabel(); got != "27% Therapists" {
		t.Errorf("over the legend reads %q", got)
	}
}

func TestSharesAddUpToAHundred(t *testing.T) {
	newApp(t, look.Light)
	rapid.Check(t, func(t *rapid.T) {
		var slices []xwidget.Slice
		for _, v := range rapid.SliceOfN(rapid.IntRange(0, 1000), 1, 9).Draw(t, "values") {
			slices = append(slices, xwidget.Slice{Value: float64(v)})
		}
		sum, all := 0, 0.0
		for i, row := range xwidget.NewDonut("", slices...).Table().Rows {
			n, err := strconv.Atoi(strings.TrimSuffix(row[2], "%"))
			if err != nil {
				t.Fatalf("the share %q is no per cent", row[2])
			}
			sum += n
			all += slices[i].Value
		}
		if all > 0 && sum != 100 {
			t.Fatalf("the shares of %v add up to %d", slices, sum)
		}
	})
}

func TestFairPriceMeter(t *testing.T) {
	newApp(t, look.Light)
	tests := []struct {
		name                string
		price, cap, average int64
		tone                look.Tone
		want                string
	}{
		{"under", 9500, 11771, 13079, look.Success, "£22.71 a week under the cap for Guildford, and £35.79 under the area average."},
		{"over", 11852, 11771, 13079, look.Danger, "£0.81 a week over the cap for Guildford. Ask £117.71 or less."},
		{"at the cap", 11771, 11771, 11771, look.Success, "Exactly the cap for Guildford, and exactly the area average."},
		{"over the average", 11000, 11771, 10000, look.Success, "£7.71 a week under the cap for Guildford, and £10 over the area average."},
		{"no price", 0, 11771, 13079, look.Neutral, "The cap for Guildford is £117.71 a week, and the area average £130.79."},
		{"no cap", 9500, 0, 0, look.Neutral, "There is no cap for Guildford yet."},
		{"no average", 9500, 10000, 0, look.Success, "£5 a week under the cap for Guildford."},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			m := xwidget.NewFairPriceMeter("Guildford", tc.price, tc.cap, tc.average)
			if m.Sentence() != tc.want || m.Tone() != tc.tone {
				t.Errorf("%v: %q", m.Tone(), m.Sentence())
			}
			m.Resize(fyne.NewSize(400, m.HeightFor(400)))
			if s := textOf(m); !strings.Contains(strings.ReplaceAll(s, "\n", " "), tc.want[:20]) {
				t.Errorf("shows %q", s)
			}
		})
	}
	m := xwidget.NewFairPriceMeter("", 100, 200, 0)
	m.SetPrice(300)
	if m.Tone() != look.Danger {
		t.Error("a new price leaves the tone")
	}
}

func TestPicturesOfCharts(t *testing.T) {
	draw(t,
		scene{name: "charts", width: 1060, height: 940, build: func() fyne.CanvasObject {
			grouped := xwidget.NewBarChart([]string{"Royal Surrey", "Ashford", "Frimley", "Epsom"}, "nights",
				xwidget.Series{Name: "2025", Values: []float64{120, 80, 30, 44}}, xwidget.Series{Name: "2026", Values: []float64{180, 95, 62, 12}})
			line := xwidget.NewLineChart(months, "", xwidget.Series{Name: "Rent agreed", Values: []float64{92.5, 94, 97, 96, 101, 104}},
				xwidget.Series{Name: "Area average", Values: []float64{128, 128, 129, 130, 130.79, 130.79}})
			line.Format = func(v float64) string { return xwidget.FormatPounds(int64(v * 100)) }
			donut := xwidget.NewDonut("nights", xwidget.Slice{Name: "Nursing", Value: 1512}, xwidget.Slice{Name: "Doctors", Value: 610},
				xwidget.Slice{Name: "Allied health professionals", Value: 498}, xwidget.Slice{Name: "Estates", Value: 290}, xwidget.Slice{Name: "Support workers", Value: 120})
			meter := xwidget.VBox(20, xwidget.NewFairPriceMeter("Guildford", 9500, 11771, 13079), xwidget.NewFairPriceMeter("Guildford", 15200, 11771, 13079))
			return xwidget.VBox(20, xwidget.Columns(2, 400, 20,
				xwidget.NewTitledCard("Nights provided, last six months", nightsChart()),
				xwidget.NewTitledCard("Who stayed", donut),
				xwidget.NewTitledCard("By trust", grouped),
				xwidget.NewTitledCard("Rent a week", line)),
				xwidget.NewTitledCard("A fair price", meter))
		}, then: func(w fyne.Window) {
			w.Canvas().FocusNext()
			press(w, fyne.KeyEnd, fyne.KeyLeft)
		}})
}

func TestTheMarksOfAMeterNeverMeet(t *testing.T) {
	for _, width := range []float32{240, 280, 400, 900} {
		m := xwidget.NewFairPriceMeter("Guildford", 9600, 11771, 13079)
		show(t, xwidget.VBox(0, m), width, 300)
		at := map[string]fyne.CanvasObject{}
		for _, o := range findAll[*canvas.Text](m) {
			at[o.Text] = o
		}
		lower, higher := at["£117.71"], at["£130.79"]
		if end := lower.Position().X + lower.Size().Width; end > higher.Position().X {
			t.Errorf("at %v the cap ends at %v and the average begins at %v", width, end, higher.Position().X)
		}
		if end := higher.Position().X + higher.Size().Width; end > width {
			t.Errorf("at %v the average ends at %v", width, end)
		}
	}
}
