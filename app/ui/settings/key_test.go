package settings_test

import (
	"strings"
	"testing"

	"settle.example/settle/app/ui/settings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestThePageSaysHonestlyHowTheKeyIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		kept  settings.KeyKept
		words string
	}{
		"a file":       {settings.KeyInFile, "no keyring answered"},
		"a keyring":    {settings.KeyInKeyring, "in your account's keyring"},
		"a passphrase": {settings.KeyUnderPassphrase, "which Settle asks for"},
	} {
		t.Run(name, func(t *testing.T) {
			desk := uitest.New(t)
			desk.Put(settings.New(desk, data{}, &machine{kept: c.kept}))
			found := false
			for text := range says(desk) {
				found = found || strings.Contains(text, c.words)
			}
			if !found {
				t.Errorf("it does not say %q", c.words)
			}
		})
	}
}

// fill types into the dialog that was put up last and presses its primary verb.
func fill(t *testing.T, desk *uitest.Desk, first, again string) uitest.Shown {
	t.Helper()
	d := desk.Dialogs[len(desk.Dialogs)-1]
	for label, text := range map[string]string{"New passphrase": first, "The same again": again} {
		f := uitest.Find(d.Content, func(f *xwidget.Field) bool { return f.Label == label })
		f.Control.(*xwidget.TextField).SetText(text)
	}
	d.Verbs[len(d.Verbs)-1].Do()
	return desk.Dialogs[len(desk.Dialogs)-1]
}

func TestAPassphraseIsSetOnceItIsTypedTwice(t *testing.T) {
	desk, m := uitest.New(t), &machine{}
	desk.Put(settings.New(desk, data{}, m))
	uitest.Press(t, desk, "Set a passphrase")
	fill(t, desk, "", "")
	fill(t, desk, "four words that last", "four words that lost")
	if len(m.set) != 0 {
		t.Fatalf("it was set to %q", m.set)
	}
	m.err = marketplace.Errorf(marketplace.Invalid, "A passphrase needs 12 characters.").On("passphrase")
	if d := fill(t, desk, "short", "short"); d.Closed {
		t.Fatal("a refusal closes the form")
	}
	m.err, m.kept = nil, settings.KeyUnderPassphrase
	if d := fill(t, desk, "four words that last", "four words that last"); !d.Closed || len(desk.Toasts) != 1 {
		t.Fatalf("closed %v, toasts %q", d.Closed, desk.Toasts)
	}
	desk.SayYes = true
	uitest.Press(t, desk, "Remove it")
	if got := m.set[len(m.set)-1]; got != "" || len(desk.Asked) != 1 {
		t.Fatalf("after removing it was set to %q", got)
	}
}

func TestANewKeyIsMadeOnlyWhenOneSaysSo(t *testing.T) {
	desk, m := uitest.New(t), &machine{}
	desk.Put(settings.New(desk, data{}, m))
	uitest.Press(t, desk, "Go on under a new key")
	if m.renewed != 0 {
		t.Fatal("it did not wait for an answer")
	}
	desk.SayYes = true
	uitest.Press(t, desk, "Go on under a new key")
	if m.renewed != 1 || len(desk.Toasts) != 1 {
		t.Fatalf("renewed %d, toasts %q", m.renewed, desk.Toasts)
	}
	m.err = marketplace.Errorf(marketplace.Unavailable, "The disk is full.")
	uitest.Press(t, desk, "Go on under a new key")
	if len(desk.Failed) != 1 {
		t.Fatal("a failure is not told")
	}
}

func TestTheSourcesAreTextAndNotMarkdown(t *testing.T) {
	desk := uitest.New(t)
	desk.Put(settings.New(desk, data{}, &machine{}))
	uitest.Press(t, desk, "See the sources")
	var headings int
	uitest.Find(desk.Sheets[0].Content, func(x *xwidget.Text) bool {
		if strings.ContainsAny(x.Content, "|`#") {
			t.Errorf("it shows %q", x.Content)
		}
		if x.Style == xwidget.Heading {
			headings++
		}
		return false
	})
	if headings < 2 {
		t.Errorf("there are %d headings", headings)
	}
	desk.Window().SetContent(desk.Sheets[0].Content)
	uitest.Picture(t, desk, "sources")
}
