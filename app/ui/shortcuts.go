package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/xwidget"
)

// Searcher is a Screen with a search box of its own, which Ctrl+F goes to.
type Searcher interface{ FocusSearch() }

// shortcuts makes the keys that work everywhere. While a dialog, a sheet or the palette is open, only those that close
// it work.
func (s *Shell) shortcuts() {
	c := s.o.Window.Canvas()
	add := func(key fyne.KeyName, modifier fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier}, func(fyne.Shortcut) { do() })
	}
	add(fyne.KeyK, fyne.KeyModifierShortcutDefault, func() {
		if !s.over.open() || s.over.palette != nil && s.over.palette.IsOpen() {
			s.OpenPalette()
		}
	})
	add(fyne.KeyF, fyne.KeyModifierShortcutDefault, s.onPage(s.search))
	add(fyne.KeyLeft, fyne.KeyModifierAlt, s.onPage(s.Back))
	if runtime.GOOS == "darwin" {
		add(fyne.KeyLeftBracket, fyne.KeyModifierSuper, s.onPage(s.Back))
	}
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.onPage(func() { s.over.toasts.Act() })() })
	c.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { s.onPage(s.paste)() })
	c.SetOnTypedKey(s.typed)
}

// paste hands a page that takes them the clipboard's words. A field that has the keyboard takes them itself.
func (s *Shell) paste() {
	if p, ok := s.screen.(Paster); ok {
		p.Pasted(fyne.CurrentApp().Clipboard().Content())
	}
}

// onPage is do, unless something stands over the page.
func (s *Shell) onPage(do func()) func() {
	return func() {
		if !s.over.open() {
			do()
		}
	}
}

func (s *Shell) search() {
	if searcher, ok := s.screen.(Searcher); ok {
		searcher.FocusSearch()
	}
}

// typed gets the keys that nothing on the page has a use for.
func (s *Shell) typed(ev *fyne.KeyEvent) {
	if xwidget.KeyToOverlay(s.o.Window.Canvas(), ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyF1:
		s.Help()
	case fyne.KeyEscape:
		s.over.toasts.Dismiss()
	}
}
