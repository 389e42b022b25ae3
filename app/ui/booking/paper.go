package booking

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/report"
)

// paper asks in which format to save the page for the arrival, and where.
func (s *screen) paper() {
	choose := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: "pdf", Label: "PDF", Note: "to print or to send"}, {Value: "html", Label: "Web page", Note: "reads well on a phone and with a screen reader"},
	}, nil)
	choose.SetValue("pdf")
	s.desk.Dialog("A page for the arrival", xwidget.VBox(look.Space16, paragraph("One page with the room, the nights, the rent, the way in and whom to ask. It is not sealed: send it to the guest alone."),
		xwidget.NewField("Write it as", "", choose)),
		ui.Verb{Text: "Cancel", Kind: xwidget.Secondary},
		ui.Verb{Text: "Choose where to save", Kind: xwidget.Primary, Do: func() bool {
			s.savePaper(choose.Value())
			return true
		}})
}

func (s *screen) savePaper(format string) {
	write := report.WritePDF
	if format == "html" {
		write = report.WriteHTML
	}
	page := s.arrivalPage()
	s.desk.Save("Save the page for the arrival", "your-room-"+s.b.Dates.From.String()+"."+format, func(path string) {
		if !strings.EqualFold(filepath.Ext(path), "."+format) {
			path += "." + format
		}
		s.desk.Long("Writing "+filepath.Base(path), func(ctx context.Context, _ func(int, int)) error {
			return ui.WriteWhole(ctx, path, "The page", func(w io.Writer) error { return write(w, page) })
		}, func(err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Toast("The page is saved as “"+filepath.Base(path)+"” in "+filepath.Dir(path)+".", nil)
		})
	})
}

// arrivalPage is what the arrival needs to know, in plain words.
func (s *screen) arrivalPage() report.Report {
	d := s.b.Dates
	room := report.Section{Heading: "Your room", Paragraphs: []string{
		s.b.RoomTitle + ". Your host is " + s.host() + ".",
		"You arrive on " + d.From.Time().Format("Monday 2 January 2006") + " and leave on " + d.To.Time().Format("Monday 2 January 2006") + ": " +
			xwidget.CountOf(d.Nights(), "night", "nights") + ".",
		"The rent is " + s.b.Week.Week() + ", " + s.b.Total.String() + " for the whole stay.",
	}}
	if rules := strings.TrimSpace(s.b.room.Rules); rules != "" {
		room.Paragraphs = append(room.Paragraphs, "House rules: "+rules)
	}
	way := report.Section{Heading: "The way in"}
	for _, l := range [][2]string{{"Address", s.b.Address}, {"Telephone", s.b.Phone}, {"At the door", s.b.DoorNotes}} {
		if l[1] != "" {
			way.Paragraphs = append(way.Paragraphs, l[0]+": "+l[1])
		}
	}
	if len(way.Paragraphs) == 0 {
		way.Paragraphs = []string{"Your recruitment lead tells you the address before you fly."}
	}
	ask := report.Section{Heading: "If you need help", Paragraphs: []string{
		s.lead() + " of " + s.orgName(s.b.GuestOrg) + " booked this room for you and helps with any question. If you are delayed, tell them as soon as you can.",
		"In an emergency ring 999. For medical advice that cannot wait ring 111.",
	}}
	sections := []report.Section{room, way, ask}
	if s.b.room.Facts.Supply == marketplace.SupplyHome {
		title, text := marketplace.OccupierNote(s.b.Occupier)
		living := report.Section{Heading: "Living in somebody’s home", Paragraphs: []string{title + ". " + text, marketplace.NoticeNote(s.b.Occupier)}}
		if s.b.RTRNeeded {
			living.Paragraphs = append(living.Paragraphs, "Before you move in, your host must see that you may rent a home in England. Bring your eVisa share code or the document that proves it.")
		}
		sections = append(sections, living)
	}
	return report.Report{
		Title: "Welcome, " + listing.And(firsts(s.b.Names, s.guest())), Subtitle: "Your room from " + d.From.Long(), System: s.desk.Me().System,
		Made: s.desk.Now(), Sections: sections,
	}
}

// firsts is the first names, or whatever the guest is called where there are none.
func firsts(names []string, guest string) []string {
	if len(names) == 0 {
		return []string{guest}
	}
	out := make([]string, len(names))
	for i, n := range names {
		out[i], _, _ = strings.Cut(n, " ")
	}
	return out
}
