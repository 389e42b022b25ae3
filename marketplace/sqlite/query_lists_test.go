package sqlite_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
)

func TestArrivalsAreFoundAndSortedByNamesThatAreSealed(t *testing.T) {
	s, c := found(t)
	r := lodging(t, s)
	ids := map[string]marketplace.ID{}
	for i, name := range []string{"Zara", "Adaeze", "Milan", "Beatriz"} {
		ids[name] = do(t, s, nurse(date(2026, 12, 7)+marketplace.Date(i), name, "Nwosu", func(c *marketplace.RecordArrival) {
			c.Facts.Group = []string{"nurse", "midwife", "doctor", "nurse"}[i]
			c.Facts.Needs = marketplace.NeedStepFree
		})).Began[0]
	}
	stay := marketplace.Range{From: date(2026, 12, 8), To: date(2027, 1, 5)}
	b := do(t, s, marketplace.RequestBooking{Room: r, Arrivals: []marketplace.ID{ids["Adaeze"]}, Dates: stay}).Began[0]
	do(t, s, marketplace.AcceptBooking{Booking: b})
	do(t, s, marketplace.CloseArrival{Arrival: ids["Beatriz"], Reason: marketplace.ReasonArrivalCancelled})

	for name, want := range map[string]struct {
		filter marketplace.ArrivalFilter
		names  []string
	}{
		"by landing":         {marketplace.ArrivalFilter{}, []string{"Zara Nwosu", "Adaeze Nwosu", "Milan Nwosu"}},
		"latest first":       {marketplace.ArrivalFilter{Desc: true}, []string{"Milan Nwosu", "Adaeze Nwosu", "Zara Nwosu"}},
		"by name":            {marketplace.ArrivalFilter{Sort: "name", Closed: true}, []string{"Adaeze Nwosu", "Beatriz Nwosu", "Milan Nwosu", "Zara Nwosu"}},
		"by name, page two":  {marketplace.ArrivalFilter{Sort: "name", Offset: 2, Limit: 2}, []string{"Zara Nwosu"}},
		"by name, backwards": {marketplace.ArrivalFilter{Sort: "name", Desc: true, Limit: 1}, []string{"Zara Nwosu"}},
		"by bed":             {marketplace.ArrivalFilter{Sort: "bed", Desc: true}, []string{"Adaeze Nwosu", "Milan Nwosu", "Zara Nwosu"}},
		"by group":           {marketplace.ArrivalFilter{Sort: "group"}, []string{"Milan Nwosu", "Adaeze Nwosu", "Zara Nwosu"}},
		"without a bed":      {marketplace.ArrivalFilter{WithoutBed: true}, []string{"Zara Nwosu", "Milan Nwosu"}},
		"on one day":         {marketplace.ArrivalFilter{From: date(2026, 12, 8), To: date(2026, 12, 9)}, []string{"Adaeze Nwosu"}},
		"of another trust":   {marketplace.ArrivalFilter{Org: "RXX"}, []string{}},
		"with a name":        {marketplace.ArrivalFilter{Text: " mILan "}, []string{"Milan Nwosu"}},
		"with an airport":    {marketplace.ArrivalFilter{Text: "lhr", Limit: 1}, []string{"Zara Nwosu"}},
		"with a reference":   {marketplace.ArrivalFilter{Text: "a001", Limit: 2}, []string{"Zara Nwosu", "Adaeze Nwosu"}},
		"with a wildcard":    {marketplace.ArrivalFilter{Text: "%"}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			names := []string{}
			for _, row := range must[[]marketplace.ArrivalRow](t)(s.Arrivals(ctx, want.filter)) {
				names = append(names, row.Name)
			}
			if !slices.Equal(names, want.names) {
				t.Errorf("the rows are %q, not %q", names, want.names)
			}
			if want.filter.Limit == 0 {
				if n := must[int](t)(s.CountArrivals(ctx, want.filter)); n != len(want.names) {
					t.Errorf("counted %d", n)
				}
			}
		})
	}

	d := must[marketplace.ArrivalDetail](t)(s.ArrivalDetail(ctx, ids["Adaeze"]))
	if d.Given != "Adaeze" || d.Family != "Nwosu" || d.Flight != "BA 076" || d.Email != "nurse@example.org" || d.Ref != "A001" || !d.Mine ||
		d.Needs != marketplace.NeedStepFree || d.Booking != b || d.BedState != marketplace.StateAccepted || d.BedRoom != r || len(d.Bookings) != 1 {
		t.Errorf("the arrival's page says %+v", d)
	}
	// An acceptance that nobody confirmed is no bed any more.
	c.set(date(2026, 11, 20))
	if n := must[int](t)(s.CountArrivals(ctx, marketplace.ArrivalFilter{WithoutBed: true})); n != 3 {
		t.Errorf("after the deadline %d are without a bed", n)
	}
}

