package listroom

import (
	"reflect"
	"slices"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// newRoom is a new room with its home, its rules, its blocked nights and its photos: one act, all of it or nothing.
type newRoom struct {
	home   *marketplace.AddHome // nil where the home stands, or is not said yet
	room   marketplace.ListRoom
	rules  marketplace.RoomRules
	blocks []marketplace.Range
	photos []picture
}

// newListing is the act that lists a room as the steps describe it.
func (a *answers) newListing(ref *assets.Reference, live bool) newRoom {
	l := newRoom{home: a.newHome(), rules: a.Instant, blocks: a.Blocks, photos: a.Photos}
	l.room = marketplace.ListRoom{
		Facts: a.facts(ref, marketplace.RoomFacts{}), Words: a.words(), Contact: a.contact(), Safety: a.safety(), Week: a.Week, Live: live,
	}
	return l
}

// newHome is the home to add, or nil where one was chosen or the address is not known yet.
func (a *answers) newHome() *marketplace.AddHome {
	if !a.Home.IsZero() || a.Address == "" {
		return nil
	}
	return &marketplace.AddHome{
		OfOrganisation: a.Supply != marketplace.SupplyHome, Org: a.Org, LodgerLimit: max(1, a.Lodgers), Allowance: a.Allowance, Address: a.Address,
	}
}

// Decide implements [marketplace.Command].
func (l newRoom) Decide(v marketplace.View) ([]marketplace.Draft, error) {
	var all []marketplace.Command
	room := l.room
	if l.home != nil {
		all = append(all, *l.home)
		room.Facts.Home = marketplace.SubjectOf(v.Next(0))
	}
	id := marketplace.SubjectOf(v.Next(len(all)))
	all = append(all, room)
	if l.rules.On {
		all = append(all, marketplace.SetInstantRules{Room: id, RoomRules: l.rules})
	}
	if len(l.blocks) > 0 {
		all = append(all, marketplace.BlockDates{Room: id, Ranges: l.blocks})
	}
	for _, p := range l.photos {
		all = append(all, p.add(id))
	}
	return marketplace.Batch{Commands: all}.Decide(v)
}

// add is the act that shows the photo in a room.
func (p picture) add(room marketplace.ID) marketplace.AddPhoto {
	if !p.New && p.Caption == p.was {
		return marketplace.AddPhoto{Room: room, Photo: p.Blob} // put back as it was
	}
	return marketplace.AddPhoto{Room: room, Photo: p.Blob, Width: p.Width, Height: p.Height, Size: p.Size, Caption: p.Caption}
}

// roomOf is the id of the room that a listing began: its receipt names the home first, where it added one.
func (l newRoom) roomOf(r marketplace.Receipt) marketplace.ID {
	at := 0
	if l.home != nil {
		at = 1
	}
	if at < len(r.Began) {
		return r.Began[at]
	}
	return marketplace.ID{}
}

// changeInHome is a room's change together with a home that it moves to.
type changeInHome struct {
	home marketplace.AddHome
	room marketplace.ChangeRoom
}

// Decide implements [marketplace.Command].
func (c changeInHome) Decide(v marketplace.View) ([]marketplace.Draft, error) {
	c.room.Facts.Home = marketplace.SubjectOf(v.Next(0))
	return marketplace.Batch{Commands: []marketplace.Command{c.home, c.room}}.Decide(v)
}

// changes is the acts, in their order, that bring an existing room to what the steps say. Each sees what those before it
// did: a rent is set before a move to an area with a lower cap, and after one to an area with a higher.
func (a *answers) changes(ref *assets.Reference, d *marketplace.RoomDetail, was *answers, homes []marketplace.HomeRow, live bool) []marketplace.Command {
	var all []marketplace.Command
	if h, ok := homeIn(homes, a.Home); ok && (h.Address != a.Address || h.Facts.LodgerLimit != a.Lodgers || h.Facts.Allowance != a.Allowance) {
		all = append(all, marketplace.ChangeHome{Home: a.Home, LodgerLimit: a.Lodgers, Allowance: a.Allowance, Address: a.Address})
	}
	price := a.Week > 0 && a.Week != d.Week
	if price && a.Week < d.Week {
		all = append(all, marketplace.PriceRoom{Room: d.ID, Week: a.Week})
	}
	if c := a.change(ref, d, was); c != nil {
		all = append(all, c)
	}
	if price && a.Week > d.Week {
		all = append(all, marketplace.PriceRoom{Room: d.ID, Week: a.Week})
	}
	if a.Instant != was.Instant {
		all = append(all, marketplace.SetInstantRules{Room: d.ID, RoomRules: a.Instant})
	}
	all = append(all, a.photoChanges(d.ID, was)...)
	if live && d.StateNow != marketplace.RoomLive {
		all = append(all, marketplace.MoveRoom{Room: d.ID, To: marketplace.RoomLive})
	}
	return all
}

// change is the change of the listing itself, or nil where it stays as it is.
func (a *answers) change(ref *assets.Reference, d *marketplace.RoomDetail, was *answers) marketplace.Command {
	c := marketplace.ChangeRoom{Room: d.ID, Facts: a.facts(ref, d.Facts)}
	words := a.words()
	c.Words = &words
	c.Contact = a.contact().Changed(was.contact())
	if safety := a.safety(); safety != was.safety() {
		c.Safety = &safety
	}
	home := a.newHome()
	if d.Facts.Host.IsZero() && d.Facts.Supply == marketplace.SupplyHome {
		home = nil // its host adds it with the claim
	}
	if home != nil {
		return changeInHome{*home, c}
	}
	if c.Contact == nil && c.Safety == nil && words == was.words() && reflect.DeepEqual(c.Facts, was.facts(ref, d.Facts)) {
		return nil
	}
	return c
}

// photoChanges is the acts that bring the photos into their new order: what stands from the first difference on is taken
// away, and added again where it is still wanted.
func (a *answers) photoChanges(room marketplace.ID, was *answers) []marketplace.Command {
	same := 0
	for same < len(a.Photos) && same < len(was.Photos) && a.Photos[same].Blob == was.Photos[same].Blob && a.Photos[same].Caption == was.Photos[same].Caption {
		same++
	}
	var removed, added []marketplace.Command
	for _, p := range was.Photos[same:] {
		removed = append(removed, marketplace.RemovePhoto{Room: room, Photo: p.Blob})
	}
	for _, p := range a.Photos[same:] {
		added = append(added, p.add(room))
	}
	return slices.Concat(batched(removed), batched(added))
}

func batched(c []marketplace.Command) []marketplace.Command {
	if len(c) == 0 {
		return nil
	}
	return []marketplace.Command{marketplace.Batch{Commands: c}}
}
