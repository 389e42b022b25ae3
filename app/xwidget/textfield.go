package xwidget

import (
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget      = (*TextField)(nil)
	_ fyne.Disableable = (*TextField)(nil)
	_ Input            = (*TextField)(nil)
)

// DefaultMaxLength is how many characters a text field takes when its
// MaxLength is 0.
const DefaultMaxLength = 4000

// TextField takes text, on one line or on several.
type TextField struct {
	widget.BaseWidget
	// Placeholder is shown while the field is empty. It is no label.
	Placeholder string
	// Prefix and Suffix stand beside the text, such as "£" and "a week".
	Prefix, Suffix string
	// Icon stands before the text.
	Icon look.Icon
	// MaxLength is the most characters the field takes. A field of several
	// lines with a MaxLength says how many are left.
	MaxLength int
	// Chars, when above 0, makes the field about as wide as that many digits.
	Chars int
	// OnChanged is called with the text after every change by hand.
	OnChanged func(string)
	// OnSubmitted is called on Enter in a field of one line.
	OnSubmitted func(string)
	// OnBlur is called when the keyboard goes elsewhere.
	OnBlur func()

	self             fyne.Widget
	entry            *entry
	bare             fyne.CanvasObject
	spare            *Surface
	wheel            *wheel
	lines            int
	focused, invalid bool
	trailing         fyne.CanvasObject
}

// NewTextField returns a field of one line.
func NewTextField(placeholder string) *TextField {
	f := &TextField{Placeholder: placeholder}
	f.extend(f, 1)
	return f
}

// NewTextArea returns a field of several lines that says how much may still be
// typed.
func NewTextArea(lines, maxLength int) *TextField {
	f := &TextField{MaxLength: maxLength}
	f.extend(f, max(2, lines))
	return f
}

// NewSearchField returns a field with a magnifying glass.
func NewSearchField(placeholder string) *TextField {
	f := NewTextField(placeholder)
	f.Icon = look.IconFind
	return f
}

func (f *TextField) extend(self fyne.Widget, lines int) {
	f.self, f.lines = self, lines
	f.entry = newEntry(lines)
	f.entry.onFocus = f.focusChanged
	f.entry.OnChanged = f.changed
	f.spare, f.wheel = NewSurface(""), newWheel()
	f.bare = container.NewThemeOverride(f.entry, &fieldTheme{field: f})
	f.ExtendBaseWidget(self)
}

// Text returns what is in the field.
func (f *TextField) Text() string { return f.entry.Text }

// SetText replaces what is in the field, without calling OnChanged.
func (f *TextField) SetText(s string) {
	f.entry.OnChanged = nil
	s = f.limited(s)
	f.entry.SetText(s)
	if f.lines == 1 {
		f.entry.CursorColumn = utf8.RuneCountInString(s)
	}
	f.entry.OnChanged = f.changed
	f.Refresh()
}

// FocusTarget is the part that takes the keyboard.
func (f *TextField) FocusTarget() fyne.Focusable { return f.entry }

// SetInvalid gives the field a red border, or takes it away.
func (f *TextField) SetInvalid(v bool) {
	f.invalid = v
	f.Refresh()
}

// Disable makes the field read-only.
func (f *TextField) Disable() {
	f.entry.Disable()
	f.Refresh()
}

// Enable ends Disable.
func (f *TextField) Enable() {
	f.entry.Enable()
	f.Refresh()
}

// Disabled reports whether the field is read-only.
func (f *TextField) Disabled() bool { return f.entry.Disabled() }

func (f *TextField) ownWidth() float32 {
	if f.Chars <= 0 {
		return 0
	}
	digits := pen{look.TextBody, false}.advance("0") * float32(f.Chars)
	r := f.sides()
	return ceil(digits) + r.left + r.right + 2*look.Space16
}

func (f *TextField) changed(s string) {
	if cut := f.limited(s); cut != s {
		f.entry.SetText(cut) // comes back here with what fits
		return
	}
	if f.counts() {
		f.Refresh()
	}
	if f.OnChanged != nil {
		f.OnChanged(s)
	}
}

func (f *TextField) most() int {
	if f.MaxLength > 0 {
		return f.MaxLength
	}
	return DefaultMaxLength
}

func (f *TextField) limited(s string) string {
	if utf8.RuneCountInString(s) <= f.most() {
		return s
	}
	return string([]rune(s)[:f.most()])
}

func (f *TextField) focusChanged(v bool) {
	f.focused = v
	f.self.Refresh()
	if !v && f.OnBlur != nil {
		f.OnBlur()
	}
}

func (f *TextField) counts() bool { return f.lines > 1 && f.MaxLength > 0 }

// left says how many characters may still be typed.
func (f *TextField) left() string {
	n := f.MaxLength - utf8.RuneCountInString(f.entry.Text)
	if n == 1 {
		return "You have 1 character left"
	}
	return "You have " + strconv.Itoa(n) + " characters left"
}