func TestBookingsAreFound(t *testing.T) {
	s, _ := found(t)
	r := lodging(t, s)
	residence := do(t, s, room(func(c *marketplace.ListRoom) {
		c.Facts.Supply, c.Facts.Host, c.Facts.Outcode = marketplace.SupplyTrust, marketplace.ID{}, "GU16"
		c.Words.Title = "Residence, second floor"
	})).Began[0]
	var people []marketplace.ID
	for _, name := range []string{"Zara", "Adaeze"} {
		people = append(people, do(t, s, nurse(date(2026, 12, 7), name, "Nwosu")).Began[0])
	}
	first := do(t, s, marketplace.RequestBooking{Room: r, Arrivals: people[:1], Dates: marketplace.Range{From: date(2026, 12, 7), To: date(2027, 1, 4)}}).Began[0]
	second := do(t, s, marketplace.RequestBooking{Room: residence, Arrivals: people[1:], Dates: marketplace.Range{From: date(2026, 12, 20), To: date(2027, 2, 1)}}).Began[0]
	do(t, s, marketplace.AcceptBooking{Booking: second})
	for name, want := range map[string]struct {
		filter   marketplace.BookingFilter
		bookings []marketplace.ID
	}{
		"all":                {marketplace.BookingFilter{}, []marketplace.ID{second, first}},
		"mine":               {marketplace.BookingFilter{Mine: true}, []marketplace.ID{second, first}},
		"of a room":          {marketplace.BookingFilter{Room: r}, []marketplace.ID{first}},
		"of an arrival":      {marketplace.BookingFilter{Arrival: people[1]}, []marketplace.ID{second}},
		"requested":          {marketplace.BookingFilter{States: []marketplace.BookingState{marketplace.StateRequested, marketplace.StateDraft}}, []marketplace.ID{first}},
		"by guest's trust":   {marketplace.BookingFilter{GuestOrg: "RA2"}, []marketplace.ID{second, first}},
		"by another trust":   {marketplace.BookingFilter{HostOrg: "RXX"}, nil},
		"in December":        {marketplace.BookingFilter{From: date(2026, 12, 1), To: date(2026, 12, 20)}, []marketplace.ID{first}},
		"the first night in": {marketplace.BookingFilter{Starts: marketplace.Range{From: date(2026, 12, 1), To: date(2026, 12, 20)}}, []marketplace.ID{first}},
		"none starts in":     {marketplace.BookingFilter{Starts: marketplace.Range{To: date(2026, 11, 1)}}, nil},
		"from the last day":  {marketplace.BookingFilter{From: date(2027, 1, 4)}, []marketplace.ID{second}},
		"a guest's name":     {marketplace.BookingFilter{Text: "adaeze"}, []marketplace.ID{second}},
		"a title":            {marketplace.BookingFilter{Text: "RESIDENCE"}, []marketplace.ID{second}},
		"an outcode":         {marketplace.BookingFilter{Text: "gu16"}, []marketplace.ID{second}},
		"a host's name":      {marketplace.BookingFilter{Text: "Maya"}, []marketplace.ID{first}},
		"a name and a state": {marketplace.BookingFilter{Text: "zara", States: []marketplace.BookingState{marketplace.StateAccepted}}, nil},
		"page two":           {marketplace.BookingFilter{Offset: 1, Limit: 1}, []marketplace.ID{first}},
		"by first night":     {marketplace.BookingFilter{Sort: "dates"}, []marketplace.ID{first, second}},
		"by last night":      {marketplace.BookingFilter{Sort: "dates", Desc: true}, []marketplace.ID{second, first}},
		"by guest":           {marketplace.BookingFilter{Sort: "guest"}, []marketplace.ID{second, first}},
		"by guest, Z first":  {marketplace.BookingFilter{Sort: "guest", Desc: true}, []marketplace.ID{first, second}},
		"by room":            {marketplace.BookingFilter{Sort: "room"}, []marketplace.ID{first, second}},
		"by room, Z first":   {marketplace.BookingFilter{Sort: "room", Desc: true}, []marketplace.ID{second, first}},
		"by rent":            {marketplace.BookingFilter{Sort: "rent", Desc: true}, []marketplace.ID{second, first}},
		"by state":           {marketplace.BookingFilter{Sort: "state"}, []marketplace.ID{first, second}},
		"by what is next":    {marketplace.BookingFilter{Sort: "next"}, []marketplace.ID{first, second}},
		"by guest, page two": {marketplace.BookingFilter{Sort: "guest", Offset: 1, Limit: 1}, []marketplace.ID{first}},
		"by a strange order": {marketplace.BookingFilter{Sort: "colour"}, []marketplace.ID{first, second}},
		"nothing like it":    {marketplace.BookingFilter{Text: "_"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []marketplace.ID
			for _, row := range must[[]marketplace.BookingRow](t)(s.Bookings(ctx, want.filter)) {
				ids = append(ids, row.Booking)
			}
			if !slices.Equal(ids, want.bookings) {
				t.Errorf("found %v, not %v (first %s, second %s)", ids, want.bookings, first, second)
			}
			if want.filter.Limit == 0 {
				if n := must[int](t)(s.CountBookings(ctx, want.filter)); n != len(want.bookings) {
					t.Errorf("counted %d", n)
				}
			}
		})
	}
	rows := must[[]marketplace.BookingRow](t)(s.Bookings(ctx, marketplace.BookingFilter{Room: r}))
	if b := rows[0]; b.Guest != "Zara Nwosu" || b.Side != marketplace.SideHost || b.RoomTitle != "Quiet room near the hospital" || b.Deadline == 0 {
		t.Errorf("the row is %+v", b)
	}
}

