package setup

import (
	"math"

	"settle.example/settle/marketplace"
)

// demoRoom is a room of the demo system.
type demoRoom struct {
	key      string
	host     string // whose home it is; empty: not claimed yet, or an organisation's own
	org      string
	supply   marketplace.Supply
	outcode  string
	share    int // the rent in per cent of the area's average
	draft    bool
	title    string
	about    string
	bed      marketplace.Bed
	bath     marketplace.Bathroom
	features marketplace.Features
	look     picture

	id   marketplace.ID
	home marketplace.ID
}

// demoHost is a host of the demo system with a computer of their own.
type demoHost struct {
	name, org, outcode string
	address            string
	adults, children   int
	languages          []string
	rules, door        string
	lodgers            int
	shared             bool // of the income: half the Rent a Room limit
}

const (
	basics  = marketplace.Wifi | marketplace.Kitchen | marketplace.Washer | marketplace.Linen | marketplace.Heating
	quiet   = basics | marketplace.Lock | marketplace.Desk | marketplace.NoSmoking
	private = marketplace.BathroomPrivate
	common  = marketplace.BathroomShared
	double  = marketplace.BedDouble
	single  = marketplace.BedSingle
	twin    = marketplace.BedTwin

	university = marketplace.SupplyUniversity
	trustOwned = marketplace.SupplyTrust
)

// residences is the organisation that offers the demo's student rooms.
const residences = "RESGU"

func demoHosts() []demoHost {
	return []demoHost{
		{founderName, "RA2", "GU1", "14 Larkspur Rise, Guildford", 2, 0, []string{"en", "cy"}, "Shoes off upstairs. Guests of yours are welcome until ten.", "Side gate, blue door. The bell sticks: press hard.", 2, true},
		{"Joan Whitfield", "RA2", "GU2", "3 Tannery Walk, Guildford", 1, 0, []string{"en", "fr"}, "No smoking anywhere. Quiet after eleven.", "Key box by the back door; the code comes with a message.", 2, false},
		{"Daniel Osei", "RA2", "GU1", "Flat 6, Orchard Place, Guildford", 2, 1, []string{"en", "ak"}, "We cook a lot and like to share. Please label your shelf.", "Ring flat 6. Lift to the second floor.", 1, false},
		{"Ruth Hanley", "RTP", "RH1", "27 Colliers Lane, Redhill", 2, 2, []string{"en"}, "Children sleep by eight. No pets, please.", "Front door; the porch light comes on by itself.", 2, false},
		{"Imran Siddiqui", "RTK", "KT16", "9 Ferry Row, Chertsey", 2, 1, []string{"en", "ur", "pa"}, "A halal kitchen. No alcohol in the house.", "White gate. Parking on the left.", 1, true},
		{"Beth Carver", "RTK", "KT15", "41 Crouch Oak Lane, Addlestone", 1, 0, []string{"en", "de"}, "Two cats own the place. Night workers sleep undisturbed.", "Blue door next to the bakery.", 2, false},
		{"Lucy Amankwah", "RXX", "KT22", "18 Gravel Hill, Leatherhead", 2, 0, []string{"en", "ak", "ee"}, "Sunday lunch is for everyone. Bathroom free by seven.", "Top bell. Mind the step.", 1, false},
		{"Peter Lindqvist", "RTP", "RH2", "5 Heathfield Close, Reigate", 2, 0, []string{"en", "sv"}, "Bicycles in the shed. Recycling on Thursdays.", "Round the back through the garden.", 1, false},
		{"Carol Deakin", "RA2", "GU7", "2 Weyside, Godalming", 1, 0, []string{"en"}, "A women-only home. Vegetarian kitchen.", "Number 2 is the cottage behind number 4.", 2, false},
	}
}

