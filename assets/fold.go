package assets

import (
	"strings"
	"unicode"
)

// maxQuery is the longest text, in bytes, that a search looks at.
const maxQuery = 200

// plain lists the letters that fold to each ASCII letter or pair: Latin-1 and
// Latin Extended-A, which hold every letter of the names of places and people
// in the languages written in Latin letters that we expect here.
var plain = func() map[rune]string {
	m := make(map[rune]string)
	for to, from := range map[string]string{
		"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ",
		"h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķĸ", "l": "ĺļľŀł", "n": "ñńņňŉŋ",
		"o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüũūŭůűų",
		"w": "ŵẁẃẅ", "y": "ýÿŷỳ", "z": "źżž", "ae": "æ", "oe": "œ", "ss": "ß", "th": "þ",
		"and": "&",
	} {
		for _, c := range from {
			m[c] = to
		}
	}
	return m
}()

// fold turns a text into lower-case words of letters and digits, one space
// apart, without accents and apostrophes: "St Peter's, Chêne" is
// "st peters chene".
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, c := range s {
		switch {
		case c == '\'' || c == '’' || c == '‘' || c == 'ʼ' || unicode.Is(unicode.Mn, c):
			continue
		case c != '&' && !unicode.IsLetter(c) && !unicode.IsDigit(c):
			gap = b.Len() > 0
			continue
		}
		if gap || c == '&' && b.Len() > 0 {
			b.WriteByte(' ')
			gap = false
		}
		c = unicode.ToLower(c)
		if to, ok := plain[c]; ok {
			b.WriteString(to)
			gap = c == '&'
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// foldBounded folds the first bytes of a text that may be of any length.
func foldBounded(s string) string {
	if len(s) > maxQuery {
		s = strings.ToValidUTF8(s[:maxQuery], "")
	}
	return fold(s)
}
