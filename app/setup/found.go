package setup

import (
	"context"
	"math"
	"time"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// DefaultPercent is the cap that a system begins with: rent at most this much of the estimated area average. A
// coordinator can change it.
const DefaultPercent = 90

// Founding is what a person gives to found a system.
type Founding struct {
	System    string
	Person    string
	Org       string // ODS code
	Roles     marketplace.Roles
	Rehearsal bool
	// Recovery is where the recovery file is written; beside the data when empty. Passphrase, where set, encrypts it.
	Recovery, Passphrase string
}

// Found founds a system in dir with the organisations and rents of the reference data.
func Found(ctx context.Context, dir string, ref *assets.Reference, f Founding, o sqlite.Options) (*sqlite.Store, error) {
	now := time.Now
	if o.Now != nil {
		now = o.Now
	}
	return sqlite.Found(ctx, dir, sqlite.Founding{
		System: f.System, Person: f.Person, Org: f.Org, Roles: f.Roles, Rehearsal: f.Rehearsal,
		Orgs: Organisations(ref), Cap: FirstCap(ref, marketplace.DateOf(now())),
		Recovery: f.Recovery, Passphrase: f.Passphrase,
	}, o)
}

// Organisations is the reference data's organisations as they are recorded in a new system.
func Organisations(ref *assets.Reference) []marketplace.RecordOrganisation {
	out := []marketplace.RecordOrganisation{}
	for _, o := range ref.Organisations() {
		r := marketplace.RecordOrganisation{Code: o.Code, Name: o.Name, Type: orgType(o.Type), ValidFrom: day(o.From), ValidTo: day(o.Until)}
		for _, s := range o.Successors {
			r.Successors = append(r.Successors, s.Code)
		}
		out = append(out, r)
	}
	return out
}

// FirstCap is the cap policy that a system begins with, from the averages in force on a day.
func FirstCap(ref *assets.Reference, on marketplace.Date) marketplace.SetCap {
	c := marketplace.SetCap{
		Percent: DefaultPercent, From: on,
		Source: "Local Housing Allowance, shared accommodation rate (Valuation Office Agency and DWP), times median over 30th percentile of the 2020 list of rents: an estimate. Open Government Licence v3.0.",
	}
	for _, area := range ref.Areas() {
		a, ok := ref.AreaRent(area, on.Time())
		if !ok {
			continue
		}
		c.Areas = append(c.Areas, marketplace.CapArea{
			Area: a.Area, Average: marketplace.Pence(a.AverageWeekPence), Base: marketplace.Pence(a.LHAWeekPence), Percentile: a.Percentile,
			Sample: a.SampleSize, Effective: day(a.From), Factor: int(math.Round(a.Factor * 10000)),
		})
	}
	return c
}

func day(t time.Time) marketplace.Date {
	if t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Year(), t.Month(), t.Day())
}

func orgType(s string) marketplace.OrgType {
	switch {
	case s == "ICB":
		return marketplace.OrgICB
	case s == "SICBL":
		return marketplace.OrgSubICB
	case s == "Community provider", s == "Community":
		return marketplace.OrgCommunity
	case s == "University":
		return marketplace.OrgUniversity
	}
	return marketplace.OrgTrust
}