func demoRooms() []demoRoom {
	return []demoRoom{
		{key: "attic", host: founderName, org: "RA2", outcode: "GU1", share: 88, title: "Sunny attic room, ten minutes' walk to the hospital bus", about: "A big room under the roof with a desk in the window, your own shelf in the fridge, and a bus to Royal Surrey every ten minutes.", bed: double, bath: common, features: quiet | marketplace.BusNearby | marketplace.Storage, look: picture{0, 0}},
		{key: "lark", host: founderName, org: "RA2", outcode: "GU1", share: 80, title: "Small room with a view of the garden", about: "A single room for somebody who likes peace and birdsong. The garden is yours as well.", bed: single, bath: common, features: basics | marketplace.Garden | marketplace.Lock, look: picture{1, 1}},
		{key: "sewing", host: founderName, org: "RA2", outcode: "GU1", share: 82, draft: true, title: "Sewing room, once the machine is out", about: "Not ready yet.", bed: single, bath: common, features: basics, look: picture{4, 5}},
		{key: "tannery", host: "Joan Whitfield", org: "RA2", outcode: "GU2", share: 86, title: "Quiet double, five minutes from Royal Surrey", about: "I retired from theatres and know what a night shift does to you. Blackout blinds, thick walls, tea at any hour.", bed: double, bath: common, features: quiet | marketplace.BusNearby, look: picture{2, 2}},
		{key: "tannery2", host: "Joan Whitfield", org: "RA2", outcode: "GU2", share: 78, title: "Single room near the university", about: "Simple, warm and close to everything. A bicycle is there to borrow.", bed: single, bath: common, features: basics | marketplace.Bicycle | marketplace.Desk, look: picture{3, 3}},
		{key: "orchard", host: "Daniel Osei", org: "RA2", outcode: "GU1", share: 84, title: "Room with a family from Ghana, near Guildford station", about: "We came as nurses in 2009 and remember the first week. We will show you the bank, the bus and the best plantain in town.", bed: double, bath: common, features: basics | marketplace.TrainNearby | marketplace.Lock, look: picture{4, 4}},
		{key: "colliers", host: "Ruth Hanley", org: "RTP", outcode: "RH1", share: 85, title: "Garden room close to East Surrey Hospital", about: "A ground-floor room that opens on the garden. We are a lively family and give you peace when you need it.", bed: double, bath: private, features: quiet | marketplace.Garden | marketplace.Parking | marketplace.StepFree, look: picture{5, 5}},
		{key: "colliers2", host: "Ruth Hanley", org: "RTP", outcode: "RH1", share: 76, title: "Bunk room for two friends who arrive together", about: "Two proper beds, two desks and plenty of hooks. Best for colleagues who know each other.", bed: twin, bath: common, features: basics | marketplace.Desk | marketplace.CouplesWelcome, look: picture{1, 6}},
		{key: "ferry", host: "Imran Siddiqui", org: "RTK", outcode: "KT16", share: 82, title: "Room by the river in Chertsey, halal kitchen", about: "St Peter's is eight minutes by bus. Prayer space in the house, mosque in Addlestone.", bed: double, bath: common, features: quiet | marketplace.HalalKitchen | marketplace.Parking, look: picture{2, 7}},
		{key: "crouch", host: "Beth Carver", org: "RTK", outcode: "KT15", share: 74, title: "Cosy double over the bakery", about: "You wake to the smell of bread. I work nights myself, so nobody hoovers by day.", bed: double, bath: common, features: basics | marketplace.TrainNearby | marketplace.TV, look: picture{0, 8}},
		{key: "crouch2", host: "Beth Carver", org: "RTK", outcode: "KT15", share: 70, title: "Little single with a big desk", about: "Made for somebody who studies for an exam. Printer in the hall.", bed: single, bath: common, features: basics | marketplace.Desk | marketplace.TrainNearby, look: picture{3, 9}},
		{key: "gravel", host: "Lucy Amankwah", org: "RXX", outcode: "KT22", share: 84, title: "En-suite room above the High Street", about: "Your own shower, your own kettle and a view over Leatherhead. Trains to Epsom and Guildford.", bed: double, bath: private, features: quiet | marketplace.TrainNearby, look: picture{4, 10}},
		{key: "heath", host: "Peter Lindqvist", org: "RTP", outcode: "RH2", share: 83, title: "Calm room on the heath, bus to East Surrey", about: "Light wood, white walls and a lot of books. Bicycles in the shed; the hospital is twenty minutes by the 430 bus.", bed: single, bath: private, features: quiet | marketplace.Bicycle | marketplace.Garden, look: picture{5, 11}},
		{key: "weyside", host: "Carol Deakin", org: "RA2", outcode: "GU7", share: 81, title: "Cottage room in a home of women", about: "A thick-walled cottage by the Wey. Milford Hospital is five minutes by car, Godalming station ten on foot.", bed: double, bath: common, features: quiet | marketplace.WomenOnly | marketplace.VegetarianKitchen | marketplace.NoPets, look: picture{0, 12}},
		{key: "weyside2", host: "Carol Deakin", org: "RA2", outcode: "GU7", share: 72, title: "Box room with a river view", about: "Small and honest: a bed, a rail, a window on the river.", bed: single, bath: common, features: basics | marketplace.WomenOnly | marketplace.VegetarianKitchen, look: picture{1, 13}},

		{key: "stag1", org: residences, supply: university, outcode: "GU2", share: 87, title: "Student residence: en-suite room with a shared kitchen", about: "Room 12 in a house of eight. Cleaned weekly. The hospital is across the road.", bed: single, bath: private, features: quiet | marketplace.StepFree, look: picture{3, 14}},
		{key: "stag2", org: residences, supply: university, outcode: "GU2", share: 87, title: "Student residence: en-suite room on the ground floor", about: "Step-free from the street to the shower. Laundry in the next block.", bed: single, bath: private, features: quiet | marketplace.StepFree, look: picture{3, 15}},
		{key: "stag3", org: residences, supply: university, outcode: "GU2", share: 74, title: "Student residence: standard room", about: "Shared bathroom for four, kitchen for eight, a hundred steps to the bus.", bed: single, bath: common, features: basics | marketplace.Desk | marketplace.Lock, look: picture{3, 16}},
		{key: "stag4", org: residences, supply: university, outcode: "GU2", share: 74, title: "Student residence: standard room, quiet side", about: "Looks over the playing fields. Shared bathroom for four.", bed: single, bath: common, features: quiet, look: picture{1, 17}},
		{key: "stag5", org: residences, supply: university, outcode: "GU2", share: 90, title: "Student residence: studio for two", about: "Kitchen, shower and a double bed of your own. For couples.", bed: double, bath: private, features: quiet | marketplace.CouplesWelcome, look: picture{4, 18}},

		{key: "gardenview", org: "RA2", supply: trustOwned, outcode: "GU2", share: 79, title: "Garden View House: room 4", about: "A trust house on the hospital site: six rooms, two kitchens, a garden with a bench.", bed: single, bath: common, features: quiet | marketplace.Garden, look: picture{2, 19}},
		{key: "gardenview2", org: "RA2", supply: trustOwned, outcode: "GU2", share: 79, title: "Garden View House: room 5", about: "Next to the quiet kitchen. The walk to the wards takes four minutes.", bed: single, bath: common, features: quiet | marketplace.Garden, look: picture{0, 20}},
		{key: "gardenview3", org: "RA2", supply: trustOwned, outcode: "GU2", share: 91, title: "Garden View House: family room", about: "Two rooms in one with a cot on request. For parents who arrive with children.", bed: double, bath: private, features: quiet | marketplace.ChildrenWelcome | marketplace.CouplesWelcome, look: picture{4, 21}},
		{key: "canada", org: "RTP", supply: trustOwned, outcode: "RH1", share: 82, title: "Canada Court: room 11", about: "Staff accommodation beside East Surrey Hospital, warden by day.", bed: single, bath: common, features: quiet, look: picture{5, 22}},
		{key: "canada2", org: "RTP", supply: trustOwned, outcode: "RH1", share: 82, title: "Canada Court: room 14", about: "Corner room with two windows. Warden by day, night porter.", bed: single, bath: common, features: quiet, look: picture{2, 23}},
		{key: "abbey", org: "RTK", supply: trustOwned, outcode: "KT16", share: 68, title: "Abbey Lodge: room 2", about: "On the St Peter's site. Bathroom shared by three.", bed: single, bath: common, features: basics | marketplace.Lock, look: picture{0, 24}},
		{key: "abbey2", org: "RTK", supply: trustOwned, outcode: "KT16", share: 68, title: "Abbey Lodge: room 3", about: "On the St Peter's site, on the side away from the road.", bed: single, bath: common, features: basics | marketplace.Lock, look: picture{1, 25}},
		{key: "abbey3", org: "RTK", supply: trustOwned, outcode: "KT16", share: 75, title: "Abbey Lodge: accessible room", about: "Wide doors, wet room, an alarm cord to the porter.", bed: single, bath: private, features: quiet | marketplace.StepFree, look: picture{3, 26}},
		{key: "farnham", org: "RXX", supply: trustOwned, outcode: "GU2", share: 76, title: "Staff flat at Farnham Road: room A", about: "A flat for three behind the hospital. The town centre is downhill.", bed: single, bath: common, features: basics | marketplace.Lock | marketplace.Desk, look: picture{5, 27}},

		{key: "m1", org: "RA2", outcode: "GU4", share: 75, title: "Double room in Burpham", bed: double, bath: common, features: basics | marketplace.Parking, look: picture{2, 28}},
		{key: "m2", org: "RA2", outcode: "GU21", share: 77, title: "Room in Woking, close to the station", bed: double, bath: common, features: basics | marketplace.TrainNearby, look: picture{4, 29}},
		{key: "m3", org: "RA2", outcode: "GU22", share: 82, title: "Loft room in Old Woking", bed: double, bath: private, features: basics | marketplace.Desk, look: picture{0, 30}},
		{key: "m4", org: "RA2", outcode: "GU3", share: 70, title: "Village room in Normandy, car needed", bed: single, bath: common, features: basics | marketplace.Parking | marketplace.Garden, look: picture{5, 31}},
		{key: "m5", org: "RTP", outcode: "RH6", share: 80, title: "Room in Horley, ten minutes from Gatwick", bed: double, bath: common, features: basics | marketplace.TrainNearby, look: picture{1, 32}},
		{key: "m6", org: "RTP", outcode: "RH4", share: 84, title: "Room in Dorking with hills behind", bed: double, bath: common, features: basics | marketplace.Garden, look: picture{2, 33}},
		{key: "m7", org: "RTP", outcode: "RH1", share: 72, title: "Single room near Redhill station", bed: single, bath: common, features: basics | marketplace.TrainNearby | marketplace.Lock, look: picture{3, 34}},
		{key: "m8", org: "RTK", outcode: "KT12", share: 66, title: "Room in Walton, bus to St Peter's", bed: double, bath: common, features: basics | marketplace.BusNearby, look: picture{4, 35}},
		{key: "m9", org: "RTK", outcode: "KT13", share: 71, title: "Room in Weybridge with its own bathroom", bed: double, bath: private, features: quiet, look: picture{0, 36}},
		{key: "m10", org: "RXX", outcode: "KT22", share: 73, title: "Room near Leatherhead leisure centre", bed: single, bath: common, features: basics, look: picture{1, 37}},
		{key: "m11", org: "RXX", outcode: "KT18", share: 79, title: "Room by Epsom Downs", bed: double, bath: common, features: basics | marketplace.Garden, look: picture{5, 38}},
		{key: "m12", org: "RDU", outcode: "GU16", share: 78, title: "Room in Frimley, walk to the hospital", bed: double, bath: common, features: basics | marketplace.Lock, look: picture{2, 39}},
	}
}

