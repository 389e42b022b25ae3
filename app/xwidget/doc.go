// Package xwidget holds Settle's own widgets and layouts: what Fyne lacks, or
// has in a look that is not ours. It knows nothing of rooms or people; it may
// be used by any screen, and its colours and sizes come from package look.
//
// # Conventions
//
//   - A widget's exported fields are its state. After changing one, call
//     Refresh. Methods named SetX change and refresh in one go.
//   - Everything runs on Fyne's goroutine. Callbacks are called there too,
//     unless a comment says otherwise; a nil callback is allowed everywhere.
//   - Sizes and widths are Fyne's device-independent pixels.
//   - A date is a [time.Time] at midnight UTC. A range of nights is half-open:
//     it has the night of From and not that of To. Money is integer pence.
//   - All that can be clicked can be reached with Tab and worked with Space,
//     Enter, the arrow keys and Escape. Focus is yellow with a dark bar.
//   - Colours are looked up whenever a widget is refreshed, so that a change
//     of theme shows at once.
//
// # Heights that depend on widths
//
// Fyne asks a widget for its least size before it says how wide it will be,
// so wrapped text is measured wrongly inside Fyne's own containers. The
// layouts here ask [HeightFor] instead. Use VBox, Row, Columns, Flow, Inset,
// Frame and Scroll of this package around anything that holds a [Text].
package xwidget
