package people

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// removals is why a computer is removed.
var removals = []xwidget.Option{
	{Value: "gone", Label: "It is not used any more", Note: "sold, handed on, or its person has left"},
	{Value: "lost", Label: "It was lost or stolen", Note: "somebody else may have had it since"},
}

// remove ends a computer's part, after a look at what that means.
func (s *screen) remove(r marketplace.MemberRow, c marketplace.ComputerRow) {
	var kept []marketplace.RoomRow
	why := xwidget.NewRadioGroup(removals, nil)
	why.SetValue("gone")
	since := xwidget.NewDateField(nil)
	since.Now = s.desk.Now
	since.Min, since.Max = c.Joined.Date().Time(), s.today().Time()
	day := xwidget.NewField("Since when?", "What it wrote from this day on will not count. Leave it empty where nobody else has had it: then everything so far counts.", since)
	day.Hidden = true
	over := xwidget.NewCheckBox("Keep those calendars on this computer from now on", nil)
	over.Checked = true
	calendars := xwidget.VBox(look.Space8)
	calendars.Hidden = true
	fields := xwidget.VBox(look.Space16)
	why.OnChanged = func(o xwidget.Option) {
		day.Hidden = o.Value != "lost"
		fields.Refresh()
	}
	means := "It is not let in any more and learns nothing new. Guests whom it accepted keep their nights. What " + nameOf(r) + " did with it so far stays."
	f := form{
		title: "Remove a computer of " + nameOf(r) + "?", verb: "Remove the computer", destructive: true,
		toast:  "Removed. The others refuse it as soon as they hear of it.",
		intro:  means,
		fields: []field{{"why", xwidget.NewField("Why?", "", why)}, {"last_good", day}},
		after:  []fyne.CanvasObject{calendars},
	}
	f.command = func() (marketplace.Command, bool) {
		from, err := since.Value()
		if !day.Check(err) {
			return nil, false
		}
		revoke := marketplace.RevokeDevice{Device: c.Device}
		if why.Value() == "lost" && !from.IsZero() {
			last, err := s.lastBefore(c.Device, from)
			if err != nil {
				day.SetError(marketplace.Sentence(err))
				return nil, false
			}
			revoke.LastGood = &last
		}
		if !over.Checked || calendars.Hidden {
			return revoke, true
		}
		all := []marketplace.Command{revoke}
		for _, room := range kept {
			all = append(all, marketplace.TakeKeeper{Room: room.Room})
		}
		return marketplace.Batch{Commands: all}, true
	}
	s.ask(f)
	ui.Load(s.desk.Work(), &s.kept, func(ctx context.Context) ([]marketplace.RoomRow, error) { return s.data.KeptRooms(ctx, c.Device) },
		func(rows []marketplace.RoomRow, err error) {
			if err != nil || len(rows) == 0 {
				return
			}
			kept = rows
			calendars.Hidden = false
			n := xwidget.CountOf(len(rows), "room", "rooms")
			if !s.desk.Me().Roles.Has(marketplace.RoleRegistrar) {
				over.Checked = false
				calendars.Add(xwidget.NewText(xwidget.Body, "It keeps the calendar of "+n+". Nobody can be accepted there until a registrar has another computer keep it."))
			} else {
				calendars.Add(xwidget.NewText(xwidget.Body, "It keeps the calendar of "+n+". Should it have accepted a guest of whom nobody has heard yet, that guest gets the nights if they are still free; if not, both sides see a conflict with other rooms."))
				calendars.Add(over)
			}
			calendars.Refresh()
		})
}

// lastBefore is the last entry that a computer wrote before a day began. It is one look into an index.
func (s *screen) lastBefore(device marketplace.DeviceID, day time.Time) (uint64, error) {
	y, m, d := day.Date()
	return s.data.WrittenBefore(context.Background(), device, marketplace.InstantOf(time.Date(y, m, d, 0, 0, 0, 0, marketplace.London)))
}
