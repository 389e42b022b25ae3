package assets

import (
	"slices"
	"strings"
)

var languageColumns = []string{"code", "name"}

// Language is a language that people speak.
type Language struct {
	Code string // BCP 47 language subtag, lower case, as "ml"
	Name string // in English, as "Malayalam"
}

// Languages returns every language, sorted by name.
func (r *Reference) Languages() []Language { return slices.Clone(r.languages) }

// Language returns the language of a code; of a longer tag as "pt-BR", that of
// its first part. Case does not matter.
func (r *Reference) Language(code string) (Language, bool) {
	code = strings.ToLower(strings.TrimSpace(code))
	if i := strings.IndexAny(code, "-_"); i >= 0 {
		code = code[:i]
	}
	i, ok := r.languageAt[code]
	if !ok {
		return Language{}, false
	}
	return r.languages[i], true
}

// LanguageNamed returns the language with the English name, or one of the
// names in brackets, without regard to case and accents.
func (r *Reference) LanguageNamed(name string) (Language, bool) {
	want := foldBounded(name)
	if want == "" {
		return Language{}, false
	}
	for _, l := range r.languages {
		first, second, _ := strings.Cut(l.Name, "(")
		if want == fold(l.Name) || want == fold(first) || want == fold(second) {
			return l, true
		}
	}
	return Language{}, false
}

// readLanguages fills languages and languageAt.
func (r *Reference) readLanguages(t *table, _ bool) {
	seen := make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		l := Language{Code: strings.ToLower(x.code("code")), Name: x.text("name")}
		if x.unique("code", l.Code, seen) {
			seen[l.Code] = x.line
			r.languages = append(r.languages, l)
		}
	}
	slices.SortStableFunc(r.languages, func(a, b Language) int { return strings.Compare(a.Name, b.Name) })
	r.languageAt = make(map[string]int, len(r.languages))
	for i, l := range r.languages {
		r.languageAt[l.Code] = i
	}
}
