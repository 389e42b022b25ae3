package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestAStatusLineWrapsAndOpens(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	opened := 0
	s := xwidget.NewStatusLine(look.IconSynced, "Saved here.", func() { opened++ })
	short := s.HeightFor(200)
	s.Say(look.IconOffline, "Working offline: 4 changes wait to be shared with the computers of other people", true)
	if long := s.HeightFor(200); long <= short {
		t.Errorf("a long sentence takes %v, a short one %v", long, short)
	}
	if got := s.AccessibilityLabel(); got != s.Content {
		t.Errorf("it is read as %q", got)
	}
	s.Resize(fyne.NewSize(200, s.HeightFor(200)))
	test.Tap(s)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if opened != 2 {
		t.Errorf("it opened %d times by mouse and keyboard", opened)
	}
	s.SetCollapsed(true)
	if got := s.MinSize().Width; got > look.NavNarrow {
		t.Errorf("folded it is %v wide", got)
	}
}