func TestRoomsAreFound(t *testing.T) {
	s, c := found(t)
	own := lodging(t, s)
	imported := do(t, s, room(func(c *marketplace.ListRoom) {
		c.Facts.Import, c.Facts.Pending, c.Facts.Outcode = [16]byte{7}, true, "RH1"
		c.Words.Title, c.Contact.Reference, c.Week, c.Safety = "Imported room", "R0001", 9000, marketplace.RoomSafety{}
	})).Began[0]
	do(t, s, marketplace.MoveRoom{Room: own, To: marketplace.RoomPaused})
	paused, lapsed := marketplace.RoomPaused, marketplace.RoomLapsed
	for name, want := range map[string]struct {
		filter marketplace.RoomFilter
		rooms  []marketplace.ID
	}{
		"all":           {marketplace.RoomFilter{}, []marketplace.ID{own, imported}},
		"mine":          {marketplace.RoomFilter{Mine: true}, []marketplace.ID{own, imported}},
		"paused":        {marketplace.RoomFilter{State: &paused}, []marketplace.ID{own}},
		"lapsed":        {marketplace.RoomFilter{State: &lapsed}, nil},
		"to complete":   {marketplace.RoomFilter{Pending: true}, []marketplace.ID{imported}},
		"a title":       {marketplace.RoomFilter{Text: "imported"}, []marketplace.ID{imported}},
		"an area":       {marketplace.RoomFilter{Text: "guildf"}, []marketplace.ID{own, imported}},
		"a host":        {marketplace.RoomFilter{Text: "okafor"}, []marketplace.ID{own}},
		"another trust": {marketplace.RoomFilter{HostOrg: "RTP"}, nil},
		"over the cap":  {marketplace.RoomFilter{Reprice: true}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []marketplace.ID
			for _, row := range must[[]marketplace.RoomRow](t)(s.Rooms(ctx, want.filter)) {
				ids = append(ids, row.Room)
			}
			if n := must[int](t)(s.CountRooms(ctx, want.filter)); n != len(want.rooms) || !slices.Equal(ids, want.rooms) {
				t.Errorf("found %v and counted %d, not %v", ids, n, want.rooms)
			}
		})
	}
	rows := must[[]marketplace.RoomRow](t)(s.Rooms(ctx, marketplace.RoomFilter{Pending: true}))
	if rows[0].Ref != "R0001" || rows[0].CapWeek != 11771 || !rows[0].Pending {
		t.Errorf("the imported room's row is %+v", rows[0])
	}
	d := must[marketplace.RoomDetail](t)(s.RoomDetail(ctx, own))
	if !d.Mine || !d.KeptHere || d.Address != "1 Mill Lane, Guildford GU2 7XX" || d.Phone != "01483 555 0123" || d.Email != "host@example.org" || d.Description != "On the second floor." ||
		d.Rules != "No shoes indoors." || d.Safety[marketplace.FieldVouchedBy] != "Ward manager" || d.CapPercent != 90 || d.CapSource == "" ||
		d.HostOrgName != "Royal Surrey NHS Foundation Trust" || d.StateNow != marketplace.RoomPaused {
		t.Errorf("the room's page says %+v", d)
	}
	homes := must[[]marketplace.HomeRow](t)(s.Homes(ctx))
	if len(homes) != 1 || homes[0].Address != d.Address || homes[0].RoomCount != 1 || homes[0].Facts.LodgerLimit != 2 ||
		homes[0].Outcode != d.Facts.Outcode || homes[0].Area != d.Facts.Area {
		t.Errorf("the homes are %+v", homes)
	}

	// A lower cap from tomorrow marks what is over it, and takes it out of the search.
	c.now = c.now.AddDate(0, 0, 1)
	areas := must[[]marketplace.CapPolicy](t)(s.CapPolicies(ctx))[0].Areas
	lower := marketplace.SetCap{Percent: 60, From: marketplace.DateOf(c.now), Source: "A council of hosts"}
	for _, a := range areas {
		lower.Areas = append(lower.Areas, a)
	}
	preview := must[marketplace.CapPreview](t)(s.CapPreview(ctx, lower.Percent, lower.Areas))
	if preview.Live != 1 || preview.Over != 1 || len(preview.In) != 1 || preview.In[0] != (marketplace.AreaCount{Area: "Guildford", Rooms: 1}) {
		t.Errorf("it is told to come to %+v", preview) // the other room is paused
	}
	if same := must[marketplace.CapPreview](t)(s.CapPreview(ctx, 90, lower.Areas)); same.Live != 1 || same.Over != 0 || len(same.In) != 0 {
		t.Errorf("the cap in force is told to come to %+v", same)
	}
	do(t, s, lower)
	if n := must[int](t)(s.CountRooms(ctx, marketplace.RoomFilter{Reprice: true})); n != 2 {
		t.Errorf("%d rooms are to re-price", n)
	}
	if hits := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, marketplace.RoomSearch{})); len(hits) != 0 {
		t.Errorf("rooms over the cap are found: %+v", hits)
	}
	policies := must[[]marketplace.CapPolicy](t)(s.CapPolicies(ctx))
	if len(policies) != 2 || !policies[0].Now || policies[1].Now || policies[0].Over != 1 || policies[0].Source != "A council of hosts" || policies[0].By != "Maya Okafor" {
		t.Errorf("the policies are %+v", policies)
	}
	kinds := taskKinds(t, s)
	if !slices.Equal(kinds, []marketplace.TaskKind{marketplace.TaskReprice, marketplace.TaskCompleteRoom}) {
		t.Errorf("the tasks are %v", kinds)
	}
}

