package assets

import _ "embed"

//go:embed SOURCES.md
var sources string

// Sources says where every table comes from and under which licence, as Markdown.
func Sources() string { return sources }
