package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestCapLimit(t *testing.T) {
	policy, ok := markettest.NewWorld(t).System().CapOn(markettest.NewWorld(t).Today())
	if !ok {
		t.Fatal("no policy is in force")
	}
	cases := []struct {
		area string
		want marketplace.Pence
		ok   bool
	}{
		{"Guildford", 11771, true}, // 90 % of 130.79 is 117.711
		{"Walton", 14587, true},
		{"Crawley and Reigate", 10982, true},
		{"Elsewhere", 0, false},
	}
	for _, c := range cases {
		if got, _, ok := policy.Limit(c.area); got != c.want || ok != c.ok {
			t.Errorf("the cap of %s is %d, %t; want %d, %t", c.area, got, ok, c.want, c.ok)
		}
	}
}

func TestCapOn(t *testing.T) {
	w := markettest.NewWorld(t)
	today := w.Today()
	set := func(percent int, from marketplace.Date) marketplace.Ref {
		return w.Founder.Do(marketplace.SetCap{Percent: percent, From: from, Areas: markettest.Areas(), Source: "Test"}).Refs[0]
	}
	set(80, today+30)
	last := set(85, today+30)
	set(95, today+60)
	cases := []struct {
		name string
		on   marketplace.Date
		want int
	}{
		{"before any", today - 1, 0},
		{"the first", today, 90},
		{"of two from one day the later", today + 30, 85},
		{"still", today + 59, 85},
		{"the last", today + 1000, 95},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			policy, ok := w.System().CapOn(c.on)
			if ok != (c.want != 0) || ok && policy.Percent != c.want {
				t.Errorf("the policy on %s is %+v", c.on, policy)
			}
		})
	}
	if c, ok := w.System().CapByRef(last); !ok || c.Percent != 85 {
		t.Errorf("the policy of an entry is %+v", c)
	}
}

func TestSetCapIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	good := marketplace.SetCap{Percent: 90, From: w.Today(), Areas: markettest.Areas(), Source: "Test"}
	cases := []struct {
		name string
		by   *markettest.Device
		edit func(*marketplace.SetCap)
		want string
	}{
		{"a lead", lead, func(*marketplace.SetCap) {}, "Only a coordinator sets the cap. Ask yours."},
		{"120 %", w.Founder, func(c *marketplace.SetCap) { c.Percent = 120 }, "The cap is a percentage from 1 to 100 of the area's average. 120 is not."},
		{"in the past", w.Founder, func(c *marketplace.SetCap) { c.From-- }, "A cap cannot begin in the past: 1 November 2026 is before today. Choose 2 November 2026 or later."},
		{"no source", w.Founder, func(c *marketplace.SetCap) { c.Source = " " }, "The source of the figures is missing. Fill it in."},
		{"an area twice", w.Founder, func(c *marketplace.SetCap) { c.Areas = append(c.Areas, c.Areas[0]) }, "The rental area Guildford stands twice. Keep one of the two."},
		{"no average", w.Founder, func(c *marketplace.SetCap) { c.Areas = []marketplace.CapArea{{Area: "Guildford"}} }, "The average of Guildford, £0.00, is not a weekly rent. Use an amount from £0.01 to £10,000.00."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			command := good
			c.edit(&command)
			_, err := c.by.Try(command)
			if err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
}
