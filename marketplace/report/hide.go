package report

// hiding is which rows of a table are withheld and whether its total may be
// shown beside the others.
type hiding struct {
	hidden []bool
	total  bool
	people int // different people behind the total, as far as the rows allow
}

// hide decides for one measure: the people and nights of a count.
//
// The small rows are hidden. While the total would give something away, the
// least of the rows still shown is hidden too. Where even that does not help,
// the total is withheld and only the small rows stay hidden.
func hide(rows []Count, whole Count, measure func(Count) (people int, nights int64)) hiding {
	h := hiding{hidden: make([]bool, len(rows))}
	wholePeople, wholeNights := measure(whole)
	most, sum, small := 0, 0, 0
	for i, c := range rows {
		people, nights := measure(c)
		people = max(people, 0)
		most, sum = max(most, people), sum+people
		// Nights without people are a mistake of the caller; nobody sees them.
		if people > 0 && people < smallest || people == 0 && nights != 0 || nights < 0 {
			h.hidden[i] = true
			small++
		}
	}
	// No more people can stand behind the total than behind all of its rows,
	// and no fewer than behind one.
	h.people = min(max(wholePeople, most), sum)
	if small == 0 {
		h.total = h.people == 0 && wholeNights == 0 || h.people >= smallest
		return h
	}
	firstHidden := append([]bool(nil), h.hidden...)
	for !h.safe(rows, wholeNights, measure) {
		next := -1
		for i, c := range rows {
			people, nights := measure(c)
			if h.hidden[i] || people == 0 {
				continue
			}
			if next < 0 {
				next = i
				continue
			}
			if _, least := measure(rows[next]); nights < least {
				next = i
			}
		}
		if next < 0 {
			h.hidden = firstHidden
			return h
		}
		h.hidden[next] = true
	}
	h.total = true
	return h
}

// safe reports whether the total beside the shown rows gives nothing away.
// Their difference is the sum of the hidden rows, so at least two must be
// hidden, at least 8 people must stand behind that sum, and it must leave each
// row more than one possible number of nights (of which each has at least one).
func (h hiding) safe(rows []Count, wholeNights int64, measure func(Count) (int, int64)) bool {
	count, most, shownPeople := 0, 0, 0
	rest := wholeNights
	for i, c := range rows {
		people, nights := measure(c)
		if h.hidden[i] {
			count++
			most = max(most, people)
			continue
		}
		shownPeople += people
		rest -= nights
	}
	// Whoever stands behind the total but behind no shown row stands behind
	// the hidden ones; people who stand behind several make it only larger.
	behind := max(most, h.people-shownPeople)
	return count >= 2 && behind >= smallest && rest > int64(count)
}

// peoplePinned reports whether the rounded people of total and rows would give
// away that every hidden row has one person, or every one the most that a
// small row may have: each rounded figure stands for a span of five.
func (h hiding) peoplePinned(rows []Count) bool {
	const off = roundTo / 2
	count := 0
	low, high := rounded(h.people)-off, rounded(h.people)+off
	for i, c := range rows {
		switch {
		case h.hidden[i]:
			count++
		case c.People > 0:
			low, high = low-rounded(c.People)-off, high-rounded(c.People)+off
		}
	}
	return count > 0 && (high <= count || low >= (smallest-1)*count)
}

// moneyPinned reports whether the total of an amount would give away that each
// hidden row has none of it.
func (h hiding) moneyPinned(rows []Count, whole Count, amount func(Count) int64) bool {
	rest, hidden := amount(whole), false
	for i, c := range rows {
		if h.hidden[i] {
			hidden = true
			continue
		}
		rest -= amount(c)
	}
	return hidden && rest <= 0
}
