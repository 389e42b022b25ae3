package booking

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// rowLabel is the label of a row: all of one width, so that what stands beside them lines up.
func rowLabel(text string) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(124, 22), xwidget.NewLine(xwidget.Muted, text))
}

// room is the card of the room, with its photo.
func (s *screen) room() fyne.CanvasObject {
	parts := xwidget.VBox(look.Space8)
	if !s.b.Photo.IsZero() {
		picture := xwidget.NewPicture(s.photos, listing.PhotoKey(s.b.Photo), s.b.RoomTitle)
		picture.Proportion = 1.9
		parts.Add(picture)
	}
	parts.Add(xwidget.NewText(xwidget.Strong, s.b.RoomTitle))
	town, _ := s.desk.Reference().OutcodeTown(s.b.Outcode)
	where := s.b.Outcode
	if town != "" {
		where += ", " + town
	}
	parts.Add(xwidget.NewText(xwidget.Muted, where))
	parts.Add(xwidget.Row(0, xwidget.NewLink("See the room, its rules and its calendar", func() { s.desk.Go(ui.ToID(ui.PageRoom, s.b.Room)) })))
	return xwidget.NewCard(parts)
}

// wayIn is the card of address, telephone number and door notes: for the guest's side once the booking is confirmed,
// and before that, why not yet.
func (s *screen) wayIn() fyne.CanvasObject {
	lines := [][2]string{{"Address", s.b.Address}, {"Telephone", s.b.Phone}, {"At the door", s.b.DoorNotes}}
	parts := xwidget.VBox(12)
	for _, l := range lines {
		if l[1] != "" {
			parts.Add(xwidget.VBox(2, xwidget.NewText(xwidget.Caption, l[0]), paragraph(l[1])))
		}
	}
	told := len(parts.Objects) > 0
	confirmed := !s.b.Fold.ConfirmedAt.IsZero()
	switch {
	case s.b.Side == marketplace.SideHost && told && !confirmed:
		parts.Add(xwidget.NewText(xwidget.Caption, "Only your side sees this. "+s.lead()+" sees it once they confirm."))
	case told && s.b.Side == marketplace.SideHost:
		parts.Add(xwidget.NewText(xwidget.Caption, s.lead()+" sees this too."))
	case told:
		b := xwidget.NewIconButton(xwidget.Secondary, look.IconCopy, "Copy", func() {
			text := ""
			for _, l := range lines {
				if l[1] != "" {
					text += l[0] + ": " + l[1] + "\n"
				}
			}
			fyne.CurrentApp().Clipboard().SetContent(text)
			s.desk.Toast("The way in is copied. Paste it only where nobody else reads it.", nil)
		})
		b.Compact = true
		parts.Add(xwidget.Row(0, b))
	case confirmed:
		parts.Add(paragraph("The host has not written an address into Settle. Ask them in a message."))
	case !s.b.State.Open():
		parts.Add(xwidget.NewText(xwidget.Muted, "It was never shown: the booking was not confirmed."))
	default:
		parts.Add(xwidget.TopRow(look.Space8, xwidget.NewGlyph(look.IconLock, look.ColorSecondary, 20),
			xwidget.Grow(xwidget.NewText(xwidget.Muted, "Address, telephone number and door notes show here once the booking is confirmed. Until then nobody but the host’s side can open them."))))
	}
	return xwidget.NewTitledCard("The way in", parts)
}

// history is the card of all steps with names and times, the latest first.
func (s *screen) history() fyne.CanvasObject {
	parts := xwidget.VBox(12)
	for _, step := range slices.Backward(s.b.Steps) {
		parts.Add(xwidget.VBox(2, paragraph(s.who(step.Who)+" "+step.What), xwidget.NewText(xwidget.Caption, step.At.String())))
	}
	if len(s.b.Steps) == 0 {
		parts.Add(xwidget.NewText(xwidget.Muted, "Nothing has happened yet."))
	}
	return xwidget.NewTitledCard("History", parts)
}

// thread is the card of the messages of both sides, with the box to write one.
func (s *screen) thread() fyne.CanvasObject {
	parts := xwidget.VBox(12)
	for _, l := range s.b.letters {
		parts.Add(letter(l))
	}
	host, guest := s.sides()
	if !host && !guest {
		return xwidget.NewTitledCard("Messages", xwidget.NewText(xwidget.Muted, "Only the two sides of a booking read and write its messages."))
	}
	if len(s.b.letters) == 0 {
		parts.Add(xwidget.NewText(xwidget.Muted, "No messages yet. Both sides read what is written here, and nobody else."))
	}
	send := xwidget.NewIconButton(xwidget.Secondary, look.IconMessage, "Send the message", s.write)
	parts.Add(xwidget.Inset(look.Space8, 0, 0, 0, xwidget.VBox(look.Space8, s.message, xwidget.Row(0, send))))
	return xwidget.NewTitledCard("Messages", parts)
}

// letter is one message: this person's own at the right and tinted, the others' at the left.
func letter(l marketplace.Letter) fyne.CanvasObject {
	from := l.From
	if l.Mine {
		from = "You"
	}
	if from == "" {
		from = "Somebody"
	}
	ground := xwidget.NewSurface(look.ColorInset)
	left, right := float32(0), look.Space64
	if l.Mine {
		ground.Fill = look.Info.Ground()
		left, right = right, left
	}
	ground.Radius = look.CardRadius
	words := xwidget.VBox(2, xwidget.NewText(xwidget.Caption, from+", "+l.At.String()), paragraph(l.Text))
	return xwidget.Inset(0, right, 0, left, xwidget.Stack(ground, xwidget.Inset(10, 14, 12, 14, words)))
}

// write sends what is typed. It stays in the box until it is kept.
func (s *screen) write() {
	text := s.message.Text()
	if text == "" || s.sending {
		return
	}
	s.sending = true
	s.desk.Try(marketplace.WriteLetter{About: s.b.Booking, Text: text}, "", func(marketplace.Receipt) {
		s.sending = false
		if s.message.Text() == text {
			s.message.SetText("")
		}
		s.load()
	}, func(err error) {
		s.sending = false
		s.desk.Fail(err)
	})
}
