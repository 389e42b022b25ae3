package room

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// loadSent reads the request that was sent from here, to say what happens next.
func (s *screen) loadSent(id marketplace.ID) {
	ui.Load(s.desk.Work(), &s.request, func(ctx context.Context) (marketplace.BookingDetail, error) { return s.data.BookingDetail(ctx, id) },
		func(b marketplace.BookingDetail, err error) {
			s.sent = nil
			if err == nil && b.State.Open() {
				s.sent = &b
			}
			if s.loaded {
				s.show()
			}
		})
}

// sentBanner says what was asked for and what happens next; nothing where nothing was sent from here.
func (s *screen) sentBanner() fyne.CanvasObject {
	b := s.sent
	if b == nil {
		return nil
	}
	title := "You asked for this room for " + b.Guest + ", " + listing.Dates(b.Dates)
	next := "The host answers by " + b.Deadline.String() + ". Your home page tells you when they do."
	if b.State != marketplace.StateRequested {
		next = "It stands at: " + listing.Lower(b.State.Label()) + "."
	}
	if b.State != marketplace.StateRequested {
		return xwidget.NewBanner(xwidget.BannerSuccess, title, next)
	}
	letter := s.letter(b)
	write := xwidget.NewIconButton(xwidget.Secondary, look.IconMail, "Write to the host", func() { s.write(letter) })
	paste := xwidget.NewIconButton(xwidget.Quiet, look.IconCopy, "Copy the text", func() { s.copy(letter, "The text for the host is copied. Paste it where you write to them.") })
	write.Compact, paste.Compact = true, true
	next += " A host who rarely opens Settle answers sooner to a message of yours."
	return xwidget.VBox(look.Space8, xwidget.NewBanner(xwidget.BannerSuccess, title, next), xwidget.Flow(look.Space8, write, paste))
}

// letter is the ready message for a host who rarely opens Settle, as a mailto link.
func (s *screen) letter(b *marketplace.BookingDetail) string {
	me := s.desk.Me()
	m := marketplace.MailRequest{
		To: b.HostEmail, Host: b.HostName, Room: s.d.Title, People: b.People, Dates: b.Dates, Week: b.Week, Deadline: b.Deadline,
		Lead: me.Name, LeadOrg: me.OrgName,
	}
	if g, ok := s.desk.Reference().StaffGroup(b.Group); ok {
		m.Group = withArticle(listing.Lower(g.Label))
	}
	return marketplace.MailtoRequest(m)
}

// withArticle puts "a" or "an" before a noun.
func withArticle(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// write opens the letter in the mail program; where there is none, it is copied.
func (s *screen) write(letter string) {
	u, err := url.Parse(letter)
	if err == nil {
		err = fyne.CurrentApp().OpenURL(u)
	}
	if err != nil {
		s.copy(letter, "No mail program answered, so the text is copied. Paste it where you write to the host.")
	}
}

// copy puts the text of the letter on the clipboard.
func (s *screen) copy(letter, told string) {
	u, err := url.Parse(letter)
	if err != nil {
		s.desk.Fail(err)
		return
	}
	// A mailto link writes a space as %20 and never as +, which a query would read as a space.
	text, err := url.PathUnescape(bodyOf(u.RawQuery))
	if err != nil {
		s.desk.Fail(err)
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.ReplaceAll(text, "\r\n", "\n"))
	s.desk.Toast(told, nil)
}

// bodyOf is the body of a mailto link's query, still escaped.
func bodyOf(query string) string {
	for part := range strings.SplitSeq(query, "&") {
		if body, ok := strings.CutPrefix(part, "body="); ok {
			return body
		}
	}
	return ""
}
