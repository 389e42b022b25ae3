package main

import (
	"strings"
	"testing"

	"settle.example/settle/marketplace"
)

func TestAnIDIsFoundByItsFirstDigits(t *testing.T) {
	held := []marketplace.ID{{0xab, 0xcd, 0xef, 0x01}, {0xab, 0xcd, 0xef, 0x02}, {0x12, 0x34, 0x56, 0x78}}
	page := func(offset int) ([]marketplace.ID, error) { return held[min(offset, len(held)):], nil }
	for name, c := range map[string]struct {
		typed string
		want  marketplace.ID
		says  string
	}{
		"the only one":          {"123456", held[2], ""},
		"capitals and spaces":   {" ABCDEF01 ", held[0], ""},
		"the whole id":          {held[1].String(), held[1], ""},
		"more than one":         {"abcdef", marketplace.ID{}, "More than one id begins with abcdef"},
		"none":                  {"ffffff", marketplace.ID{}, "no room here"},
		"too short":             {"abcde", marketplace.ID{}, "at least its first 6 digits"},
		"no id at all":          {"Sunny room", marketplace.ID{}, "not the id of a room"},
		"what a terminal obeys": {"\x1b[2J\x1b[2J", marketplace.ID{}, "not the id of a room"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := pick("a room", c.typed, page)
			if c.says == "" && (err != nil || got != c.want) {
				t.Errorf("found %v, %v", got, err)
			}
			if c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || strings.ContainsRune(err.Error(), '\x1b')) {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestWhatIsPrintedStaysOnItsLine(t *testing.T) {
	var b strings.Builder
	p := &paper{w: &b}
	table(p, "TITLE|RENT", [][]string{{"Sunny\nroom\x1b[31m\tred\u009b", "£1"}})
	if got := b.String(); strings.Count(got, "\n") != 2 || strings.ContainsAny(got, "\x1b\t\u009b") || p.err != nil {
		t.Errorf("it prints %q, %v", got, p.err)
	}
}

func TestPence(t *testing.T) {
	for typed, want := range map[string]marketplace.Pence{"11500": 11500, "0": 0, "": -1, "-1": -1, "115.00": -1, "£115": -1, "99999999999999999999": -1} {
		got, err := parsePence(typed)
		if want < 0 && err == nil || want >= 0 && (err != nil || got != want) {
			t.Errorf("%q is %d, %v", typed, got, err)
		}
	}
}

func TestAListIsReadPageByPage(t *testing.T) {
	held := make([]int, 2500)
	for i := range held {
		held[i] = i
	}
	read := func(limit, offset int) ([]int, error) {
		if limit > pageRows {
			t.Errorf("a page of %d rows", limit)
		}
		from := min(offset, len(held))
		return held[from:min(from+limit, len(held))], nil
	}
	for name, c := range map[string]struct{ limit, offset, rows, first int }{
		"all": {0, 0, 2500, 0}, "some": {10, 0, 10, 0}, "more than a page": {1500, 100, 1500, 100}, "the end": {0, 2400, 100, 2400}, "nothing": {0, 2500, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := pages(c.limit, c.offset, read)
			if err != nil || len(got) != c.rows || len(got) > 0 && got[0] != c.first {
				t.Errorf("%d rows, %v", len(got), err)
			}
		})
	}
}
