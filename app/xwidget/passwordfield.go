package xwidget

// NewPasswordField returns a field of one line whose text shows as dots, with a
// button at its end that shows the text and hides it again.
func NewPasswordField() *TextField {
	f := &TextField{}
	var show *Button
	show = NewButton(Quiet, "Show", func() {
		f.entry.Password = !f.entry.Password
		show.Text = "Hide"
		if f.entry.Password {
			show.Text = "Show"
		}
		show.Refresh()
		f.Refresh()
	})
	f.trailing = show
	f.extend(f, 1)
	f.entry.Password = true
	return f
}

// Masked reports whether the text shows as dots.
func (f *TextField) Masked() bool { return f.entry.Password }
