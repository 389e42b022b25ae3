package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"settle.example/settle/marketplace"
)

// paper is where text for people goes. It remembers the first error.
type paper struct {
	w   io.Writer
	err error
}

// f writes as fmt.Fprintf does.
func (p *paper) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// answer writes a value as JSON, or lets people write it for people.
func (e *env) answer(value any, people func(p *paper)) error {
	if !e.json {
		p := &paper{w: e.out}
		people(p)
		return p.err
	}
	out := json.NewEncoder(e.out)
	out.SetEscapeHTML(false)
	return out.Encode(value)
}

// columns writes rows with their cells in line.
func (p *paper) columns(rows [][]string) {
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	in := &paper{w: t, err: p.err}
	for _, r := range rows {
		for i := range r {
			r[i] = line(r[i])
		}
		in.f("%s\n", strings.Join(r, "\t"))
	}
	if p.err = in.err; p.err == nil {
		p.err = t.Flush()
	}
}

// table writes rows under headings, which have bars between.
func table(p *paper, headings string, rows [][]string) {
	p.columns(append([][]string{strings.Split(headings, "|")}, rows...))
}

// lines writes labels and values, leaving empty values out.
func lines(p *paper, pairs ...string) {
	var rows [][]string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			rows = append(rows, []string{pairs[i], pairs[i+1]})
		}
	}
	p.columns(rows)
}

// line is a text on one line, without what a terminal would obey.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

// short is as much of an id as tells it from others in a list.
func short(id marketplace.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()[:shortDigits]
}

// shortDigits is how many digits of an id a list shows.
const shortDigits = 10

// idText is an id in JSON; absent where there is none.
func idText(id marketplace.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// instant is a time in JSON; absent where there is none.
func instant(i marketplace.Instant) string {
	b, _ := i.MarshalText() // it never fails
	return string(b)
}

// yes says yes, or nothing.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// list is never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// pages reads a list page by page: all rows, or as many as the limit says.
func pages[T any](limit, offset int, read func(limit, offset int) ([]T, error)) ([]T, error) {
	var all []T
	for {
		want := pageRows
		if limit > 0 {
			want = min(want, limit-len(all))
		}
		if want <= 0 {
			return all, nil
		}
		rows, err := read(want, offset+len(all))
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if len(rows) < want {
			return all, nil
		}
	}
}
