package settings

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Machine is what the page asks of this computer.
type Machine interface {
	// Folder is where the data is.
	Folder() string
	// State looks at the disk; it is called beside the UI.
	State() (State, error)
	// SetPassphrase locks this computer's key with a passphrase; an empty one takes it off.
	SetPassphrase(ctx context.Context, passphrase string) error
	// Renew lets this computer go on under a new key.
	Renew(ctx context.Context) error
	// Backup copies everything into one file while Settle runs.
	Backup(ctx context.Context, file string, progress func(done, total int)) error
	// Check goes through every chain, signature and fold. The sentences say what is damaged; none means all is well.
	Check(ctx context.Context, progress func(done, total int)) (entries int, damaged []string, err error)
	// Version is Settle's.
	Version() string
}

// State is how things stand on the disk.
type State struct {
	Size     int64  // what the data takes up, in bytes
	Recovery string // path of the recovery file while it still lies beside the data, or nothing
	Key      KeyKept
}

// Data is what the page reads of the marketplace.
type Data interface {
	Audit(ctx context.Context) ([]marketplace.AuditRow, error)
}

type screen struct {
	desk    ui.Desk
	data    Data
	machine Machine

	state, audit, locking        ui.Latest
	sizeText, auditText, keyText *xwidget.Text
	warning, keyActs, result     *fyne.Container
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// New makes the page.
func New(desk ui.Desk, data Data, m Machine) ui.Screen {
	return &screen{desk: desk, data: data, machine: m}
}

// Content builds the page.
func (s *screen) Content() fyne.CanvasObject {
	s.sizeText, s.auditText = xwidget.NewText(xwidget.Body, ""), xwidget.NewText(xwidget.Body, "")
	s.result = xwidget.VBox(look.Space8)
	header := xwidget.NewPageHeader("This computer", "Where your data is, how it is kept safe, and how Settle looks",
		xwidget.NewIconButton(xwidget.Primary, look.IconDownload, "Back up now", s.backup))
	s.warning = xwidget.VBox(0)
	s.warning.Hide()
	content := xwidget.VBox(look.PageGap, s.warning,
		xwidget.Columns(2, 420, look.PageGap, s.where(), s.check()),
		xwidget.Columns(2, 420, look.PageGap, s.key(), xwidget.VBox(look.PageGap, s.appearance(), s.about())))
	s.load()
	return xwidget.NewPage(header, content)
}

// Reload counts again what waits.
func (s *screen) Reload(marketplace.Change) { s.load() }

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.state, func(context.Context) (State, error) { return s.machine.State() }, func(now State, err error) {
		if err != nil {
			s.sizeText.SetContent("How it stands on the disk cannot be read at present.")
			return
		}
		s.sizeText.SetContent(bytes(now.Size) + " on this computer.")
		s.warn(now.Recovery)
		s.showKey(now.Key)
	})
	ui.Load(s.desk.Work(), &s.audit, s.data.Audit, func(rows []marketplace.AuditRow, err error) {
		if err != nil {
			s.auditText.SetContent(marketplace.Sentence(err))
			return
		}
		s.auditText.SetContent(setAside(rows))
	})
}

// warn says that the recovery file still lies beside the data, where it does.
func (s *screen) warn(file string) {
	s.warning.Objects = nil
	if file != "" {
		s.warning.Add(xwidget.NewBanner(xwidget.BannerWarning, "The recovery file still lies beside your data",
			"Move "+file+" to a stick or print it, and keep it apart from this computer. Whoever holds both can open everything; with neither, a lost computer cannot be replaced."))
	}
	s.warning.Hidden = file == ""
	s.warning.Refresh()
}

// setAside says how many entries are not in effect, and why.
func setAside(rows []marketplace.AuditRow) string {
	count := map[marketplace.Outcome]int{}
	for _, r := range rows {
		count[r.Outcome]++
	}
	if len(rows) == 0 {
		return "Every entry is in effect."
	}
	said := []string{}
	for _, of := range []struct {
		outcome marketplace.Outcome
		words   string
	}{
		{marketplace.Waiting, "wait for something that has not arrived yet"},
		{marketplace.Void, "are kept as evidence, without effect"},
		{marketplace.Unreadable, "need a newer Settle"},
	} {
		if n := count[of.outcome]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, of.words))
		}
	}
	return "Entries set aside: " + strings.Join(said, ", ") + "."
}

