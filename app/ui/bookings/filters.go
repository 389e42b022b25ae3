package bookings

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// filters is the line of choices: what to look for, whose, which state and month, and the view.
type filters struct {
	text                *xwidget.TextField
	whose, state, month *xwidget.Select
	board, list         *xwidget.Chip
	stateBox            *fyne.Container
	root                *fyne.Container
}

func newFilters(s *screen) *filters {
	f := &filters{text: xwidget.NewSearchField("Guest, room or host")}
	f.text.MaxLength = 120
	f.text.OnChanged = func(text string) {
		c := s.c
		c.text = text
		s.changed(c)
	}
	f.whose = xwidget.NewSelect("", whoseOptions(s.desk.Me()), func(o xwidget.Option) {
		c := s.c
		c.whose = o.Value
		s.changed(c)
	})
	f.state = xwidget.NewSelect("", stateOptions(), func(o xwidget.Option) {
		c := s.c
		c.state = o.Value
		if o.Value == stateOpen {
			c.state = "" // what the list shows by itself
		}
		s.changed(c)
	})
	f.month = xwidget.NewSelect("Any month", months(s.desk.Now()), func(o xwidget.Option) {
		c := s.c
		c.month = o.Value
		s.changed(c)
	})
	view := func(v string) func(bool) {
		return func(bool) {
			c := s.c
			c.view = v
			s.desk.SetSetting(ui.SettingBookingsView, v)
			s.changed(c)
			f.show(s.c) // also where it was the view already: one of the two is always on
		}
	}
	f.board, f.list = xwidget.NewChip(look.Icon{}, "Board", view(viewBoard)), xwidget.NewChip(look.Icon{}, "List", view(viewList))
	wide := func(w float32, o fyne.CanvasObject) *fyne.Container {
		return container.NewGridWrap(fyne.NewSize(w, look.InputHeight), o)
	}
	f.stateBox = wide(164, f.state)
	line := []fyne.CanvasObject{wide(220, f.text)}
	if len(f.whose.Options) > 1 {
		line = append(line, wide(184, f.whose))
	}
	f.root = xwidget.Flow(look.Space8, append(line, f.stateBox, wide(152, f.month))...)
	f.text.SetText(s.c.text)
	f.show(s.c)
	return f
}

// show puts choices into the fields, without telling. The text is left as it is typed, unless it was cleared.
func (f *filters) show(c choices) {
	f.whose.SetValue(c.whose)
	f.state.SetValue(cmp.Or(c.state, stateOpen))
	f.month.SetValue(c.month)
	f.board.SetOn(c.view == viewBoard)
	f.list.SetOn(c.view == viewList)
	if c.text == "" && f.text.Text() != "" {
		f.text.SetText("")
	}
	if hidden := c.view != viewList; f.stateBox.Hidden != hidden {
		f.stateBox.Hidden = hidden
		if f.root != nil {
			f.root.Refresh()
		}
	}
}

// whoseOptions is whose bookings a person may choose from: those who answer for an organisation see more than their own.
func whoseOptions(me marketplace.Me) []xwidget.Option {
	if !me.Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		return []xwidget.Option{{Value: whoseMine, Label: "Mine"}}
	}
	return []xwidget.Option{
		{Value: whoseMine, Label: "All that are ours"},
		{Value: whoseGuests, Label: "Our guests"},
		{Value: whoseRooms, Label: "Our rooms"},
		{Value: whoseAll, Label: "The whole system"},
	}
}
