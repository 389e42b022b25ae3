package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// Open shows a file dialog to read one. Extensions are such as "csv"; none lets every file be chosen.
func (s *Shell) Open(title string, extensions []string, chosen func(path string)) {
	s.choose(title, extensions, false, chosen)
}

// folder is where files were last read or saved, or else where people keep theirs.
func (s *Shell) folder() string {
	if f := s.Setting(SettingFolder); f != "" {
		return f
	}
	return usualFolder()
}

// saving is the dialog that asks where to save a file.
type saving struct {
	shell  *Shell
	name   *xwidget.TextField
	field  *xwidget.Field
	where  *xwidget.Text
	folder string
	suffix string
	chosen func(path string)
	close  func()
}

// Save asks for a name and a folder to write a file to, and once more where there is such a file already. Nothing is
// written before that.
func (s *Shell) Save(title, name string, chosen func(path string)) {
	v := &saving{shell: s, folder: s.folder(), suffix: filepath.Ext(name), chosen: chosen, name: xwidget.NewTextField("")}
	v.name.SetText(name)
	v.name.MaxLength = 120
	v.field = xwidget.NewField("Name of the file", "", v.name)
	v.where = xwidget.NewText(xwidget.Body, v.folder)
	other := xwidget.NewButton(xwidget.Secondary, "Choose another folder", v.elsewhere)
	other.Compact = true
	content := xwidget.VBox(look.Space24, v.field,
		xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Strong, "Folder"), v.where, xwidget.Row(0, other)))
	v.close = s.Dialog(title, content, Verb{Text: "Cancel", Kind: xwidget.Secondary}, Verb{Text: "Save", Kind: xwidget.Primary, Do: v.save})
}

func (v *saving) elsewhere() {
	v.shell.choose("Choose a folder", nil, true, func(folder string) {
		v.folder = folder
		v.where.SetContent(folder)
	})
}

// save checks the name beside the UI, for a folder may be on a slow network drive.
func (v *saving) save() bool {
	name, problem := fileName(v.name.Text(), v.suffix)
	if problem != "" {
		v.field.SetError(problem)
		return false
	}
	s, path := v.shell, filepath.Join(v.folder, name)
	s.o.Work.Start(func(context.Context) {
		info, err := os.Stat(path)
		folder := isFolder(v.folder)
		s.o.Work.Deliver(func() {
			switch {
			case !folder:
				v.field.SetError("The folder is not there any more. Choose another one.")
			case err == nil && info.IsDir():
				v.field.SetError("There is a folder of this name. Choose another name.")
			case err == nil:
				s.Ask(Question{Title: "Replace the file?", Body: name + " is there already. What is in it now is lost.", Verb: "Replace it", Keep: "Keep it", Destructive: true}, func() { v.done(path) })
			case errors.Is(err, fs.ErrNotExist):
				v.done(path)
			default:
				v.field.SetError("This folder cannot be read. Choose another one.")
			}
		})
	})
	return false
}

func (v *saving) done(path string) {
	v.close()
	v.shell.SetSetting(SettingFolder, v.folder)
	v.chosen(path)
}

// fileName is a typed name with its suffix, or what is wrong with it. What Windows does not take is refused on every
// system, since files are handed on.
func fileName(typed, suffix string) (name, problem string) {
	name = strings.TrimSpace(typed)
	switch {
	case name == "" || strings.EqualFold(name, suffix):
		return "", "Give the file a name."
	case strings.ContainsAny(name, `/\:*?"<>|`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return "", `Leave out the characters / \ : * ? " < > |`
	case strings.HasPrefix(name, ".") || strings.HasSuffix(name, "."):
		return "", "A name neither begins nor ends with a full stop."
	}
	if suffix != "" && !strings.EqualFold(filepath.Ext(name), suffix) {
		name += suffix
	}
	return name, ""
}
