package xwidget

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*boardCard)(nil)
	_ fyne.Focusable  = (*boardCard)(nil)
	_ fyne.Accessible = (*boardCard)(nil)
	_ WidthAware      = (*boardCard)(nil)
)

// boardCard is one card of a board. Only the current one is reached by Tab.
type boardCard struct {
	pressable
	board *Board
	card  BoardCard

	ground                *Surface
	bar                   *Surface
	title, subtitle, note *Text
	root                  *fyne.Container
}

func newBoardCard(b *Board, card BoardCard) *boardCard {
	c := &boardCard{
		board: b, card: card, ground: NewSurface(look.ColorCard), bar: NewSurface(""),
		title: NewText(Strong, card.Title), subtitle: NewText(Body, card.Subtitle), note: NewText(Caption, card.Note),
	}
	c.ground.Stroke, c.ground.Radius = look.ColorBorder, 6
	c.title.MaxLines, c.subtitle.MaxLines, c.note.MaxLines = 2, 2, 5
	c.subtitle.Hidden, c.note.Hidden = card.Subtitle == "", card.Note == ""
	tags := Flow(look.Space4)
	for _, t := range card.Tags {
		tags.Add(NewTag(t.Tone, t.Text))
	}
	words := VBox(2, c.title, c.subtitle, c.note)
	if len(card.Tags) > 0 {
		words.Add(Inset(6, 0, 0, 0, tags))
	}
	c.bar.Least = fyne.NewSize(1, look.ButtonEdge)
	c.root = Stack(c.ground, Inset(10, 12, 12, 12, words), Frame(Edges{Bottom: c.bar}, nil))
	c.OnTapped = func() {
		b.choose(c)
		if b.OnOpen != nil {
			b.OnOpen(card.Key)
		}
	}
	c.extend(c)
	return c
}

// Disabled reports whether Tab passes by, which it does at all cards but the
// current one.
func (c *boardCard) Disabled() bool { return c.board.at != c.card.Key }

// Tapped opens the card.
func (c *boardCard) Tapped(*fyne.PointEvent) { c.OnTapped() }

// Cursor is a hand: every card opens.
func (c *boardCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

// HeightFor returns the height of the card at a width.
func (c *boardCard) HeightFor(width float32) float32 { return HeightFor(c.root, width) }

// TypedKey goes to other cards and opens this one.
func (c *boardCard) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		c.board.step(c, 0, -1)
	case fyne.KeyDown:
		c.board.step(c, 0, 1)
	case fyne.KeyLeft:
		c.board.step(c, -1, 0)
	case fyne.KeyRight:
		c.board.step(c, 1, 0)
	case fyne.KeyHome:
		c.board.step(c, 0, -len(c.column()))
	case fyne.KeyEnd:
		c.board.step(c, 0, len(c.column()))
	default:
		c.pressable.TypedKey(ev)
	}
}

// column returns the cards of the column that the card is in.
func (c *boardCard) column() []*boardCard {
	for _, cards := range c.board.cards {
		if slices.Contains(cards, c) {
			return cards
		}
	}
	return nil
}

// AccessibilityLabel reads the card out.
func (c *boardCard) AccessibilityLabel() string {
	all := []string{c.card.Title}
	for _, s := range []string{c.card.Subtitle, c.card.Note} {
		if s != "" {
			all = append(all, s)
		}
	}
	for _, t := range c.card.Tags {
		all = append(all, t.Text)
	}
	return strings.Join(all, ", ")
}

// AccessibilityRole says that this is a button.
func (c *boardCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (c *boardCard) CreateRenderer() fyne.WidgetRenderer {
	r := &boardCardRenderer{objects{c.root}, c}
	r.Refresh()
	return r
}

type boardCardRenderer struct {
	objects
	c *boardCard
}

func (r *boardCardRenderer) Layout(size fyne.Size) { r.c.root.Resize(size) }
func (r *boardCardRenderer) MinSize() fyne.Size    { return r.c.root.MinSize() }

func (r *boardCardRenderer) Refresh() {
	c := r.c
	c.ground.Fill, c.ground.Stroke, c.bar.Fill = look.ColorCard, look.ColorBorder, ""
	title, words, quiet := look.ColorText, look.ColorText, look.ColorSecondary
	switch {
	case c.focused:
		c.ground.Fill, c.ground.Stroke, c.bar.Fill = look.ColorFocus, look.ColorFocus, look.ColorFocusText
		title, words, quiet = look.ColorFocusText, look.ColorFocusText, look.ColorFocusText
	case c.hovered:
		c.ground.Fill, c.ground.Stroke = look.ColorCardHover, look.ColorInputBorder
	}
	c.title.Color, c.subtitle.Color, c.note.Color = title, words, quiet
	c.root.Refresh()
}
