package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestBatchSeesWhatItBegan(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	arrival := marketplace.ImportArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RXX", Group: "nurse", At: w.Instant() + 86400, Import: [16]byte{1}},
		Personal: marketplace.Personal{Given: "Adaeze"},
	}
	later := arrival
	later.Facts.Nights = 14
	second := marketplace.SubjectOf(lead.View().Next(1))
	lead.Do(marketplace.Batch{Commands: []marketplace.Command{
		arrival,
		marketplace.RecordArrival{Facts: marketplace.ArrivalFacts{Group: "doctor", At: w.Instant() + 86400}},
		arrival, later,
		marketplace.CloseArrival{Arrival: second},
	}})
	ids := w.ArrivalIDs()
	if len(ids) != 2 || ids[1] != second {
		t.Fatalf("there are %d arrivals", len(ids))
	}
	if a := w.Arrival(ids[0]); a.Facts.Nights != 14 {
		t.Errorf("the imported arrival is %+v", a.Facts)
	}
	if !w.Arrival(second).Closed {
		t.Error("the second arrival is open")
	}
	if fields, _ := lead.View().Opened(w.Arrival(ids[0]).Last); fields[marketplace.FieldGivenName] != "Adaeze" {
		t.Errorf("the name is %v", fields)
	}
	w.CheckRefold(1, 3)
}

func TestBatchIsAllOrNothing(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	before := len(w.Written())
	_, err := lead.Try(marketplace.Batch{Commands: []marketplace.Command{
		marketplace.RecordArrival{Facts: marketplace.ArrivalFacts{Group: "doctor", At: w.Instant() + 86400}},
		marketplace.RecordArrival{},
	}})
	if marketplace.CodeOf(err) != marketplace.Invalid || len(w.Written()) != before {
		t.Errorf("a batch with a bad command says %v and wrote %d entries", err, len(w.Written())-before)
	}
}

func TestBatchOfBatches(t *testing.T) {
	w := markettest.NewWorld(t)
	r := w.Founder.Do(marketplace.Batch{Commands: []marketplace.Command{
		marketplace.InvitePerson{Name: "Ann Lee", Org: "RA2", Roles: marketplace.RoleHost},
		marketplace.Batch{Commands: []marketplace.Command{marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"}, marketplace.AddHome{LodgerLimit: 2, Address: "2 Mill Lane"}}},
	}})
	if len(r.Refs) != 3 || w.Home(r.Began[2]).Facts.LodgerLimit != 2 {
		t.Errorf("the receipt is %+v", r)
	}
}

func TestBatchLeavesTheRefusedOut(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	good := marketplace.RecordArrival{Facts: marketplace.ArrivalFacts{Group: "doctor", At: w.Instant() + 86400}}
	batch := marketplace.Batch{Commands: []marketplace.Command{good, marketplace.RecordArrival{}, good}}
	var said []string
	batch.Each = func(i int, drafts []marketplace.Draft, err error) {
		if err != nil {
			said = append(said, err.Error())
		} else if len(drafts) != 1 {
			t.Errorf("command %d comes to %d entries", i, len(drafts))
		}
	}
	if n := len(lead.Do(marketplace.Preview(batch)).Refs); n != 0 || len(w.ArrivalIDs()) != 0 {
		t.Fatalf("a preview wrote %d entries", n)
	}
	if n := len(lead.Do(batch).Refs); n != 2 || len(w.ArrivalIDs()) != 2 {
		t.Errorf("the batch wrote %d entries", n)
	}
	if len(said) != 2 || said[0] != "Say which staff group the arrival belongs to." {
		t.Errorf("it says %q", said)
	}
}

func importRoom(key byte, blocked marketplace.Range) marketplace.ImportRoom {
	return marketplace.ImportRoom{
		Facts: marketplace.RoomFacts{HostOrg: "RXX", Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Import: [16]byte{key}},
		Week:  10000, Reference: "Q1", Unavailable: []marketplace.Range{blocked},
	}
}

func TestBatchOfRoomsWithCalendars(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	lead.Do(marketplace.Batch{Commands: []marketplace.Command{importRoom(1, w.Stay(1, 2)), importRoom(2, w.Stay(5, 2)), importRoom(3, w.Stay(9, 1500))}})
	for i, want := range []marketplace.Range{w.Stay(1, 2), w.Stay(5, 2), w.Stay(9, 1500)} {
		if r := w.Room(w.RoomIDs()[i]); len(r.Blocks) != 1 || r.Blocks[0].Range != want {
			t.Errorf("room %d is blocked on %v, want %v", i+1, r.Blocks, want)
		}
	}
}

// TestImportLeavesGuestsAlone: nights of a guest are not blocked by a list that calls them unavailable.
func TestImportLeavesGuestsAlone(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	lead.Do(importRoom(1, w.Stay(1, 2)))
	room := w.RoomIDs()[0]
	stay := w.Stay(35, 28)
	lead.Booked(lead, room, lead.Arrival(), stay)
	lead.Do(importRoom(1, w.Stay(30, 40)))
	r := w.Room(room)
	if len(r.Blocks) != 3 || r.Blocks[1].To != stay.From || r.Blocks[2].From != stay.To {
		t.Errorf("beside %v the calendar blocks %v", stay, r.Blocks)
	}
}
