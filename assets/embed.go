package assets

import (
	"embed"
	"io/fs"
)

//go:embed reference/*.csv
var embedded embed.FS

//go:embed icon.png
var icon []byte

// Icon returns the product's icon, a square PNG of 512 pixels. The caller may
// keep and change the bytes.
func Icon() []byte { return append([]byte(nil), icon...) }

// builtinFiles is the folder of embedded tables.
func builtinFiles() (fs.FS, error) { return fs.Sub(embedded, "reference") }
