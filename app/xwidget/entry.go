package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// entry is Fyne's text entry, made to tell its owner of focus and of keys that
// it has no use for, and to leave shortcuts of the shell to the shell.
type entry struct {
	widget.Entry
	onFocus func(bool)
	// onKey returns true when it has dealt with the key.
	onKey func(*fyne.KeyEvent) bool
}

func newEntry(lines int) *entry {
	e := &entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if lines > 1 {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapWord
		e.SetMinRowsVisible(lines)
	}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab returns false: Tab goes to the next field.
func (e *entry) AcceptsTab() bool { return false }

// FocusGained tells the owner.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	if e.onFocus != nil {
		e.onFocus(true)
	}
	reveal(e)
}

// FocusLost tells the owner.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.onFocus != nil {
		e.onFocus(false)
	}
}

// TypedKey asks the owner first, edits, and hands on what an entry ignores.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(ev) {
		return
	}
	switch {
	case ev.Name == fyne.KeyEscape, ev.Name == fyne.KeyF1, isEnter(ev) && !e.MultiLine && e.OnSubmitted == nil:
		passKey(e, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut edits, and passes on to the canvas what is not editing, such
// as Ctrl+K.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !edits(custom.KeyName) {
		if c, ok := canvasOf(e).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
		return
	}
	e.Entry.TypedShortcut(s)
}

// edits reports whether a key with Ctrl or Alt moves in a text or changes it.
func edits(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyInsert:
		return true
	}
	return false
}
