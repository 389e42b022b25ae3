// Package app is the desktop's composition root: it opens the store, wires it to the window and its screens, and ends
// both in order. Nothing below it knows how the parts are put together.
package app