func (s *screen) where() fyne.CanvasObject {
	return xwidget.NewTitledCard("Your data", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Body, "Everything is kept in "+s.machine.Folder()+"."), s.sizeText,
		xwidget.NewText(xwidget.Muted, "A backup is one file with everything in it but your keys. Make one each week, onto a stick or a drive that your trust backs up. "+
			"To bring one back, start Settle on an empty folder and choose Restore a backup.")))
}

func (s *screen) check() fyne.CanvasObject {
	return xwidget.NewTitledCard("Is all as it was written?", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Body, "Every act is signed and chained to the one before. The check goes through all of them, and adds everything up anew."),
		s.auditText, s.result, xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Check now", s.verify))))
}

func (s *screen) appearance() fyne.CanvasObject {
	theme := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: "", Label: "As the computer is set"}, {Value: "light", Label: "Light"}, {Value: "dark", Label: "Dark"},
	}, func(o xwidget.Option) { s.desk.SetSetting(ui.SettingTheme, o.Value) })
	theme.SetValue(s.desk.Setting(ui.SettingTheme))
	return xwidget.NewTitledCard("Look", xwidget.VBox(look.Space16, xwidget.NewField("Light or dark", "", theme),
		xwidget.NewText(xwidget.Muted, "For larger text, set the computer's display scale: Settle follows it.")))
}

func (s *screen) about() fyne.CanvasObject {
	me := s.desk.Me()
	return xwidget.NewTitledCard("About", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Body, "Settle "+s.machine.Version()+". You are "+me.Name+" of "+me.OrgName+", in "+me.System+"."),
		xwidget.NewText(xwidget.Muted, "Rents, places, organisations and rules come from public sources, each with its date."),
		xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "See the sources", func() {
			s.desk.Sheet("Sources", xwidget.NewScroll(sources(assets.Sources())))
		}))))
}

func (s *screen) backup() {
	name := "settle-backup-" + marketplace.DateOf(s.desk.Now()).String() + ".db"
	s.desk.Save("Save the backup", name, func(path string) {
		s.desk.Long("Backing up to "+filepath.Base(path), func(ctx context.Context, progress func(int, int)) error {
			return s.machine.Backup(ctx, path, progress)
		}, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast("The backup is complete: "+path, nil)
		})
	})
}

func (s *screen) verify() {
	var entries int
	var damaged []string
	s.desk.Long("Checking the log", func(ctx context.Context, progress func(int, int)) (err error) {
		entries, damaged, err = s.machine.Check(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.result.Objects = []fyne.CanvasObject{xwidget.NewBanner(xwidget.BannerSuccess, "", fmt.Sprintf("All is as it was written: %d entries checked.", entries))}
		if len(damaged) > 0 {
			s.result.Objects = nil
			for _, sentence := range damaged {
				s.result.Add(xwidget.NewBanner(xwidget.BannerError, "", sentence))
			}
		}
		s.result.Refresh()
	})
}

// bytes is a size as people say it.
func bytes(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.0f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KB", (n+1023)/1024)
}

// Help says what to do for one's data.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Backups", Body: "Back up while Settle runs; nothing needs to be closed. The file holds everything but this computer's keys, so what is sealed stays sealed."},
		{Heading: "If this computer is lost", Body: "Start Settle on another one, choose Restore a backup, and have the recovery file at hand. You take part again as a new computer of the same person."},
		{Heading: "The key", Body: "It is kept in your account's keyring where the computer has one. A passphrase, which you type when Settle starts, protects it also from others who use this account."},
		{Heading: "The check", Body: "It finds a file that was damaged or changed by anything but Settle. If it finds damage, restore your newest backup: the damaged file is kept aside."},
		{Heading: "Entries set aside", Body: "An entry may wait for another that has not arrived, or have no effect because whoever wrote it may not. They are never thrown away."},
	}
}
