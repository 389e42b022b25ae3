package capscreen

import (
	"context"
	"fmt"
	"strings"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// namedAreas is how many areas the preview names.
const namedAreas = 3

// tell says what the form, as far as it is filled in, would mean for the rooms that are listed.
func (f *form) tell() {
	f.told++ // an answer that still comes is about what the form held before
	percent, err := f.percent.Value()
	on, wrong := f.from.Value()
	if err != nil || wrong != nil || on.IsZero() {
		f.preview.SetContent("Enter a percentage from 1 to 100 and a day to see what it means for the rooms that are listed.")
		return
	}
	areas, ok := f.areas(marketplace.NewDate(on.Date()))
	if !ok {
		f.preview.SetContent("Enter an average for every area to see what it means for the rooms that are listed.")
		return
	}
	mine := f.told
	ui.Load(f.s.desk.Work(), &f.s.live, func(ctx context.Context) (marketplace.CapPreview, error) {
		return f.s.data.CapPreview(ctx, percent, areas)
	}, func(p marketplace.CapPreview, err error) {
		if mine != f.told {
			return
		}
		if err != nil {
			f.preview.SetContent("What it means for the rooms that are listed cannot be told: " + marketplace.Sentence(err))
			return
		}
		f.preview.SetContent(over(p))
	})
}

// over says how many rooms a cap would leave above it, and in which areas.
func over(p marketplace.CapPreview) string {
	all := xwidget.CountOf(p.Live, "live room", "live rooms")
	if p.Over == 0 {
		return fmt.Sprintf("Of %s, none would be over this cap.", all)
	}
	var said []string
	left := p.Over
	for _, in := range p.In {
		if len(said) == namedAreas {
			said = append(said, fmt.Sprintf("%d elsewhere", left))
			break
		}
		said = append(said, fmt.Sprintf("%d in %s", in.Rooms, in.Area))
		left -= in.Rooms
	}
	return fmt.Sprintf("Of %s, %s would be over this cap and marked to re-price: %s. Agreed bookings keep their rent.",
		all, xwidget.FormatCount(p.Over), strings.Join(said, ", "))
}
