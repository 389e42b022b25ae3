package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"settle.example/settle/marketplace"
)

// mappers read the domain's values from the command line, with the domain's own sentences for what is wrong.
func mappers() []kong.Option {
	return []kong.Option{
		mapped(marketplace.ParseDate),
		mapped(marketplace.ParseFeatures),
		mapped(marketplace.ParseRoles),
		mapped(marketplace.ParseReason),
		mapped(marketplace.ParseOfferKind),
		mapped(marketplace.ParseBookingState),
		mapped(func(s string) (time.Time, error) {
			t, err := time.Parse(time.RFC3339, s)
			if err != nil {
				return t, errors.New("write the time like 2027-01-05T09:00:00Z")
			}
			return t, nil
		}),
		mapped(func(s string) (marketplace.Pence, error) { return parsePence(s) }),
		mapped(parseBy),
	}
}

// mapped reads values of a type with parse.
func mapped[T any](parse func(string) (T, error)) kong.Option {
	return kong.TypeMapper(reflect.TypeFor[T](), kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
		var s string
		if err := ctx.Scan.PopValueInto(ctx.Value.Name, &s); err != nil {
			return err
		}
		v, err := parse(s)
		if err != nil {
			return errors.New(strings.TrimSuffix(err.Error(), "."))
		}
		target.Set(reflect.ValueOf(v))
		return nil
	}))
}

// parsePence reads an amount in whole pence.
func parsePence(s string) (marketplace.Pence, error) {
	n := marketplace.Pence(0)
	for _, c := range s {
		if c < '0' || c > '9' || n > 1_000_000_00 {
			return 0, errors.New("give the amount in whole pence, for example 11500 for £115.00")
		}
		n = 10*n + marketplace.Pence(c-'0')
	}
	if s == "" {
		return 0, errors.New("give the amount in whole pence, for example 11500 for £115.00")
	}
	return n, nil
}

// groupings are what a report can be grouped by.
var groupings = []struct {
	name string
	by   marketplace.NightsBy
}{
	{"month", marketplace.ByMonth},
	{"host_org", marketplace.ByHostOrg},
	{"guest_org", marketplace.ByGuestOrg},
	{"area", marketplace.ByArea},
	{"staff_group", marketplace.ByGroup},
}

func parseBy(s string) (marketplace.NightsBy, error) {
	var by marketplace.NightsBy
next:
	for name := range strings.SplitSeq(s, ",") {
		for _, g := range groupings {
			if g.name == strings.TrimSpace(name) {
				by |= g.by
				continue next
			}
		}
		return 0, errors.New("group by month, host_org, guest_org, area or staff_group, with commas between")
	}
	return by, nil
}

// reasons is the help of a reason.
func reasons() string {
	var names []string
	for r := marketplace.ReasonOther; r <= marketplace.ReasonReplaced; r++ {
		names = append(names, r.String())
	}
	return "Why: " + strings.Join(names, ", ") + "."
}

// kinds is the kinds of offer.
func kinds() string {
	var names []string
	for k := marketplace.OfferOther; k <= marketplace.OfferDialect; k++ {
		names = append(names, k.String())
	}
	return strings.Join(names, ", ")
}

// called is the value of that name, of those up to the last; zero where there is none.
func called[T interface {
	~uint8
	fmt.Stringer
}](name string, last T) T {
	for v := range last {
		if v.String() == name {
			return v
		}
	}
	if last.String() == name {
		return last
	}
	return 0
}
