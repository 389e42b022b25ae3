package marketplace_test

import (
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// sentence ends the test unless err is of the code and says what is wanted.
func sentence(t *testing.T, err error, code marketplace.Code, want string) {
	t.Helper()
	if marketplace.CodeOf(err) != code || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %q (%v), want %q (%v)", err, marketplace.CodeOf(err), want, code)
	}
}

func TestListRoom(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room()
	r := w.Room(id)
	if r.State != marketplace.RoomLive || r.Facts.Host != host.Person || r.Facts.HostOrg != "RXX" || r.Keeper != host.ID ||
		r.Week != 11000 || r.Facts.Guards != marketplace.AllGuards || r.ConfirmedOn != w.Today() {
		t.Errorf("the room is %+v", r)
	}
	if text, _ := lead.View().Text(r.Text); text[marketplace.FieldTitle] != "Quiet double room near the hospital" {
		t.Errorf("its title is %q", text[marketplace.FieldTitle])
	}
	for name, c := range map[string]struct {
		by           *markettest.Device
		phone, vouch string
	}{
		"the host reads all":               {host, "01483 555 0100", "Ward manager"},
		"a lead elsewhere reads nothing":   {lead, "", ""},
		"a coordinator reads class C only": {w.Founder, "", "Ward manager"},
	} {
		t.Run(name, func(t *testing.T) {
			fields, err := r.Opened(c.by.View().Opened)
			if err != nil || fields[marketplace.FieldPhone] != c.phone || fields[marketplace.FieldVouchedBy] != c.vouch {
				t.Errorf("reads %v, %v", fields, err)
			}
		})
	}
}

func TestListRoomOverTheCap(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	home := host.Home()
	for _, c := range []struct {
		name string
		week marketplace.Pence
		want string
	}{
		{"over", 13000, "£130.00 a week is over the cap for Guildford: £117.71 a week, which is 90 % of an estimated average of £130.79 " +
			"(Local Housing Allowance of 1 April 2026, 106 rents). List it at £117.71 or less."},
		{"a penny over", 11772, "£117.72 a week is over the cap for Guildford: £117.71 a week"},
		{"at the cap", 11771, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := host.Try(marketplace.ListRoom{
				Facts: marketplace.RoomFacts{Home: home, Outcode: "gu2 ", Area: "Guildford"}, Words: marketplace.RoomWords{Title: "A room"}, Week: c.week,
			})
			if c.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			sentence(t, err, marketplace.OverCap, c.want)
		})
	}
}

func TestListRoomIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	other := w.Join("Ewa Nowak", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	home, theirs := host.Home(), other.Home()
	today := w.Today()
	good := func() marketplace.ListRoom {
		return marketplace.ListRoom{
			Facts: marketplace.RoomFacts{Home: home, Outcode: "GU2", Area: "Guildford", Shared: marketplace.SharedYes, Guards: marketplace.Furnished},
			Words: marketplace.RoomWords{Title: "A room"}, Week: 11000, Live: true,
			Safety: marketplace.RoomSafety{VouchedBy: "A manager", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today},
		}
	}
	host.Do(good())
	for _, c := range []struct {
		name string
		by   *markettest.Device
		edit func(*marketplace.ListRoom)
		code marketplace.Code
		want string
	}{
		{"no rent", host, func(c *marketplace.ListRoom) { c.Week = 0 }, marketplace.Refused, "The room has no rent yet."},
		{"a negative rent", host, func(c *marketplace.ListRoom) { c.Week = -5 }, marketplace.Invalid, "is not a rent"},
		{"not vouched for", host, func(c *marketplace.ListRoom) { c.Safety.VouchedBy = "" }, marketplace.Refused, "Still to confirm: Your employer vouches for you."},
		{"shared space not said", host, func(c *marketplace.ListRoom) { c.Facts.Shared = 0 }, marketplace.Refused, "which space is shared"},
		{"no smoke alarm test", host, func(c *marketplace.ListRoom) { c.Safety.SmokeAlarm = 0 }, marketplace.Refused, "The safety checks are dated"},
		{"a test in the future", host, func(c *marketplace.ListRoom) { c.Safety.COAlarm = today + 1 }, marketplace.Invalid, "The carbon monoxide alarm test is dated"},
		{"gas checked long ago", host, func(c *marketplace.ListRoom) { c.Safety.NoGas, c.Safety.Gas = false, today-400 }, marketplace.Invalid, "is more than a year old"},
		{"no title", host, func(c *marketplace.ListRoom) { c.Words.Title = " " }, marketplace.Invalid, "The title is missing."},
		{"no outcode", host, func(c *marketplace.ListRoom) { c.Facts.Outcode = "" }, marketplace.Invalid, "first half of the postcode"},
		{"no area", host, func(c *marketplace.ListRoom) { c.Facts.Area = "" }, marketplace.Invalid, "Choose the rental area"},
		{"an area without a cap", host, func(c *marketplace.ListRoom) { c.Facts.Area = "Atlantis" }, marketplace.Refused, "has no figure for the rental area \"Atlantis\""},
		{"least nights above the most", host, func(c *marketplace.ListRoom) { c.Facts.MinNights, c.Facts.MaxNights = 9, 3 }, marketplace.Invalid, "more than the greatest"},
		{"no home", host, func(c *marketplace.ListRoom) { c.Facts.Home = marketplace.ID{} }, marketplace.Refused, "Add your home first."},
		{"somebody else's home", host, func(c *marketplace.ListRoom) { c.Facts.Home = theirs }, marketplace.NotAllowed, "belongs to somebody else"},
		{"a home that is not here", host, func(c *marketplace.ListRoom) { c.Facts.Home = marketplace.ID{1} }, marketplace.NotFound, "not here"},
		{"for somebody else", host, func(c *marketplace.ListRoom) { c.Facts.Host, c.Facts.Home = other.Person, theirs }, marketplace.NotAllowed, "Ask them to list it"},
		{"not a host", lead, func(c *marketplace.ListRoom) { c.Facts.Home = marketplace.ID{} }, marketplace.NotAllowed, "not recorded as a host"},
		{"under another organisation", host, func(c *marketplace.ListRoom) { c.Facts.HostOrg = "RA2" }, marketplace.NotAllowed, "your own organisation, RXX"},
		{"another organisation's room", lead, func(c *marketplace.ListRoom) {
			c.Facts.Supply, c.Facts.HostOrg, c.Facts.Home = marketplace.SupplyTrust, "RXX", marketplace.ID{}
		}, marketplace.NotAllowed, "Rooms of RXX are listed by its leads"},
		{"an organisation that is not here", host, func(c *marketplace.ListRoom) { c.Facts.HostOrg = "ZZZ" }, marketplace.NotFound, "no organisation with the code"},
	} {
		t.Run(c.name, func(t *testing.T) {
			command := good()
			c.edit(&command)
			_, err := c.by.Try(command)
			sentence(t, err, c.code, c.want)
		})
	}
}

func TestRoomGoesLive(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := host.Room(func(c *marketplace.ListRoom) {
		c.Live, c.Week, c.Safety = false, 0, marketplace.RoomSafety{}
	})
	_, err := host.Try(marketplace.MoveRoom{Room: id, To: marketplace.RoomLive})
	sentence(t, err, marketplace.Refused, "no rent yet")
	host.Do(marketplace.PriceRoom{Room: id, Week: 10500})
	_, err = host.Try(marketplace.MoveRoom{Room: id, To: marketplace.RoomLive})
	sentence(t, err, marketplace.Refused, "Still to confirm")
	today := w.Today()
	host.Do(marketplace.ChangeRoom{Room: id, Facts: w.Room(id).Facts, Safety: &marketplace.RoomSafety{
		VouchedBy: "Ward manager", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today,
	}})
	move := marketplace.MoveRoom{Room: id, To: marketplace.RoomLive}
	host.Do(move)
	if r := w.Room(id); r.State != marketplace.RoomLive {
		t.Fatalf("the room is %v", r.State)
	}
	_, err = host.Try(move)
	sentence(t, err, marketplace.Refused, "stands there already")

	w.AdvanceTo(w.Room(id).ConfirmedUntil())
	if s := w.Room(id).StateAt(w.Instant()); s != marketplace.RoomLive {
		t.Errorf("on the last day it is %v", s)
	}
	w.AdvanceTo(w.Room(id).ConfirmedUntil() + 1)
	if s := w.Room(id).StateAt(w.Instant()); s != marketplace.RoomLapsed {
		t.Errorf("six months on it is %v", s)
	}
	host.Do(marketplace.ReconfirmRoom{Room: id})
	if s := w.Room(id).StateAt(w.Instant()); s != marketplace.RoomLive {
		t.Errorf("reconfirmed it is %v", s)
	}
	w.CheckRefold(1, 5)
}

