package marketplace

// foldEach puts an aggregate's entries to apply in their order, each with its author, and gathers the verdicts on those
// that are not in effect. An entry that this version cannot read, or whose author is not (yet) known or revoked, never
// reaches apply.
func foldEach(sys *System, entries []*Entry, apply func(*Entry, Actor) (Outcome, string)) []Verdict {
	var verdicts []Verdict
	for _, e := range entries {
		outcome, why := Unreadable, "newer"
		if e.Fact != nil {
			var actor Actor
			if actor, outcome, why = sys.Author(e); outcome == Applied {
				outcome, why = apply(e, actor)
			}
		}
		if outcome != Applied {
			verdicts = append(verdicts, Verdict{e.Ref, outcome, why})
		}
	}
	return verdicts
}

// date is the date in the United Kingdom on which the entry was written, by its own clock.
func (e *Entry) date() Date { return e.Clock.Instant().Date() }
