package assets

import (
	"slices"
	"strings"
)

var staffColumns = []string{"code", "label", "words"}

// OtherStaff is the code of the staff group of every profession that no other
// group names.
const OtherStaff = "other"

// StaffGroup is a category of staff, coarse enough to count without naming.
type StaffGroup struct {
	Code  string // lower case, as "nurse"
	Label string // for people, as "Nurse"
}

// staffWord leads from folded words of a profession to a group.
type staffWord struct {
	words string // with a space at both ends
	group int
}

// StaffGroups returns every group in the order of the file.
func (r *Reference) StaffGroups() []StaffGroup { return slices.Clone(r.groups) }

// StaffGroup returns the group with the code.
func (r *Reference) StaffGroup(code string) (StaffGroup, bool) {
	for _, g := range r.groups {
		if g.Code == code {
			return g, true
		}
	}
	return StaffGroup{}, false
}

// StaffGroupOf returns the group of a profession as a person typed it:
// "Registered nurse (OSCE pending)" is nurse. A text that names no known
// profession is other.
func (r *Reference) StaffGroupOf(profession string) StaffGroup {
	text := " " + singular(foldBounded(profession)) + " "
	for _, w := range r.staffWords {
		if strings.Contains(text, w.words) {
			return r.groups[w.group]
		}
	}
	g, _ := r.StaffGroup(OtherStaff)
	return g
}

// singular takes the final s off longer words, so that "nurses" is "nurse".
// Words of the table are treated alike, so a wrong singular still matches.
func singular(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			words[i] = w[:len(w)-1]
		}
	}
	return strings.Join(words, " ")
}

// readStaffGroups fills groups and staffWords.
func (r *Reference) readStaffGroups(t *table, _ bool) {
	seen, seenWord := make(map[string]int), make(map[string]int)
	for _, x := range t.rows {
		g := StaffGroup{Code: strings.ToLower(x.code("code")), Label: x.text("label")}
		if !x.unique("code", g.Code, seen) {
			continue
		}
		seen[g.Code] = x.line
		for word := range strings.SplitSeq(x.text("words"), ";") {
			word = singular(fold(word))
			if x.unique("words", word, seenWord) {
				seenWord[word] = x.line
				r.staffWords = append(r.staffWords, staffWord{words: " " + word + " ", group: len(r.groups)})
			}
		}
		r.groups = append(r.groups, g)
	}
	if _, ok := seen[OtherStaff]; !ok && len(t.rows) > 0 {
		t.rows[0].bad("code", "never says %q; add a line for it", OtherStaff)
	}
}
