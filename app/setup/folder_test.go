package setup

import (
	"path/filepath"
	"testing"

	"settle.example/settle/marketplace"
)

func TestTheFolderIsTheMachinesOwn(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		want   string
	}{
		"Linux":                       {"linux", map[string]string{"HOME": "/home/mo"}, "/home/mo/.local/share/settle"},
		"Linux with a data folder":    {"linux", map[string]string{"HOME": "/home/mo", "XDG_DATA_HOME": "/data"}, "/data/settle"},
		"a relative folder is no use": {"linux", map[string]string{"HOME": "/home/mo", "XDG_DATA_HOME": "data"}, "/home/mo/.local/share/settle"},
		"Windows, not roaming":        {"windows", map[string]string{"LocalAppData": "/local", "AppData": "/roaming"}, "/local/Settle"},
		"macOS":                       {"darwin", map[string]string{"HOME": "/Users/mo"}, "/Users/mo/Library/Application Support/Settle"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := folder(c.system, func(k string) string { return c.env[k] })
			if err != nil || got != filepath.FromSlash(c.want) {
				t.Fatalf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestWithoutAHomeItSaysWhatToDo(t *testing.T) {
	_, err := folder("windows", func(string) string { return "" })
	if marketplace.CodeOf(err) != marketplace.Unavailable {
		t.Fatalf("got %v", err)
	}
}
