package listing_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestWhatARoomAcceptsByItselfIsWrittenAndRead(t *testing.T) {
	d := uitest.New(t)
	grew := 0
	v := listing.NewInstant(func() { grew++ })
	d.Window().SetContent(v.Content())
	if got := v.Read(); got != (marketplace.RoomRules{}) || !v.Check() {
		t.Errorf("at first it says %+v", got)
	}
	for name, rules := range map[string]marketplace.RoomRules{
		"off":        {},
		"on":         {On: true},
		"everything": {On: true, For: marketplace.InstantAny, MinNights: 7, MaxNights: 28, NoticeDays: 14, GapDays: 1},
	} {
		if v.Write(rules); v.Read() != rules || !v.Check() {
			t.Errorf("%s: it says %+v, want %+v", name, v.Read(), rules)
		}
	}
	v.Write(marketplace.RoomRules{On: true, MinNights: 28, MaxNights: 7})
	if v.Check() {
		t.Error("more nights at least than at most pass")
	}
	least := uitest.Find(fyne.CanvasObject(v.Content()), func(f *xwidget.Field) bool { return f.Label == "Nights, at least (optional)" })
	least.Control.(*xwidget.NumberField).SetText("many")
	if v.Check() {
		t.Error("a word passes as a number")
	}
	if v.Named("nights") == nil || v.Named("gap") == nil || v.Named("title") != nil {
		t.Error("a refusal does not come to its field")
	}
	before := grew
	uitest.Find(fyne.CanvasObject(v.Content()), func(*xwidget.CheckBox) bool { return true }).Tapped(nil)
	if grew == before || v.Read().On {
		t.Error("taking the tick away says nothing")
	}
}
