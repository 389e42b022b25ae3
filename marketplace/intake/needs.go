package intake

import (
	"strings"

	"settle.example/settle/marketplace"
)

// needWords leads from what people write to a need. All words of a line must stand in the text.
var needWords = []struct {
	words string
	need  marketplace.Needs
}{
	{"step free", marketplace.NeedStepFree},
	{"wheelchair", marketplace.NeedStepFree},
	{"ground floor", marketplace.NeedStepFree},
	{"vegetarian", marketplace.NeedVegetarianKitchen},
	{"vegan", marketplace.NeedVegetarianKitchen},
	{"halal", marketplace.NeedHalalKitchen},
	{"women only", marketplace.NeedWomenOnly},
	{"female only", marketplace.NeedWomenOnly},
	{"all female", marketplace.NeedWomenOnly},
	{"partner", marketplace.NeedCouple},
	{"spouse", marketplace.NeedCouple},
	{"husband", marketplace.NeedCouple},
	{"wife", marketplace.NeedCouple},
	{"couple", marketplace.NeedCouple},
	{"child", marketplace.NeedChildren},
	{"children", marketplace.NeedChildren},
	{"baby", marketplace.NeedChildren},
	{"parking", marketplace.NeedParking},
	{"own bathroom", marketplace.NeedOwnBathroom},
	{"private bathroom", marketplace.NeedOwnBathroom},
	{"ensuite", marketplace.NeedOwnBathroom},
	{"en suite", marketplace.NeedOwnBathroom},
	{"quiet", marketplace.NeedQuiet},
}

// needs reads what an arrival needs of a room. Parts in which it finds nothing are answered as they stand, so that
// nothing is lost.
func needs(text string) (all marketplace.Needs, unknown []string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '/' || r == '|' }) {
		part = strings.TrimSpace(part)
		padded := " " + fold(part) + " "
		var found marketplace.Needs
		for _, w := range needWords {
			if strings.Contains(padded, " "+w.words+" ") {
				found |= w.need
			}
		}
		if found == 0 && strings.Trim(padded, " ") != "" && strings.TrimSpace(padded) != "none" {
			unknown = append(unknown, part)
		}
		all |= found
	}
	return all, unknown
}
