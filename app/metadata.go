package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"github.com/BurntSushi/toml"

	"settle.example/settle/assets"
)

// Metadata reads FyneApp.toml, so that a plain binary has a name, a version and an icon too. The file is compiled in: it
// panics on one that does not parse.
func Metadata(file string) fyne.AppMetadata {
	var parsed struct {
		Details struct {
			ID, Name, Version string
			Build             int
		}
	}
	if _, err := toml.Decode(file, &parsed); err != nil {
		panic(fmt.Sprintf("FyneApp.toml is compiled in and does not parse: %v", err))
	}
	d := parsed.Details
	return fyne.AppMetadata{ID: d.ID, Name: d.Name, Version: d.Version, Build: d.Build, Icon: fyne.NewStaticResource("icon.png", assets.Icon())}
}
