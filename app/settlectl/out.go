package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"settle.example/settle/marketplace"
)

// answer writes a value as JSON, or lets people write it for people.
func (e *env) answer(value any, people func(w io.Writer)) error {
	if !e.json {
		people(e.out)
		return nil
	}
	out := json.NewEncoder(e.out)
	out.SetEscapeHTML(false)
	return out.Encode(value)
}

// table writes rows under headings, the columns in line.
func table(w io.Writer, headings string, rows [][]string) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.ReplaceAll(headings, "|", "\t"))
	for _, r := range rows {
		for i := range r {
			r[i] = line(r[i])
		}
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	_ = t.Flush() // an answer that nobody takes (a closed pipe) is no failure
}

// lines writes labels and values, leaving empty values out.
func lines(w io.Writer, pairs ...string) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(t, "%s\t%s\n", pairs[i], line(pairs[i+1]))
		}
	}
	_ = t.Flush()
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
	return id.String()[:10]
}

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