func TestConfirmedUntil(t *testing.T) {
	for _, c := range []struct{ on, until marketplace.Date }{
		{marketplace.NewDate(2026, time.November, 2), marketplace.NewDate(2027, time.May, 2)},
		{marketplace.NewDate(2026, time.August, 31), marketplace.NewDate(2027, time.February, 28)},
		{marketplace.NewDate(2027, time.August, 30), marketplace.NewDate(2028, time.February, 29)},
		{0, 0},
	} {
		if got := (&marketplace.Room{ConfirmedOn: c.on}).ConfirmedUntil(); got != c.until {
			t.Errorf("said on %s it lasts until %s, want %s", c.on, got, c.until)
		}
	}
}

func TestSuspendedRoom(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room()
	_, err := host.Try(marketplace.MoveRoom{Room: id, To: marketplace.RoomSuspended})
	sentence(t, err, marketplace.NotAllowed, "Only a coordinator suspends")
	suspend := marketplace.MoveRoom{Room: id, To: marketplace.RoomSuspended, Reason: marketplace.ReasonSafety}
	receipt := w.Founder.Do(suspend)
	if r := w.Room(id); r.State != marketplace.RoomSuspended || r.Reason != marketplace.ReasonSafety {
		t.Errorf("the room is %v because of %v", r.State, r.Reason)
	}
	_, err = host.Try(marketplace.MoveRoom{Room: id, To: marketplace.RoomRetired})
	sentence(t, err, marketplace.NotAllowed, "Only a coordinator")
	host.Write(marketplace.Draft{Subject: id, Fact: &marketplace.RoomMoved{To: marketplace.RoomLive}})
	if r := w.Room(id); r.State != marketplace.RoomSuspended {
		t.Errorf("its host lifted the suspension: %v", r.State)
	}
	_, err = lead.Try(marketplace.RequestBooking{Room: id, Arrivals: []marketplace.ID{lead.Arrival()}, Dates: w.Stay(35, 28)})
	sentence(t, err, marketplace.Refused, "A coordinator has suspended this room.")
	undo, ok := marketplace.Undo(suspend, receipt)
	if !ok {
		t.Fatal("a suspension cannot be undone")
	}
	w.Founder.Do(undo)
	if r := w.Room(id); r.State != marketplace.RoomLive {
		t.Errorf("the suspension lifted, the room is %v", r.State)
	}
}

