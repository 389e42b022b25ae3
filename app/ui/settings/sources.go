package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// sources shows the Markdown in which the sources are written: its headings, paragraphs, lists and tables as text. The
// title is left out, since the sheet has one.
func sources(markdown string) fyne.CanvasObject {
	box := xwidget.VBox(look.Space16)
	var head []string // of the table that is being read
	for line := range strings.Lines(strings.ReplaceAll(markdown, "`", "")) {
		line = strings.TrimSpace(line)
		cells := cellsOf(line)
		switch {
		case line == "", strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "## "):
			box.Add(xwidget.NewText(xwidget.Heading, line[3:]))
		case strings.HasPrefix(line, "- "):
			box.Add(xwidget.Row(look.Space8, xwidget.NewText(xwidget.Body, "•"), xwidget.Grow(xwidget.NewText(xwidget.Body, line[2:]))))
		case cells == nil:
			box.Add(xwidget.NewText(xwidget.Body, line))
		case head == nil:
			head = cells
		case strings.Trim(strings.Join(cells, ""), "-: ") != "":
			box.Add(source(head, cells))
		}
		if cells == nil {
			head = nil
		}
	}
	return box
}

// source is a row of a table: its first cell as a heading, the others below, the last of them with its column's name.
func source(head, cells []string) fyne.CanvasObject {
	box := xwidget.VBox(look.Space4)
	for i, cell := range cells {
		switch {
		case i == 0:
			box.Add(xwidget.NewText(xwidget.Strong, cell))
		case i == len(cells)-1 && i < len(head) && head[i] != "":
			box.Add(xwidget.NewText(xwidget.Caption, strings.ToUpper(head[i][:1])+head[i][1:]+": "+cell))
		default:
			box.Add(xwidget.NewText(xwidget.Body, cell))
		}
	}
	return box
}

// cellsOf is the cells of a line of a table, or nothing.
func cellsOf(line string) []string {
	inside, ok := strings.CutPrefix(line, "|")
	if !ok {
		return nil
	}
	var cells []string
	for cell := range strings.SplitSeq(strings.TrimSuffix(inside, "|"), "|") {
		cells = append(cells, strings.TrimSpace(cell))
	}
	return cells
}
