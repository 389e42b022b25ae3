package booking

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// mail shows the ready text for a host who rarely opens Settle, to open in the mail program or to copy. It holds nothing
// personal of the guest: mail is not sealed.
func (s *screen) mail() {
	me := s.desk.Me()
	group := ""
	if g, ok := s.desk.Reference().StaffGroup(s.b.Group); ok {
		group = article(listing.Lower(g.Label))
	}
	link := marketplace.MailtoRequest(marketplace.MailRequest{
		To: s.b.HostEmail, Host: s.b.HostName, Room: s.b.RoomTitle, Group: group, People: s.b.People, Dates: s.b.Dates, Week: s.b.Week,
		Deadline: s.b.Fold.Facts.Deadline, Lead: me.Name, LeadOrg: me.OrgName,
	})
	to, err := url.Parse(link)
	if err != nil {
		s.desk.Fail(err)
		return
	}
	text := strings.ReplaceAll(to.Query().Get("body"), "\r\n", "\n")
	s.desk.Dialog("Text for the host", xwidget.VBox(look.Space16, paragraph("It names nobody: mail is not sealed. Open it in your mail program, or copy it into a message or a letter."),
		xwidget.NewInsetText(text)),
		ui.Verb{Text: "Copy the text", Kind: xwidget.Secondary, Do: func() bool {
			fyne.CurrentApp().Clipboard().SetContent(text)
			s.desk.Toast("The text is copied.", nil)
			return true
		}},
		ui.Verb{Text: "Open in the mail program", Kind: xwidget.Primary, Do: func() bool {
			if err := fyne.CurrentApp().OpenURL(to); err != nil {
				s.desk.Fail(marketplace.Errorf(marketplace.Unavailable, "The mail program could not be opened. Copy the text instead."))
				return false
			}
			return true
		}})
}

// article puts "a" or "an" before a label.
func article(label string) string {
	for _, vowel := range "aeiou" {
		if len(label) > 0 && rune(label[0]) == vowel {
			return "an " + label
		}
	}
	return "a " + label
}
