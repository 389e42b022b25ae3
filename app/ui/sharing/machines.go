package sharing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
)

// mostMachines is how many computers stand on the page; those that are connected or were seen last come first.
const mostMachines = 40

func (s *screen) showMachines() {
	all := slices.Clone(s.shown.Machines)
	slices.SortStableFunc(all, func(a, b Machine) int {
		return cmp.Or(rank(a)-rank(b), b.Seen.Compare(a.Seen)*(1-boolInt(a.Linked)), strings.Compare(a.Person, b.Person), strings.Compare(a.Address, b.Address))
	})
	lines := make([]string, 0, len(all))
	for _, m := range all {
		state, note, _ := m.words(s.now())
		lines = append(lines, m.name()+"|"+m.about()+"|"+state+"|"+note)
	}
	if s.painted != nil && slices.Equal(lines, s.painted) {
		return
	}
	s.painted = lines
	s.machines.Objects = []fyne.CanvasObject{s.list(all)}
	s.machines.Refresh()
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rank puts those first that are connected, and those last that were removed.
func rank(m Machine) int {
	switch {
	case m.Removed:
		return 3
	case m.Linked && !m.InStep:
		return 0
	case m.Linked:
		return 1
	}
	return 2
}

func (s *screen) list(all []Machine) fyne.CanvasObject {
	if len(all) == 0 {
		return xwidget.VBox(look.Space8,
			xwidget.NewText(xwidget.Strong, "No other computer is known here yet"),
			xwidget.NewText(xwidget.Muted, "A registrar invites people on the page People. As soon as somebody joins, their computer stands here. "+
				"Computers on the same network find each other; for others, type an address or carry a bundle on a stick."))
	}
	rows := make([]fyne.CanvasObject, 0, len(all))
	for _, m := range all[:min(len(all), mostMachines)] {
		rows = append(rows, s.row(m))
	}
	if more := len(all) - mostMachines; more > 0 {
		rows = append(rows, xwidget.Pad(look.Space8, xwidget.NewText(xwidget.Muted, "And "+xwidget.FormatCount(more)+" more that are not connected now.")))
	}
	return xwidget.Ruled(rows...)
}

func (s *screen) row(m Machine) fyne.CanvasObject {
	state, note, tone := m.words(s.now())
	icon, color := look.IconOffline, look.ColorSecondary
	switch {
	case m.Linked && m.InStep:
		icon, color = look.IconSynced, look.ColorLink
	case m.Linked:
		icon, color = look.IconRefresh, look.ColorLink
	}
	words := xwidget.VBox(0, xwidget.NewText(xwidget.Strong, m.name()), xwidget.NewText(xwidget.Caption, m.about()))
	right := xwidget.VBox(look.Space4, xwidget.Row(0, xwidget.Grow(xwidget.NewText(xwidget.Caption, "")), xwidget.NewTag(tone, state)))
	if note != "" {
		said := xwidget.NewLine(xwidget.Caption, note)
		said.Align = fyne.TextAlignTrailing
		right.Add(said)
	}
	return xwidget.Inset(look.Space8, 0, look.Space8, 0, xwidget.Row(look.Space16, xwidget.NewGlyph(icon, color, 22), xwidget.Grow(words), right))
}

// name says whose computer it is.
func (m Machine) name() string {
	switch {
	case m.Mine:
		return "Another computer of yours"
	case m.Person != "":
		return m.Person
	}
	return "A computer that is not known here yet"
}

// about says the rest that is known of it.
func (m Machine) about() string {
	var said []string
	if m.Org != "" {
		said = append(said, m.Org)
	}
	if m.AlwaysOn {
		said = append(said, "always on")
	}
	if m.Address != "" {
		said = append(said, m.Address)
	}
	if len(said) == 0 {
		return "It calls this one"
	}
	return strings.Join(said, " · ")
}

// words is its state, a note on that, and the tone of the tag.
func (m Machine) words(now time.Time) (state, note string, tone look.Tone) {
	switch {
	case m.Removed:
		return "Removed", "takes part no more", look.Danger
	case m.Linked && m.Lacks > 0:
		return "Fetching " + xwidget.FormatCount(m.Lacks), rate(m.InRate), look.Info
	case m.Linked && m.Owes > 0:
		return "Sending " + xwidget.FormatCount(m.Owes), rate(m.Rate), look.Info
	case m.Linked && m.InStep:
		return "In step", "connected now", look.Success
	case m.Linked:
		return "Comparing", "connected now", look.Info
	case m.Seen.IsZero():
		return "Not met yet", "", look.Neutral
	}
	return "Not connected", "last seen " + ui.Ago(now, m.Seen), look.Neutral
}

// rate is a speed as people say it.
func rate(bytes float64) string {
	switch {
	case bytes >= 1e6:
		return fmt.Sprintf("%.1f MB a second", bytes/1e6)
	case bytes >= 1e3:
		return fmt.Sprintf("%.0f kB a second", bytes/1e3)
	case bytes >= 1:
		return fmt.Sprintf("%.0f bytes a second", bytes)
	}
	return "connected now"
}
