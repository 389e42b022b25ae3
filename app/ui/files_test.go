package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
)

func filesBench(t *testing.T) (*bench, string) {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("HOME", t.TempDir())
	b := newBench(t, everything, ui.InlineWork())
	b.SetSetting(ui.SettingFolder, folder)
	return b, folder
}

func TestSaveAsksForAName(t *testing.T) {
	tests := []struct {
		name, typed, problem, want string
	}{
		{"the name offered", "", "", "nights.csv"},
		{"another", "november", "", "november.csv"},
		{"another with its suffix", "november.CSV", "", "november.CSV"},
		{"another suffix", "november.txt", "", "november.txt.csv"},
		{"spaces around", "  november  ", "", "november.csv"},
		{"only spaces", "   ", "Give the file a name.", ""},
		{"only the suffix", ".csv", "Give the file a name.", ""},
		{"another folder", "../november", `Leave out the characters / \ : * ? " < > |`, ""},
		{"a device of Windows", `c:\november`, `Leave out the characters / \ : * ? " < > |`, ""},
		{"hidden", ".november", "A name neither begins nor ends with a full stop.", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			b, folder := filesBench(t)
			got := ""
			b.Save("Save the nights", "nights.csv", func(path string) { got = path })
			contains(t, b.over(), folder)
			if tc.typed != "" {
				findAll[*xwidget.TextField](b.top())[0].SetText(tc.typed)
			}
			b.press(fyne.KeyReturn)
			if tc.problem != "" {
				contains(t, b.over(), tc.problem)
				if got != "" {
					t.Errorf("chose %q", got)
				}
				return
			}
			if got != filepath.Join(folder, tc.want) || b.top() != nil {
				t.Errorf("chose %q, want %q; says %q", got, tc.want, b.over())
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
				t.Errorf("the dialog itself wrote %v, %v", left, err)
			}
		})
	}
}

