package listroom

import (
	"slices"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// answers is all that the steps ask for. Zero values are not said yet.
type answers struct {
	Supply marketplace.Supply
	Org    string // of a room that an organisation offers; "" is the person's own

	Home      marketplace.ID // zero: a new one, as described below
	Address   string
	Lodgers   int
	Allowance marketplace.Pence
	Outcode   string
	Area      string
	Phone     string
	Email     string
	Door      string

	Title       string
	Description string
	Bed         marketplace.Bed
	Bathroom    marketplace.Bathroom
	Shared      marketplace.Shared
	Furnished   bool
	Features    marketplace.Features
	Included    marketplace.Included
	Guests      int
	Adults      int
	Children    int
	Languages   []string

	Week marketplace.Pence

	MinNights, MaxNights, Notice, Gap int
	Rules                             string
	Instant                           marketplace.RoomRules // what the room accepts by itself
	Blocks                            []marketplace.Range   // of a new room

	VouchedBy              string
	NoGas                  bool
	Gas, Smoke, CO, Wiring marketplace.Date
	Photos                 []picture
}

// picture is one photo of the room, stored already or about to be.
type picture struct {
	Blob          marketplace.BlobID
	Width, Height int
	Size          int
	New           bool
	Caption       string // what it shows, for everybody

	was string // the caption that stands
}

// answersOf is what an existing room says, with what this person may read of its home.
func answersOf(d *marketplace.RoomDetail, homes []marketplace.HomeRow) answers {
	f := &d.Facts
	a := answers{
		Supply: f.Supply, Org: f.HostOrg, Home: f.Home, Outcode: f.Outcode, Area: f.Area, Phone: d.Phone, Email: d.Email, Door: d.DoorNotes,
		Title: d.Title, Description: d.Description, Bed: f.Bed, Bathroom: f.Bathroom, Shared: f.Shared, Furnished: f.Guards&marketplace.Furnished != 0,
		Features: f.Features, Included: f.Included, Guests: max(1, f.Guests), Adults: f.Household.Adults, Children: f.Household.Children,
		Languages: slices.Clone(f.Household.Languages), Week: d.Week, MinNights: f.MinNights, MaxNights: f.MaxNights, Notice: f.NoticeDays, Gap: f.GapDays,
		Rules: d.Rules, Instant: d.Instant.RoomRules, VouchedBy: d.Safety[marketplace.FieldVouchedBy],
		Gas: dateIn(d, marketplace.FieldGasSafety), Smoke: dateIn(d, marketplace.FieldSmokeAlarm), CO: dateIn(d, marketplace.FieldCOAlarm),
		Wiring: dateIn(d, marketplace.FieldElectrical),
	}
	// Nothing is stored for a home without gas; the guard that is met all the same tells.
	a.NoGas = a.Gas.IsZero() && f.Guards&marketplace.SafetyDated != 0 && !a.Smoke.IsZero()
	for i, p := range d.Photos {
		one := picture{Blob: p.Blob, Width: p.Width, Height: p.Height, Size: p.Size}
		if i < len(d.Captions) {
			one.Caption, one.was = d.Captions[i], d.Captions[i]
		}
		a.Photos = append(a.Photos, one)
	}
	a.takeHome(homes)
	return a
}

// takeHome copies what the chosen home says, so that it can be changed. Where the room lies, the home's other rooms say,
// unless it says so itself.
func (a *answers) takeHome(homes []marketplace.HomeRow) {
	a.Address, a.Lodgers, a.Allowance = "", 1, marketplace.AllowanceFull
	if h, ok := homeIn(homes, a.Home); ok {
		a.Address, a.Lodgers, a.Allowance = h.Address, h.Facts.LodgerLimit, h.Facts.Allowance
		if a.Outcode == "" {
			a.Outcode, a.Area = h.Outcode, h.Area
		}
	}
}

func homeIn(homes []marketplace.HomeRow, id marketplace.ID) (marketplace.HomeRow, bool) {
	for _, h := range homes {
		if h.Home == id && !id.IsZero() {
			return h, true
		}
	}
	return marketplace.HomeRow{}, false
}

func dateIn(d *marketplace.RoomDetail, f marketplace.Field) marketplace.Date {
	date, err := marketplace.ParseDate(d.Safety[f])
	if err != nil {
		return 0
	}
	return date
}

// facts is what the listing will say, where was is what it said before.
func (a *answers) facts(ref *assets.Reference, was marketplace.RoomFacts) marketplace.RoomFacts {
	f := was
	f.Home, f.Supply, f.Area = a.Home, a.Supply, a.Area
	if a.Supply != marketplace.SupplyHome && a.Org != "" {
		f.HostOrg = a.Org
	}
	if a.Outcode != was.Outcode {
		f.Cell = marketplace.Cell{}
		if lat, lon, ok := ref.OutcodePosition(a.Outcode); ok {
			f.Cell = marketplace.Cell{Lat: hundredths(lat), Lon: hundredths(lon)}
		}
	}
	f.Outcode, f.Bed, f.Bathroom, f.Shared, f.Features, f.Included = a.Outcode, a.Bed, a.Bathroom, a.Shared, a.Features, a.Included
	f.Guests = a.Guests
	if a.Guests <= 1 && was.Guests <= 1 {
		f.Guests = was.Guests // none and one say the same
	}
	f.Household = marketplace.Household{Adults: a.Adults, Children: a.Children, Languages: slices.Clone(a.Languages)}
	f.MinNights, f.MaxNights, f.NoticeDays, f.GapDays = a.MinNights, a.MaxNights, a.Notice, a.Gap
	f.Guards &^= marketplace.Furnished
	if a.Furnished {
		f.Guards |= marketplace.Furnished
	}
	return f
}

// hundredths is a position kept to a hundredth of a degree.
func hundredths(degrees float64) int32 {
	if degrees < 0 {
		return -hundredths(-degrees)
	}
	return int32(degrees*100 + 0.5)
}

func (a *answers) words() marketplace.RoomWords {
	return marketplace.RoomWords{Title: a.Title, Description: a.Description, HouseRules: a.Rules}
}

func (a *answers) contact() marketplace.RoomContact {
	return marketplace.RoomContact{Phone: a.Phone, Email: a.Email, DoorNotes: a.Door}
}

func (a *answers) safety() marketplace.RoomSafety {
	return marketplace.RoomSafety{VouchedBy: a.VouchedBy, Gas: a.Gas, NoGas: a.NoGas, SmokeAlarm: a.Smoke, COAlarm: a.CO, Electrical: a.Wiring}
}

// missing lists what still keeps the room from going live, as people say it, with the step at which it is said. claimed
// is false for an imported room whose host has yet to claim it.
func (a *answers) missing(claimed bool) []lack {
	var all []lack
	add := func(bad bool, step int, words string) {
		if bad {
			all = append(all, lack{step, words})
		}
	}
	safety := a.safety()
	home := a.Supply == marketplace.SupplyHome
	add(a.Outcode == "", stepHome, "The first half of the postcode")
	add(a.Area == "", stepHome, "The rental area")
	add(home && claimed && a.Home.IsZero() && a.Address == "", stepHome, "The address of your home")
	add(a.Title == "", stepRoom, "A title")
	add(!a.Furnished, stepRoom, "That the room is furnished")
	add(a.Shared == marketplace.SharedUnknown, stepRoom, "Which space is shared")
	add(a.Week <= 0, stepPrice, "The price")
	add(home && a.VouchedBy == "", stepSafety, "Who vouches for you")
	add(!a.NoGas && safety.Gas.IsZero(), stepSafety, "The date of the gas check")
	add(safety.SmokeAlarm.IsZero(), stepSafety, "The test of the smoke alarm")
	add(safety.COAlarm.IsZero(), stepSafety, "The test of the carbon monoxide alarm")
	add(safety.Electrical.IsZero(), stepSafety, "The electrical check")
	return all
}

// lack is something that a step has yet to be told.
type lack struct {
	step  int
	words string
}
