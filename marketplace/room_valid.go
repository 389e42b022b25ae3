package marketplace

// Bounds on what a listing and a booking may say.
const (
	// MaxPhotos is how many photos a room shows at most.
	MaxPhotos = 8
	// MaxPhotoSide is the longer side of a stored photo in pixels, MaxPhotoBytes its size.
	MaxPhotoSide  = 1600
	MaxPhotoBytes = 2 << 20

	maxPeople     = 20
	maxOutcode    = 8
	maxNoticeDays = 366
	maxRemoved    = 8
	maxRTRSeen    = 20
	maxChanges    = 200
)

func (f *RoomFacts) valid() bool {
	switch {
	case !validOrgCode(f.HostOrg), len(f.Outcode) > maxOutcode, f.Area == "", len(f.Area) > maxAreaName:
		return false
	case f.Supply > SupplyTrust, f.Bed > BedSofa, f.Bathroom > BathroomPrivate, f.Shared > SharedNo:
		return false
	case f.Guests < 0, f.Guests > maxPeople, f.NoticeDays < 0, f.NoticeDays > maxNoticeDays, f.GapDays < 0, f.GapDays > maxNoticeDays:
		return false
	case f.MinNights < 0, f.MinNights > maxNights, f.MaxNights < 0, f.MaxNights > maxNights:
		return false
	case f.MaxNights > 0 && f.MinNights > f.MaxNights, f.Guards&^AllGuards != 0:
		return false
	case f.Cell.Lat < -9000, f.Cell.Lat > 9000, f.Cell.Lon < -18000, f.Cell.Lon > 18000:
		return false
	case f.Household.Adults < 0, f.Household.Adults > maxLodgers, f.Household.Children < 0, f.Household.Children > maxLodgers:
		return false
	}
	return validLanguages(f.Household.Languages)
}

// ready tells whether the listing may be live as far as its guards go; its price is another matter.
func (f *RoomFacts) ready() bool { return f.Pending || f.Guards == AllGuards }

// capacity is how many people may share the room.
func (f *RoomFacts) capacity() int { return max(1, f.Guests) }

func (f *BookingFacts) valid() bool {
	if len(f.People) == 0 || len(f.People) > maxPeople || len(f.Groups) != len(f.People) || !validOrgCode(f.GuestOrg) || len(f.Site) > maxShortCode {
		return false
	}
	for i, p := range f.People {
		if p.IsZero() || f.Groups[i] == "" || len(f.Groups[i]) > maxShortCode {
			return false
		}
	}
	return f.Dates.Valid() && f.Week > 0 && f.Week <= maxWeek && f.Deadline.Valid() && !f.Lead.IsZero()
}