func TestSaveAsksBeforeItReplaces(t *testing.T) {
	b, folder := filesBench(t)
	if err := os.WriteFile(filepath.Join(folder, "nights.csv"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := ""
	b.Save("Save the nights", "nights.csv", func(path string) { got = path })
	b.click("Save")
	contains(t, b.over(), "nights.csv is there already.")
	b.click("Keep it")
	if got != "" {
		t.Fatal("it was chosen all the same")
	}
	contains(t, b.over(), "Save the nights")
	b.click("Save")
	b.click("Replace it")
	if got == "" || b.top() != nil {
		t.Errorf("chose %q; still open: %v", got, b.top() != nil)
	}
	if old, err := os.ReadFile(filepath.Join(folder, "nights.csv")); err != nil || string(old) != "old" {
		t.Errorf("the dialog itself wrote: %q, %v", old, err)
	}
}

func TestSaveSaysWhatIsInTheWay(t *testing.T) {
	b, folder := filesBench(t)
	if err := os.Mkdir(filepath.Join(folder, "nights.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	b.Save("Save the nights", "nights.csv", func(string) { t.Error("chosen") })
	b.click("Save")
	contains(t, b.over(), "There is a folder of this name.")
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	b.click("Save")
	contains(t, b.over(), "The folder is not there any more.")
	b.click("Cancel")
	if b.top() != nil {
		t.Error("still open")
	}
}

func TestOpenChoosesAFile(t *testing.T) {
	b, folder := filesBench(t)
	inner := filepath.Join(folder, "cohort")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"arrivals.csv", "Beds.XLSX", "notes.txt", ".hidden.csv", filepath.Join("cohort", "december.csv")} {
		if err := os.WriteFile(filepath.Join(folder, path), []byte("a,b"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	up := "Up to " + filepath.Base(filepath.Dir(folder))
	got := ""
	b.Open("Choose the arrivals", []string{"csv", ".xlsx"}, func(path string) { got = path })
	contains(t, b.over(), "Choose the arrivals")
	b.rows(up, "cohort", "arrivals.csv", "Beds.XLSX")
	b.row(1)
	b.rows("Up to "+filepath.Base(folder), "december.csv")
	b.row(0)
	b.rows(up, "cohort", "arrivals.csv", "Beds.XLSX")
	b.typeIn("beds")
	b.rows("Beds.XLSX")
	b.typeIn("zzz")
	contains(t, b.over(), "Nothing here has “bedszzz” in its name.")
	for range 3 {
		b.press(fyne.KeyBackspace)
	}
	b.press(fyne.KeyReturn)
	if got != filepath.Join(folder, "Beds.XLSX") || b.top() != nil {
		t.Errorf("chose %q; still open: %v", got, b.top() != nil)
	}
	if b.Setting(ui.SettingFolder) != folder {
		t.Errorf("the folder is kept as %q", b.Setting(ui.SettingFolder))
	}
}

// TestAPathThatIsPastedIsGoneTo types where a folder and a file are.
func TestAPathThatIsPastedIsGoneTo(t *testing.T) {
	b, folder := filesBench(t)
	stick := filepath.Join(folder, "stick")
	bundle := filepath.Join(stick, "settle.bundle")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bundle, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	enter := func(path string) {
		findAll[*xwidget.TextField](b.top())[0].SetText(path)
		b.press(fyne.KeyReturn)
	}
	got := ""
	b.Open("Read a bundle", []string{".bundle"}, func(path string) { got = path })
	enter(`"` + stick + `"`)
	b.rows("Up to "+filepath.Base(folder), "settle.bundle")
	enter(filepath.Join(folder, "gone"))
	contains(t, b.over(), "This folder cannot be read: "+filepath.Join(folder, "gone"))
	enter(bundle)
	if got != bundle || b.top() != nil || b.Setting(ui.SettingFolder) != stick {
		t.Errorf("chose %q in %q; still open: %v", got, b.Setting(ui.SettingFolder), b.top() != nil)
	}
}

// rows fails the test unless the chooser shows these.
func (b *bench) rows(want ...string) {
	b.t.Helper()
	grid := findAll[*xwidget.Grid](b.top())[0]
	cells := make([]xwidget.Cell, len(grid.Columns()))
	var got []string
	for i := range grid.Len() {
		grid.Source.Row(i, cells)
		got = append(got, cells[0].Text)
	}
	if !slices.Equal(got, want) {
		b.t.Errorf("shows %q, want %q", got, want)
	}
}

// row activates a row of the chooser.
func (b *bench) row(i int) {
	findAll[*xwidget.Grid](b.top())[0].OnActivated(i)
}

func TestAFileIsChosenBeforeThereIsAShell(t *testing.T) {
	b, folder := filesBench(t)
	t.Setenv("HOME", folder)
	if err := os.WriteFile(filepath.Join(folder, "settle.backup"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	work := ui.InlineWork()
	defer work.Close()
	got := ""
	ui.ChooseFile(b.w, work, "Choose a backup", []string{"backup"}, func(path string) { got = path })
	contains(t, b.over(), "Choose a backup")
	b.press(fyne.KeyReturn)
	if got != filepath.Join(folder, "settle.backup") {
		t.Errorf("chose %q", got)
	}
}

func TestTheChooserSorts(t *testing.T) {
	b, folder := filesBench(t)
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for i, name := range []string{"small.csv", "middle.csv", "large.csv"} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, make([]byte, 900*(i+1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, day, day.AddDate(0, 0, -i)); err != nil {
			t.Fatal(err)
		}
	}
	up := "Up to " + filepath.Base(filepath.Dir(folder))
	b.Open("Choose", nil, nil)
	grid := findAll[*xwidget.Grid](b.top())[0]
	for _, tc := range []struct {
		column     int
		descending bool
		want       []string
	}{
		{0, false, []string{up, "large.csv", "middle.csv", "small.csv"}},
		{0, true, []string{up, "small.csv", "middle.csv", "large.csv"}},
		{1, false, []string{up, "large.csv", "middle.csv", "small.csv"}},
		{2, false, []string{up, "small.csv", "middle.csv", "large.csv"}},
	} {
		grid.SortColumn, grid.SortDescending = tc.column, tc.descending
		grid.OnSort(tc.column, tc.descending)
		b.rows(tc.want...)
	}
	contains(t, b.over(), "1 November 2026")
	contains(t, b.over(), "900 bytes")
	contains(t, b.over(), "3 kB")
}

func TestAFolderThatCannotBeReadSaysSo(t *testing.T) {
	b, folder := filesBench(t)
	b.SetSetting(ui.SettingFolder, filepath.Join(folder, "gone"))
	b.Open("Choose the arrivals", nil, func(string) { t.Error("chosen") })
	contains(t, b.over(), "This folder cannot be read: ")
	b.row(-1)
	b.row(99)
	b.rows("Up to " + filepath.Base(folder))
	b.row(0)
	b.w.Canvas().Unfocus()
	b.press(fyne.KeyEscape)
	if b.top() != nil {
		t.Error("Escape does not close it")
	}
}

func TestSaveGoesToAnotherFolder(t *testing.T) {
	b, folder := filesBench(t)
	inner := filepath.Join(folder, "exports")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	got := ""
	b.Save("Save the nights", "nights.csv", func(path string) { got = path })
	b.click("Choose another folder")
	contains(t, b.over(), "Choose a folder")
	b.row(1)
	b.click("Use this folder")
	contains(t, b.over(), inner)
	b.click("Save")
	if got != filepath.Join(inner, "nights.csv") || b.top() != nil {
		t.Errorf("chose %q; still open: %v", got, b.top() != nil)
	}
}