func TestImportedRoom(t *testing.T) {
	w := markettest.NewWorld(t)
	importer := w.Founder // a coordinator, so of every organisation's rooms
	staff := w.Join("Ewa Nowak", "RTP", marketplace.RoleHost)
	stranger := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	imported := func(c *marketplace.ListRoom) {
		c.Facts.Import, c.Facts.HostOrg, c.Facts.Pending, c.Facts.Guards = [16]byte{7}, "RTP", true, 0
		c.Facts.Area, c.Week, c.Safety, c.Facts.Shared = "Crawley and Reigate", 10900, marketplace.RoomSafety{}, 0
	}
	id := importer.Room(imported)
	r := w.Room(id)
	if r.State != marketplace.RoomLive || !r.Facts.Pending || !r.Facts.Host.IsZero() || r.Keeper != importer.ID {
		t.Fatalf("the imported room is %+v", r)
	}
	if found, _ := importer.View().Imported([16]byte{7}); found != id {
		t.Errorf("the key finds %s", found)
	}
	_, err := importer.Try(marketplace.ListRoom{
		Facts: marketplace.RoomFacts{Import: [16]byte{8}, HostOrg: "RTP", Pending: true, Outcode: "RH1", Area: "Crawley and Reigate"},
		Words: marketplace.RoomWords{Title: "R"}, Week: 12000, Live: true,
	})
	sentence(t, err, marketplace.OverCap, "£109.82 a week, which is 90 % of an estimated average of £122.03")

	_, err = stranger.Try(marketplace.ClaimRoom{Room: id})
	sentence(t, err, marketplace.NotAllowed, "Only staff of RTP")
	home := staff.Home()
	_, err = stranger.Try(marketplace.ClaimRoom{Room: id, Home: home})
	sentence(t, err, marketplace.NotAllowed, "")
	staff.Do(marketplace.ClaimRoom{Room: id, Home: home})
	r = w.Room(id)
	if r.Facts.Host != staff.Person || r.Facts.Home != home || r.Keeper != staff.ID || r.Epoch != 2 || !r.Kept.Begun {
		t.Errorf("the claimed room is %+v", r)
	}
	_, err = importer.Try(marketplace.PriceRoom{Room: id, Week: 9000})
	sentence(t, err, marketplace.NotAllowed, "Only its host changes this room")
	_, err = staff.Try(marketplace.ClaimRoom{Room: id})
	sentence(t, err, marketplace.Refused, "has a host already")

	today := w.Today()
	facts := r.Facts
	facts.Guards, facts.Shared = marketplace.Furnished, marketplace.SharedNo
	staff.Do(marketplace.ChangeRoom{Room: id, Facts: facts, Safety: &marketplace.RoomSafety{
		VouchedBy: "Matron", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today,
	}})
	if r := w.Room(id); r.Facts.Pending || r.Facts.Guards != marketplace.AllGuards {
		t.Errorf("completed, it is still pending: %+v", r.Facts)
	}
	facts.Shared = marketplace.SharedUnknown
	_, err = staff.Try(marketplace.ChangeRoom{Room: id, Facts: facts})
	sentence(t, err, marketplace.Refused, "must keep what it promised")
	w.CheckRefold(2, 5)
}

func TestChangeRoom(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := host.Room()
	facts := w.Room(id).Facts
	if got := host.Do(marketplace.ChangeRoom{Room: id, Facts: facts}); len(got.Refs) != 0 {
		t.Errorf("the same again writes %d entries", len(got.Refs))
	}
	phone, none := "01483 555 0199", ""
	facts.MinNights, facts.Host, facts.HostOrg = 7, marketplace.ID{9}, "RA2"
	host.Do(marketplace.ChangeRoom{Room: id, Facts: facts, Contact: &marketplace.ContactChange{Phone: &phone}})
	r := w.Room(id)
	if r.Facts.MinNights != 7 || r.Facts.Host != host.Person || r.Facts.HostOrg != "RXX" {
		t.Errorf("the room says %+v", r.Facts)
	}
	fields, _ := r.Opened(host.View().Opened)
	if fields[marketplace.FieldPhone] != "01483 555 0199" || fields[marketplace.FieldDoorNotes] != "The blue door" ||
		fields[marketplace.FieldEmail] != "host@example.org" || fields[marketplace.FieldVouchedBy] != "Ward manager" {
		t.Errorf("its private part says %v", fields)
	}
	host.Do(marketplace.ChangeRoom{Room: id, Facts: r.Facts, Contact: &marketplace.ContactChange{DoorNotes: &none}})
	r = w.Room(id)
	fields, _ = r.Opened(host.View().Opened)
	if fields[marketplace.FieldPhone] != phone || fields[marketplace.FieldDoorNotes] != "" || fields[marketplace.FieldEmail] != "host@example.org" {
		t.Errorf("once the door notes are taken away it says %v", fields)
	}
	if text, _ := host.View().Text(r.Text); text[marketplace.FieldTitle] != "Quiet double room near the hospital" {
		t.Errorf("its title is %q", text[marketplace.FieldTitle])
	}
	facts.Area = "Crawley and Reigate"
	_, err := host.Try(marketplace.ChangeRoom{Room: id, Facts: facts})
	sentence(t, err, marketplace.OverCap, "over the cap for Crawley and Reigate: £109.82 a week")
	if got := host.Do(marketplace.PriceRoom{Room: id, Week: 11000}); len(got.Refs) != 0 {
		t.Errorf("the same rent again writes %d entries", len(got.Refs))
	}
}

