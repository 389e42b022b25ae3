package settings_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/settings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type machine struct {
	backups []string
	damaged []string
	left    string
	kept    settings.KeyKept
	set     []string
	renewed int
	err     error
}

func (m *machine) Folder() string  { return "/home/mo/.local/share/settle" }
func (m *machine) Version() string { return "0.1.0" }

func (m *machine) State() (settings.State, error) {
	return settings.State{Size: 12 << 20, Recovery: m.left, Key: m.kept}, nil
}

func (m *machine) SetPassphrase(_ context.Context, passphrase string) error {
	m.set = append(m.set, passphrase)
	return m.err
}

func (m *machine) Renew(context.Context) error {
	m.renewed++
	return m.err
}

func (m *machine) Backup(_ context.Context, file string, _ func(done, total int)) error {
	m.backups = append(m.backups, file)
	return nil
}

func (m *machine) Check(context.Context, func(done, total int)) (int, []string, error) {
	return 4217, m.damaged, nil
}

type data []marketplace.AuditRow

func (d data) Audit(context.Context) ([]marketplace.AuditRow, error) { return d, nil }

func says(desk *uitest.Desk) map[string]bool {
	said := map[string]bool{}
	uitest.Walk(desk.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			said[v.Content] = true
		case *xwidget.Banner:
			said[v.Message] = true
		}
	})
	return said
}

func TestTheCheckSaysThatAllIsWellOrWhatIsDamaged(t *testing.T) {
	desk, m := uitest.New(t), &machine{left: "/home/mo/.local/share/settle/recovery.txt"}
	uitest.Shot(t, desk, "settings", settings.New(desk, data{{Verdict: marketplace.Verdict{Outcome: marketplace.Void}}}, m))
	if !says(desk)["Entries set aside: 1 are kept as evidence, without effect."] {
		t.Error("it does not say what is set aside")
	}
	uitest.Press(t, desk, "Check now")
	if !says(desk)["All is as it was written: 4217 entries checked."] {
		t.Error("it does not say that all is well")
	}
	m.damaged = []string{"An entry of 3 October 2026 was changed after it was signed."}
	uitest.Press(t, desk, "Check now")
	if !says(desk)[m.damaged[0]] {
		t.Error("it does not say what is damaged")
	}
}

func TestABackupGoesWhereThePersonChose(t *testing.T) {
	desk, m := uitest.New(t), &machine{}
	desk.Pick = filepath.Join(t.TempDir(), "b.db")
	desk.Put(settings.New(desk, data{}, m))
	uitest.Press(t, desk, "Back up now")
	if len(m.backups) != 1 || m.backups[0] != desk.Pick || len(desk.Toasts) != 1 {
		t.Fatalf("backups %v, toasts %v", m.backups, desk.Toasts)
	}
}

func TestTheThemeIsKept(t *testing.T) {
	desk := uitest.New(t)
	desk.Put(settings.New(desk, data{}, &machine{}))
	group := uitest.Find(desk.Window().Content(), func(*xwidget.RadioGroup) bool { return true })
	group.OnChanged(xwidget.Option{Value: "dark"})
	if desk.Prefs[ui.SettingTheme] != "dark" {
		t.Fatalf("kept %q", desk.Prefs[ui.SettingTheme])
	}
}
