package ui

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// chooser is the dialog that chooses a file, or a folder: places at the top, what is in the present folder below. It
// reads folders beside the UI, for some are on slow network drives, and writes nothing.
type chooser struct {
	canvas     fyne.Canvas
	work       *Work
	extensions []string // of the files shown; none shows all
	folders    bool     // a folder is to be chosen
	chosen     func(folder, path string)

	at     string // the present folder
	all    []fileEntry
	shown  []fileEntry
	failed bool
	latest Latest

	dialog *xwidget.Dialog
	where  *xwidget.Text
	places *fyne.Container
	search *xwidget.TextField
	grid   *xwidget.Grid
	empty  *xwidget.Text
}

const (
	chooserWidth float32 = 760
	chooserRows  float32 = 8.5 // as many as stand in the dialog where the window has room; the half says that there is more
)

// ChooseFile shows a dialog to choose a file to read, for where there is no [Desk] yet. Extensions are such as "csv";
// none lets every file be chosen.
func ChooseFile(w fyne.Window, work *Work, title string, extensions []string, chosen func(path string)) {
	c := &chooser{canvas: w.Canvas(), work: work, extensions: dotted(extensions), chosen: func(_, path string) { chosen(path) }}
	c.open(title, usualFolder())
}

// ChooseFolder is ChooseFile for a folder to write to.
func ChooseFolder(w fyne.Window, work *Work, title string, chosen func(path string)) {
	c := &chooser{canvas: w.Canvas(), work: work, folders: true, chosen: func(_, path string) { chosen(path) }}
	c.open(title, usualFolder())
}

// choose shows the dialog at the folder used last, and keeps the one that is used now.
func (s *Shell) choose(title string, extensions []string, folders bool, chosen func(path string)) {
	c := &chooser{canvas: s.over.canvas(), work: s.o.Work, extensions: dotted(extensions), folders: folders}
	c.chosen = func(folder, path string) {
		s.SetSetting(SettingFolder, folder)
		chosen(path)
	}
	c.open(title, s.folder())
}

func (c *chooser) open(title, folder string) {
	c.where = xwidget.NewLine(xwidget.Strong, "")
	c.places = xwidget.Flow(look.Space8)
	c.search = xwidget.NewSearchField("Part of a name, or where it is")
	c.search.OnChanged = func(string) { c.filter() }
	c.search.OnSubmitted = func(string) { c.enter() }
	c.grid = xwidget.NewGrid([]xwidget.Column{
		{Title: "Name", Flex: 1, Sortable: true},
		{Title: "Changed", Width: 160, Sortable: true, HideBelow: 520},
		{Title: "Size", Width: 80, Align: fyne.TextAlignTrailing, Sortable: true, HideBelow: 420},
	}, c)
	c.grid.SortColumn = columnName
	c.grid.OnSort = func(int, bool) { c.filter() }
	c.grid.OnActivated = c.activate
	c.empty = xwidget.NewText(xwidget.Muted, "")
	c.grid.Empty = c.empty
	room := xwidget.NewSurface("")
	room.Least = fyne.NewSize(200, min(44*chooserRows+40, max(160, c.canvas.Size().Height-360)))
	list := xwidget.NewPlainCard(xwidget.Stack(room, c.grid))
	line := xwidget.NewSurface("") // keeps room for the places, which come a moment later
	line.Least = fyne.NewSize(1, 35)
	verbs := []xwidget.Verb{{Text: "Cancel", Kind: xwidget.Secondary}}
	if c.folders {
		verbs = append(verbs, xwidget.Verb{Text: "Use this folder", Kind: xwidget.Primary, Do: c.use})
	}
	c.dialog = xwidget.NewDialog(title, xwidget.VBox(12, xwidget.Stack(line, c.places), c.where, c.search, list), verbs...)
	c.dialog.MaxWidth = chooserWidth
	c.visit(folder)
	c.offerPlaces()
	c.dialog.ShowIn(c.canvas)
	c.canvas.Focus(c.search.FocusTarget())
}

// offerPlaces puts up buttons for the folders where people keep files, as soon as they are known.
func (c *chooser) offerPlaces() {
	c.work.Start(func(context.Context) {
		found := folderPlaces()
		c.work.Deliver(func() {
			for _, p := range found {
				b := xwidget.NewIconButton(xwidget.Secondary, p.icon, p.label, func() { c.visit(p.path) })
				b.Compact = true
				c.places.Add(b)
			}
			c.dialog.Refresh()
		})
	})
}