// rent is a share of the area's average, in per cent, down to the next 50 pence.
func (s *stage) rent(area string, share int) marketplace.Pence {
	a, ok := s.ref.AreaRent(area, s.clock)
	if !ok {
		return 0
	}
	return marketplace.Pence(a.AverageWeekPence*int64(share)/100) / 50 * 50
}

// facts is what is listed of a room.
func (s *stage) facts(r *demoRoom) marketplace.RoomFacts {
	area, _ := s.ref.AreaOf(r.outcode)
	lat, lon, _ := s.ref.OutcodePosition(r.outcode)
	f := marketplace.RoomFacts{
		Home: r.home, HostOrg: r.org, Supply: r.supply, Outcode: r.outcode, Area: area.Area,
		Cell: marketplace.Cell{Lat: int32(math.Round(lat * 100)), Lon: int32(math.Round(lon * 100))},
		Bed:  r.bed, Bathroom: r.bath, Shared: marketplace.SharedYes, Features: r.features, Guests: 1,
		Included:  marketplace.IncludesBills | marketplace.IncludesCouncilTax | marketplace.IncludesInternet,
		MinNights: 7, NoticeDays: 2, Guards: marketplace.Furnished,
	}
	if r.bed == marketplace.BedTwin || r.features.Has(marketplace.CouplesWelcome) {
		f.Guests = 2
	}
	return f
}

