package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestAChangeOfThemeShowsAtOnce(t *testing.T) {
	for name, build := range map[string]func() fyne.CanvasObject{
		"buttons":  buttonsScene,
		"nav":      navScene,
		"home":     homeScene,
		"messages": messagesScene,
		"form":     formScene,
		"choices":  choicesScene,
		"chart":    func() fyne.CanvasObject { return nightsChart() },
		"calendar": func() fyne.CanvasObject { return xwidget.NewOccupancyCalendar(1, today, nights) },
		"grid":     func() fyne.CanvasObject { return xwidget.NewGrid(roomColumns, &rooms{n: 50, notYet: 6}) },
		"rows":     func() fyne.CanvasObject { return xwidget.NewRowList(&rooms{n: 50, notYet: 3}, fakePhotos(9)) },
		"meter":    func() fyne.CanvasObject { return xwidget.NewFairPriceMeter("Guildford", 9500, 11771, 13079) },
	} {
		t.Run(name, func(t *testing.T) {
			newApp(t, look.Light)
			changed := showIn(t, look.Light, build(), 700, 500)
			changed.Canvas().Capture()
			newApp(t, look.Dark)
			got := changed.Canvas().Capture()
			want := showIn(t, look.Dark, build(), 700, 500).Canvas().Capture()
			if d := differing(got, want); d > 0 {
				keep(t, "themechange-"+name, got)
				t.Errorf("%.2f%% of the picture is not as in a window that was dark from the start", 100*d)
			}
		})
	}
}
