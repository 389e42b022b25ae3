package ui_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// store is a Store that refuses or accepts all, and counts.
type store struct {
	done    []marketplace.Command
	err     error
	kept    map[string]string
	changed func(marketplace.Change)
	tasks   int
	me      marketplace.Me
}

func (s *store) Do(_ context.Context, c marketplace.Command) (marketplace.Receipt, error) {
	s.done = append(s.done, c)
	return marketplace.Receipt{}, s.err
}

func (s *store) Subscribe(f func(marketplace.Change)) func() {
	s.changed = f
	return func() { s.changed = nil }
}

func (s *store) Me(context.Context) (marketplace.Me, error) { return s.me, nil }

func (s *store) Today(context.Context) (marketplace.Today, error) {
	return marketplace.Today{TotalTasks: s.tasks}, nil
}

func (s *store) Setting(_ context.Context, key string) (string, error) { return s.kept[key], nil }

func (s *store) SetSetting(_ context.Context, key, value string) error {
	s.kept[key] = value
	return nil
}

// page is a screen with everything that a screen may have.
type page struct {
	route    ui.Route
	title    string
	unsaved  string
	search   *xwidget.TextField
	reloaded int
	ran      int
}

func (p *page) Content() fyne.CanvasObject {
	return xwidget.VBox(8, xwidget.NewText(xwidget.Title, "Page "+string(p.route.Page)), p.search)
}

func (p *page) Title() string             { return p.title }
func (p *page) Leave() string             { return p.unsaved }
func (p *page) Reload(marketplace.Change) { p.reloaded++ }
func (p *page) FocusSearch() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.search); c != nil {
		c.Focus(p.search.FocusTarget())
	}
}

func (p *page) Help() []ui.HelpSection {
	return []ui.HelpSection{{Heading: "What this is", Body: "All about " + string(p.route.Page) + "."}}
}

func (p *page) Commands() []xwidget.Command {
	return []xwidget.Command{{Title: "Wave a flag", Run: func() { p.ran++ }}}
}

// bench is a shell in a test window.
type bench struct {
	*ui.Shell
	t     *testing.T
	w     window
	store *store
	page  *page // the present one
	taken []fyne.URI
}

// taker is a page that takes files.
type taker struct {
	*page
	taken *[]fyne.URI
}

func (p *taker) Dropped(files []fyne.URI) { *p.taken = append(*p.taken, files...) }

const everything = marketplace.RoleHost | marketplace.RoleVolunteer | marketplace.RoleLead | marketplace.RoleCoordinator | marketplace.RoleRegistrar

func newBench(t *testing.T, roles marketplace.Roles, work *ui.Work) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light))
	t.Cleanup(work.Close)
	b := &bench{t: t, w: newWindow(), store: &store{kept: map[string]string{}, tasks: 3}}
	t.Cleanup(b.w.Close)
	b.w.SetPadded(false)
	b.w.Resize(fyne.NewSize(1280, 800))
	makers := map[ui.Page]ui.Maker{}
	for _, p := range []ui.Page{ui.PageHome, ui.PageFind, ui.PageRoom, ui.PageBookings, ui.PageListRoom, ui.PageSharing} {
		makers[p] = func(_ ui.Desk, r ui.Route) ui.Screen {
			b.page = &page{route: r, search: xwidget.NewSearchField("")}
			if !r.ID.IsZero() {
				b.page.title = "Room in " + r.Get("town")
			}
			if r.Page == ui.PageSharing {
				return &taker{b.page, &b.taken}
			}
			return b.page
		}
	}
	b.store.me = marketplace.Me{Actor: marketplace.Actor{Person: marketplace.ID{1}, Roles: roles}, Name: "Siân Rees"}
	b.Shell = ui.New(ui.Options{
		Window: b.w, Store: b.store, Work: work, Makers: makers, Settings: maps.Clone(b.store.kept), Me: b.store.me,
		Now: func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) },
		Invitation: func(path string) error {
			if strings.HasSuffix(path, ".inv") {
				return marketplace.Errorf(marketplace.Refused, "This is an invitation to Kent.")
			}
			return nil
		},
	}, ui.To(ui.PageHome))
	b.w.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(b.Close)
	return b
}

