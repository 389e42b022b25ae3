package ui_test

import (
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/app/ui"
	"settle.example/settle/marketplace"
)

func TestARouteReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := ui.Route{Page: ui.Page(rapid.StringMatching(`[a-z-]{1,12}`).Draw(t, "page"))}
		copy(r.ID[:], rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "id"))
		for range rapid.IntRange(0, 3).Draw(t, "choices") {
			r = r.Set(rapid.StringMatching(`[a-z]{1,6}`).Draw(t, "key"), rapid.String().Draw(t, "value"))
		}
		got, err := ui.ParseRoute(r.String())
		if err != nil {
			t.Fatal(err)
		}
		if got != r {
			t.Fatalf("%q reads back as %q", r, got)
		}
	})
}

func TestARouteThatIsNotWellFormedIsRefused(t *testing.T) {
	for name, s := range map[string]string{"an id of letters": "room/zzz", "an id too short": "room/0011", "a broken choice": "find?near=%zz"} {
		t.Run(name, func(t *testing.T) {
			if _, err := ui.ParseRoute(s); marketplace.CodeOf(err) != marketplace.Invalid {
				t.Fatalf("%q: got %v", s, err)
			}
		})
	}
}
