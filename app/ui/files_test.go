package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

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
	b.SetSetting(ui.SettingFolder, inner)
	for _, name := range []string{"arrivals.csv", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(inner, name), []byte("a,b"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := ""
	b.Open("Choose the arrivals", []string{"csv", ".xlsx"}, func(path string) { got = path })
	contains(t, b.over(), "Choose the arrivals")
	lacks(t, b.over(), "notes")
	for _, text := range findAll[*canvas.Text](b.top()) {
		if strings.HasPrefix(text.Text, "arrivals") {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(text)
			test.TapCanvas(b.w.Canvas(), at.AddXY(4, -20))
		}
	}
	for _, button := range findAll[*widget.Button](b.top()) {
		if button.Text == "Choose" {
			test.Tap(button)
		}
	}
	if got != filepath.Join(inner, "arrivals.csv") {
		t.Errorf("chose %q; says %q", got, b.over())
	}
}

func TestEscapeClosesTheFileDialog(t *testing.T) {
	b, _ := filesBench(t)
	b.Open("Choose the arrivals", nil, func(string) { t.Error("chosen") })
	b.w.Canvas().Unfocus()
	b.press(fyne.KeyEscape)
	if b.top() != nil && b.top().Visible() {
		t.Error("it is still open")
	}
}
