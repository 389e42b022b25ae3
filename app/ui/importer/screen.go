package importer

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
)

type screen struct {
	desk  ui.Desk
	store intake.Doer
	route ui.Route
	kind  kind

	b      brought
	plan   *intake.Plan
	doing  bool   // the plan is being imported
	result string // a sentence, once it is done

	reading, planning, dates ui.Latest

	root *fyne.Container
}

var (
	_ ui.Helper  = (*screen)(nil)
	_ ui.Dropper = (*screen)(nil)
	_ ui.Paster  = (*screen)(nil)
	_ ui.Leaver  = (*screen)(nil)
)

// New makes the page for a route. Its choices are what (rooms or arrivals), from=clipboard, and file, a path.
func New(desk ui.Desk, store intake.Doer, r ui.Route) ui.Screen {
	return &screen{desk: desk, store: store, route: r, kind: kindOf(r)}
}

// Content builds the page and reads what the route names.
func (s *screen) Content() fyne.CanvasObject {
	s.root = container.NewStack()
	s.choose()
	switch {
	case s.route.Get("from") == "clipboard":
		s.Pasted(fyne.CurrentApp().Clipboard().Content())
	case s.route.Get("file") != "":
		s.open(s.route.Get("file"))
	}
	return s.root
}

// Leave asks before a plan that was made and not done is lost.
func (s *screen) Leave() string {
	if s.plan != nil && s.plan.Accepted() > 0 && s.result == "" && !s.doing {
		return "Nothing of this file is imported yet."
	}
	return ""
}

// Dropped reads a file that was dropped on the window.
func (s *screen) Dropped(files []fyne.URI) {
	if len(files) > 0 {
		s.open(files[0].Path())
	}
}

// Pasted reads rows from the clipboard.
func (s *screen) Pasted(text string) {
	if strings.TrimSpace(text) == "" {
		s.desk.Toast("There is nothing to paste. Copy rows with their headings in your spreadsheet first.", nil)
		return
	}
	s.read(func() (*intake.Table, error) { return intake.Read("What you pasted", []byte(text), "") })
}

func (s *screen) open(path string) {
	s.read(func() (*intake.Table, error) { return intake.ReadFile(path, "") })
}

func (s *screen) pick() {
	s.desk.Open("Choose the file", []string{"csv", "xlsx", "txt", "tsv"}, s.open)
}

// read reads a table beside the UI, finds its columns and makes a plan.
func (s *screen) read(read func() (*intake.Table, error)) {
	if s.doing {
		s.desk.Toast("An import is under way. Bring the next file when it is done.", nil)
		return
	}
	s.wait("Reading the file…")
	ui.Load(s.desk.Work(), &s.reading, func(context.Context) (*intake.Table, error) { return read() }, func(t *intake.Table, err error) {
		if err != nil {
			s.trouble(err)
			return
		}
		s.b, s.plan, s.result = brought{table: t, mapping: intake.Map(t, s.kind.columns), unavailable: s.b.unavailable}, nil, ""
		s.makePlan()
	})
}

// makePlan finds out what the import would come to. It changes nothing.
func (s *screen) makePlan() {
	s.plan = nil
	if err := s.b.mapping.Check(s.b.table, s.kind.columns); err != nil {
		s.show(err)
		return
	}
	s.wait("Working out what the import would come to…")
	b := s.b
	ui.Load(s.desk.Work(), &s.planning, func(ctx context.Context) (*intake.Plan, error) {
		return s.kind.plan(ctx, s.store, s.desk.Reference(), b)
	},
		func(p *intake.Plan, err error) {
			s.plan = p
			s.show(err)
		})
}

// pickDates adds the dates on which rooms are not free.
func (s *screen) pickDates() {
	s.desk.Open("Choose the file of dates", []string{"csv", "xlsx"}, func(path string) {
		ui.Load(s.desk.Work(), &s.dates, func(context.Context) (*intake.Table, error) { return intake.ReadFile(path, "") }, func(t *intake.Table, err error) {
			if err == nil {
				err = intake.Map(t, intake.UnavailableColumns).Check(t, intake.UnavailableColumns)
			}
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.b.unavailable = t
			s.desk.Toast(filepath.Base(path)+" is read with the rooms.", nil)
			if s.b.table != nil {
				s.makePlan()
			}
		})
	})
}

// do imports what the plan accepts.
func (s *screen) do() {
	plan := s.plan
	s.doing = true
	s.wait("Importing " + rows(plan.Accepted()) + ". You can go to other pages meanwhile.")
	var came intake.Result
	s.desk.Long(s.kind.title, func(ctx context.Context, progress func(int, int)) (err error) {
		came, err = plan.Apply(ctx, s.store, progress)
		return err
	}, func(err error) {
		s.doing = false
		s.result = outcome(came)
		if err != nil {
			s.result = "The import stopped: " + outcome(came) + " Import the same file again to go on from there."
		}
		s.show(err)
		if err == nil {
			s.desk.Toast(outcome(came), nil)
		}
	})
}

// saveRejects writes the refused rows with their reasons.
func (s *screen) saveRejects() {
	plan := s.plan
	name := strings.TrimSuffix(filepath.Base(s.b.table.Name), filepath.Ext(s.b.table.Name)) + "-rejects.csv"
	s.desk.Save("Save the refused rows", name, func(path string) {
		s.desk.Long("Saving the refused rows", func(ctx context.Context, _ func(int, int)) error {
			return ui.WriteWhole(ctx, path, "The list of refused rows", plan.WriteRejects)
		}, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast("The refused rows are in "+path+". Correct them there and import that file.", nil)
		})
	})
}

func (s *screen) put(parts ...fyne.CanvasObject) {
	header := xwidget.NewPageHeader(s.kind.title, s.kind.line, s.action()...)
	s.root.Objects = []fyne.CanvasObject{xwidget.NewPage(header, xwidget.VBox(look.PageGap, parts...))}
	s.root.Refresh()
}

func (s *screen) wait(sentence string) {
	s.put(xwidget.NewCard(xwidget.NewText(xwidget.Muted, sentence)))
}

// action is the one green act: the import, once there is something to import.
func (s *screen) action() []fyne.CanvasObject {
	switch {
	case s.doing:
		return nil
	case s.result != "":
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, s.kind.see, func() { s.desk.Go(ui.To(s.kind.done)) })}
	case s.plan != nil && s.plan.Accepted() > 0:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, "Import "+rows(s.plan.Accepted()), s.do)}
	}
	return nil
}

func (s *screen) trouble(err error) {
	s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err)), s.source())
}

// choose is the page before anything was brought.
func (s *screen) choose() { s.put(s.source()) }

// Help says how an import goes.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What can be read", Body: "CSV with commas, semicolons or tabs, in UTF-8 or as Windows writes it; Excel workbooks, their first sheet; rows pasted from a spreadsheet with their headings."},
		{Heading: "Columns", Body: "Settle finds the columns by their names. Where it found none or the wrong one, choose it. Columns that it does not need are not read."},
		{Heading: "Before anything is saved", Body: "You see how many rows would come in and why others would not. A row that is refused keeps no other out."},
		{Heading: "Refused rows", Body: "Save them, correct them in a spreadsheet, and import that file: its column of reasons is not read."},
		{Heading: "The same file again", Body: "Rows are known by their reference. What is here already stays as it is, and what changed in the file is changed here."},
	}
}
