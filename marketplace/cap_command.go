package marketplace

import "slices"

// SetCap sets the cap policy from a date on: a percentage of each area's estimated average rent. Bookings already
// agreed keep their price; listings over the new cap are marked to re-price. It is the coordinator's.
type SetCap struct {
	Percent int // 1 to 100
	From    Date
	Areas   []CapArea
	Source  string // where the figures come from
}

// Decide implements [Command].
func (c SetCap) Decide(v View) ([]Draft, error) {
	sys, today := v.System(), DateOf(v.Now())
	if !v.Actor().Roles.Has(RoleCoordinator) {
		return nil, Errorf(NotAllowed, "Only a coordinator sets the cap. Ask yours.")
	}
	if c.Percent < 1 || c.Percent > 100 {
		return nil, Errorf(Invalid, "The cap is a percentage from 1 to 100 of the area's average. %d is not.", c.Percent).On("percent")
	}
	if !c.From.Valid() {
		return nil, Errorf(Invalid, "Say from which day the cap counts.").On("from")
	}
	if c.From < today && len(sys.Caps) > 0 {
		return nil, Errorf(Refused, "A cap cannot begin in the past: %s is before today. Choose %s or later.", c.From.Long(), today.Long()).On("from")
	}
	source, err := needed("source of the figures", c.Source, MaxProse)
	if err != nil {
		return nil, err
	}
	c.Source = source
	if err := c.checkAreas(); err != nil {
		return nil, err
	}
	return []Draft{c.draft(sys.ID)}, nil
}

func (c SetCap) checkAreas() error {
	if len(c.Areas) == 0 || len(c.Areas) > maxCapAreas {
		return Errorf(Invalid, "A cap names from 1 to %d rental areas; this one names %d.", maxCapAreas, len(c.Areas)).On("areas")
	}
	seen := map[string]bool{}
	for _, a := range c.Areas {
		switch {
		case a.Area == "" || len(a.Area) > maxAreaName:
			return Errorf(Invalid, "A rental area needs a name of at most %d characters; %q is not one.", maxAreaName, clip(a.Area)).On("areas")
		case seen[a.Area]:
			return Errorf(Invalid, "The rental area %s stands twice. Keep one of the two.", a.Area).On("areas")
		case a.Average <= 0 || a.Average > maxWeek:
			return Errorf(Invalid, "The average of %s, %s, is not a weekly rent. Use an amount from £0.01 to %s.", a.Area, a.Average, maxWeek).On("areas")
		}
		seen[a.Area] = true
	}
	return nil
}

func (c SetCap) draft(system ID) Draft {
	return Draft{
		Subject: system,
		Fact:    &CapSet{Percent: c.Percent, From: c.From, Areas: slices.Clone(c.Areas)},
		Private: Private{Text: map[Field]string{FieldSource: c.Source}},
	}
}
