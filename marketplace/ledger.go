package marketplace

// GroupNights groups stays as the filter asks, in the order of month, host organisation, guest organisation, area and
// staff group. Nights are counted by the month in which they begin. The rent of a part of a stay is what its nights add
// to the rent of the stay, so that the parts of a stay add up to the penny however they are grouped. Limit and Offset
// are left to the caller.
func GroupNights(stays []Stay, f NightsFilter, sys *System) []NightsRow {
	r := NewNightsReport(f, sys)
	for i := range stays {
		r.Add(&stays[i])
	}
	return r.Rows()
}

// NightsReport is GroupNights for stays that come one by one.
type NightsReport struct {
	f      NightsFilter
	follow follower
	groups grouping
}

// NewNightsReport begins a report without stays.
func NewNightsReport(f NightsFilter, sys *System) *NightsReport {
	return &NightsReport{f, follower{sys: sys, f: f, to: map[string]string{}}, newGrouping(f)}
}

// Add counts a stay in. It keeps nothing of it.
func (r *NightsReport) Add(s *Stay) {
	host, guest := r.follow.org(s.HostOrg), r.follow.org(s.GuestOrg)
	if r.f.admits(s, host, guest) {
		r.groups.add(s, host, guest)
	}
}

// Rows is what the stays come to.
func (r *NightsReport) Rows() []NightsRow { return r.groups.rows() }

// SelectStays is the stays behind a figure, clipped to the filter's dates, so that their nights add up to it. Limit and
// Offset are left to the caller.
func SelectStays(stays []Stay, f NightsFilter, sys *System) []Stay {
	follow := follower{sys: sys, f: f, to: map[string]string{}}
	window := f.window()
	var selected []Stay
	for _, s := range stays {
		if !f.admits(&s, follow.org(s.HostOrg), follow.org(s.GuestOrg)) {
			continue
		}
		s.Slept, s.Planned = some(s.Slept.Clip(window)), some(s.Planned.Clip(window))
		if s.Slept.Nights() > 0 || s.Planned.Nights() > 0 {
			selected = append(selected, s)
		}
	}
	return selected
}

// window is the nights that the filter asks for.
func (f NightsFilter) window() Range {
	w := Range{MinDate, MaxDate}
	if !f.From.IsZero() {
		w.From = f.From
	}
	if !f.To.IsZero() {
		w.To = f.To
	}
	if !f.WithMonth.IsZero() {
		w = w.Clip(monthOf(f.WithMonth))
	}
	return w
}

// admits tells whether the stay is among those asked for, under the organisations that it counts for.
func (f NightsFilter) admits(s *Stay, host, guest string) bool {
	return (f.HostOrg == "" || f.HostOrg == host) && (f.GuestOrg == "" || f.GuestOrg == guest) &&
		(f.Area == "" || f.Area == s.Area) && (f.Group == "" || f.Group == s.Group)
}

// follower finds the organisation that another counts for.
type follower struct {
	sys *System
	f   NightsFilter
	to  map[string]string
}

func (f *follower) org(code string) string {
	if !f.f.Follow || f.sys == nil {
		return code
	}
	to, ok := f.to[code]
	if !ok {
		to = f.sys.OrgOn(code, MaxDate)
		f.to[code] = to
	}
	return to
}