func TestReprice(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room()
	booking := lead.Booked(host, id, lead.Arrival(), w.Stay(35, 28))
	w.Founder.Do(marketplace.SetCap{Percent: 80, From: w.Today(), Areas: markettest.Areas(), Source: "a test"})
	r := w.Room(id)
	if !r.Reprice(w.System(), w.Today()) || r.State != marketplace.RoomLive {
		t.Errorf("over the new cap the room is %v, to re-price %v", r.State, r.Reprice(w.System(), w.Today()))
	}
	if b := w.Booking(booking); b.Week != 11000 || b.State != marketplace.StateConfirmed {
		t.Errorf("the booking agreed before is %v at %s", b.State, b.Week.Week())
	}
	_, err := lead.Try(marketplace.RequestBooking{Room: id, Arrivals: []marketplace.ID{lead.Arrival()}, Dates: w.Stay(100, 28)})
	sentence(t, err, marketplace.OverCap, "over the cap now in force")
	_, err = host.Try(marketplace.PriceRoom{Room: id, Week: 10464})
	sentence(t, err, marketplace.OverCap, "£104.63 a week, which is 80 %")
	host.Do(marketplace.PriceRoom{Room: id, Week: 10463})
	if r := w.Room(id); r.Reprice(w.System(), w.Today()) {
		t.Error("at the cap it is still to re-price")
	}
}

func TestRoomFoldRefuses(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	second := host.Second()
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room()
	live := w.Room(id).Facts
	policy := w.Room(id).Cap
	bare := live
	bare.Guards = 0
	with := func(f func(*marketplace.RoomFacts)) marketplace.RoomFacts {
		c := live
		f(&c)
		return c
	}
	for _, c := range []struct {
		name string
		by   *markettest.Device
		fact marketplace.Fact
		why  string
	}{
		{"a stranger's change", lead, &marketplace.RoomChanged{Facts: live}, "not_allowed"},
		{"a coordinator's change", w.Founder, &marketplace.RoomChanged{Facts: live}, "not_allowed"},
		{"a rent over the cap", host, &marketplace.RoomPriced{Week: 11772, Cap: policy}, "over_cap"},
		{"no rent", host, &marketplace.RoomPriced{Cap: policy}, "no_price"},
		{"a live room without guards", host, &marketplace.RoomChanged{Facts: bare}, "guards"},
		{"more nights than there are", host, &marketplace.RoomChanged{Facts: with(func(f *marketplace.RoomFacts) { f.MaxNights = 5000 })}, "invalid"},
		{"an area with a lower cap", host, &marketplace.RoomChanged{Facts: with(func(f *marketplace.RoomFacts) { f.Area = "Crawley and Reigate" })}, "over_cap"},
		{"an area without a cap", host, &marketplace.RoomChanged{Facts: with(func(f *marketplace.RoomFacts) { f.Area = "Atlantis" })}, "no_cap_for_area"},
		{"a second birth", host, &marketplace.RoomListed{Facts: live, Week: 100, Cap: policy}, "born_already"},
		{"another device's block", second, &marketplace.KeeperBlocked{Ranges: []marketplace.Range{w.Stay(3, 4)}}, "not_keeper"},
		{"a block of no nights", host, &marketplace.KeeperBlocked{Ranges: []marketplace.Range{{From: 20000, To: 20000}}}, "invalid"},
		{"a reconfirmation in the future", host, &marketplace.RoomReconfirmed{On: w.Today() + 30}, "invalid"},
		{"a photo without a size", host, &marketplace.RoomPhotoAdded{Photo: marketplace.BlobID{1}}, "invalid"},
		{"a claim of a claimed room", host, &marketplace.RoomClaimed{Host: host.Person}, "claimed"},
		{"a state that is not stored", host, &marketplace.RoomMoved{To: marketplace.RoomLapsed}, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := *w.Room(id)
			ref := c.by.Write(marketplace.Draft{Subject: id, Fact: c.fact})[0]
			got := verdictOn(w, id, ref)
			if got.Outcome != marketplace.Void || got.Why != c.why {
				t.Errorf("the verdict is %+v, want void, %s", got, c.why)
			}
			if after := w.Room(id); after.State != before.State || after.Week != before.Week || after.ConfirmedOn != before.ConfirmedOn || len(after.Blocks) != len(before.Blocks) {
				t.Errorf("it changed the room to %+v", after)
			}
		})
	}
	t.Run("a cap that has not arrived", func(t *testing.T) {
		ref := host.Write(marketplace.Draft{Subject: id, Fact: &marketplace.RoomPriced{Week: 100, Cap: marketplace.Ref{Seq: 9}}})[0]
		if got := verdictOn(w, id, ref); got.Outcome != marketplace.Waiting || got.Why != "cap" {
			t.Errorf("the verdict is %+v, want waiting, cap", got)
		}
	})
	w.CheckRefold(3, 5)
}

