package listroom

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// endings are the buttons of the last step, beside the one in the header that saves without going live.
func (s *screen) endings() []fyne.CanvasObject {
	switch {
	case s.room == nil:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, "Go live", func() { s.save(true) })}
	case s.room.StateNow == marketplace.RoomLive, s.room.StateNow == marketplace.RoomSuspended:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, "Save changes", func() { s.save(false) })}
	}
	return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, "Save and go live", func() { s.save(true) })}
}

// save stores the listing: live, or as it stood. Photos that are new are stored first; a photo that no room shows is
// shown nowhere.
func (s *screen) save(live bool) {
	if s.saving || !s.ready {
		return
	}
	s.a = s.gather()
	how := forDraft
	if live {
		how = forLive
	}
	for i := range s.steps {
		if !s.passes(i, how) {
			return
		}
	}
	if s.room != nil && !live && s.Leave() == "" {
		s.desk.Toast("Nothing was changed.", nil)
		return
	}
	s.saving = true
	a := s.a
	photos := s.steps[stepPhotos].(*photosStep).fresh(a.Photos)
	ui.Load(s.desk.Work(), &s.keep, func(ctx context.Context) (struct{}, error) {
		for _, jpeg := range photos {
			if _, err := s.data.PutPhoto(ctx, jpeg); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		if s.room == nil {
			s.list(a, live)
			return
		}
		s.change(a.changes(s.desk.Reference(), s.room, &s.was, s.homes, live), a, live)
	})
}

// list lists the new room.
func (s *screen) list(a answers, live bool) {
	c := a.newListing(s.desk.Reference(), live)
	toast := "“" + a.Title + "” is saved as a draft. Nobody else sees it yet."
	if live {
		toast = "“" + a.Title + "” is live. Leads can ask for it now."
	}
	s.desk.Try(c, toast, func(r marketplace.Receipt) {
		s.saved = true
		s.desk.Go(ui.ToID(ui.PageMyRooms, c.roomOf(r)))
	}, s.refused)
}

// change does the acts one after another, because each sees what those before it did.
func (s *screen) change(all []marketplace.Command, a answers, live bool) {
	if len(all) == 0 {
		s.saving = false
		s.desk.Toast("Nothing was changed.", nil)
		return
	}
	toast := ""
	if len(all) == 1 {
		toast = "“" + a.Title + "” is saved."
		if live {
			toast = "“" + a.Title + "” is live. Leads can ask for it now."
		}
	}
	s.desk.Try(all[0], toast, func(marketplace.Receipt) {
		if len(all) > 1 {
			s.change(all[1:], a, live)
			return
		}
		s.saved = true
		s.desk.Go(ui.ToID(ui.PageMyRooms, s.room.ID))
	}, func(err error) { s.stumble(err) })
}

// stumble goes on from what is stored by now where an act in the middle was refused, so that a second attempt does not
// do again what was done.
func (s *screen) stumble(err error) {
	ui.Load(s.desk.Work(), &s.read, s.get, func(k known, again error) {
		if again == nil && k.room != nil {
			s.room, s.homes = k.room, k.homes
			stored := answersOf(k.room, k.homes)
			stored.Email = s.was.Email
			s.was = stored
			if s.a.Home.IsZero() {
				s.a.Home = stored.Home
				s.steps[stepHome].write(&s.a)
			}
		}
		s.refused(err)
	})
}

// fieldOf is the field that a refusal is about, or "".
func fieldOf(err error) string {
	if e, ok := errors.AsType[*marketplace.Error](err); ok {
		return e.Field
	}
	return ""
}
