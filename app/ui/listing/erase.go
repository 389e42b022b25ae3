package listing

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Erasures is the buttons that erase what a room and its home say of somebody, for who may: the host's side and
// coordinators. done runs when something is erased.
func Erasures(desk ui.Desk, d *marketplace.RoomDetail, done func()) fyne.CanvasObject {
	ask := func(e ui.Erasing) func() {
		e.Note = ui.OwnWords(desk.Me())
		return func() { e.Ask(desk, done) }
	}
	acts := xwidget.Flow(look.Space8, xwidget.NewButton(xwidget.Quiet, "Erase words and contacts", ask(eraseRoom(d))))
	if home := d.Facts.Home; !home.IsZero() {
		acts.Add(xwidget.NewButton(xwidget.Quiet, "Erase the address", ask(eraseHome(home))))
	}
	return acts
}

func eraseRoom(d *marketplace.RoomDetail) ui.Erasing {
	e := ui.Erasing{
		Title: "Erase what “" + d.Title + "” says?", Verb: "Erase it",
		Goes: []string{"its name, description, house rules, and what its photos say", "the telephone number, email, door notes and who vouched for the room"},
		Stays: []string{
			"dates, rents and nights: others agreed to them", "the names of guests in bookings: those are theirs",
			"the photos themselves, and the room without words: take it off the lists first where it is offered",
		},
		Command: marketplace.EraseSubject{Subject: d.ID},
	}
	if !d.Facts.Home.IsZero() {
		e.Stays = append(e.Stays, "the address, which all rooms of the home share: erase that on its own")
	}
	return e
}

func eraseHome(home marketplace.ID) ui.Erasing {
	return ui.Erasing{
		Title: "Erase the address?", Verb: "Erase the address",
		Goes:    []string{"the address of the home, for all its rooms: who is booked there does not see it any more either"},
		Stays:   []string{"the rooms, with what they say", "dates, rents and nights: others agreed to them"},
		Command: marketplace.EraseSubject{Subject: home},
	}
}
