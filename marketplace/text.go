package marketplace

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on what people write, in characters.
const (
	MaxName  = 120  // a name, a title, a telephone number
	MaxLine  = 400  // an address, a source
	MaxProse = 4000 // a description, a note
)

// tidy trims what somebody wrote for a field and checks that it is text within max characters. Only prose may hold line
// breaks.
func tidy(field, s string, most int) (string, error) {
	s = strings.TrimSpace(s)
	if !utf8.ValidString(s) {
		return "", Errorf(Invalid, "The %s holds characters that cannot be read. Type it again.", field).On(field)
	}
	if n := utf8.RuneCountInString(s); n > most {
		return "", Errorf(Invalid, "The %s is %d characters long. Shorten it to %d.", field, n, most).On(field)
	}
	for _, r := range s {
		if unicode.IsControl(r) && (most < MaxProse || r != '\n' && r != '\r' && r != '\t') {
			return "", Errorf(Invalid, "The %s holds a line break or another control character. Write it on one line.", field).On(field)
		}
	}
	return s, nil
}

// needed is tidy for a field that must not be empty.
func needed(field, s string, most int) (string, error) {
	s, err := tidy(field, s, most)
	if err == nil && s == "" {
		return "", Errorf(Invalid, "The %s is missing. Fill it in.", field).On(field)
	}
	return s, err
}

// fieldText is one field of a command and where its text goes.
type fieldText struct {
	name  string
	value string
	most  int
	field Field
}

// tidyAll checks several optional fields and gathers those that hold something.
func tidyAll(fields ...fieldText) (map[Field]string, error) {
	all := map[Field]string{}
	for _, f := range fields {
		s, err := tidy(f.name, f.value, f.most)
		if err != nil {
			return nil, err
		}
		if s != "" {
			all[f.field] = s
		}
	}
	return all, nil
}