func newWindow() window {
	w := test.NewWindow(nil)
	return window{w, &keyboard{w.Canvas(), map[string]func(fyne.Shortcut){}}, new(func(fyne.Position, []fyne.URI))}
}

// at fails the test unless the present page is this one.
func (b *bench) at(r ui.Route) {
	b.t.Helper()
	if b.page.route != r {
		b.t.Errorf("at %v, want %v", b.page.route, r)
	}
}

// press types a key where the window would send it.
func (b *bench) press(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := b.w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
		return
	}
	b.w.Canvas().OnTypedKey()(ev)
}

// chord presses a key with a modifier.
func (b *bench) chord(name fyne.KeyName, modifier fyne.KeyModifier) {
	b.t.Helper()
	var s fyne.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: modifier}
	if name == fyne.KeyZ {
		s = &fyne.ShortcutUndo{}
	}
	do, ok := b.w.keys.handlers[s.ShortcutName()]
	if !ok {
		b.t.Fatalf("nothing listens to %s", s.ShortcutName())
	}
	do(s)
}

// window is a test window whose canvas keeps its shortcuts, which Fyne's own cannot be made to press.
type window struct {
	fyne.Window
	keys    *keyboard
	dropped *func(fyne.Position, []fyne.URI)
}

func (w window) Canvas() fyne.Canvas { return w.keys }

func (w window) SetOnDropped(f func(fyne.Position, []fyne.URI)) { *w.dropped = f }

// drop drops files on the window.
func (b *bench) drop(paths ...string) {
	var files []fyne.URI
	for _, p := range paths {
		files = append(files, storage.NewFileURI(p))
	}
	(*b.w.dropped)(fyne.Position{}, files)
}

type keyboard struct {
	fyne.Canvas
	handlers map[string]func(fyne.Shortcut)
}

func (k *keyboard) AddShortcut(s fyne.Shortcut, do func(fyne.Shortcut)) {
	k.handlers[s.ShortcutName()] = do
}

func (b *bench) ctrl(name fyne.KeyName) { b.chord(name, fyne.KeyModifierShortcutDefault) }

// top is what stands over the page, or nil.
func (b *bench) top() fyne.CanvasObject { return b.w.Canvas().Overlays().Top() }

// over is the words of what stands over the page.
func (b *bench) over() string {
	if b.top() == nil {
		return ""
	}
	return words(b.top())
}

// all is every word in the window, the page's and those over it.
func (b *bench) all() string { return words(b.w.Content()) + " | " + b.over() }

// click clicks the shown button that says so.
func (b *bench) click(text string) {
	b.t.Helper()
	root := b.w.Content()
	if b.top() != nil {
		root = b.top()
	}
	for _, button := range findAll[*xwidget.Button](root) {
		if button.AccessibilityLabel() == text && !button.Disabled() {
			test.Tap(button)
			return
		}
	}
	b.t.Fatalf("no button says %q in %q", text, words(root))
}

// words is what an object shows, in painting order.
func words(o fyne.CanvasObject) string {
	var all []string
	for _, t := range findAll[*canvas.Text](o) {
		if t.Text != "" {
			all = append(all, t.Text)
		}
	}
	return strings.Join(all, " ")
}

// findAll is the shown objects of a type inside o, in painting order.
func findAll[T fyne.CanvasObject](o fyne.CanvasObject) (all []T) {
	if o == nil || !o.Visible() {
		return nil
	}
	if v, ok := o.(T); ok {
		all = append(all, v)
	}
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			all = append(all, findAll[T](child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			all = append(all, findAll[T](child)...)
		}
	}
	return all
}

func contains(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("no %q in %q", want, got)
	}
}

func lacks(t *testing.T, got, unwanted string) {
	t.Helper()
	if strings.Contains(got, unwanted) {
		t.Errorf("%q is in %q", unwanted, got)
	}
}
