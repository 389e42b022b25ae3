package sharing

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// stick is the card on bundles.
func (s *screen) stick() fyne.CanvasObject {
	s.result = xwidget.NewText(xwidget.Strong, "")
	s.result.Hide()
	return xwidget.NewTitledCard("Where no network leads", xwidget.VBox(look.Space16,
		xwidget.NewText(xwidget.Body, "Carry everything on a stick: save a bundle here, read it on the other computer, and bring one back. "+
			"Only computers that take part can open it."),
		s.result,
		xwidget.Flow(look.Space16, xwidget.NewIconButton(xwidget.Secondary, look.IconDownload, "Save a bundle", s.export),
			xwidget.NewIconButton(xwidget.Secondary, look.IconUpload, "Read a bundle", s.choose))))
}

func (s *screen) say(sentence string) {
	s.result.SetContent(sentence)
	s.result.Hidden = sentence == ""
	s.result.Refresh()
	s.desk.Toast(sentence, nil)
}

// hush takes away what the last bundle came to.
func (s *screen) hush() {
	s.result.SetContent("")
	s.result.Hide()
}

// export asks what goes in and where to.
func (s *screen) export() {
	since := ""
	chosen := xwidget.NewText(xwidget.Muted, "")
	chosen.Hide()
	what := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: "all", Label: "Everything", Note: "for a computer that joins, or when in doubt"},
		{Value: "since", Label: "Only what one computer lacks", Note: "you need a bundle that was saved there"},
	}, func(o xwidget.Option) {
		if o.Value != "since" {
			since = ""
			chosen.Hide()
			return
		}
		s.desk.Open("Choose the bundle of the other computer", extensions, func(path string) {
			since = path
			chosen.SetContent("Compared with " + filepath.Base(path))
			chosen.Show()
		})
	})
	what.SetValue("all")
	photos := xwidget.NewCheckBox("With photos", nil)
	photos.SetChecked(true)
	s.desk.Dialog("Save a bundle", xwidget.VBox(look.Space16, xwidget.NewField("What goes in?", "", what), chosen, photos),
		ui.Verb{Text: "Not now", Kind: xwidget.Secondary, Do: func() bool { return true }},
		ui.Verb{Text: "Choose where to", Kind: xwidget.Primary, Do: func() bool {
			b := Bundle{Since: since, Photos: photos.Checked}
			if what.Value() == "since" && since == "" {
				chosen.SetContent("Choose the bundle of the other computer first, or choose Everything.")
				chosen.Show()
				return false
			}
			s.desk.Save("Save the bundle", "settle-"+marketplace.DateOf(s.now()).String()+".bundle", func(path string) { s.exportTo(path, b) })
			return true
		}})
}

// extensions are those of bundles.
var extensions = []string{".bundle"}

func (s *screen) exportTo(path string, b Bundle) {
	s.hush()
	said := ""
	s.desk.Long("Saving the bundle", func(ctx context.Context, progress func(done, total int)) (err error) {
		said, err = s.network.Export(ctx, path, b, progress)
		return err
	}, s.ended(&said))
}

func (s *screen) choose() { s.desk.Open("Read a bundle", extensions, s.read) }

func (s *screen) read(path string) {
	s.hush()
	said := ""
	s.desk.Long("Reading the bundle", func(ctx context.Context, progress func(done, total int)) (err error) {
		said, err = s.network.Import(ctx, path, progress)
		return err
	}, s.ended(&said))
}

// ended says what a long job came to.
func (s *screen) ended(said *string) func(error) {
	return func(err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.say(*said)
		s.load()
	}
}

// Dropped reads a bundle that was dropped on the window.
func (s *screen) Dropped(files []fyne.URI) {
	if len(files) == 1 && files[0].Scheme() == "file" {
		s.read(files[0].Path())
		return
	}
	s.desk.Fail(marketplace.Errorf(marketplace.Invalid, "Drop one bundle at a time."))
}
