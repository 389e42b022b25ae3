package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Tag)(nil)
	_ fyne.Accessible = (*Tag)(nil)
)

// Tag is a state in a word or two: dark text on a tinted ground of its hue. In
// too little room it ends in an ellipsis.
type Tag struct {
	widget.BaseWidget
	Text string
	Tone look.Tone
}

// NewTag returns a tag.
func NewTag(tone look.Tone, text string) *Tag {
	t := &Tag{Text: text, Tone: tone}
	t.ExtendBaseWidget(t)
	return t
}

// Set replaces the tone and the words.
func (t *Tag) Set(tone look.Tone, text string) {
	if t.Tone == tone && t.Text == text {
		return
	}
	t.Tone, t.Text = tone, text
	t.Refresh()
}

// AccessibilityLabel returns the words.
func (t *Tag) AccessibilityLabel() string { return t.Text }

// AccessibilityRole says that this is text.
func (t *Tag) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tagRenderer{t: t, ground: canvas.NewRectangle(noColour), text: newText(look.TextCaption, true)}
	r.ground.CornerRadius = look.ControlRadius
	r.objects = objects{r.ground, r.text}
	r.Refresh()
	return r
}

const tagHeight, tagSide float32 = 24, 8

var tagPen = pen{look.TextCaption, true}

type tagRenderer struct {
	objects
	t      *Tag
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *tagRenderer) MinSize() fyne.Size {
	return fyne.NewSize(ceil(tagPen.advance(r.t.Text))+2*tagSide, tagHeight)
}

func (r *tagRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	if size.Width > 0 {
		r.text.Text = tagPen.cut(r.t.Text, size.Width-2*tagSide)
	}
	placeText(r.text, tagSide, 0, size.Width-2*tagSide, size.Height)
}

func (r *tagRenderer) Refresh() {
	th := r.t.Theme()
	r.text.Text, r.text.Color = r.t.Text, look.Colour(th, r.t.Tone.Text())
	paint(r.ground, look.Colour(th, r.t.Tone.Ground()), nil, 0)
	r.Layout(r.t.Size())
	r.text.Refresh()
	canvas.Refresh(r.t)
}
