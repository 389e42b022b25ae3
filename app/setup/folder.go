package setup

import (
	"os"
	"path/filepath"
	"runtime"

	"settle.example/settle/marketplace"
)

// Folder is where this machine keeps application data: never a roaming profile, and never a share. It is not made.
//
// Linux: $XDG_DATA_HOME/settle, else ~/.local/share/settle. Windows: %LocalAppData%\Settle. macOS: ~/Library/Application
// Support/Settle.
func Folder() (string, error) {
	return folder(runtime.GOOS, os.Getenv)
}

func folder(system string, env func(string) string) (string, error) {
	home := env("HOME")
	switch {
	case system == "windows" && env("LocalAppData") != "":
		return filepath.Join(env("LocalAppData"), "Settle"), nil
	case system == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "Settle"), nil
	case system != "windows" && filepath.IsAbs(env("XDG_DATA_HOME")):
		return filepath.Join(env("XDG_DATA_HOME"), "settle"), nil
	case system != "windows" && home != "":
		return filepath.Join(home, ".local", "share", "settle"), nil
	}
	return "", marketplace.Errorf(marketplace.Unavailable, "Settle cannot tell where this computer keeps application data. Name a folder with --data.")
}
