package xwidget

import (
	"slices"
	"strings"
	"unicode"
)

// rank says how well a command answers what was typed, from 1 (barely) up; 0
// is not at all. Each word typed must be found somewhere.
func (c Command) rank(query string) int {
	title := strings.ToLower(c.Title)
	all := title + " " + strings.ToLower(c.Hint) + " " + strings.ToLower(c.Words)
	query = strings.ToLower(strings.TrimSpace(query))
	words := strings.Fields(query)
	if len(words) == 0 {
		return 1
	}
	score := 0
	for _, w := range words {
		s := rankWord(title, all, w)
		if s == 0 {
			return 0
		}
		score += s
	}
	if strings.HasPrefix(title, query) {
		score += 8
	}
	return score
}

func rankWord(title, all, word string) int {
	switch {
	case beginsWord(title, word):
		return 6
	case beginsWord(all, word):
		return 4
	case strings.Contains(title, word):
		return 3
	case strings.Contains(all, word):
		return 2
	case len(word) > 1 && strings.HasPrefix(initials(title), word):
		return 5
	}
	return 0
}

// beginsWord reports whether a word of s begins with prefix.
func beginsWord(s, prefix string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.HasPrefix(w, prefix) {
			return true
		}
	}
	return false
}

// initials are the first letters of the words of s: "far" for "find a room".
func initials(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// ranked returns the indices of the commands that answer a query, the best
// first; among equals the order stays.
func ranked(commands []Command, query string) []int {
	type hit struct{ index, rank int }
	var hits []hit
	for i, c := range commands {
		if r := c.rank(query); r > 0 {
			hits = append(hits, hit{i, r})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.rank - a.rank })
	out := make([]int, len(hits))
	for i, h := range hits {
		out[i] = h.index
	}
	return out
}
