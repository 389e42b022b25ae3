package welcome

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var _ xwidget.GridSource = (*finder)(nil)

// showWhom says what the arrival has already, and what was asked for.
func (f *finder) showWhom() {
	a := f.arrival
	tags := []fyne.CanvasObject{}
	has := func(k marketplace.OfferKind) bool {
		return slices.ContainsFunc(a.Pairings, func(p marketplace.PairingRow) bool {
			return p.Kind == k && (p.State == marketplace.PairingAsked || p.State == marketplace.PairingAccepted || p.State == marketplace.PairingDone)
		})
	}
	for _, k := range []marketplace.OfferKind{marketplace.OfferPickup, marketplace.OfferBuddy} {
		if !has(k) {
			tags = append(tags, xwidget.NewTag(look.Warning, k.Label()+": nobody yet"))
		}
	}
	for _, p := range a.Pairings {
		tags = append(tags, xwidget.NewTag(pairingTone(p.State), p.Kind.Label()+": "+lower(p.State.Label())+by(p.Volunteer)))
	}
	if len(a.Languages) > 0 {
		tags = append(tags, xwidget.NewTag(look.Neutral, "Speaks "+f.s.languages(a.Languages)))
	}
	f.whom.Objects = []fyne.CanvasObject{xwidget.Flow(look.Space8, tags...)}
	f.s.root.Refresh()
}

func by(volunteer string) string {
	if volunteer == "" {
		return ""
	}
	return ", " + volunteer
}

// none says that nothing matches and what to do.
func (f *finder) none() fyne.CanvasObject {
	if f.f.Kind == nil && f.f.Language == "" && f.f.On.IsZero() && f.f.Outcode == "" {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Nobody offers a welcome yet",
			"Volunteers of every organisation offer pickups, buddies, tours and more. Tell colleagues, or begin with an offer of your own.",
			xwidget.NewButton(xwidget.Secondary, "Offer a welcome", f.s.offer)))
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Nobody matches",
		"No open offer fits all that you chose. Leave the day or the language open, or look at every kind.",
		xwidget.NewButton(xwidget.Secondary, "Show every open offer", f.clear)))
}

func (f *finder) clear() {
	f.f = marketplace.OfferFilter{OpenOnly: true, Limit: most}
	f.fill()
	f.changed()
}

// offerRoute leads to an offer, with the arrival to ask for.
func (f *finder) offerRoute(o marketplace.OfferRow) ui.Route {
	r := ui.ToID(ui.PageOffer, o.Offer)
	if f.arrival != nil {
		r = r.Set("arrival", f.arrival.Arrival.String())
	}
	return r
}

// Len is how many offers match.
func (f *finder) Len() int { return len(f.rows) }

// Row fills the cells of an offer.
func (f *finder) Row(i int, cells []xwidget.Cell) (string, bool) {
	if i >= len(f.rows) {
		return "", false
	}
	o := f.rows[i]
	cells[0] = xwidget.Cell{Text: o.Title, Bold: true}
	if o.Title != o.Facts.Kind.Label() {
		cells[0].Secondary = o.Facts.Kind.Label()
	}
	cells[1] = xwidget.Cell{Text: o.Volunteer, Secondary: o.OrgName}
	cells[2] = xwidget.Cell{Text: f.s.languages(o.Facts.Languages)}
	cells[3] = xwidget.Cell{Text: "Anywhere"}
	if w := where(o.Facts); w != "" {
		cells[3].Text = w
	}
	cells[4] = xwidget.Cell{Text: upper(days(o.Facts.Days))}
	if !o.Facts.Until.IsZero() {
		cells[4].Secondary = "until " + o.Facts.Until.Short()
	}
	if o.State == marketplace.OfferOpen {
		cells[5] = xwidget.Cell{Text: strconv.Itoa(o.Facts.Capacity-o.Taken) + more(o.Taken), Bold: true}
	} else {
		cells[5] = xwidget.Cell{Tag: o.State.Label(), Tone: offerTone(o.State)}
	}
	return "", true
}

// upper begins a line with a capital.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