// visit shows another folder.
func (c *chooser) visit(folder string) {
	c.at = folder
	c.where.SetContent(folder)
	c.search.SetText("")
	Load(c.work, &c.latest, func(context.Context) ([]fileEntry, error) {
		return readFolder(folder, c.extensions, c.folders)
	}, func(all []fileEntry, err error) {
		c.all, c.failed = all, err != nil
		if c.failed {
			c.where.SetContent("This folder cannot be read: " + folder)
		}
		c.filter()
		c.grid.ScrollToTop()
	})
}

// filter shows the entries that the search box leaves, in the order of the grid's column.
func (c *chooser) filter() {
	part := strings.ToLower(strings.TrimSpace(c.search.Text()))
	c.shown = slices.DeleteFunc(slices.Clone(c.all), func(e fileEntry) bool { return !strings.Contains(strings.ToLower(e.name), part) })
	order := map[int]func(a, b fileEntry) int{columnName: byName, columnChanged: byChanged, columnSize: bySize}[c.grid.SortColumn]
	slices.SortStableFunc(c.shown, func(a, b fileEntry) int {
		if a.folder != b.folder {
			return ahead(a.folder)
		}
		if c.grid.SortDescending {
			a, b = b, a
		}
		return order(a, b)
	})
	if up := filepath.Dir(c.at); up != c.at && part == "" {
		c.shown = slices.Insert(c.shown, 0, fileEntry{name: "Up to " + filepath.Base(up), path: up, folder: true})
	}
	switch {
	case c.path() != "":
		c.empty.SetContent("Press Enter to go to " + c.path() + ".")
	case part != "":
		c.empty.SetContent("Nothing here has “" + part + "” in its name.")
	default:
		c.empty.SetContent("There is nothing to choose in this folder.")
	}
	c.grid.Select(-1)
	c.grid.Reload()
}

// ahead puts folders before files.
func ahead(folder bool) int {
	if folder {
		return -1
	}
	return 1
}

func byName(a, b fileEntry) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.name, b.name))
}

func byChanged(a, b fileEntry) int { return a.changed.Compare(b.changed) }

func bySize(a, b fileEntry) int { return cmp.Compare(a.size, b.size) }

// best is the row that Enter in the search box takes: the first that is not the way up.
func (c *chooser) best() int {
	return slices.IndexFunc(c.shown, func(e fileEntry) bool { return e.path != filepath.Dir(c.at) })
}

// path is the whole path that was typed or pasted in place of a part of a name, or empty.
func (c *chooser) path() string {
	typed := strings.Trim(strings.TrimSpace(c.search.Text()), `"`)
	if !filepath.IsAbs(typed) {
		return ""
	}
	return filepath.Clean(typed)
}

// enter takes what the search box leaves, or goes where the path in it leads.
func (c *chooser) enter() {
	path := c.path()
	if path == "" {
		c.activate(c.best())
		return
	}
	Load(c.work, &c.latest, func(context.Context) (os.FileInfo, error) { return os.Stat(path) }, func(info os.FileInfo, err error) {
		if err == nil && info.Mode().IsRegular() && !c.folders {
			c.finish(filepath.Dir(path), path)
			return
		}
		c.visit(path) // which says where it cannot be read
	})
}

// activate goes into a folder, or chooses a file.
func (c *chooser) activate(row int) {
	if row < 0 || row >= len(c.shown) {
		return
	}
	e := c.shown[row]
	if e.folder {
		c.visit(e.path)
		return
	}
	c.finish(c.at, e.path)
}

// use chooses the folder that is shown.
func (c *chooser) use() bool {
	if !c.failed {
		c.finish(c.at, c.at)
	}
	return false
}

func (c *chooser) finish(folder, path string) {
	c.dialog.Close()
	c.chosen(folder, path)
}

// The columns of the grid.
const (
	columnName = iota
	columnChanged
	columnSize
)

// Len is how many rows there are.
func (c *chooser) Len() int { return len(c.shown) }

// Row fills the cells of a row.
func (c *chooser) Row(i int, cells []xwidget.Cell) (photo string, loaded bool) {
	e := c.shown[i]
	cells[columnName] = xwidget.Cell{Text: e.name, Bold: e.folder}
	if e.folder {
		cells[columnSize] = xwidget.Cell{Text: "Folder"}
	} else {
		cells[columnSize] = xwidget.Cell{Text: sizeSaid(e.size)}
	}
	if !e.changed.IsZero() {
		cells[columnChanged] = xwidget.Cell{Text: e.changed.In(time.Local).Format("2 January 2006")}
	}
	return "", true
}
