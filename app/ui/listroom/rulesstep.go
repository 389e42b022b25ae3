package listroom

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// rulesStep asks for how long, with how much notice and under which rules the room is let, and for a new room on which
// nights it is not.
type rulesStep struct {
	s      *screen
	blocks map[marketplace.Date]bool
	chosen marketplace.Range

	least, most, notice, gap             *xwidget.NumberField
	rules                                *xwidget.TextField
	instant                              *listing.Instant
	calendar                             *xwidget.OccupancyCalendar
	keep, open                           *xwidget.Button
	acts                                 *fyne.Container
	fLeast, fMost, fNotice, fGap, fRules *xwidget.Field
	box                                  *fyne.Container
}

func newRulesStep(s *screen) *rulesStep {
	r := &rulesStep{s: s, blocks: map[marketplace.Date]bool{}}
	r.least, r.most = xwidget.NewNumberField(1, 1200), xwidget.NewNumberField(1, 1200)
	r.notice, r.gap = xwidget.NewNumberField(0, 366), xwidget.NewNumberField(0, 366)
	r.rules = xwidget.NewTextArea(4, marketplace.MaxProse)
	entering(s, &r.least.TextField, &r.most.TextField, &r.notice.TextField, &r.gap.TextField)
	r.fLeast = xwidget.NewField("Fewest nights (optional)", "", r.least)
	r.fMost = xwidget.NewField("Most nights (optional)", "", r.most)
	r.fNotice = xwidget.NewField("Days of notice (optional)", "Before the first night.", r.notice)
	r.fGap = xwidget.NewField("Days between guests (optional)", "To change the bed.", r.gap)
	r.fRules = xwidget.NewField("House rules (optional)", "Quiet hours, visitors, the kitchen. A guest agrees to them with the booking.", r.rules)
	r.instant = listing.NewInstant(r.grown)
	r.box = xwidget.VBox(look.Space24, xwidget.Columns(2, 220, look.Space16, r.fLeast, r.fMost), xwidget.Columns(2, 220, look.Space16, r.fNotice, r.fGap), r.fRules, r.instant.Content())
	if s.room != nil {
		r.box.Add(xwidget.NewInsetText("Nights that you keep for yourself are marked in the calendar of My rooms."))
		return r
	}
	r.calendar = xwidget.NewOccupancyCalendar(2, marketplace.DateOf(s.desk.Now()).Time(), r.state)
	r.calendar.AnyNight = true
	r.calendar.OnRange = r.choose
	r.keep = xwidget.NewButton(xwidget.Secondary, "Keep these nights", func() { r.mark(true) })
	r.open = xwidget.NewButton(xwidget.Secondary, "Open these nights", func() { r.mark(false) })
	r.acts = xwidget.Flow(look.Space8, r.keep, r.open)
	r.box.Add(xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Strong, "Nights that you keep for yourself (optional)"), r.calendar, r.acts))
	r.offer()
	return r
}

func (r *rulesStep) content() fyne.CanvasObject { return r.box }

func (r *rulesStep) fields() []*xwidget.Field {
	return append([]*xwidget.Field{r.fLeast, r.fMost, r.fNotice, r.fGap, r.fRules}, r.instant.Fields()...)
}

func (r *rulesStep) named(field string) *xwidget.Field {
	if f := r.instant.Named(field); f != nil {
		return f
	}
	return map[string]*xwidget.Field{"min_nights": r.fLeast, "max_nights": r.fMost, "notice_days": r.fNotice, "gap_days": r.fGap, "house rules": r.fRules}[field]
}

func (r *rulesStep) write(a *answers) {
	writeNumber(r.least, a.MinNights)
	writeNumber(r.most, a.MaxNights)
	writeNumber(r.notice, a.Notice)
	writeNumber(r.gap, a.Gap)
	r.rules.SetText(a.Rules)
	r.instant.Write(a.Instant)
	clear(r.blocks)
	for _, b := range a.Blocks {
		for d := b.From; d < b.To; d++ {
			r.blocks[d] = true
		}
	}
}

func (r *rulesStep) read(a *answers) {
	a.MinNights, a.MaxNights, a.Notice, a.Gap = number(r.least), number(r.most), number(r.notice), number(r.gap)
	a.Rules = strings.TrimSpace(r.rules.Text())
	a.Instant = r.instant.Read()
	a.Blocks = rangesOf(r.blocks)
}

// rangesOf joins single nights to ranges, in order.
func rangesOf(nights map[marketplace.Date]bool) []marketplace.Range {
	var dates []marketplace.Date
	for d, on := range nights {
		if on {
			dates = append(dates, d)
		}
	}
	slices.Sort(dates)
	var all []marketplace.Range
	for _, d := range dates {
		if n := len(all); n > 0 && all[n-1].To == d && all[n-1].Nights() < 1200 {
			all[n-1].To = d + 1
			continue
		}
		all = append(all, marketplace.Range{From: d, To: d + 1})
	}
	return all
}

func (r *rulesStep) check(a *answers, _ strict) []string {
	checkNumber(r.fLeast, r.least)
	checkNumber(r.fMost, r.most)
	checkNumber(r.fNotice, r.notice)
	checkNumber(r.fGap, r.gap)
	r.instant.Check()
	if a.MaxNights > 0 && a.MinNights > a.MaxNights {
		r.fMost.SetError("The most nights are fewer than the fewest. Correct one of the two.")
	}
	return nil
}

func (r *rulesStep) shown(*answers) {}

func (r *rulesStep) state(night time.Time) xwidget.NightState {
	if r.blocks[marketplace.NewDate(night.Date())] {
		return xwidget.NightBlocked
	}
	return xwidget.NightFree
}

// choose offers what can be done with the nights that were chosen.
func (r *rulesStep) choose(from, to time.Time) {
	r.chosen = marketplace.Range{}
	if !from.IsZero() {
		r.chosen = marketplace.Range{From: marketplace.NewDate(from.Date()), To: marketplace.NewDate(to.Date())}
	}
	r.offer()
}

func (r *rulesStep) offer() {
	kept := 0
	for d := r.chosen.From; d < r.chosen.To; d++ {
		if r.blocks[d] {
			kept++
		}
	}
	r.keep.Hidden, r.open.Hidden = kept == r.chosen.Nights(), kept == 0
	r.acts.Hidden = r.keep.Hidden && r.open.Hidden
	r.grown()
}

// grown lays the step out anew.
func (r *rulesStep) grown() {
	if r.box != nil {
		r.box.Refresh()
	}
	if r.s.ready {
		r.s.page.Refresh()
	}
}

// mark keeps the chosen nights for the host, or opens them again.
func (r *rulesStep) mark(kept bool) {
	for d := r.chosen.From; d < r.chosen.To; d++ {
		if delete(r.blocks, d); kept {
			r.blocks[d] = true
		}
	}
	r.chosen = marketplace.Range{}
	r.calendar.SetRange(time.Time{}, time.Time{})
	r.offer()
}

func (r *rulesStep) about() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "All of this can stay empty", Body: "Then anybody may ask for any nights, and you decide request by request."},
		{Heading: "Accepting by itself", Body: "A yes given in advance: requests that keep to what you say are accepted at once, in your name. You can change or end it at any time; what was accepted stays."},
		{Heading: "What helps most", Body: "New colleagues often need four to twelve weeks from the day on which they land, and know the date only some weeks before."},
	}
}