// list lists the organisations' rooms and those of a first list from the trusts, as the coordinator.
func (s *stage) list() error {
	var commands []marketplace.Command
	var listed []*demoRoom
	for _, r := range s.order {
		if r.host == founderName {
			continue
		}
		f := s.facts(r)
		c := marketplace.ListRoom{Facts: f, Words: marketplace.RoomWords{Title: r.title, Description: r.about}, Week: s.rent(f.Area, r.share), Live: true}
		if r.supply == marketplace.SupplyHome {
			c.Facts.Import, c.Facts.Pending = marketplace.ImportKey(marketplace.AggregateRoom, "demo", r.key), true
			c.Facts.Guards = 0
		} else {
			c.Safety = s.safety("Estates team")
		}
		commands, listed = append(commands, c), append(listed, r)
	}
	began, err := s.founder.do(s.ctx, commands...)
	for i, r := range listed {
		if err == nil {
			r.id = began[i]
		}
	}
	return err
}

// safety is checks of last month.
func (s *stage) safety(vouchedBy string) marketplace.RoomSafety {
	on := marketplace.DateOf(s.clock)
	return marketplace.RoomSafety{VouchedBy: vouchedBy, Gas: on - 40, SmokeAlarm: on - 9, COAlarm: on - 9, Electrical: on - 400}
}

// listings plans what becomes of some listings and calendars.
func (s *stage) listings() {
	move := func(day int, key string, to marketplace.RoomState, why marketplace.Reason) {
		s.founds(day, 11, func() marketplace.Command { return marketplace.MoveRoom{Room: s.rooms[key].id, To: to, Reason: why} }, nil)
	}
	move(-100, "m2", marketplace.RoomRetired, marketplace.ReasonOther)
	move(-40, "m9", marketplace.RoomPaused, marketplace.ReasonOther)
	move(-15, "m12", marketplace.RoomSuspended, marketplace.ReasonSafety)
	block := func(key string, from, to int) {
		s.founds(-24, 12, func() marketplace.Command {
			return marketplace.BlockDates{Room: s.rooms[key].id, Ranges: []marketplace.Range{{From: s.date(from), To: s.date(to)}}}
		}, nil)
	}
	block("attic", 40, 54)
	block("lark", 5, 12)
	block("gardenview", 28, 42)
	block("canada", 60, 74)
	block("stag4", -10, 70)
}
