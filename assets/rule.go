package assets

import (
	"slices"
	"time"
)

var ruleColumns = []string{"key", "value", "unit", "applies_from", "confidence", "source"}

// Rule is a rule or figure of law, tax or practice, from a day on.
type Rule struct {
	Key        string // as "rent_a_room_limit"
	Value      string // as written; for a sentence, the sentence
	Number     int64  // the value of a counted unit; 0 for text and month_day
	Unit       string // pence, weeks, months, days, people, percent, month_day (MM-DD) or text
	From       time.Time
	Confidence string // official, secondary, recalled or policy: see uk_rules.csv
	Source     string
}

var (
	countedUnits = []string{"pence", "weeks", "months", "days", "people", "percent"}
	confidences  = []string{"official", "secondary", "recalled", "policy"}
)

// Rules returns every rule in the order of the file.
func (r *Reference) Rules() []Rule { return slices.Clone(r.rules) }

// Rule returns the rule of that key in force on the day: the latest that has
// begun.
func (r *Reference) Rule(key string, day time.Time) (Rule, bool) {
	found, ok := Rule{}, false
	for _, x := range r.rules {
		if x.Key == key && !x.From.After(day) && (!ok || x.From.After(found.From)) {
			found, ok = x, true
		}
	}
	return found, ok
}

// readRules fills rules.
func (r *Reference) readRules(t *table, _ bool) {
	seen := make(map[string]int, len(t.rows))
	for _, x := range t.rows {
		u := Rule{
			Key: x.text("key"), Value: x.text("value"), Unit: x.text("unit"),
			From: x.date("applies_from"), Confidence: x.text("confidence"), Source: x.text("source"),
		}
		switch {
		case slices.Contains(countedUnits, u.Unit):
			u.Number = x.number("value", 0, 1_000_000_000)
		case u.Unit == "month_day":
			if _, err := time.Parse("01-02", u.Value); err != nil {
				x.bad("value", "%q is not a day of the year; write it as 04-06", clip(u.Value))
			}
		case u.Unit != "text":
			x.bad("unit", "%q is not known; write one of %v, month_day or text", clip(u.Unit), countedUnits)
		}
		if u.Confidence != "" && !slices.Contains(confidences, u.Confidence) {
			x.bad("confidence", "%q is not known; write one of %v", clip(u.Confidence), confidences)
		}
		key := u.Key + " " + u.From.Format(time.DateOnly)
		if x.unique("key", key, seen) {
			seen[key] = x.line
			r.rules = append(r.rules, u)
		}
	}
}
