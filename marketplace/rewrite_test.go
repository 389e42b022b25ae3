package marketplace_test

import (
	"reflect"
	"testing"

	"settle.example/settle/marketplace"
)

// TestRewrite replaces ids and references that have others, in a slice and by value, and leaves the rest.
func TestRewrite(t *testing.T) {
	old, now := marketplace.Ref{Seq: 1}, marketplace.Ref{Seq: 9}
	ids, refs := map[marketplace.ID]marketplace.ID{{1}: {7}}, map[marketplace.Ref]marketplace.Ref{old: now}
	for _, c := range []struct {
		name       string
		fact, want marketplace.Fact
	}{
		{"an id", &marketplace.BookingConfirmed{Booking: marketplace.ID{1}}, &marketplace.BookingConfirmed{Booking: marketplace.ID{7}}},
		{"another id", &marketplace.BookingConfirmed{Booking: marketplace.ID{2}}, &marketplace.BookingConfirmed{Booking: marketplace.ID{2}}},
		{
			"references in a list", &marketplace.PartsErased{Refs: []marketplace.Ref{{Seq: 2}, old}},
			&marketplace.PartsErased{Refs: []marketplace.Ref{{Seq: 2}, now}},
		},
		{
			"both", &marketplace.KeeperAccepted{Booking: marketplace.ID{1}, Consent: old},
			&marketplace.KeeperAccepted{Booking: marketplace.ID{7}, Consent: now},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if marketplace.Rewrite(c.fact, ids, refs); !reflect.DeepEqual(c.fact, c.want) {
				t.Errorf("it is %+v, want %+v", c.fact, c.want)
			}
		})
	}
}
