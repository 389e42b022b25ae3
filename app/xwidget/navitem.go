package xwidget

import (
	"cmp"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*NavItem)(nil)
	_ fyne.Focusable  = (*NavItem)(nil)
	_ fyne.Accessible = (*NavItem)(nil)
)

// NavItem is one place in the navigation. It stands on look.ColorSidebar.
type NavItem struct {
	pressable
	Label string
	Short string // in the place of a Label that is too long to stand under its icon; may be empty
	Icon  look.Icon
	// Selected marks the place where you are.
	Selected bool
	// Count, when above 0, says how much waits there.
	Count int
	// Collapsed puts the label small under the icon, for narrow windows.
	Collapsed bool
}

// NewNavItem returns an item that calls tapped when it is chosen.
func NewNavItem(icon look.Icon, label string, tapped func()) *NavItem {
	n := &NavItem{Label: label, Icon: icon}
	n.OnTapped = tapped
	n.extend(n)
	return n
}

// SetSelected says whether this is where you are.
func (n *NavItem) SetSelected(v bool) {
	n.Selected = v
	n.Refresh()
}

// SetCount says how much waits there; 0 takes the badge away.
func (n *NavItem) SetCount(count int) {
	n.Count = count
	n.Refresh()
}

// SetCollapsed folds the item to its icon.
func (n *NavItem) SetCollapsed(v bool) {
	n.Collapsed = v
	n.Refresh()
}

// AccessibilityLabel names the place, what waits there and whether it is open.
func (n *NavItem) AccessibilityLabel() string {
	s := n.Label
	if n.Count > 0 {
		s += ", " + strconv.Itoa(n.Count) + " waiting"
	}
	if n.Selected {
		s += ", current page"
	}
	return s
}

// AccessibilityRole says that this is a link.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

func (n *NavItem) badge() string {
	if n.Count > 99 {
		return "99+"
	}
	return strconv.Itoa(n.Count)
}

// CreateRenderer is called by Fyne.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{
		n: n, ground: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour), badge: canvas.NewRectangle(noColour),
		icon: newIconImage(), label: newText(look.TextBody, false), count: newText(look.TextCaption, true),
	}
	r.ground.CornerRadius, r.bar.CornerRadius, r.badge.CornerRadius = 6, 2, 10
	r.objects = objects{r.ground, r.bar, r.icon, r.label, r.badge, r.count}
	r.Refresh()
	return r
}

type navRenderer struct {
	objects
	n                  *NavItem
	ground, bar, badge *canvas.Rectangle
	icon               *canvas.Image
	label, count       *canvas.Text
}

func (r *navRenderer) MinSize() fyne.Size {
	if r.n.Collapsed {
		return fyne.NewSize(56, 56)
	}
	return fyne.NewSize(160, 42)
}

func (r *navRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	place(r.bar, 0, 8, 4, size.Height-16)
	badge := max(20, ceil(r.count.MinSize().Width)+12)
	r.cutLabel(size.Width)
	if r.n.Collapsed {
		place(r.icon, (size.Width-22)/2, 8, 22, 22)
		placeText(r.label, 0, 32, size.Width, 18)
		place(r.badge, size.Width/2+4, 3, badge, 20)
		placeText(r.count, size.Width/2+4, 3, badge, 20)
		return
	}
	place(r.icon, 16, (size.Height-20)/2, 20, 20)
	placeText(r.label, 48, 0, size.Width-48, size.Height)
	place(r.badge, size.Width-badge-10, (size.Height-20)/2, badge, 20)
	placeText(r.count, size.Width-badge-10, 0, badge, size.Height)
}

func (r *navRenderer) Refresh() {
	n := r.n
	ground, bar, words := noColour, noColour, n.col(look.ColorSidebarText)
	switch {
	case n.focused:
		ground, words = n.col(look.ColorFocus), n.col(look.ColorFocusText)
		bar = words
	case n.Selected:
		ground, bar = n.col(look.ColorSidebarSelected), n.col(look.ColorSidebarMark)
	case n.hovered:
		ground = n.col(look.ColorSidebarHover)
	}
	paint(r.ground, ground, nil, 0)
	paint(r.bar, bar, nil, 0)
	r.writeLabel(words)
	drawIcon(r.icon, n.Icon, words)

	badge, count := n.col(look.ColorSidebarMark), n.col(look.ColorSidebar)
	if n.focused {
		badge, count = n.col(look.ColorFocusText), n.col(look.ColorFocus)
	}
	r.count.Alignment = fyne.TextAlignCenter
	write(r.count, n.badge(), count)
	paint(r.badge, badge, nil, 0)
	r.badge.Hidden, r.count.Hidden = n.Count <= 0, n.Count <= 0
	r.Layout(n.Size())
	canvas.Refresh(n)
}

func (r *navRenderer) writeLabel(words color.Color) {
	t := r.label
	t.TextStyle.Bold, t.Color = r.n.Selected || r.n.focused, words
	t.TextSize, t.Alignment = look.TextBody, fyne.TextAlignLeading
	if r.n.Collapsed {
		t.TextSize, t.Alignment = navSmall, fyne.TextAlignCenter
	}
	r.cutLabel(r.n.Size().Width)
	t.Refresh()
}

// navSmall is the size of a label under its icon.
const navSmall float32 = 11

func (r *navRenderer) cutLabel(width float32) {
	t, words := r.label, r.n.Label
	room := width - 56
	if r.n.Collapsed {
		room, words = width-2, cmp.Or(r.n.Short, words)
	} else if r.n.Count > 0 {
		room -= 36
	}
	t.Text = pen{t.TextSize, t.TextStyle.Bold}.cut(words, room)
}