// sides is the room that stands before and after the text.
type sides struct{ left, right float32 }

func (f *TextField) sides() sides {
	var s sides
	p := pen{look.TextBody, false}
	if f.Prefix != "" {
		s.left = ceil(p.advance(f.Prefix)) + 2*12
	} else if !f.Icon.IsZero() {
		s.left = 32
	}
	if f.Suffix != "" {
		s.right = ceil(p.advance(f.Suffix)) + 2*12
	} else if f.trailing != nil {
		s.right = max(look.InputHeight, f.trailing.MinSize().Width+4)
	}
	return s
}

// leaveRoom makes Fyne's entry keep its text off what stands at its sides: it
// does so for an icon before the text and for an item after it.
func (f *TextField) leaveRoom() {
	s := f.sides()
	f.entry.Icon, f.entry.ActionItem = nil, nil
	if s.left > 0 {
		f.entry.Icon = noPicture
	}
	if s.right > 0 {
		f.spare.Least = fyne.NewSize(s.right, 1)
		f.entry.ActionItem = f.spare
	}
}

// CreateRenderer is called by Fyne.
func (f *TextField) CreateRenderer() fyne.WidgetRenderer {
	f.leaveRoom()
	r := &textFieldRenderer{
		f: f, frame: newInputFrame(), icon: newIconImage(),
		before: canvas.NewRectangle(noColour), after: canvas.NewRectangle(noColour),
		prefix: newText(look.TextBody, false), suffix: newText(look.TextBody, false), count: newText(look.TextCaption, false),
	}
	r.objects = append(r.frame.below(), f.bare, r.before, r.after, r.prefix, r.suffix, r.icon, r.frame.border.Raster, r.count, f.wheel)
	if f.trailing != nil {
		r.objects = append(r.objects, f.trailing)
	}
	r.Refresh()
	return r
}

type textFieldRenderer struct {
	objects
	f                     *TextField
	frame                 *inputFrame
	before, after         *canvas.Rectangle
	icon                  *canvas.Image
	prefix, suffix, count *canvas.Text
}

const countHeight float32 = 24

func (r *textFieldRenderer) boxHeight() float32 {
	if r.f.lines > 1 {
		return ceil(float32(r.f.lines)*lineHeight(look.TextBody, false)) + 20
	}
	return look.InputHeight
}

func (r *textFieldRenderer) MinSize() fyne.Size {
	s := r.f.sides()
	h := r.boxHeight()
	if r.f.counts() {
		h += countHeight
	}
	return fyne.NewSize(s.left+s.right+56, h)
}

func (r *textFieldRenderer) Layout(size fyne.Size) {
	s, h := r.f.sides(), size.Height
	if r.f.counts() {
		h -= countHeight
		placeText(r.count, 0, h+4, size.Width, 20)
	}
	r.frame.layout(0, 0, size.Width, h)
	place(r.f.bare, 0, 0, size.Width, h)
	b := look.InputBorder
	place(r.before, b, b, max(0, s.left-b), h-2*b)
	place(r.after, size.Width-s.right, b, max(0, s.right-b), h-2*b)
	placeText(r.prefix, 0, 0, s.left, h)
	placeText(r.suffix, size.Width-s.right, 0, s.right, h)
	place(r.icon, 11, (h-18)/2, 18, 18)
	place(r.f.wheel, 0, 0, size.Width, h)
	if t := r.f.trailing; t != nil {
		m := t.MinSize()
		place(t, size.Width-4-m.Width, (h-m.Height)/2, m.Width, m.Height)
	}
}

func (r *textFieldRenderer) Refresh() {
	f, th := r.f, r.f.Theme()
	quiet := look.Colour(th, look.ColorSecondary)
	f.leaveRoom()
	f.entry.PlaceHolder = f.Placeholder
	f.entry.OnSubmitted = f.OnSubmitted
	f.entry.Refresh()
	r.frame.paint(th, inputState{focused: f.focused, invalid: f.invalid, disabled: f.Disabled()})

	inset := look.Colour(th, look.ColorInset)
	f.wheel.Hidden = f.lines > 1 && f.focused // the text that is being written may be longer than its field
	r.before.Hidden, r.after.Hidden = f.Prefix == "", f.Suffix == ""
	paint(r.before, inset, nil, 0)
	paint(r.after, inset, nil, 0)
	r.prefix.Alignment, r.suffix.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	write(r.prefix, f.Prefix, quiet)
	write(r.suffix, f.Suffix, quiet)
	drawIcon(r.icon, f.Icon, quiet)
	r.count.Hidden = !f.counts()
	if f.counts() {
		write(r.count, f.left(), quiet)
	}
	r.Layout(f.Size())
	canvas.Refresh(f.self)
}
