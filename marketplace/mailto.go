package marketplace

import (
	"fmt"
	"strings"
)

// MailRequest is what a message to a host who rarely opens Settle says of a request. It holds nothing personal of the
// guest: mail is not sealed.
type MailRequest struct {
	To       string // the host's address; empty leaves it to the sender's mail program
	Host     string // the host's name; may be empty
	Room     string // its title
	Group    string // the guest's staff group as people say it: "a registered nurse"
	People   int
	Dates    Range
	Week     Pence
	Deadline Instant
	Lead     string // who asks
	LeadOrg  string
}

// MailtoRequest is a mailto link (RFC 6068) with a ready message that asks the host to answer a request.
func MailtoRequest(m MailRequest) string {
	greeting := "Hello,"
	if m.Host != "" {
		greeting = "Hello " + m.Host + ","
	}
	guest := m.Group
	if guest == "" {
		guest = "a colleague"
	}
	if m.People > 1 {
		guest = fmt.Sprintf("%s and %d more", guest, m.People-1)
	}
	body := strings.Join([]string{
		greeting, "",
		fmt.Sprintf("May %s stay in your room “%s” from %s (%s), at %s?", guest, m.Room, m.Dates, count(m.Dates.Nights(), "night"), m.Week.Week()), "",
		fmt.Sprintf("Please answer by %s: open Settle and choose Accept or Decline, or reply to this message or ring me and I will record it for you.", m.Deadline), "",
		"Your address is not shown to anyone until you accept and we confirm.", "",
		"Thank you", m.Lead, m.LeadOrg,
	}, "\r\n")
	subject := fmt.Sprintf("A guest for your room from %s?", m.Dates.From.Long())
	return "mailto:" + mailEscape(m.To, "@") + "?subject=" + mailEscape(subject, "") + "&body=" + mailEscape(body, "")
}

// mailEscape percent-encodes all but the unreserved characters of RFC 3986 and those in keep.
func mailEscape(s, keep string) string {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; strings.IndexByte(unreserved, c) >= 0 || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
