package sharing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// mostConflicts is how many conflicts stand on the page.
const mostConflicts = 10

// pending is what the page reads of the marketplace.
type pending struct {
	audit     []marketplace.AuditRow
	conflicts []marketplace.BookingRow
}

func (s *screen) loadWaiting() {
	ui.Load(s.desk.Work(), &s.waiting, func(ctx context.Context) (p pending, err error) {
		if p.audit, err = s.data.Audit(ctx); err == nil {
			p.conflicts, err = s.data.Bookings(ctx, marketplace.BookingFilter{
				States: []marketplace.BookingState{marketplace.StateConflict}, Mine: !s.desk.Me().Roles.Has(marketplace.RoleCoordinator), Limit: mostConflicts,
			})
		}
		return p, err
	}, func(p pending, err error) {
		if err != nil {
			s.setAside.Objects = []fyne.CanvasObject{xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err),
				xwidget.NewButton(xwidget.Secondary, "Try again", s.loadWaiting))}
			s.setAside.Refresh()
			return
		}
		s.showConflicts(p.conflicts)
		s.showSetAside(p.audit)
	})
}

func (s *screen) showConflicts(rows []marketplace.BookingRow) {
	s.conflicts.Objects = nil
	if len(rows) > 0 {
		s.conflicts.Add(xwidget.NewText(xwidget.Strong, "To settle: two computers said yes for the same nights"))
	}
	for _, r := range rows {
		settle := xwidget.NewButton(xwidget.Secondary, "Settle it", func() { s.desk.Go(ui.ToID(ui.PageBooking, r.Booking)) })
		settle.Compact = true
		s.conflicts.Add(xwidget.Row(look.Space16, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, r.Guest),
			xwidget.NewText(xwidget.Muted, r.RoomTitle+", "+r.Dates.From.Long()+" to "+r.Dates.To.Long()))), settle))
	}
	s.conflicts.Hidden = len(rows) == 0
	s.conflicts.Refresh()
}

// groups are the outcomes that set an entry aside, in plain words.
var groups = []struct {
	outcome        marketplace.Outcome
	title, meaning string
}{
	{marketplace.Waiting, "Waiting", "for something that has not arrived here yet. They come into effect by themselves."},
	{marketplace.Unreadable, "Need a newer Settle", "because another computer has a newer one. Install the newest Settle here; nothing is lost meanwhile."},
	{marketplace.Void, "Without effect", "because whoever made them may not, or something else came first. They are kept so that everybody can see it."},
}

func (s *screen) showSetAside(rows []marketplace.AuditRow) {
	s.setAside.Objects = nil
	if len(rows) == 0 {
		s.setAside.Add(xwidget.NewText(xwidget.Muted, "Every change that came in is in effect."))
		s.setAside.Refresh()
		return
	}
	s.setAside.Add(xwidget.NewText(xwidget.Strong, "Set aside"))
	for _, g := range groups {
		of := []marketplace.AuditRow{}
		for _, r := range rows {
			if r.Outcome == g.outcome {
				of = append(of, r)
			}
		}
		if len(of) == 0 {
			continue
		}
		s.setAside.Add(xwidget.NewText(xwidget.Body, g.title+": "+xwidget.CountOf(len(of), "change", "changes")+", "+g.meaning))
		s.setAside.Add(xwidget.Row(0, xwidget.NewLink("See "+them(len(of)), func() { s.sheet(g.title, of) })))
	}
	s.setAside.Refresh()
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// mostSetAside is how many changes the sheet lists.
const mostSetAside = 100

func (s *screen) sheet(title string, rows []marketplace.AuditRow) {
	lines := make([]fyne.CanvasObject, 0, len(rows))
	for _, r := range rows[:min(len(rows), mostSetAside)] {
		who := r.By
		if who == "" {
			who = "A computer that is not known here yet"
		}
		lines = append(lines, xwidget.Inset(look.Space8, 0, look.Space8, 0, xwidget.VBox(0,
			xwidget.NewText(xwidget.Strong, who+", "+r.At.Date().Long()),
			xwidget.NewText(xwidget.Body, "About "+aboutKind(r.Kind)+": "+why(r.Verdict)+"."))))
	}
	if more := len(rows) - mostSetAside; more > 0 {
		lines = append(lines, xwidget.NewText(xwidget.Muted, "And "+xwidget.FormatCount(more)+" more."))
	}
	s.desk.Sheet(title, xwidget.NewScroll(xwidget.Ruled(lines...)))
}

// kinds says what an entry is about, by the first word of its kind.
var kinds = map[string]string{
	"room": "a room", "home": "a home", "booking": "a booking", "arrival": "an arrival", "offer": "an offer of welcome", "pairing": "a welcome",
	"member": "who takes part", "ring": "who may read what", "org": "an organisation", "organisation": "an organisation", "cap": "the rent cap",
	"keeper": "who keeps a room’s calendar", "letter": "a message", "system": "the system itself", "erased": "personal details that were erased",
}

func aboutKind(kind string) string {
	first, _, _ := strings.Cut(kind, ".")
	if words, ok := kinds[first]; ok {
		return words
	}
	return "something that this Settle does not know"
}

// why says why an entry is set aside.
func why(v marketplace.Verdict) string {
	switch {
	case v.Outcome == marketplace.Unreadable:
		return "it needs a newer Settle"
	case v.Why == "ahead":
		return "its computer’s clock is ahead of this one’s, so it waits until its time comes"
	case v.Outcome == marketplace.Waiting:
		return "it rests on something that has not arrived yet"
	case v.Why == "revoked":
		return "the computer that made it had been removed"
	}
	return "whoever made it may not do that, or something else came first"
}
