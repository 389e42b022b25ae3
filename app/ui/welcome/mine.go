package welcome

import (
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// mine is a volunteer's view: what waits for an answer, what is under way, what they offer.
func (s *screen) mine() fyne.CanvasObject {
	rows := s.got.of(marketplace.SideHost)
	parts := s.cards(rows, "Waiting for your answer")
	if len(s.got.offers) == 0 && len(parts) == 0 {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Offer what you can, in a minute",
			"A lift from the airport, an hour a week as a buddy, a walk round the town: choose what you enjoy and when it suits you. A lead asks you for a colleague who arrives; you say yes or no.",
			xwidget.NewButton(xwidget.Secondary, "Offer a welcome", s.offer)))
	}
	return xwidget.VBox(look.PageGap, append(parts, s.offers())...)
}

// asked is a lead's view of whom their organisation asked.
func (s *screen) asked() fyne.CanvasObject {
	parts := s.cards(s.got.of(marketplace.SideGuest), "Waiting for a volunteer’s answer")
	if len(parts) == 0 {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Nobody is asked at present",
			"Look who offers a pickup, a buddy or other help, and ask them for a colleague who arrives. What they answer shows up here.",
			xwidget.NewButton(xwidget.Secondary, "See who offers what", func() { s.turn(viewFind) })))
	}
	return xwidget.VBox(look.PageGap, parts...)
}

// cards are the pairing that the person came for, those that wait for an answer, and those under way.
func (s *screen) cards(rows []marketplace.PairingRow, waiting string) []fyne.CanvasObject {
	var parts, asked, going []fyne.CanvasObject
	if f := s.got.focus; f != nil {
		parts = append(parts, xwidget.NewTitledCard(s.heading(*f), s.pairing(*f)))
	} else if !s.route.ID.IsZero() {
		parts = append(parts, xwidget.NewBanner(xwidget.BannerInfo, "", "What you came for is not here any more: it was withdrawn, or it has not reached this computer yet."))
	}
	for _, p := range rows {
		if p.State == marketplace.PairingAsked {
			asked = append(asked, s.pairing(p))
		} else {
			going = append(going, s.pairing(p))
		}
	}
	if len(asked) > 0 {
		parts = append(parts, xwidget.NewTitledCard(waiting, ruled(asked)))
	}
	if len(going) > 0 {
		parts = append(parts, xwidget.NewTitledCard("Under way", ruled(going)))
	}
	return parts
}

// offers lists what the person offers.
func (s *screen) offers() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for _, o := range s.got.offers {
		if o.State != marketplace.OfferClosed {
			rows = append(rows, s.offerRow(o))
		}
	}
	for _, o := range s.got.offers {
		if o.State == marketplace.OfferClosed {
			rows = append(rows, s.offerRow(o))
		}
	}
	if len(rows) == 0 {
		return xwidget.NewTitledCard("What you offer", xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Muted, "You offer nothing at present."),
			xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Offer something", s.offer))))
	}
	return xwidget.NewTitledCard("What you offer", ruled(rows))
}

// offerRow is one of the person's offers with what they can do about it here.
func (s *screen) offerRow(o marketplace.OfferRow) fyne.CanvasObject {
	line := []string{}
	if o.Title != o.Facts.Kind.Label() {
		line = append(line, o.Facts.Kind.Label())
	}
	line = append(line, taken(o), when(o.Facts))
	if w := where(o.Facts); w != "" {
		line = append(line, w)
	}
	parts := []fyne.CanvasObject{
		xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, o.Title), xwidget.NewText(xwidget.Muted, strings.Join(line, " · ")))),
		xwidget.NewTag(offerTone(o.State), o.State.Label()),
	}
	add := func(verb string, do func()) {
		b := xwidget.NewButton(xwidget.Secondary, verb, do)
		b.Compact = true
		parts = append(parts, b)
	}
	switch o.State {
	case marketplace.OfferOpen, marketplace.OfferFull:
		add("Pause", func() {
			s.move(o, marketplace.OfferPaused, "The offer is paused. Nobody is asked until you open it again.")
		})
	case marketplace.OfferPaused:
		add("Open again", func() { s.move(o, marketplace.OfferOpen, "The offer is open again.") })
	case marketplace.OfferLapsed:
		add("It is still true", func() { s.move(o, marketplace.OfferOpen, "Thank you. The offer is open for another 90 days.") })
	}
	add("See", func() { s.desk.Go(ui.ToID(ui.PageOffer, o.Offer)) })
	return xwidget.Row(look.Space16, parts...)
}

// move opens or pauses an offer; what was open can be opened again from the toast.
func (s *screen) move(o marketplace.OfferRow, to marketplace.OfferState, said string) {
	s.desk.Act(marketplace.MoveOffer{Offer: o.Offer, To: to}, "", func(marketplace.Receipt) {
		var undo func()
		if to == marketplace.OfferPaused {
			undo = func() {
				s.desk.Act(marketplace.MoveOffer{Offer: o.Offer, To: marketplace.OfferOpen}, "The offer is open again.", nil)
			}
		}
		s.desk.Toast(said, undo)
		s.load()
	})
}

// mattersToMe is the line under a volunteer's title.
func (s *screen) mattersToMe() string {
	wait, care := 0, 0
	for _, p := range s.got.open {
		switch {
		case p.Side != marketplace.SideHost:
		case p.State == marketplace.PairingAsked:
			wait++
		default:
			care++
		}
	}
	line := "Nobody waits for your answer"
	if wait > 0 {
		line = xwidget.CountOf(wait, "question waits", "questions wait") + " for your answer"
	}
	if care > 0 {
		line += " · you look after " + xwidget.CountOf(care, "person", "people")
	}
	return line
}

// mattersToUs is the line under a lead's title.
func (s *screen) mattersToUs() string {
	wait, going := 0, 0
	for _, p := range s.got.open {
		switch {
		case p.Side != marketplace.SideGuest:
		case p.State == marketplace.PairingAsked:
			wait++
		default:
			going++
		}
	}
	if wait+going == 0 {
		return "Your organisation asks nobody at present"
	}
	return xwidget.CountOf(wait, "question waits", "questions wait") + " for a volunteer · " + xwidget.CountOf(going, "welcome", "welcomes") + " under way"
}

func ruled(rows []fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{}
	for i, row := range rows {
		if i > 0 {
			parts = append(parts, xwidget.NewRule())
		}
		parts = append(parts, row)
	}
	return xwidget.VBox(look.Space16, parts...)
}
