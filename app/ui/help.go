package ui

import (
	"runtime"

	"settle.example/settle/app/xwidget"
)

// Help opens the present page's help at the right: what the screen says of itself, then the keys that work everywhere.
func (s *Shell) Help() {
	if s.over.help != nil && s.over.help.IsOpen() {
		return
	}
	var sections []xwidget.HelpSection
	if h, ok := s.screen.(Helper); ok {
		for _, section := range h.Help() {
			sections = append(sections, xwidget.HelpSection(section))
		}
	}
	title := "Help"
	if name := titleOf(s.present, s.screen); name != "" {
		title = "Help: " + name
	}
	keys := xwidget.VBox(8, xwidget.NewText(xwidget.Strong, "Keys that work everywhere"), xwidget.NewKeyList(keyHints()...))
	s.over.help = xwidget.NewSheet(title, xwidget.NewHelpPanel(sections, keys))
	s.over.help.ShowIn(s.over.canvas())
}

func keyHints() []xwidget.KeyHint {
	return []xwidget.KeyHint{
		{Keys: chord("K"), Does: "Go anywhere, do anything"},
		{Keys: chord("F"), Does: "Search on this page"},
		{Keys: chord("Z"), Does: "Undo what was just done"},
		{Keys: backKeys(), Does: "Back to the page before"},
		{Keys: "Tab", Does: "Next button or field; Shift+Tab the one before"},
		{Keys: "Esc", Does: "Close what is open"},
		{Keys: "F1", Does: "This help"},
	}
}

// chord names a key with the system's own main modifier.
func chord(key string) string {
	if runtime.GOOS == "darwin" {
		return "⌘" + key
	}
	return "Ctrl+" + key
}

func backKeys() string {
	if runtime.GOOS == "darwin" {
		return "⌘["
	}
	return "Alt+←"
}
