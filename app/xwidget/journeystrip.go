package xwidget

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
)

// StepState says how far a step of a journey has got.
type StepState int

// The states of a step.
const (
	StepTodo StepState = iota
	StepNow
	StepDone
	StepProblem
)

var stepSaid = [...]string{StepTodo: "to do", StepNow: "next", StepDone: "done", StepProblem: "needs attention"}

func (s StepState) said() string {
	if s < 0 || int(s) >= len(stepSaid) {
		s = StepTodo
	}
	return stepSaid[s]
}

// JourneyStep is one step of a [JourneyStrip].
type JourneyStep struct {
	Title string
	// Note says who did it and when, or what it waits for.
	Note  string
	State StepState
}

var (
	_ fyne.Widget     = (*JourneyStrip)(nil)
	_ fyne.Accessible = (*JourneyStrip)(nil)
	_ WidthAware      = (*JourneyStrip)(nil)
)

// JourneyStrip shows the steps that something goes through, side by side, or
// one under the other where there is little room. A step's state is told by
// its mark and its words, not by colour alone.
type JourneyStrip struct {
	composite
	Steps []JourneyStep

	body *fyne.Container
}

// NewJourneyStrip returns a strip of steps.
func NewJourneyStrip(steps ...JourneyStep) *JourneyStrip {
	j := &JourneyStrip{Steps: steps, body: container.New(&journeyLayout{})}
	j.sync = j.fill
	j.compose(j, j.body)
	return j
}

// SetSteps replaces the steps.
func (j *JourneyStrip) SetSteps(steps ...JourneyStep) {
	j.Steps = steps
	j.Refresh()
}

// AccessibilityLabel reads the steps out in order, with their states.
func (j *JourneyStrip) AccessibilityLabel() string {
	var all []string
	for _, s := range j.Steps {
		all = append(all, s.Title+", "+s.State.said())
	}
	return strings.Join(all, "; ")
}

// AccessibilityRole says that this is text.
func (j *JourneyStrip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// fill makes three parts for each step: its line to the next, its mark, its
// words.
func (j *JourneyStrip) fill() {
	j.body.Objects = j.body.Objects[:0:0]
	for i, s := range j.Steps {
		line := NewSurface(look.ColorBorder)
		if s.State == StepDone {
			line.Fill = look.ColorPrimary
		}
		line.Radius, line.Hidden = 1, i == len(j.Steps)-1
		j.body.Objects = append(j.body.Objects, line, journeyMark(i, s.State), journeyWords(s))
	}
}

func journeyMark(i int, state StepState) fyne.CanvasObject {
	disc := NewSurface(look.ColorInset)
	disc.Radius = journeyDisc / 2
	var inner fyne.CanvasObject
	number := NewLine(Strong, strconv.Itoa(i+1))
	number.Align, number.Color = fyne.TextAlignCenter, look.ColorSecondary
	inner = number
	switch state {
	case StepDone:
		disc.Fill = look.ColorPrimary
		inner = NewGlyph(look.IconCheck, look.ColorPrimaryText, 18)
	case StepProblem:
		disc.Fill = look.ColorDestructive
		inner = NewGlyph(look.IconWarning, look.ColorDestructiveText, 18)
	case StepNow:
		disc.Fill, disc.Stroke, disc.StrokeWidth = look.ColorSecondaryFace, look.ColorSecondaryEdge, 3
		number.Color = look.ColorSecondaryText
	}
	return Stack(disc, Middle(inner))
}

func journeyWords(s JourneyStep) fyne.CanvasObject {
	title, note := NewText(Strong, s.Title), NewText(Caption, s.Note)
	note.Hidden = s.Note == ""
	switch s.State {
	case StepTodo:
		title.Style = Muted
	case StepProblem:
		note.Color = look.Danger.Figure()
	}
	return VBox(0, title, note)
}

const (
	journeyDisc  float32 = 32
	journeyLeast float32 = 116
	journeyGap   float32 = 12
	journeyLine  float32 = 3
)

// journeyLayout lays out lines, marks and words, in threes.
type journeyLayout struct{ width float32 }

func (l *journeyLayout) beside(n int, width float32) bool {
	return float32(n)*(journeyLeast+journeyGap)-journeyGap <= width
}

func (l *journeyLayout) column(n int, width float32) float32 {
	return (width - float32(n-1)*journeyGap) / float32(n)
}

func (l *journeyLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width <= 0 {
		width = float32(len(objs)/3) * (journeyLeast + journeyGap)
	}
	return fyne.NewSize(journeyLeast+journeyDisc, l.heightFor(objs, width))
}

func (l *journeyLayout) wantedWidth(objs []fyne.CanvasObject) float32 {
	return float32(len(objs)/3) * (journeyLeast + 48)
}

func (l *journeyLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	n := len(objs) / 3
	if n == 0 {
		return 0
	}
	var h float32
	if l.beside(n, width) {
		for i := range n {
			h = max(h, HeightFor(objs[3*i+2], l.column(n, width)))
		}
		return journeyDisc + look.Space8 + h
	}
	for i := range n {
		h += l.row(objs[3*i+2], width)
	}
	return h + float32(n-1)*look.Space16
}

// row is the height of a step when they stand under one another.
func (l *journeyLayout) row(words fyne.CanvasObject, width float32) float32 {
	return max(journeyDisc, 4+HeightFor(words, width-journeyDisc-12))
}

func (l *journeyLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	n := len(objs) / 3
	beside, y := l.beside(n, size.Width), float32(0)
	w := l.column(max(1, n), size.Width)
	for i := range n {
		line, mark, words := objs[3*i], objs[3*i+1], objs[3*i+2]
		if beside {
			x := float32(i) * (w + journeyGap)
			place(mark, x, 0, journeyDisc, journeyDisc)
			place(line, x+journeyDisc+6, (journeyDisc-journeyLine)/2, w+journeyGap-journeyDisc-12, journeyLine)
			place(words, x, journeyDisc+look.Space8, w, HeightFor(words, w))
			continue
		}
		h := l.row(words, size.Width)
		place(mark, 0, y, journeyDisc, journeyDisc)
		place(line, (journeyDisc-journeyLine)/2, y+journeyDisc+4, journeyLine, h+look.Space16-journeyDisc-8)
		place(words, journeyDisc+12, y+4, size.Width-journeyDisc-12, h-4)
		y += h + look.Space16
	}
}
