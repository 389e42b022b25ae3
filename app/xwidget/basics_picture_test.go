package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestPicturesOfBasics(t *testing.T) {
	draw(t,
		scene{name: "buttons", width: 760, height: 300, build: buttonsScene, then: focusNth(6)},
		scene{name: "nav", width: 400, height: 420, build: navScene, then: focusNth(3)},
		scene{name: "home", width: 1060, height: 640, build: homeScene, then: focusNth(3)},
		scene{name: "home-narrow", width: 560, height: 900, build: homeScene},
		scene{name: "messages", width: 720, height: 760, build: messagesScene},
	)
}

func focusNth(n int) func(fyne.Window) {
	return func(w fyne.Window) {
		for range n {
			w.Canvas().FocusNext()
		}
	}
}

func buttonsScene() fyne.CanvasObject {
	disabled := xwidget.NewButton(xwidget.Primary, "Request", nil)
	disabled.Disable()
	quiet := xwidget.NewButton(xwidget.Quiet, "Not now", nil)
	quiet.Disable()
	var rows []fyne.CanvasObject
	for _, compact := range []bool{false, true} {
		var line []fyne.CanvasObject
		for _, b := range []*xwidget.Button{
			xwidget.NewButton(xwidget.Primary, "Request this room", nil),
			xwidget.NewIconButton(xwidget.Secondary, look.IconDownload, "Export", nil),
			xwidget.NewIconButton(xwidget.Destructive, look.IconBin, "Retire this room", nil),
			xwidget.NewIconButton(xwidget.Quiet, look.IconUndo, "Undo", nil),
		} {
			b.Compact = compact
			line = append(line, b)
		}
		rows = append(rows, xwidget.Row(16, line...))
	}
	rows = append(rows, xwidget.Row(16, disabled, quiet, xwidget.NewGlyphButton(look.IconHelp, "Help", nil)))
	return xwidget.VBox(16, rows...)
}

func navScene() fyne.CanvasObject {
	items := func(collapsed bool) *fyne.Container {
		box := xwidget.VBox(4)
		for i, n := range []*xwidget.NavItem{
			xwidget.NewNavItem(look.IconHome, "Home", nil),
			xwidget.NewNavItem(look.IconFind, "Find a room", nil),
			xwidget.NewNavItem(look.IconBookings, "Bookings", nil),
			xwidget.NewNavItem(look.IconArrivals, "Arrivals", nil),
			xwidget.NewNavItem(look.IconWelcome, "Welcome", nil),
			xwidget.NewNavItem(look.IconNights, "Nights", nil),
		} {
			n.Selected, n.Collapsed = i == 0, collapsed
			if i == 2 {
				n.Count = 7
			}
			box.Add(n)
		}
		return box
	}
	side := func(width float32, o fyne.CanvasObject) fyne.CanvasObject {
		s := xwidget.NewSurface(look.ColorSidebar)
		s.Least = fyne.NewSize(width, 100)
		return xwidget.Stack(s, xwidget.Pad(10, o))
	}
	return xwidget.Row(24, side(look.NavWidth, items(false)), side(look.NavNarrow, items(true)))
}

func homeScene() fyne.CanvasObject {
	nothing := func() {}
	tiles := xwidget.Columns(4, 200, look.PageGap,
		xwidget.NewStatTile(look.Info, "Rooms free tonight", "38", "of 112 offered", nothing),
		xwidget.NewStatTile(look.Info, "Nights this month", "690", "80% of capacity", nothing),
		xwidget.NewStatTile(look.Danger, "Waiting for a room", "7", "2 start this week", nothing),
		xwidget.NewStatTile(look.Success, "Median rent", "£95", "cap £117.71 a week", nil),
	)
	tags := xwidget.Flow(8)
	for i, tone := range look.Tones() {
		tags.Add(xwidget.NewTag(tone, []string{"Withdrawn", "Booked", "Free", "Held", "Over the cap", "Planned"}[i]))
	}
	cards := xwidget.Columns(2, 360, look.PageGap,
		xwidget.NewTitledCard("What needs you today", xwidget.VBox(12,
			xwidget.NewText(xwidget.Body, "Amara Obi lands at Heathrow on 7 December 2026 and has no room yet. Three rooms near the Royal Surrey are free for all 21 nights."),
			xwidget.NewText(xwidget.Caption, "Asked by Siân Rees yesterday at 16:20"), tags),
			xwidget.NewButton(xwidget.Quiet, "See all", nil)),
		xwidget.NewCard(xwidget.NewEmptyState(look.IconRooms, "No rooms yet", "When you list a spare room, its calendar and its requests appear here.", xwidget.NewIconButton(xwidget.Primary, look.IconPlus, "List a room", nil))),
	)
	return xwidget.VBox(look.PageGap,
		xwidget.NewPageHeader("Good morning, Siân", "Tuesday 24 November 2026. Two arrivals within 21 days have no bed.",
			xwidget.NewButton(xwidget.Secondary, "Import arrivals", nil), xwidget.NewButton(xwidget.Primary, "Offer a room", nil)),
		tiles, cards)
}

func messagesScene() fyne.CanvasObject {
	box := xwidget.VBox(16)
	for i, k := range []xwidget.BannerKind{xwidget.BannerInfo, xwidget.BannerSuccess, xwidget.BannerWarning, xwidget.BannerOffline, xwidget.BannerError} {
		b := xwidget.NewBanner(k, []string{"", "Room listed", "The cap changed on 1 April 2026", "Working offline", "The file could not be read"}[i],
			"Four changes wait to be shared. They are saved on this computer and go out when another machine can be reached again.",
			xwidget.NewButton(xwidget.Quiet, "Show them", nil))
		if i%2 == 0 {
			b.OnDismiss = func() {}
		}
		box.Add(b)
	}
	box.Add(xwidget.NewInsetText("A lodger who shares your kitchen or bathroom is an excluded occupier: reasonable notice is enough, and no court order is needed."))
	return box
}
