package app

import (
	"context"
	"errors"
	"image/color"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/replication"
	"settle.example/settle/app/setup"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/firstrun"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// Options are the desktop's flags.
type Options struct {
	Data  string    // data folder; the machine's own when empty
	Now   time.Time // of a rehearsal system; zero is the clock
	Theme string    // light, dark or ""; "" is what was chosen on this machine
	Size  fyne.Size // the window's first, see FirstSize
	Route string    // the page to start at
	// Painted is called once, after the first page was painted; may be nil.
	Painted func()
	// Ended is called once all is closed, from a goroutine of its own, and is to end the process: Fyne's loop, which ends
	// meanwhile, now and then waits for ever for an event that nobody handles any more.
	Ended func()
	// Asks has lines that are given back on Answers, each once the window has dealt with all that was done to it
	// before; may be nil.
	Asks    io.Reader
	Answers io.Writer
}

// App is one running desktop: a window over one data folder.
type App struct {
	o         Options
	fyne      fyne.App
	window    fyne.Window
	dir       string
	reference *assets.Reference
	work      *ui.Work
	store     *sqlite.Store
	shell     *ui.Shell
	second    bool   // another window has this folder open too
	unlock    func() // gives back that this is the first window
	told      string // a sentence for when the window opens

	connection *connection       // to the others; nil before the store is open
	waiting    *firstrun.Waiting // in the window while this computer joins

	passphrase string // of the folder, where it is locked with one
}

// New makes the window. Nothing is opened before Run.
func New(f fyne.App, o Options) *App {
	a := &App{o: o, fyne: f, dir: o.Data}
	a.window = f.NewWindow("Settle")
	a.window.SetPadded(false)
	a.window.SetMaster()
	a.window.Resize(o.Size)
	a.work = ui.NewWork(context.Background(), xwidget.Enter)
	xwidget.Open()
	return a
}

// Run shows the window until it is closed or the process is told to end, then ends everything in order.
func (a *App) Run() {
	end := sync.OnceFunc(func() {
		a.disconnect()
		a.work.Close()
		a.close()
	})
	leave := func() {
		xwidget.Shut()
		end()
		a.o.Ended()
	}
	a.window.SetOnClosed(func() {
		xwidget.Shut()
		go leave()
	})
	told, forget := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer forget()
	defer context.AfterFunc(told, leave)()
	a.dress(a.o.Theme)
	a.window.SetContent(firstrun.Opening())
	a.fyne.Lifecycle().SetOnStarted(func() {
		a.open()
		if a.o.Asks != nil {
			go a.answer(a.o.Asks, a.o.Answers)
		}
	})
	a.window.ShowAndRun()
	end()
}

// open opens the folder beside the UI and shows what it finds.
func (a *App) open() {
	a.work.Start(func(ctx context.Context) {
		err := a.openStore(ctx)
		var start opened
		if err == nil {
			start, err = a.begin(ctx)
		}
		a.work.Deliver(func() { a.show(start, err) })
	})
}

func (a *App) openStore(ctx context.Context) error {
	var err error
	if a.dir == "" {
		if a.dir, err = setup.Folder(); err != nil {
			return err
		}
	}
	if a.reference == nil {
		if a.reference, err = assets.Builtin(); err != nil {
			return err
		}
	}
	if a.store, err = setup.Open(ctx, a.dir, setup.Options(a.o.Now, a.passphrase)); err != nil {
		return err
	}
	release, first, err := a.store.Lock("window")
	if err != nil {
		return err
	}
	a.second = !first
	if first {
		a.unlock = release
	}
	return a.renew(ctx)
}

// renew lets this computer go on under a new key before it opens, where it must: its disk was copied, or its folder came
// from another computer.
func (a *App) renew(ctx context.Context) error {
	due, err := a.store.RenewalDue(ctx)
	if err != nil || due == sqlite.RenewalNotDue {
		return err
	}
	done, err := a.store.Reissue(ctx)
	if err != nil {
		// It can be read meanwhile, and the page behind the sync line says what to do.
		a.told = marketplace.Sentence(err)
		return nil
	}
	why := "This folder came from another computer. "
	if due == sqlite.RenewalForked {
		why = "This computer’s disk was copied. "
	}
	a.told = why + reissued(done.Entries, done.Left)
	return nil
}

// opened is what the window needs of a store to begin with.
type opened struct {
	me       marketplace.Me
	settings map[string]string
	joining  *replication.Joining // nil for who takes part
}

func (a *App) begin(ctx context.Context) (opened, error) {
	me, err := a.store.Me(ctx)
	if err != nil {
		return opened{}, err
	}
	settings := map[string]string{}
	for _, key := range ui.SettingKeys() {
		if settings[key], err = a.store.Setting(ctx, key); err != nil {
			return opened{}, err
		}
	}
	start := opened{me: me, settings: settings}
	joining, waits, err := replication.Waits(ctx, a.store)
	if waits {
		start.joining = &joining
	}
	return start, err
}

// show puts up the shell, the first run where the folder holds no system, or what is wrong.
func (a *App) show(start opened, err error) {
	switch {
	case err == nil:
		if a.o.Theme == "" {
			a.dress(start.settings[ui.SettingTheme])
		}
		if start.joining != nil {
			a.wait(start)
		} else {
			a.enter(start)
		}
	case errors.Is(err, marketplace.ErrNotAMember), errors.Is(err, fs.ErrNotExist):
		a.window.SetContent(firstrun.New(a.window, a.work, a.reference, &first{a: a}))
		a.painted()
	case errors.Is(err, marketplace.ErrLocked):
		firstrun.Lock(a.window, a.work, err, &first{a: a})
		a.painted()
	default:
		a.window.SetContent(firstrun.Trouble(a.window, a.work, err, &first{a: a}))
		a.painted()
	}
}

func (a *App) enter(start opened) {
	route, err := ui.ParseRoute(a.o.Route)
	if err != nil || a.o.Route == "" {
		route = ui.To(ui.PageHome)
	}
	a.connection = connect(a.store, start.me.Org, start.settings, a.share)
	a.shell = ui.New(ui.Options{
		Window: a.window, Store: a.store, Work: a.work, Me: start.me, Reference: a.reference, Now: a.now, Makers: a.screens(), Settings: start.settings,
		Dress: a.dress, Invitation: func(path string) error { return invitation(path, start.me.System) },
	}, route)
	if start.me.Rehearsal {
		a.window.SetTitle("Settle (rehearsal): " + start.me.System)
	} else {
		a.window.SetTitle("Settle: " + start.me.System)
	}
	if a.second {
		a.shell.Toast("Settle is open on this folder in another window too. You may use both: what one does shows in the other.", nil)
	}
	if a.told != "" {
		a.shell.Toast(a.told, nil)
		a.told = ""
	}
	a.painted()
	a.giveBack()
}

// share shows in the window how this computer stands among the others.
func (a *App) share(_ replication.Status, now ui.Sharing) {
	a.work.Deliver(func() {
		if a.shell != nil {
			a.shell.Share(now, time.Now())
		}
	})
}

// painted lays a speck over the window whose drawing tells that the page was painted.
func (a *App) painted() {
	if a.o.Painted == nil {
		return
	}
	tell := sync.OnceFunc(a.o.Painted)
	speck := canvas.NewRasterWithPixels(func(_, _, _, _ int) color.Color {
		tell()
		return color.Transparent
	})
	speck.Resize(fyne.NewSize(2, 2))
	a.window.SetContent(container.NewStack(a.window.Content(), container.NewWithoutLayout(speck)))
}

// dress puts the window into the light or the dark theme; anything else follows the system.
func (a *App) dress(theme string) {
	mode := look.System
	switch theme {
	case "light":
		mode = look.Light
	case "dark":
		mode = look.Dark
	}
	a.fyne.Settings().SetTheme(look.New(mode))
}

func (a *App) now() time.Time {
	if a.o.Now.IsZero() {
		return time.Now()
	}
	return a.o.Now
}

// disconnect ends the connection to the others.
func (a *App) disconnect() {
	if a.connection != nil {
		a.connection.close()
	}
}

func (a *App) close() {
	if a.shell != nil {
		a.shell.Close()
	}
	if a.unlock != nil {
		a.unlock()
	}
	if a.store != nil {
		if err := a.store.Close(); err != nil {
			fyne.LogError("closing the store", err)
		}
	}
}
