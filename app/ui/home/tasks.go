package home

import (
	"strconv"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// work is how a kind of task looks and where it is done.
type work struct {
	icon look.Icon
	verb string
	page ui.Page
}

var works = map[marketplace.TaskKind]work{
	marketplace.TaskAnswerRequest:  {look.IconMessage, "Answer", ui.PageBooking},
	marketplace.TaskConfirmBooking: {look.IconBookings, "Confirm", ui.PageBooking},
	marketplace.TaskReleaseNights:  {look.IconCalendar, "Decide", ui.PageBooking},
	marketplace.TaskPlaceArrival:   {look.IconBed, "Find a room", ui.PageArrival},
	marketplace.TaskMarkArrived:    {look.IconArrivals, "Answer", ui.PageBooking},
	marketplace.TaskMarkLeft:       {look.IconArrivals, "Answer", ui.PageBooking},
	marketplace.TaskRightToRent:    {look.IconInfo, "See", ui.PageBooking},
	marketplace.TaskCompleteRoom:   {look.IconRooms, "Complete", ui.PageListRoom},
	marketplace.TaskReprice:        {look.IconPound, "Set a price", ui.PageListRoom},
	marketplace.TaskReconfirm:      {look.IconRooms, "See", ui.PageMyRooms},
	marketplace.TaskAnswerChange:   {look.IconCalendar, "Answer", ui.PageBooking},
	marketplace.TaskAnswerPairing:  {look.IconWelcome, "Answer", ui.PageWelcome},
	marketplace.TaskFinishPairing:  {look.IconWelcome, "Answer", ui.PageWelcome},
	marketplace.TaskConflict:       {look.IconWarning, "Settle it", ui.PageBooking},
}

// tasks is the list of what needs the person: late and pressing things first, then the rest.
func (s *screen) tasks(t day) fyne.CanvasObject {
	if len(t.Tasks) == 0 {
		return s.calm()
	}
	var late, soon []fyne.CanvasObject
	for _, task := range t.Tasks {
		if c, ok := t.conflicts[task.About]; ok && task.Kind == marketplace.TaskConflict {
			late = append(late, s.conflict(task, c))
			continue
		}
		if task.Overdue || task.Kind == marketplace.TaskConflict {
			late = append(late, s.task(task))
		} else {
			soon = append(soon, s.task(task))
		}
	}
	parts := []fyne.CanvasObject{}
	if len(late) > 0 {
		parts = append(parts, xwidget.NewTitledCard("Late", xwidget.Ruled(late...)))
	}
	if len(soon) > 0 {
		parts = append(parts, xwidget.NewTitledCard("What needs you", xwidget.Ruled(soon...)))
	}
	if more := t.TotalTasks - len(t.Tasks); more > 0 {
		parts = append(parts, xwidget.NewText(xwidget.Muted, "And "+strconv.Itoa(more)+" more, shown here when these are done."))
	}
	return xwidget.VBox(look.PageGap, parts...)
}

func (s *screen) task(t marketplace.Task) fyne.CanvasObject {
	w, ok := works[t.Kind]
	if !ok {
		w = work{look.IconInfo, "See", ui.PageBookings}
	}
	words := []fyne.CanvasObject{xwidget.NewText(xwidget.Strong, t.Title)}
	if t.Detail != "" {
		words = append(words, xwidget.NewText(xwidget.Muted, t.Detail))
	}
	color := look.ColorLink
	if t.Overdue || t.Kind == marketplace.TaskConflict {
		color = look.ColorError
	}
	button := xwidget.NewButton(xwidget.Secondary, w.verb, func() { s.desk.Go(where(t, w)) })
	button.Compact = true
	return xwidget.Row(look.Space16, xwidget.NewGlyph(w.icon, color, 24), xwidget.Grow(xwidget.VBox(2, words...)), button)
}

// conflict is a conflict's task with what happened, who has the nights and what else is free.
func (s *screen) conflict(t marketplace.Task, c standing.Conflict) fyne.CanvasObject {
	t.Detail = c.Happened() + " " + c.Got() + " " + c.Todo(c.Guest(s.desk.Me()))
	rows := c.Rooms(s.desk, roomsShown)
	if len(rows) == 0 {
		return s.task(t)
	}
	return xwidget.VBox(look.Space16, s.task(t), xwidget.Inset(0, 0, 0, look.Space40, xwidget.Ruled(rows...)))
}

// where a task is done: about one thing, or in a list where it stands for several.
func where(t marketplace.Task, w work) ui.Route {
	if t.About.IsZero() {
		return ui.To(ui.PageMyRooms)
	}
	return ui.ToID(w.page, t.About)
}

// calm is the page on a day on which nothing waits: the next useful thing by role.
func (s *screen) calm() fyne.CanvasObject {
	sentence, label, to := "When somebody asks for your room or a deadline comes near, you see it here.", "See my rooms", ui.PageMyRooms
	switch roles := s.desk.Me().Roles; {
	case roles.Has(marketplace.RoleLead):
		sentence, label, to = "Nobody who lands in the next three weeks is without a bed. Record or import who comes next, and requests and deadlines show up here.", "See the arrivals", ui.PageArrivals
	case roles.Has(marketplace.RoleVolunteer) && !roles.Has(marketplace.RoleHost):
		sentence, label, to = "When a lead asks you for an arrival, you see it here.", "Offer a welcome", ui.PageWelcome
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconCheck, "Nothing needs you today", sentence,
		xwidget.NewButton(xwidget.Secondary, label, func() { s.desk.Go(ui.To(to)) })))
}

// Help says what the page is for.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What needs you", Body: "Requests that wait for an answer, bookings to confirm, arrivals of the next 21 days without a bed, and what should have been noted. The most urgent come first. The button goes to where it is done."},
		{Heading: "When two guests have the same nights", Body: "It happens when two computers gave their word before they met. Both sides see it here, with other rooms in the order of how well they fit. The guest’s side asks for one of them with one press."},
		{Heading: "When something is late", Body: "A deadline that has passed is shown in red. Nothing is decided behind your back: a request that nobody answered expires, and nights stay held until their host releases them."},
		{Heading: "The figures", Body: "Each opens the page behind it. Nights are nights that somebody slept, never planned ones."},
		{Heading: "Finding your way", Body: "Press Ctrl and K for a list of everything that you can do. F1 opens this help."},
	}
}