// Listings that an organisation looks after stand together once there are many.
func TestManyListingsAreOneTask(t *testing.T) {
	s, c := found(t)
	var batch marketplace.Batch
	for i := range 6 {
		batch.Commands = append(batch.Commands, room(func(c *marketplace.ListRoom) {
			c.Facts.Import, c.Facts.Pending, c.Safety = [16]byte{byte(i + 1)}, true, marketplace.RoomSafety{}
		}))
	}
	do(t, s, batch)
	task := onlyTask(t, s)
	if task.Kind != marketplace.TaskCompleteRoom || !task.About.IsZero() || task.Title != "6 rooms of your organisation still need some answers" {
		t.Errorf("the task is %+v", task)
	}
	c.now = c.now.AddDate(0, 7, 0)
	kinds := taskKinds(t, s)
	if !slices.Equal(kinds, []marketplace.TaskKind{marketplace.TaskReconfirm, marketplace.TaskCompleteRoom}) {
		t.Errorf("half a year later the tasks are %v", kinds)
	}
	if today := must[marketplace.Today](t)(s.Today(ctx)); today.FreeTonight != 0 {
		t.Errorf("%d rooms are free that nobody has reconfirmed", today.FreeTonight)
	}
}

// A home takes no more lodgers than it says, in whichever of its rooms.
func TestFullHomeIsNotFound(t *testing.T) {
	s, _ := found(t)
	home := do(t, s, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"}).Began[0]
	in := func(c *marketplace.ListRoom) { c.Facts.Home = home }
	r := do(t, s, room(in)).Began[0]
	other := do(t, s, room(in)).Began[0]
	elsewhere := do(t, s, room(func(c *marketplace.ListRoom) { c.Facts.Home, c.Week = home, 11500 }, func(c *marketplace.ListRoom) {
		c.Facts.Home = do(t, s, marketplace.AddHome{LodgerLimit: 1, Address: "2 Mill Lane"}).Began[0]
	})).Began[0]
	arrival := do(t, s, nurse(date(2026, 12, 7), "Adaeze", "Nwosu")).Began[0]
	b := do(t, s, marketplace.RequestBooking{Room: r, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: date(2026, 12, 7), To: date(2026, 12, 21)}}).Began[0]
	do(t, s, marketplace.AcceptBooking{Booking: b})
	for name, want := range map[string]struct {
		dates marketplace.Range
		near  bool
		limit int
		rooms []marketplace.ID
	}{
		"while somebody is there": {marketplace.Range{From: date(2026, 12, 20), To: date(2027, 1, 5)}, true, 0, []marketplace.ID{elsewhere}},
		"the first alone":         {marketplace.Range{From: date(2026, 12, 20), To: date(2027, 1, 5)}, false, 1, []marketplace.ID{elsewhere}},
		"from the day they leave": {marketplace.Range{From: date(2026, 12, 21), To: date(2027, 1, 5)}, false, 0, []marketplace.ID{r, other, elsewhere}},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []marketplace.ID
			for _, h := range must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, marketplace.RoomSearch{
				Dates: want.dates, Near: want.near, Lat: 51.24, Lon: -0.6, Limit: want.limit,
			})) {
				ids = append(ids, h.Room)
			}
			slices.SortFunc(ids, func(a, b marketplace.ID) int { return slices.Index(want.rooms, a) - slices.Index(want.rooms, b) })
			if !slices.Equal(ids, want.rooms) {
				t.Errorf("found %v, not %v", ids, want.rooms)
			}
		})
	}
}