// verdictOn is what the fold made of an entry of a subject.
func verdictOn(w *markettest.World, subject marketplace.ID, ref marketplace.Ref) marketplace.Verdict {
	for _, v := range w.Verdicts(subject) {
		if v.Ref == ref {
			return v
		}
	}
	return marketplace.Verdict{Ref: ref}
}

func TestRoomWithAForeignEntry(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := host.Room()
	var entries []*marketplace.Entry
	for _, written := range w.Written() {
		if written.Entry.Subject == id {
			entries = append(entries, written.Entry)
		}
	}
	last := entries[len(entries)-1]
	foreign := &marketplace.Entry{
		Ref: marketplace.Ref{Device: host.ID, Seq: last.Ref.Seq + 1}, Clock: last.Clock + 1, Subject: id, Kind: "arrival.reopened", Version: 1, Fact: &marketplace.ArrivalReopened{},
	}
	r, verdicts := marketplace.FoldRoom(w.System(), append(entries, foreign))
	want := marketplace.Verdict{Ref: foreign.Ref, Outcome: marketplace.Void, Why: "misplaced"}
	if r == nil || len(verdicts) != 1 || verdicts[0] != want {
		t.Errorf("room %v, verdicts %+v", r, verdicts)
	}
}

func TestRoomWithoutBirth(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	moved := &marketplace.Entry{
		Ref: marketplace.Ref{Device: host.ID, Seq: 90}, Clock: 1, Subject: marketplace.ID{5}, Kind: "room.moved", Version: 1, Fact: &marketplace.RoomMoved{},
	}
	newer := &marketplace.Entry{Ref: marketplace.Ref{Device: host.ID, Seq: 91}, Clock: 2, Subject: marketplace.ID{5}, Kind: "room.moved", Version: 2}
	r, verdicts := marketplace.FoldRoom(w.System(), []*marketplace.Entry{moved, newer})
	want := []marketplace.Verdict{{Ref: moved.Ref, Outcome: marketplace.Waiting, Why: "birth"}, {Ref: newer.Ref, Outcome: marketplace.Unreadable, Why: "newer"}}
	if r != nil || len(verdicts) != 2 || verdicts[0] != want[0] || verdicts[1] != want[1] {
		t.Errorf("room %v, verdicts %+v", r, verdicts)
	}
}
