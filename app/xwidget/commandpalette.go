package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// Command is something that can be done from the [CommandPalette].
type Command struct {
	Title string
	// Hint says what kind of thing it is or where it leads: "Go to", "Recent".
	Hint string
	// Words are further words that find it.
	Words string
	// Keys are the keys that do the same, such as "Ctrl+F".
	Keys string
	Icon look.Icon
	Run  func()
}

var (
	_ fyne.Widget     = (*CommandPalette)(nil)
	_ fyne.Tappable   = (*CommandPalette)(nil)
	_ fyne.Accessible = (*CommandPalette)(nil)
	_ keyTaker        = (*CommandPalette)(nil)
)

// CommandPalette finds a command by what is typed. The arrow keys move among
// the answers, Enter does one, Escape and a click beside it close.
type CommandPalette struct {
	modal
	Commands []Command

	shown  []int
	ground *Surface
	search *TextField
	list   *listView
	flush  fyne.CanvasObject
	none   *Text
}

// NewCommandPalette returns a palette that is not shown yet. Commands stand in
// their order until something is typed.
func NewCommandPalette(placeholder string, commands []Command) *CommandPalette {
	p := &CommandPalette{Commands: commands, shown: ranked(commands, "")}
	p.ground = newPanel(look.CardRadius)
	p.search = NewSearchField(placeholder)
	p.search.OnChanged = p.filter
	p.search.entry.onKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeySpace, fyne.KeyHome, fyne.KeyEnd:
			return false
		}
		return p.list.move(ev)
	}
	p.list = newListView(func() int { return len(p.shown) }, func(l *listView) listRow { return newCommandRow(l, p) })
	p.list.activate = p.run
	p.list.current, p.list.focused = min(0, len(p.shown)-1), true
	p.flush = p.list.flush()
	p.none = NewText(Muted, "")
	p.none.Align = fyne.TextAlignCenter
	p.extend(p)
	return p
}

// ShowIn shows the palette and gives the keyboard to its search box.
func (p *CommandPalette) ShowIn(c fyne.Canvas) {
	p.put(c)
	c.Focus(p.search.entry)
}

// Search types a query, as a person would.
func (p *CommandPalette) Search(query string) {
	p.search.SetText(query)
	p.filter(query)
}

// Titles returns the titles that are shown at present, the best first.
func (p *CommandPalette) Titles() []string {
	titles := make([]string, len(p.shown))
	for i, at := range p.shown {
		titles[i] = p.Commands[at].Title
	}
	return titles
}

func (p *CommandPalette) filter(query string) {
	p.shown = ranked(p.Commands, query)
	p.list.current = min(0, len(p.shown)-1)
	p.list.ScrollToTop()
	p.none.Content = "Nothing here is called “" + query + "”."
	p.Refresh()
}

func (p *CommandPalette) run(i int) {
	if i < 0 || i >= len(p.shown) {
		return
	}
	c := p.Commands[p.shown[i]]
	p.Close()
	if c.Run != nil {
		c.Run()
	}
}

// Tapped closes the palette when the click was beside it.
func (p *CommandPalette) Tapped(ev *fyne.PointEvent) {
	at, size := p.ground.Position(), p.ground.Size()
	if ev.Position.X < at.X || ev.Position.Y < at.Y || ev.Position.X > at.X+size.Width || ev.Position.Y > at.Y+size.Height {
		p.Close()
	}
}

func (p *CommandPalette) takeKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		p.Close()
		return
	}
	p.list.move(ev)
}

// AccessibilityLabel names the palette and its current command.
func (p *CommandPalette) AccessibilityLabel() string {
	if i := p.list.current; i >= 0 && i < len(p.shown) {
		return "Commands: " + p.Commands[p.shown[i]].Title
	}
	return "Commands"
}

// AccessibilityRole says that this holds other things.
func (p *CommandPalette) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// CreateRenderer is called by Fyne.
func (p *CommandPalette) CreateRenderer() fyne.WidgetRenderer {
	r := &paletteRenderer{p: p, scrim: newScrim()}
	r.objects = objects{r.scrim, p.ground, p.search, p.flush, p.none}
	r.Refresh()
	return r
}

const (
	paletteWidth float32 = 600
	paletteRows  int     = 9
)

type paletteRenderer struct {
	objects
	p     *CommandPalette
	scrim *canvas.Rectangle
}

func (r *paletteRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *paletteRenderer) Layout(size fyne.Size) {
	p := r.p
	const side = look.Space16
	r.scrim.Resize(size)
	w := min(paletteWidth, size.Width-2*look.Space16)
	y := max(look.Space16, size.Height/8)
	head := side + look.InputHeight + look.Space8
	rows := float32(min(paletteRows, max(1, len(p.shown)))) * commandHeight
	rows = max(commandHeight, min(rows, size.Height-y-head-look.Space8-look.Space16))
	x := (size.Width - w) / 2
	place(p.ground, x, y, w, head+rows+look.Space8)
	place(p.search, x+side, y+side, w-2*side, look.InputHeight)
	place(p.flush, x+look.Space8, y+head, w-look.Space16, rows)
	place(p.none, x+side, y+head+12, w-2*side, rows-12)
}

func (r *paletteRenderer) Refresh() {
	p := r.p
	paint(r.scrim, look.Colour(p.Theme(), look.ColorScrim), nil, 0)
	p.none.Hidden = len(p.shown) > 0
	p.flush.Refresh()
	r.Layout(p.Size())
	p.ground.Refresh()
	p.search.Refresh()
	p.list.Refresh()
	p.none.Refresh()
}
