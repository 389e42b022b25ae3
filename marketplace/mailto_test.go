package marketplace_test

import (
	"net/mail"
	"net/url"
	"strings"
	"testing"

	"settle.example/settle/marketplace"
)

func TestMailtoRequest(t *testing.T) {
	ask := marketplace.MailRequest{
		To: "sian.rees@example.org", Host: "Siân", Room: `The "blue" room & bath`, Group: "a nurse", People: 1, Dates: nights(day(12, 7), day(1, 4)), Week: 11000,
		Deadline: marketplace.Instant(day(11, 5).Time().Unix()), Lead: "Tom Price", LeadOrg: "Surrey & Sussex",
	}
	link := marketplace.MailtoRequest(ask)
	if strings.ContainsAny(link, " \"\r\n+<>") || strings.Count(link, "?") != 1 || strings.Count(link, "&") != 1 {
		t.Errorf("the link is not encoded: %s", link)
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "mailto" {
		t.Fatalf("the link does not parse: %v", err)
	}
	to, _ := url.PathUnescape(u.Opaque)
	if a, err := mail.ParseAddress(to); err != nil || a.Address != "sian.rees@example.org" {
		t.Errorf("it goes to %q, %v", to, err)
	}
	q := u.Query()
	if got := q.Get("subject"); got != "A guest for your room from 7 December 2026?" {
		t.Errorf("the subject is %q", got)
	}
	want := "Hello Siân,\r\n\r\nMay a nurse stay in your room \"The \\\"blue\\\" room & bath\" from 7 December 2026 to 4 January 2027 (28 nights), at £110.00 a week?\r\n\r\n" +
		"Please answer by 5 November 2026, 00:00: open Settle and choose Accept or Decline, or reply to this message or ring me and I will record it for you.\r\n\r\n" +
		"Your address is not shown to anyone until you accept and we confirm.\r\n\r\nThank you\r\nTom Price\r\nSurrey & Sussex"
	want = strings.ReplaceAll(want, `\"`, `"`)
	want = strings.Replace(want, `"The "blue" room & bath"`, `“The "blue" room & bath”`, 1)
	if got := q.Get("body"); got != want {
		t.Errorf("the body is\n%q, want\n%q", got, want)
	}
	ask.To, ask.Host, ask.Group, ask.People = "", "", "", 3
	link = marketplace.MailtoRequest(ask)
	if !strings.HasPrefix(link, "mailto:?subject=") || !strings.Contains(link, "May%20a%20colleague%20and%202%20more%20stay") {
		t.Errorf("without an address it is %s", link)
	}
}
