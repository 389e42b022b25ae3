package xwidget

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

var (
	_ fyne.Widget = (*NumberField)(nil)
	_ Input       = (*NumberField)(nil)
	_ fyne.Widget = (*MoneyField)(nil)
	_ Input       = (*MoneyField)(nil)
)

// NumberField takes a whole number; the arrow keys Up and Down change it.
type NumberField struct {
	TextField
	// Min and Max bound the number, both included.
	Min, Max int
}

// NewNumberField returns a field for a whole number from least to most.
func NewNumberField(least, most int) *NumberField {
	n := &NumberField{Min: least, Max: most}
	n.MaxLength, n.Chars = 12, max(4, len(strconv.Itoa(most)))
	n.extend(n, 1)
	n.entry.onKey = n.step
	return n
}

// Value returns the number, or an error whose sentence can stand in a form.
func (n *NumberField) Value() (int, error) {
	s := strings.ReplaceAll(strings.TrimSpace(n.Text()), ",", "")
	if s == "" {
		return 0, fmt.Errorf("Enter a number from %d to %d.", n.Min, n.Max) //nolint:staticcheck // shown as it is
	}
	v, err := strconv.Atoi(s)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("Enter a whole number, such as %d.", max(n.Min, min(n.Max, 12))) //nolint:staticcheck // shown as it is
	}
	if err != nil || v < n.Min || v > n.Max {
		return 0, fmt.Errorf("Enter a number from %d to %d.", n.Min, n.Max) //nolint:staticcheck // shown as it is
	}
	return v, nil
}

// SetValue puts a number into the field.
func (n *NumberField) SetValue(v int) { n.SetText(strconv.Itoa(v)) }

func (n *NumberField) step(ev *fyne.KeyEvent) bool {
	by := 0
	switch ev.Name {
	case fyne.KeyUp:
		by = 1
	case fyne.KeyDown:
		by = -1
	default:
		return false
	}
	if n.Disabled() {
		return true
	}
	v, err := n.Value()
	if err != nil {
		v, by = n.Min, 0
	}
	n.entry.SetText(strconv.Itoa(max(n.Min, min(n.Max, v+by))))
	return true
}

// MoneyField takes an amount in pounds.
type MoneyField struct {
	TextField
}

// NewMoneyField returns a field for pounds; suffix says what for, such as
// "a week", and may be "".
func NewMoneyField(suffix string) *MoneyField {
	m := &MoneyField{}
	m.Prefix, m.Suffix = "£", suffix
	m.MaxLength, m.Chars = 16, 8
	m.extend(m, 1)
	m.OnBlur = m.tidy
	return m
}

// Pence returns the amount, or an error whose sentence can stand in a form.
func (m *MoneyField) Pence() (int64, error) { return ParsePounds(m.Text()) }

// SetPence puts an amount into the field.
func (m *MoneyField) SetPence(p int64) {
	m.SetText(strings.TrimPrefix(FormatPounds(p), "£"))
}

// tidy writes a readable amount in the usual way.
func (m *MoneyField) tidy() {
	if p, err := m.Pence(); err == nil {
		m.SetPence(p)
	}
}
