package xwidget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
)

// Verb is a button of a [Dialog].
type Verb struct {
	Text string
	Kind ButtonKind
	// Do is the act; it returns whether the dialog may close. Nil just closes.
	Do func() bool
}

var (
	_ fyne.Widget     = (*Dialog)(nil)
	_ fyne.Accessible = (*Dialog)(nil)
	_ keyTaker        = (*Dialog)(nil)
)

// Dialog asks something before anything else can be done: a title, content,
// and verbs on buttons. Escape closes it. Enter does the Primary verb where
// the focused part has no use of its own for Enter; it never does a
// Destructive one.
type Dialog struct {
	modal
	Title   string
	Content fyne.CanvasObject
	Verbs   []Verb
	// MaxWidth is how wide the dialog may be.
	MaxWidth float32

	ground  *Surface
	title   *Text
	cross   *Button
	scroll  *Scroll
	buttons []*Button
	row     *fyne.Container
	laying  bool // it is being laid out
}

// NewDialog returns a dialog that is not shown yet. Whatever their order, the
// verb that matters most stands last, at the right.
func NewDialog(title string, content fyne.CanvasObject, verbs ...Verb) *Dialog {
	d := &Dialog{Title: title, Content: content, MaxWidth: 560}
	d.Verbs = slices.Clone(verbs)
	slices.SortStableFunc(d.Verbs, func(a, b Verb) int { return weight(a.Kind) - weight(b.Kind) })
	d.ground = newPanel(look.CardRadius)
	d.title = NewText(Heading, title)
	d.cross = NewGlyphButton(look.IconClose, "Close", d.Close)
	d.scroll = NewScroll(container.New(&fitted{d: d}, Pad(ringWidth, content)))
	d.row = container.New(&verbRow{})
	for _, v := range d.Verbs {
		b := NewButton(v.Kind, v.Text, func() { d.do(v) })
		d.buttons = append(d.buttons, b)
		d.row.Add(b)
	}
	d.extend(d)
	return d
}

// NewQuestion returns a dialog with a paragraph, a verb that does and one that
// leaves things as they are.
func NewQuestion(title, body string, kind ButtonKind, verb, keep string, yes func()) *Dialog {
	return NewDialog(title, NewText(Body, body),
		Verb{Text: keep, Kind: Secondary},
		Verb{Text: verb, Kind: kind, Do: func() bool {
			if yes != nil {
				yes()
			}
			return true
		}})
}

func weight(k ButtonKind) int {
	switch k {
	case Primary:
		return 2
	case Destructive:
		return 1
	}
	return 0
}

// ShowIn shows the dialog and gives the keyboard to the first part of its
// content, or else to the verb that Enter does.
func (d *Dialog) ShowIn(c fyne.Canvas) {
	d.put(c)
	c.FocusNext()
	focused, ok := c.Focused().(*Button)
	if !ok || !slices.Contains(append(d.buttons, d.cross), focused) {
		return
	}
	if i := d.chief(); i >= 0 {
		c.Focus(d.buttons[i])
	} else if focused.Kind == Destructive {
		c.Focus(d.cross)
	}
}

// chief returns the index of the verb that Enter does, or -1.
func (d *Dialog) chief() int {
	return slices.IndexFunc(d.Verbs, func(v Verb) bool { return v.Kind == Primary })
}

func (d *Dialog) do(v Verb) {
	if !d.IsOpen() {
		return
	}
	if v.Do == nil || v.Do() {
		d.closeAlone() // the act may have asked something further
	}
}

func (d *Dialog) takeKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		d.Close()
	case isEnter(ev):
		if i := d.chief(); i >= 0 && !d.buttons[i].Disabled() {
			d.do(d.Verbs[i])
		}
	default:
		scrollByKey(d.scroll, ev)
	}
}

// AccessibilityLabel returns the title.
func (d *Dialog) AccessibilityLabel() string { return d.Title }

// AccessibilityRole says that this holds other things.
func (d *Dialog) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is called by Fyne.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	r := &dialogRenderer{d: d, scrim: newScrim()}
	r.objects = objects{r.scrim, d.ground, d.title, d.scroll, d.row, d.cross}
	r.Refresh()
	return r
}

type dialogRenderer struct {
	objects
	d     *Dialog
	scrim *canvas.Rectangle
}

func (r *dialogRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *dialogRenderer) Layout(size fyne.Size) {
	d := r.d
	d.laying = true
	defer func() { d.laying = false }()
	const side, gap = look.Space24, look.Space16
	r.scrim.Resize(size)
	w := min(d.MaxWidth, size.Width-2*look.Space16)
	inner := w - 2*side
	cross := d.cross.MinSize()
	title := max(cross.Height, HeightFor(d.title, inner-cross.Width-look.Space8))
	verbs := float32(0)
	if len(d.buttons) > 0 {
		verbs = look.Space24 + HeightFor(d.row, inner)
	}
	fixed := side + title + gap + verbs + side
	content := HeightFor(d.scroll.content, inner+2*ringWidth)
	content = max(look.Space24, min(content, size.Height-2*look.Space24-fixed))
	h := fixed + content

	x, y := (size.Width-w)/2, max(look.Space8, (size.Height-h)*2/5)
	place(d.ground, x, y, w, h)
	at := y + side
	place(d.title, x+side, at, inner-cross.Width-look.Space8, title)
	place(d.cross, x+w-side-cross.Width+look.Space8, at-2, cross.Width, cross.Height)
	at += title + gap
	place(d.scroll, x+side-ringWidth, at, inner+2*ringWidth, content)
	place(d.row, x+side, at+content+look.Space24, inner, verbs-look.Space24)
}

func (r *dialogRenderer) Refresh() {
	d := r.d
	d.title.SetContent(d.Title)
	paint(r.scrim, look.Colour(d.Theme(), look.ColorScrim), nil, 0)
	r.Layout(d.Size())
	for _, o := range r.objects[1:] {
		o.Refresh()
	}
}

// fitted is around a dialog's content: when that becomes higher or lower, as a field does that says what is wrong, the
// dialog is laid out anew.
type fitted struct {
	d      *Dialog
	height float32
}

func (*fitted) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[0].MinSize() }

func (*fitted) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objs[0], width)
}

func (l *fitted) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, size.Width, size.Height)
	height := HeightFor(objs[0], size.Width)
	if height == l.height {
		return
	}
	l.height = height
	if !l.d.laying && l.d.IsOpen() {
		l.d.Refresh()
	}
}

// verbRow stands buttons at the right, the last one outermost; where they do
// not fit beside one another, the last one on top.
type verbRow struct{}

const verbGap float32 = 12

func (*verbRow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(minWidth(objs), (&row{gap: verbGap}).heightFor(objs, 1e6))
}

func (l *verbRow) fits(objs []fyne.CanvasObject, width float32) bool {
	return (&row{gap: verbGap}).wantedWidth(objs) <= width
}

func (l *verbRow) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	if l.fits(objs, width) {
		return l.MinSize(objs).Height
	}
	return (&vbox{gap: verbGap}).heightFor(objs, width)
}

func (l *verbRow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	if l.fits(objs, size.Width) {
		x := size.Width
		for _, o := range slices.Backward(objs) {
			m := o.MinSize()
			place(o, x-m.Width, 0, m.Width, m.Height)
			x -= m.Width + verbGap
		}
		return
	}
	y := float32(0)
	for _, o := range slices.Backward(objs) {
		h := o.MinSize().Height
		place(o, 0, y, size.Width, h)
		y += h + verbGap
	}
}
