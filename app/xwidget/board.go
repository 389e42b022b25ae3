package xwidget

import (
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// BoardTag is a tag on a card of a [Board].
type BoardTag struct {
	Tone look.Tone
	Text string
}

// BoardCard is one card: a thing in the state of its column.
type BoardCard struct {
	// Key is what the program knows the card by; it is never shown.
	Key string
	// Title may take two lines, Subtitle and Note as many.
	Title, Subtitle, Note string
	Tags                  []BoardTag
}

// BoardColumn is one state and the cards in it.
type BoardColumn struct {
	Title string
	Tone  look.Tone
	// Total is how many there are in all, when more than Cards.
	Total int
	Cards []BoardCard
	// Empty is said where there is no card.
	Empty string
	// OnMore, when set, is a button below the cards: "Show all 312".
	OnMore func()
}

func (c BoardColumn) total() int { return max(c.Total, len(c.Cards)) }

var _ fyne.Widget = (*Board)(nil)

// Board shows cards in columns, one for each state. It is as high as its
// highest column, so it belongs in a [Scroll]. Tab comes to one card; from
// there the arrow keys go to the others, Home and End to the first and last of
// the column, and Enter opens.
type Board struct {
	composite
	// OnOpen is called with a card's key.
	OnOpen func(key string)

	cards [][]*boardCard
	at    string
	body  *fyne.Container
}

// NewBoard returns a board.
func NewBoard(columns []BoardColumn, open func(key string)) *Board {
	b := &Board{OnOpen: open, body: Columns(max(1, len(columns)), 184, 12)}
	b.compose(b, b.body)
	b.SetColumns(columns)
	return b
}

// SetColumns replaces the columns, and keeps the keyboard on its card if that
// is still there.
func (b *Board) SetColumns(to []BoardColumn) {
	focused := b.hasFocus()
	b.cards = make([][]*boardCard, len(to))
	b.body.Layout.(*columns).most = max(1, len(to))
	b.body.Objects = b.body.Objects[:0:0]
	for i, c := range to {
		b.body.Objects = append(b.body.Objects, b.column(i, c))
	}
	if b.card(b.at) == nil {
		b.at = ""
		for _, cards := range b.cards {
			if len(cards) > 0 {
				b.at = cards[0].card.Key
				break
			}
		}
	}
	b.Refresh()
	if c := b.card(b.at); focused && c != nil {
		focusOn(c)
	}
}

// Current returns the key of the card that Tab comes to, or "".
func (b *Board) Current() string { return b.at }

func (b *Board) column(i int, c BoardColumn) fyne.CanvasObject {
	ground := NewSurface(look.ColorInset)
	ground.Radius = look.CardRadius
	head := NewText(Strong, c.Title)
	head.MaxLines = 1
	box := VBox(look.Space8, Inset(0, 0, look.Space4, look.Space4, Row(look.Space8, Grow(head), NewTag(c.Tone, FormatCount(c.total())))))
	for _, card := range c.Cards {
		w := newBoardCard(b, card)
		b.cards[i] = append(b.cards[i], w)
		box.Add(w)
	}
	if len(c.Cards) == 0 && c.Empty != "" {
		box.Add(Inset(0, look.Space4, look.Space8, look.Space4, NewText(Caption, c.Empty)))
	}
	if c.OnMore != nil {
		more := NewButton(Quiet, "Show all "+FormatCount(c.total()), c.OnMore)
		more.Compact = true
		box.Add(more)
	}
	return Stack(ground, Inset(12, look.Space8, look.Space8, look.Space8, box))
}

// card returns the card with a key, or nil.
func (b *Board) card(key string) *boardCard {
	for _, cards := range b.cards {
		if i := slices.IndexFunc(cards, func(c *boardCard) bool { return c.card.Key == key }); i >= 0 {
			return cards[i]
		}
	}
	return nil
}

func (b *Board) hasFocus() bool {
	c := b.card(b.at)
	return c != nil && c.focused
}

// choose makes a card the one that has the keyboard.
func (b *Board) choose(c *boardCard) {
	b.at = c.card.Key
	focusOn(c)
}

// step goes from a card to one in another column or row.
func (b *Board) step(c *boardCard, columns, rows int) {
	for x, cards := range b.cards {
		y := slices.Index(cards, c)
		if y < 0 {
			continue
		}
		if columns == 0 {
			b.choose(cards[max(0, min(len(cards)-1, y+rows))])
			return
		}
		for x += columns; x >= 0 && x < len(b.cards); x += columns {
			if n := len(b.cards[x]); n > 0 {
				b.choose(b.cards[x][min(y, n-1)])
				return
			}
		}
		return
	}
}
